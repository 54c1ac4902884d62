"""A dump made and restored as docs/operations.md says holds every row."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from gis_app.launch import content, database, postgres
from gis_app.launch.cluster import ROLE
from gis_app.launch.steps import Setup
from tests.launch.conftest import PASSWORDS

COUNTS = """
SELECT relname || ' ' || (xpath('/row/n/text()', query_to_xml(format(
    'SELECT count(*) AS n FROM %I.%I', relnamespace::regnamespace, relname
), false, true, '')))[1]
FROM pg_class
WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'tile', 'layer')
    AND relname NOT IN ('spatial_ref_sys')
ORDER BY 1
"""


def test_a_dump_restores_into_an_empty_database(fresh: Setup, tmp_path: Path) -> None:
    content.tables_step(fresh).work()
    fresh.run_manage("load_demo", "--parcels", "300", failure="No city.")
    kept = as_role(fresh, "meydan")
    server = {"PGUSER": "meydan_admin", "PGPASSWORD": "of-admin"}
    database.psql(kept | server, f"CREATE DATABASE again OWNER {ROLE}")
    again = as_role(fresh, "again")
    for name in database.EXTENSIONS:
        database.psql(again | server, f"CREATE EXTENSION {name}")

    dump = str(tmp_path / "city.dump")
    run(kept, "pg_dump", "-Fc", "-f", dump, "meydan")
    run(again, "pg_restore", "-d", "again", "--no-owner", dump)

    rows = database.psql(kept, COUNTS)
    assert "land_parcel 0" not in rows
    assert database.psql(again, COUNTS) == rows


def as_role(setup: Setup, name: str) -> dict[str, str]:
    """How the role of Django connects to one of the databases."""
    url = setup.cluster.url(PASSWORDS["CLUSTER_PASSWORD"])
    return database.connection_from(url) | {"PGDATABASE": name}


def run(connection: dict[str, str], program: str, *arguments: str) -> None:
    """Run a program; what belongs to the extensions is there already."""
    folder = postgres.usable()[0].programs
    done = subprocess.run(
        [str(folder / program), *arguments],
        env=dict(os.environ) | connection,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in done.stderr.splitlines() if "error: " in line]
    harmless = re.compile("owner of extension|table spatial_ref_sys")
    assert [line for line in errors if not harmless.search(line)] == []
