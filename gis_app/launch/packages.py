"""System packages: what is missing on this machine, and installing it by apt."""

from __future__ import annotations

import ctypes.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gis_app.launch import postgres
from gis_app.launch.say import Trouble
from gis_app.launch.shell import run_logged

BROWSERS = ("chromium", "google-chrome", "google-chrome-stable")
NO_MAIN_CLUSTER = Path("/etc/postgresql-common/createcluster.d/meydan.conf")
CHROMIUM = "^chromium$"
POSTGIS_PACKAGE = re.compile(r"^postgresql-(\d+)-postgis-3$")
# What lays out text on a sheet of paper (docs/decisions/0033).
LETTERS = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
APT_OPTIONS = (
    *("-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"),
    *("-o", "Dpkg::Options::=--force-confdef"),
    *("-o", "Dpkg::Options::=--force-confold", "-o", "APT::Color=0"),
)
APT_ENVIRONMENT = (
    "DEBIAN_FRONTEND=noninteractive",
    "LC_ALL=C.UTF-8",
    "UCF_FORCE_CONFFOLD=1",
)


@dataclass(frozen=True)
class Need:
    """Something the machine must have, and the packages that bring it."""

    met: Callable[[], bool]
    names: Callable[[], list[str]]


def has_library(name: str) -> bool:
    """Tell whether a shared library is installed (by folder first: it's faster)."""
    if any(Path("/usr/lib").glob(f"*-linux-gnu*/lib{name}.so*")):
        return True
    return ctypes.util.find_library(name) is not None


def has_program(*names: str) -> bool:
    """Tell whether one of the programs is on the PATH."""
    return any(shutil.which(name) for name in names)


def has_browser() -> bool:
    """Tell whether a Chromium is there, or apt has none.

    Ubuntu's chromium-browser is only a pointer to a snap; see browser.py.
    """
    return has_program(*BROWSERS) or bool(on_sale("^apt$") and not on_sale(CHROMIUM))


GEO = Need(
    lambda: has_library("gdal") and has_library("geos_c") and has_library("proj"),
    lambda: ["gdal-bin"],
)
PRINTING = Need(
    lambda: all(map(has_library, LETTERS)),
    lambda: ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
)
GETTEXT = Need(lambda: has_program("msgfmt"), lambda: ["gettext"])
NODE = Need(
    lambda: has_program("node") and has_program("npm"), lambda: ["nodejs", "npm"]
)
SERVER = Need(lambda: bool(postgres.usable()), lambda: server_packages())
CLIENT = Need(
    lambda: postgres.psql_program() is not None, lambda: ["postgresql-client"]
)
BROWSER = Need(lambda: has_browser(), lambda: on_sale(CHROMIUM))


def server_packages() -> list[str]:
    """Name the PostGIS package of an installed server, else the newest one."""
    on_offer = {
        int(found[1])
        for name in on_sale("^postgresql-[0-9]+-postgis-3$")
        if (found := POSTGIS_PACKAGE.match(name))
    }
    present = {s.version for s in postgres.installed()}
    fitting = sorted(v for v in on_offer if v >= postgres.OLDEST)
    if not fitting:
        newest = f"the newest is {max(on_offer)}" if on_offer else "none is on offer"
        raise Trouble(
            f"Meydan needs PostgreSQL {postgres.OLDEST} or newer with PostGIS, but apt "
            f"has none ({newest}): add the repository of apt.postgresql.org, or give "
            "MEYDAN_DATABASE_URL."
        )
    version = max(present.intersection(fitting), default=fitting[-1])
    return [f"postgresql-{version}", f"postgresql-{version}-postgis-3"]


def on_sale(pattern: str) -> list[str]:
    """Name the packages that apt could install.

    By `search`, since `pkgnames` also lists what others merely mention.
    """
    command = ("apt-cache", "search", "--names-only", pattern)
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return []
    return [line.split(" ", 1)[0] for line in found.stdout.splitlines()]


def missing(needs: Sequence[Need]) -> list[Need]:
    """Return the needs that this machine doesn't meet."""
    return [need for need in needs if not need.met()]


def install(needs: Sequence[Need], log: Path) -> None:
    """Install by apt what is missing; raises Trouble with what to do by hand."""
    lacking = missing(needs)
    as_root = how_to_be_root(lacking)
    unreachable = refresh_lists(as_root, log)
    try:
        names = [name for need in lacking for name in need.names()]
        with no_main_cluster(as_root):
            run_logged(
                [*as_root, "apt-get", *APT_OPTIONS, "install", *names],
                log=log,
                failure=f"apt-get could not install {' '.join(names)}.",
            )
    except Trouble as trouble:
        # A package that is not found is explained by a list that was not fetched.
        raise (unreachable or trouble) from None


def refresh_lists(as_root: Sequence[str], log: Path) -> Trouble | None:
    """Fetch apt's lists; one bad source among several is no reason to stop."""
    strict = ("-o", "APT::Update::Error-Mode=any")
    try:
        run_logged(
            [*as_root, "apt-get", *strict, "update"],
            log=log,
            failure="apt-get update failed.",
        )
    except Trouble as trouble:
        return trouble
    return None


def how_to_be_root(lacking: Sequence[Need]) -> list[str]:
    """Return the words before a command that make it run as root, without asking."""
    if not has_program("apt-get"):
        raise Trouble(
            "This machine has no apt-get: install by hand "
            f"{', '.join(by_hand(lacking))} (Debian's names), then start again."
        )
    if (words := root_words()) is not None:
        return words
    raise Trouble(
        "System packages are missing and sudo is not possible here without a password: "
        f"let an administrator run `apt-get install {' '.join(by_hand(lacking))}`, "
        "then start again."
    )


def root_words() -> list[str] | None:
    """Return the words before a command that make it run as root, or None."""
    environment = ["env", *APT_ENVIRONMENT]
    if os.geteuid() == 0:
        return environment
    sudo = ["sudo", "-n", *environment]
    if not has_program("sudo"):
        return None
    tried = subprocess.run([*sudo, "true"], capture_output=True, check=False)
    return None if tried.returncode else sudo


def by_hand(lacking: Sequence[Need]) -> list[str]:
    """Name the packages for a person, even where apt knows none."""
    if on_sale("^apt$"):
        return [name for need in lacking for name in need.names()]
    known = {
        SERVER: ["postgresql-NN", "postgresql-NN-postgis-3"],
        BROWSER: ["chromium"],
    }
    return [name for need in lacking for name in known.get(need) or need.names()]


@contextmanager
def no_main_cluster(as_root: Sequence[str]) -> Iterator[None]:
    """Keep Debian from making and starting a cluster `main` that nobody asked for.

    The setting is taken away afterwards; a cluster that is there isn't touched.
    """
    folder = str(NO_MAIN_CLUSTER.parent)
    script = (
        f"mkdir -p {folder} && echo 'create_main_cluster = false' > {NO_MAIN_CLUSTER}"
    )
    subprocess.run([*as_root, "sh", "-c", script], capture_output=True, check=False)
    try:
        yield
    finally:
        tidy = f"rm -f {NO_MAIN_CLUSTER}"
        subprocess.run([*as_root, "sh", "-c", tidy], capture_output=True, check=False)
