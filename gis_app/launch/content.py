"""What is in the database: the tables of this checkout, and the demo city.

Asking Django takes seconds on a busy machine, asking psql takes none: both steps are
skipped when the code is the one that they ran with and the database still answers as it
did afterwards.
"""

from __future__ import annotations

from pathlib import Path

from gis_app.launch import city
from gis_app.launch.database import QueryFailed, connection_from, psql
from gis_app.launch.places import is_stamped, put_stamp, short_hash
from gis_app.launch.steps import Setup, Step

MIGRATED = """
SELECT md5(string_agg(app || name, ' ' ORDER BY app, name)) FROM django_migrations
"""
HAS_USERS = "SELECT EXISTS (SELECT FROM accounts_user)"
# A change of any of these may change tables, views or functions.
SUFFIXES = (".py", ".sql", ".toml")


def content_steps(setup: Setup) -> list[Step]:
    """Return the steps that fill the database; it must be running."""

    def migrate() -> None:
        arguments = ("migrate", "--noinput", "--verbosity", "1")
        setup.run_manage(*arguments, failure="The tables were not made.")
        put_stamp(stamp(setup, "tables"), tables_key(setup))

    def load_demo() -> None:
        setup.run_manage("load_demo", failure="The demo city was not loaded.")
        put_stamp(stamp(setup, "demo"), demo_key(setup))

    return [
        Step(
            "Tables",
            lambda: is_stamped(stamp(setup, "tables"), tables_key(setup)),
            migrate,
        ),
        Step(
            "Demo city",
            lambda: (
                is_stamped(stamp(setup, "demo"), demo_key(setup))
                and ask(setup, HAS_USERS) == "t"
            ),
            load_demo,
        ),
    ]


def stamp(setup: Setup, name: str) -> Path:
    """Return the stamp of a step."""
    return setup.places.stamps / name


def tables_key(setup: Setup) -> str:
    """Return a hash of the code, of what it is told, and of the migrations applied."""
    environment = setup.child_environment
    told = [environment.get(name, "") for name in (city.SRID, city.AREA)]
    return short_hash(code_hash(setup.places.checkout), *told, ask(setup, MIGRATED))


def demo_key(setup: Setup) -> str:
    """Return a hash of the database's address and the demo users' password."""
    environment = setup.child_environment
    names = ("MEYDAN_DATABASE_URL", "MEYDAN_DEMO_PASSWORD")
    return short_hash(*(environment[name] for name in names))


def code_hash(checkout: Path) -> str:
    """Return a hash of all files that `migrate` may read."""
    roots = (checkout / "gis_app", checkout / "layers")
    files = sorted(
        path
        for root in roots
        for path in root.rglob("*")
        if path.suffix in SUFFIXES and "launch" not in path.parts
    )
    return short_hash(*(path.read_bytes() for path in files))


def ask(setup: Setup, sql: str) -> str:
    """Return the one value of a query, or nothing when there is no such table yet."""
    connection = connection_from(setup.child_environment["MEYDAN_DATABASE_URL"])
    try:
        return psql(connection, sql)[0]
    except QueryFailed:
        return ""
