"""A real cluster: it starts, survives kill -9, and stops after its last user."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from gis_app.launch import database, locks, postmaster
from gis_app.launch.cluster import ADMIN, Cluster, settings
from gis_app.launch.places import CHECKOUT, Places
from gis_app.launch.say import Trouble
from gis_app.launch.use import ensure_running, using
from tests.launch.conftest import PASSWORDS


def ask(cluster: Cluster, sql: str) -> list[str]:
    """Run SQL as the role that Django uses."""
    url = cluster.url(PASSWORDS["CLUSTER_PASSWORD"])
    return database.psql(database.connection_from(url), sql)


def wait_until_gone(cluster: Cluster) -> None:
    """Wait for the last server process."""
    deadline = time.monotonic() + 20
    while postmaster.leftovers(cluster):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_data_survive_a_killed_postmaster(cluster: Cluster) -> None:
    with using(cluster):
        database.create_database(cluster, PASSWORDS)
        ask(cluster, "CREATE TABLE stall AS SELECT ST_Point(1, 2) AS geom")
        postmaster_pid = postmaster.living(cluster)
        assert postmaster_pid is not None
        os.kill(postmaster_pid, signal.SIGKILL)
        wait_until_gone(cluster)
        assert postmaster.living(cluster) is None
        ensure_running(cluster)
        assert postmaster.living(cluster) != postmaster_pid
        assert ask(cluster, "SELECT ST_AsText(geom) FROM stall") == ["POINT(1 2)"]
    assert postmaster.leftovers(cluster) == []


def test_the_cluster_stops_after_its_last_user_only(cluster: Cluster) -> None:
    with using(cluster):
        with using(cluster):
            running = postmaster.living(cluster)
        assert postmaster.living(cluster) == running
    assert postmaster.living(cluster) is None


def test_the_keeper_stops_a_cluster_whose_user_was_killed(cluster: Cluster) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from gis_app.launch.cluster import Cluster\n"
        "from gis_app.launch.places import CHECKOUT, Places\n"
        "from gis_app.launch.use import using\n"
        "with using(Cluster(Places(CHECKOUT, Path(sys.argv[1])))):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", script, str(cluster.places.data)]
    user = subprocess.run(command, cwd=CHECKOUT, check=False)
    assert user.returncode == -signal.SIGKILL
    wait_until_gone(cluster)


def test_a_pid_file_with_another_programs_number_is_stale(cluster: Cluster) -> None:
    """As after a reboot, when the number belongs to anything."""
    account = cluster.account
    path = cluster.pgdata / "postmaster.pid"
    path.write_text(f"{os.getpid()}\n{cluster.pgdata}\n", encoding="utf-8")
    account.own(path)
    assert postmaster.living(cluster) is None
    with using(cluster):
        assert postmaster.living(cluster) not in (None, os.getpid())


def test_database_and_role_can_be_made_twice(cluster: Cluster) -> None:
    with using(cluster):
        database.create_database(cluster, PASSWORDS)
        database.create_database(cluster, PASSWORDS)
        rows = ask(cluster, "SELECT extname FROM pg_extension")
        assert set(database.EXTENSIONS) < set(rows)
        assert ask(cluster, "SHOW server_encoding") == ["UTF8"]


def test_nobody_gets_in_without_the_password(cluster: Cluster) -> None:
    with using(cluster):
        connection = {
            "PGHOST": str(cluster.socket_folder),
            "PGPORT": str(cluster.port),
            "PGUSER": ADMIN,
            "PGDATABASE": "postgres",
            "PGPASSWORD": "guess",
        }
        with pytest.raises(database.QueryFailed, match="authentication failed"):
            database.psql(connection, "SELECT 1")


def test_a_foreign_database_without_postgis_gets_it_or_names_the_dba(
    cluster: Cluster,
) -> None:
    with using(cluster):
        database.create_database(cluster, PASSWORDS)
        url = cluster.url(PASSWORDS["CLUSTER_PASSWORD"])
        as_dba = url.replace("meydan:of-the-role", f"{ADMIN}:of-admin")
        database.psql(database.connection_from(as_dba), "DROP EXTENSION postgis")
        with pytest.raises(Trouble, match="ask the DBA"):
            database.check_foreign(url)
        database.check_foreign(as_dba)
        database.check_foreign(url)


def test_only_the_test_cluster_trades_durability_for_speed(places: Places) -> None:
    city, tests = settings(Cluster(places)), settings(Cluster(places, for_tests=True))
    assert "fsync" not in city
    assert tests["fsync"] == "off"
    assert city["listen_addresses"] == tests["listen_addresses"] == ""
    assert city["jit"] == "off"


def test_the_users_lock_is_free_again_afterwards(cluster: Cluster) -> None:
    with using(cluster):
        pass
    descriptor = locks.open_lock(cluster.users_lock)
    assert locks.try_lock(descriptor)
    os.close(descriptor)


def test_the_servers_log_keeps_neither_rows_nor_statements(places: Places) -> None:
    told = settings(Cluster(places))
    assert told["log_error_verbosity"] == "terse"
    assert told["log_min_error_statement"] == "panic"
