"""Logs end somewhere, and never end the work."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from gis_app.launch import logs
from gis_app.launch.cluster import Cluster
from gis_app.launch.database import connection_from, psql
from gis_app.launch.use import using
from tests.launch.conftest import PASSWORDS


def test_a_long_log_begins_anew_and_its_past_is_kept_once(tmp_path: Path) -> None:
    log = tmp_path / "postgres.log"
    with log.open("a", encoding="utf-8") as writer:
        for text in ("first\n", "second\n"):
            writer.write(text)
            writer.flush()
            logs.trim(log, most=3)
        writer.write("third\n")
    assert log.read_text(encoding="utf-8") == "third\n"
    assert (tmp_path / "postgres.log.1").read_text(encoding="utf-8") == "second\n"


def test_a_short_log_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "setup.log"
    log.write_text("short", encoding="utf-8")
    logs.trim(log)
    assert [path.name for path in tmp_path.iterdir()] == ["setup.log"]
    logs.trim(tmp_path / "missing")


def test_on_a_full_disk_the_past_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    log = tmp_path / "postgres.log"
    log.write_text("long", encoding="utf-8")
    logs.trim(log, most=3)
    assert log.stat().st_size == 0


def test_the_end_of_a_log_that_was_trimmed_meanwhile_is_found(tmp_path: Path) -> None:
    log = tmp_path / "postgres.log"
    log.write_text("after\n", encoding="utf-8")
    assert logs.last_lines(log, since=1000) == ["after"]


def test_the_log_of_a_running_server_is_trimmed(cluster: Cluster) -> None:
    with using(cluster):
        with cluster.log.open("ab") as log:
            log.write(b"x" * (logs.MOST_BYTES + 1))
        past = cluster.log.with_name("postgres.log.1")
        deadline = time.monotonic() + 20
        while not past.exists() or cluster.log.stat().st_size:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        admin = cluster.url(PASSWORDS["CLUSTER_ADMIN_PASSWORD"])
        connection = connection_from(admin) | {
            "PGUSER": "meydan_admin",
            "PGDATABASE": "postgres",
        }
        assert psql(connection, "SELECT 1") == ["1"]
    assert "database system is shut down" in cluster.log.read_text(encoding="utf-8")
