"""Database addresses, and what is said when a server refuses."""

from __future__ import annotations

from pathlib import Path

import environ
import pytest

from gis_app.launch import database, postgres
from gis_app.launch.cluster import Cluster
from gis_app.launch.places import Places
from gis_app.launch.say import Trouble
from tests.launch.conftest import Fake

URL = "postgis://app:secret@db.city:6000/gis"


def psql_says(fake: Fake, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Replace psql by a script."""
    program = str(fake("psql", script))
    monkeypatch.setattr(postgres, "psql_program", lambda: program)


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("FATAL: password authentication failed for user", "refused the password"),
        ("fe_sendauth: no password supplied", "refused the password"),
        ('FATAL: role "app" does not exist', "has no user app"),
        ('FATAL: database "gis" does not exist', "has no database gis"),
        ("FATAL: no pg_hba.conf entry for host", "pg_hba.conf"),
        ("connection refused", "No PostgreSQL server answers at db.city:6000"),
    ],
)
def test_a_refused_connection_is_one_clear_sentence(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, message: str, sentence: str
) -> None:
    psql_says(fake, monkeypatch, f"echo '{message}' >&2; exit 2")
    with pytest.raises(Trouble) as caught:
        database.check_foreign(URL)
    assert sentence in caught.value.sentence


def test_an_old_server_is_named_with_its_version(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    psql_says(fake, monkeypatch, "echo 130011")
    with pytest.raises(Trouble, match="is PostgreSQL 13; Meydan needs 15"):
        database.check_foreign(URL)


def test_missing_extensions_that_cannot_be_made_are_the_dbas_work(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "read sql; case $sql in SHOW*) echo 150004;; SELECT*) echo plpgsql 1.0;; "
        "*) echo permission denied >&2; exit 3;; esac"
    )
    psql_says(fake, monkeypatch, script)
    with pytest.raises(Trouble) as caught:
        database.check_foreign(URL)
    for name in database.EXTENSIONS:
        assert f"CREATE EXTENSION IF NOT EXISTS {name};" in caught.value.sentence


def test_an_old_postgis_is_named() -> None:
    with pytest.raises(Trouble, match=r"PostGIS 3\.2\.1; Meydan needs 3\.3"):
        database.check_postgis("3.2.1")
    database.check_postgis("3.10.0")


def test_an_address_is_read_with_quoted_password_and_tls_options() -> None:
    url = "postgis://app:p%40ss%20w@db.city/gis?sslmode=require"
    assert database.connection_from(url) == {
        "PGHOST": "db.city",
        "PGUSER": "app",
        "PGPASSWORD": "p@ss w",
        "PGDATABASE": "gis",
        "PGSSLMODE": "require",
    }


@pytest.mark.parametrize("url", ["mysql://a:b@c/d", "postgis://a:b@c", "nonsense"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(Trouble, match="not the address of a PostGIS database"):
        database.connection_from(url)


def test_a_port_that_is_no_number_is_refused() -> None:
    with pytest.raises(Trouble, match="port that isn't a number"):
        database.connection_from("postgis://a:b@c:five/d")


@pytest.mark.parametrize("name", ["plain", "With Space Ü", "d" * 120])
def test_django_reads_the_clusters_address_as_we_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    cluster = Cluster(Places(tmp_path, folder))
    url = cluster.url("secret")
    theirs = environ.Env.db_url_config(url)
    ours = database.connection_from(url)
    assert theirs["HOST"] == ours["PGHOST"] == str(cluster.socket_folder)
    assert str(theirs["PORT"]) == ours["PGPORT"] == "5432"
    assert theirs["NAME"] == ours["PGDATABASE"] == "meydan"
    assert theirs["PASSWORD"] == "secret"


def test_a_socket_path_never_exceeds_the_kernels_limit(tmp_path: Path) -> None:
    folder = tmp_path / ("d" * 120)
    folder.mkdir()
    socket = Cluster(Places(tmp_path, folder)).socket_folder / ".s.PGSQL.5432"
    assert len(str(socket).encode()) <= 107
