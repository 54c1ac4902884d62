"""The commands of ./meydan, each from set-up to exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gis_app.launch import (
    checks,
    city,
    content,
    database,
    locks,
    ports,
    secretfile,
    steps,
    venv,
)
from gis_app.launch.account import Account, user_name, web_account
from gis_app.launch.explain import ELSEWHERE
from gis_app.launch.hand_on import foreign_url
from gis_app.launch.places import Places, data_folder, open_places
from gis_app.launch.say import Progress, note
from gis_app.launch.shell import run_foreground
from gis_app.launch.steps import Setup
from gis_app.launch.supervise import Supervisor
from gis_app.launch.use import using
from gis_app.launch.worker import Worker


def set_up(
    places: Places, extra: str | None = None, *, with_browser: bool = False
) -> Setup:
    """Return the set-up of a command; nothing is done yet.

    What needs extra packages (dev, bench) works on the cluster and folder of tests.
    """
    with locks.alone(places.locks / "secrets"):
        secrets = secretfile.load(places.secrets, os.environ)
        of_city = {} if extra else city.remember(places.city, os.environ)
    return Setup(
        places,
        secrets,
        {**os.environ, **of_city},
        extra=extra,
        with_browser=with_browser,
        foreign=foreign_url(os.environ),
    )


@contextmanager
def database_of(setup: Setup) -> Iterator[None]:
    """Have the database running for the time of the block."""
    if setup.foreign:
        yield
    else:
        with using(setup.cluster):
            yield


def serve(data: str | None, host: str, port: int) -> int:
    """Set everything up, then serve until a signal."""
    places = open_places(data_folder(data, os.environ))
    busy = (
        f"Meydan is already running on the data folder {places.data}: stop it first, "
        f"or {ELSEWHERE}."
    )
    with locks.alone_or(places.locks / "serve", busy) as leaving:
        ports.stop_orphans(places)
        bound = ports.claim(host, port)
        setup = set_up(places)
        before = [*steps.common_steps(setup), steps.database_step(setup)]
        after = [steps.static_step(setup), *content.content_steps(setup)]
        progress = Progress(sys.stdout, len(before) + len(after), show_fresh=True)
        steps.carry_out(setup, before, progress)
        in_use = venv.hold(setup.venv)
        with database_of(setup):
            steps.carry_out(setup, after, progress, len(before) + 1)
            cluster = None if setup.foreign else setup.cluster
            account = web_account(
                cluster.account if cluster else None, must_read(setup), places.data
            )
            # What a command wrote as root must be the web server's to read and add to.
            places.evidence.mkdir(mode=0o750, exist_ok=True)
            account.own_all(places.evidence)
            told = serving_environment(setup, host, account)
            python = str(setup.venv.python)
            worker = Worker(setup.manage("keep_judged"), told, account)
            supervisor = Supervisor(python, bound, told, cluster, account, worker)
            supervisor.run(lambda: announce(setup, host, port, account), leaving)
        os.close(in_use)
    return 0


def must_read(setup: Setup) -> list[Path]:
    """Return one file of each folder that the web server reads from."""
    checkout, venv_folder = setup.places.checkout, setup.venv.folder
    return [
        checkout / "gis_app" / "wsgi.py",
        checkout / "layers" / "parcels" / "layer.toml",
        setup.places.static / "staticfiles.json",
        setup.venv.python,
        *venv_folder.glob("lib/python3*/site-packages/django/__init__.py"),
    ]


def serving_environment(setup: Setup, host: str, account: Account) -> dict[str, str]:
    """Return the web server's environment: it answers to the name it is bound to."""
    found = setup.child_environment
    if account.identity:
        # Those of the user who started it may be closed to this one.
        found["HOME"] = "/"
        found.pop("TMPDIR", None)
    if host not in ports.EVERYWHERE and "MEYDAN_ALLOWED_HOSTS" not in setup.environ:
        names = found["MEYDAN_ALLOWED_HOSTS"].split(",")
        own = f"[{host}]" if ":" in host else host
        found["MEYDAN_ALLOWED_HOSTS"] = ",".join(dict.fromkeys([*names, own]))
    return found


def announce(setup: Setup, host: str, port: int, account: Account) -> None:
    """Print the address and the demo log-ins."""
    here = ports.EVERYWHERE.get(host, host)
    shown = f"[{here}]" if ":" in here else here
    note(
        f"\nMeydan is at http://{shown}:{port}/\n"
        f"{logins(setup)}\n"
        f"Data: {setup.places.data} (user {user_name(os.geteuid())}; "
        f"web server: {user_name(account.uid)}). Ctrl-C stops.",
        sys.stdout,
    )


def logins(setup: Setup) -> str:
    """Return the line on the demo log-ins: only those that are true."""
    if names := content.demo_logins(setup):
        password = setup.secrets[secretfile.DEMO]
        return f"Demo log-ins: {', '.join(names)} (password: {password})"
    return (
        "Log-ins: no demo user has the demo password (to give a user a new one: "
        "./meydan manage changepassword NAME)"
    )


def manage(arguments: Sequence[str]) -> int:
    """Run Django's own command line; stdout is its alone."""
    setup = set_up(open_places(data_folder(None, os.environ)))
    with ready(setup):
        if content.needs_tables(arguments) and not content.has_tables(setup):
            steps.carry_out_quietly(setup, [content.tables_step(setup)])
        command = setup.manage(*arguments)
        return run_foreground(command, env=setup.child_environment)


@contextmanager
def ready(setup: Setup) -> Iterator[None]:
    """Set up quietly and have the database running for the time of the block."""
    wanted = steps.common_steps(setup)
    if not setup.foreign:
        wanted.append(steps.database_step(setup))
    steps.carry_out_quietly(setup, wanted)
    if setup.foreign:
        database.check_foreign(setup.foreign)
    in_use = venv.hold(setup.venv)
    with database_of(setup):
        yield
    os.close(in_use)


def test(arguments: Sequence[str]) -> int:
    """Run pytest on a cluster of its own; without arguments on all processors."""
    places = open_places(data_folder(None, os.environ))
    setup = set_up(places, "dev", with_browser=True)
    # Some tests can do without; which ones the arguments mean is for pytest to know.
    setup.needs_browser = not arguments
    chosen = list(arguments) or ["-n", str(min(os.cpu_count() or 1, 8))]
    with ready(setup):
        steps.carry_out_quietly(setup, [steps.static_step(setup)])
        command = [str(setup.venv.python), "-m", "pytest", *chosen]
        return run_foreground(command, env=setup.child_environment, cwd=places.checkout)


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks on the tests' cluster."""
    places = open_places(data_folder(None, os.environ))
    setup = set_up(places, "bench")
    with ready(setup):
        command = setup.manage("bench", *arguments)
        return run_foreground(command, env=setup.child_environment)


def check(arguments: Sequence[str]) -> int:
    """Run the style tools; return 1 if any of them fails."""
    places = open_places(data_folder(None, os.environ))
    setup = set_up(places, "dev")
    with ready(setup):
        return checks.run(setup, arguments)


def prepare() -> int:
    """Do the set-up that needs no database, as for a container image."""
    setup = set_up(open_places(data_folder(None, os.environ)))
    wanted = steps.common_steps(setup)
    steps.carry_out(setup, wanted, Progress(sys.stderr, len(wanted), show_fresh=True))
    return 0
