"""The database that Meydan uses: its own, or one named by MEYDAN_DATABASE_URL."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from gis_app.launch import postgres
from gis_app.launch.cluster import ADMIN, DATABASE, ROLE, Cluster
from gis_app.launch.say import Trouble

EXTENSIONS = ("postgis", "btree_gist", "pg_trgm")
OLDEST_POSTGIS = (3, 3)
READER = "meydan_reader"
SCHEMES = ("postgis", "postgres", "postgresql", "psql", "pgsql")
ASK_DBA = "ask the DBA to run, in that database: " + " ".join(
    f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS
)


class QueryFailed(Exception):
    """What psql printed when it failed."""


def psql(connection: Mapping[str, str], sql: str) -> list[str]:
    """Run SQL with libpq's environment variables; return the rows as text."""
    program = postgres.psql_program()
    if program is None:
        raise Trouble("psql is missing: install postgresql-client.")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    done = subprocess.run(
        [program, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"],
        input=sql,
        capture_output=True,
        text=True,
        env={
            **environment,
            "LC_ALL": "C.UTF-8",
            "PGCONNECT_TIMEOUT": "10",
            **connection,
        },
        check=False,
    )
    if done.returncode:
        raise QueryFailed(done.stderr.strip())
    return done.stdout.split("\n")[:-1]


def create_database(cluster: Cluster, passwords: Mapping[str, str]) -> None:
    """Create role, database and extensions in a running cluster, as far as missing."""
    admin = {
        "PGHOST": str(cluster.socket_folder),
        "PGPORT": str(cluster.port),
        "PGUSER": ADMIN,
        "PGPASSWORD": passwords["CLUSTER_ADMIN_PASSWORD"],
        "PGDATABASE": "postgres",
    }
    rights = "SUPERUSER" if cluster.for_tests else "NOSUPERUSER CREATEDB"
    password = passwords["CLUSTER_PASSWORD"]
    roles = psql(admin, "SELECT rolname FROM pg_roles")
    verb = "ALTER" if ROLE in roles else "CREATE"
    psql(admin, f"{verb} ROLE {ROLE} LOGIN {rights} PASSWORD '{password}'")
    # Tiles and files are read as a role that sees the published views alone.
    if READER not in roles:
        psql(admin, f"CREATE ROLE {READER} NOLOGIN")
    psql(admin, f"GRANT {READER} TO {ROLE}")
    if DATABASE not in psql(admin, "SELECT datname FROM pg_database"):
        psql(admin, f"CREATE DATABASE {DATABASE} OWNER {ROLE} TEMPLATE template0")
    create = "".join(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS)
    psql({**admin, "PGDATABASE": DATABASE}, create)


def connection_from(url: str) -> dict[str, str]:
    """Return libpq's variables for a database URL, read as django-environ reads it.

    Raises Trouble when it isn't the URL of a PostGIS database.
    """
    parts = urlsplit(url)
    path = unquote(parts.path[1:])
    host, name = path.rsplit("/", 1) if path.startswith("/") else (parts.hostname, path)
    if parts.scheme not in SCHEMES or not name:
        raise Trouble(
            "MEYDAN_DATABASE_URL is not the address of a PostGIS database: it has the "
            "form postgis://user:password@host:5432/name."
        )
    try:
        port = parts.port
    except ValueError:
        raise Trouble("MEYDAN_DATABASE_URL has a port that isn't a number.") from None
    found = {
        "PGHOST": host or "",
        "PGPORT": str(port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": name,
    }
    options = {k.lower(): v[0] for k, v in parse_qs(parts.query).items()}
    for option, variable in (
        ("sslmode", "PGSSLMODE"),
        ("sslrootcert", "PGSSLROOTCERT"),
    ):
        found[variable] = options.get(option, "")
    return {name: value for name, value in found.items() if value}


REFUSALS: tuple[tuple[str, str], ...] = (
    (
        r"password authentication failed|no password supplied",
        "The database at {where} refused the password of user {user}.",
    ),
    (r"role \".*\" does not exist", "The database at {where} has no user {user}."),
    (
        r"database \".*\" does not exist",
        "The server at {where} has no database {name}: ask the DBA to create it.",
    ),
    (
        r"no pg_hba.conf entry",
        "The server at {where} lets user {user} in from elsewhere only (pg_hba.conf).",
    ),
)
UNREACHABLE = (
    "No PostgreSQL server answers at {where}: check MEYDAN_DATABASE_URL, and that the "
    "server is running."
)


def explain_refusal(message: str, connection: Mapping[str, str]) -> str:
    """Return one sentence for libpq's message of a failed connection."""
    host, port = connection.get("PGHOST", "localhost"), connection.get("PGPORT", "5432")
    words = {
        "where": f"{host}:{port}",
        "user": connection.get("PGUSER", ""),
        "name": connection["PGDATABASE"],
    }
    for pattern, sentence in REFUSALS:
        if re.search(pattern, message):
            return sentence.format(**words)
    return UNREACHABLE.format(**words)


def check_foreign(url: str) -> None:
    """Prove that somebody else's database can be used; create missing extensions.

    Raises Trouble with what to do or whom to ask.
    """
    connection = connection_from(url)
    try:
        version = int(psql(connection, "SHOW server_version_num")[0]) // 10_000
    except QueryFailed as failure:
        message = str(failure)
        sentence = explain_refusal(message, connection)
        raise Trouble(sentence, message.splitlines()[-3:]) from None
    if version < postgres.OLDEST:
        raise Trouble(
            f"The server of MEYDAN_DATABASE_URL is PostgreSQL {version}; Meydan needs "
            f"{postgres.OLDEST} or newer."
        )
    present = _extensions(connection)
    for name in (name for name in EXTENSIONS if name not in present):
        try:
            psql(connection, f"CREATE EXTENSION IF NOT EXISTS {name}")
        except QueryFailed as failure:
            raise Trouble(
                f"The database lacks the extension {name}, and this user may not "
                f"create it (or the server doesn't have it): {ASK_DBA}",
                str(failure).splitlines()[-3:],
            ) from None
    check_postgis(_extensions(connection)["postgis"])


def _extensions(connection: Mapping[str, str]) -> dict[str, str]:
    rows = psql(connection, "SELECT extname || ' ' || extversion FROM pg_extension")
    return dict(row.split(" ", 1) for row in rows)


def check_postgis(version: str) -> None:
    """Raise Trouble when PostGIS is too old; `version` is like 3.3.2."""
    numbers = tuple(int(n) for n in re.findall(r"\d+", version)[:2])
    if numbers < OLDEST_POSTGIS:
        raise Trouble(
            f"The database has PostGIS {version}; Meydan needs 3.3 or newer: "
            "ask the DBA to upgrade it."
        )
