"""A data folder, a PATH of fake programs, and a cluster for the launcher's tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gis_app.launch import database, postmaster, secretfile
from gis_app.launch.cluster import Cluster, create
from gis_app.launch.places import Places, open_places
from gis_app.launch.steps import Setup
from gis_app.launch.use import using
from gis_app.launch.venv import Venv

Fake = Callable[[str, str], Path]
PASSWORDS = {"CLUSTER_PASSWORD": "of-the-role", "CLUSTER_ADMIN_PASSWORD": "of-admin"}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """An empty data folder; pytest's own is closed to other users."""
    return open_places(tmp_path / "data")


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Make shell scripts that are the only programs on the PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, script: str) -> Path:
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        return program

    return make


@pytest.fixture
def cluster(places: Places) -> Iterator[Cluster]:
    """A new, durable cluster, not running; whatever runs at the end is stopped."""
    made = Cluster(places)
    create(made, PASSWORDS["CLUSTER_ADMIN_PASSWORD"], places.log / "setup.log")
    yield made
    postmaster.stop(made)
    postmaster.clear_stale(made)


@pytest.fixture
def fresh(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Setup]:
    """A set-up with an empty database that runs, in the environment of the tests."""
    for name in ("MEYDAN_DATABASE_URL", "MEYDAN_DATA_DIR", *secretfile.EXPORTED):
        monkeypatch.delenv(name, raising=False)
    secrets = secretfile.load(cluster.places.secrets, {}) | PASSWORDS
    setup = Setup(cluster.places, secrets, dict(os.environ))
    setup.venv = Venv(Path(sys.prefix), setup.venv.lock)
    with using(cluster):
        database.create_database(cluster, secrets)
        yield setup
