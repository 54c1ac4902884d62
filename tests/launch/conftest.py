"""A data folder, a PATH of fake programs, and a cluster for the launcher's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gis_app.launch import postmaster
from gis_app.launch.cluster import Cluster, create
from gis_app.launch.places import Places, open_places

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
