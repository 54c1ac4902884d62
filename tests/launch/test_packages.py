"""System packages: which ones, how, and what is said when that is impossible."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gis_app.launch import packages, postgres
from gis_app.launch.packages import Need
from gis_app.launch.say import Trouble
from tests.launch.conftest import Fake

LACKING = [Need(lambda: False, lambda: ["gdal-bin"])]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log to write to."""
    return tmp_path / "setup.log"


@pytest.fixture(autouse=True)
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the code believe that root runs it; the fake programs don't care."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.fixture
def machine(fake: Fake, tmp_path: Path) -> Path:
    """Fake programs of a Debian machine; apt-get notes its arguments in a file."""
    calls = tmp_path / "calls"
    fake("env", 'while case $1 in *=*) true;; *) false;; esac; do shift; done; "$@"')
    fake("sh", "exit 0")
    fake("apt-get", f'echo "$@" >> "{calls}"')
    return calls


def test_missing_packages_are_installed_without_a_question(
    machine: Path, log: Path
) -> None:
    packages.install(LACKING, log)
    update, install = machine.read_text(encoding="utf-8").splitlines()
    assert update.endswith("update")
    assert install.startswith("-y --no-install-recommends")
    assert install.endswith("install gdal-bin")
    assert "DEBIAN_FRONTEND=noninteractive" in packages.how_to_be_root(LACKING)


def test_a_machine_without_apt_is_told_what_to_install(fake: Fake, log: Path) -> None:
    fake("true", "exit 0")
    with pytest.raises(Trouble, match="no apt-get: install by hand gdal-bin"):
        packages.install(LACKING, log)


def test_a_plain_user_without_sudo_is_told_what_to_ask_for(
    machine: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Trouble, match="apt-get install gdal-bin"):
        packages.install(LACKING, log)


def test_a_plain_user_with_sudo_uses_it_without_a_password(
    machine: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake("sudo", "exit 0")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert packages.how_to_be_root(LACKING)[:2] == ["sudo", "-n"]


def test_no_network_is_one_clear_sentence(machine: Path, fake: Fake, log: Path) -> None:
    fake("apt-get", "echo 'Temporary failure resolving deb.debian.org' >&2; exit 100")
    with pytest.raises(Trouble, match="is this machine online"):
        packages.install(LACKING, log)


def test_a_package_missing_since_lists_are_unreachable_is_a_network_matter(
    machine: Path, fake: Fake, log: Path
) -> None:
    fake(
        "apt-get",
        'case "$*" in *update) echo "Could not resolve host";; '
        "*) echo 'Unable to locate package';; esac; exit 100",
    )
    with pytest.raises(Trouble, match="is this machine online"):
        packages.install(LACKING, log)


def test_the_newest_postgis_is_taken(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "installed", list)
    fake(
        "apt-cache",
        "echo postgresql-16-postgis-3 - Geo; echo postgresql-9-postgis-3 - Geo",
    )
    wanted = ["postgresql-16", "postgresql-16-postgis-3"]
    assert packages.server_packages() == wanted


def test_a_server_that_is_there_keeps_its_version(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = postgres.Server(15, Path("/nowhere"), Path("/nowhere"))
    monkeypatch.setattr(postgres, "installed", lambda: [there])
    fake("apt-cache", "echo postgresql-15-postgis-3; echo postgresql-17-postgis-3")
    assert packages.server_packages()[0] == "postgresql-15"


def test_a_release_with_an_old_postgresql_only_is_refused(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "installed", list)
    fake("apt-cache", "echo postgresql-13-postgis-3")
    with pytest.raises(Trouble, match=r"needs PostgreSQL 15 or newer .* newest is 13"):
        packages.server_packages()


def test_a_cluster_of_a_removed_version_names_that_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "usable", list)
    (tmp_path / "PG_VERSION").write_text("14\n", encoding="ascii")
    with pytest.raises(Trouble, match="install postgresql-14-postgis-3"):
        postgres.server_for(tmp_path)


def test_what_lays_out_letters_is_installed_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packages, "has_library", lambda name: name != "pangoft2-1.0")
    assert not packages.PRINTING.met()
    assert "libpangoft2-1.0-0" in packages.PRINTING.names()
    monkeypatch.setattr(packages, "has_library", lambda name: True)
    assert packages.PRINTING.met()
