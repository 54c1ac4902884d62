"""What is in the database: the tables of this checkout, and the demo city.

Asking Django takes seconds on a busy machine, asking psql takes none: the steps are
skipped when the code is the one that they ran with and the database still answers as it
did afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gis_app.launch import city, secretfile
from gis_app.launch.database import QueryFailed, connection_from, psql
from gis_app.launch.places import is_stamped, put_stamp, short_hash
from gis_app.launch.steps import Setup, Step

MIGRATED = """
SELECT md5(string_agg(app || name, ' ' ORDER BY app, name)) FROM django_migrations
"""
HAS_USERS = "SELECT EXISTS (SELECT FROM accounts_user)"
# The names of the roles: gis_app/intake/demo_users.py makes a user of each.
PASSWORDS = """
SELECT md5(string_agg(concat_ws(' ', username, password, is_active), ' ' ORDER BY id))
FROM accounts_user
WHERE username IN ('planner', 'officer', 'clerk', 'agency', 'auditor')
"""
# A change of any of these may change tables, views or functions.
SUFFIXES = (".py", ".sql", ".toml", ".csv")
# Django's commands that work without tables, or make them.
WITHOUT_TABLES = {
    *("check", "help", "version", "diffsettings", "findstatic", "collectstatic"),
    *("compilemessages", "makemessages", "dbshell", "inspectdb", "shell", "testserver"),
    *("makemigrations", "migrate", "optimizemigration", "showmigrations"),
    *("sqlflush", "sqlmigrate", "sqlsequencereset", "squashmigrations"),
    *("startapp", "startproject", "sendtestemail", "ogrinspect", "test"),
}
LOGIN_LINE = "demo user: "


def content_steps(setup: Setup) -> list[Step]:
    """Return the steps that fill the database; it must be running."""
    return [tables_step(setup), demo_step(setup), logins_step(setup)]


def tables_step(setup: Setup) -> Step:
    """Return the step that makes the tables, or those that a new version adds."""

    def migrate() -> None:
        arguments = ("migrate", "--noinput", "--verbosity", "1")
        setup.run_manage(*arguments, failure="The tables were not made.")
        put_stamp(stamp(setup, "tables"), tables_key(setup))

    return Step(
        "Tables",
        lambda: is_stamped(stamp(setup, "tables"), tables_key(setup)),
        migrate,
    )


def demo_step(setup: Setup) -> Step:
    """Return the step that loads the demo city; it leaves other content alone."""

    def load_demo() -> None:
        setup.run_manage("load_demo", failure="The demo city was not loaded.")
        put_stamp(stamp(setup, "demo"), demo_key(setup))

    return Step(
        "Demo city",
        lambda: (
            is_stamped(stamp(setup, "demo"), demo_key(setup))
            and ask(setup, HAS_USERS) == "t"
        ),
        load_demo,
    )


def logins_step(setup: Setup) -> Step:
    """Return the step that gives the demo users a changed password, and notes who of
    them has it: only that is printed.
    """

    def check() -> None:
        told = {secretfile.BEFORE: setup.secrets[secretfile.BEFORE]}
        lines = setup.run_manage(
            "demo_users", failure="The demo users were not found.", told=told
        )
        names = [x.removeprefix(LOGIN_LINE) for x in lines if x.startswith(LOGIN_LINE)]
        if names:
            password = setup.secrets[secretfile.DEMO]
            secretfile.keep_demo_password(setup.places.secrets, password)
        put_stamp(stamp(setup, "log-ins"), " ".join([logins_key(setup), *names]))

    return Step("Demo log-ins", lambda: noted(setup)[:1] == [logins_key(setup)], check)


def demo_logins(setup: Setup) -> list[str]:
    """Return the demo users who have the demo password, as last noted."""
    return noted(setup)[1:]


def noted(setup: Setup) -> list[str]:
    """Return the words of the stamp of the log-ins: its key, then names."""
    try:
        return stamp(setup, "log-ins").read_text(encoding="utf-8").split()
    except OSError:
        return []


def needs_tables(arguments: Sequence[str]) -> bool:
    """Tell whether a Django command would fail in a database without tables."""
    if not arguments or {"--help", "-h", "--version"}.intersection(arguments):
        return False
    return arguments[0] not in WITHOUT_TABLES


def has_tables(setup: Setup) -> bool:
    """Tell whether any version ever made its tables here."""
    return bool(ask(setup, MIGRATED))


def stamp(setup: Setup, name: str) -> Path:
    """Return the stamp of a step."""
    return setup.places.stamps / name


def tables_key(setup: Setup) -> str:
    """Return a hash of the code, of what it is told, and of the migrations applied."""
    environment = setup.child_environment
    told = [environment.get(name, "") for name in (city.SRID, city.AREA)]
    return short_hash(code_hash(setup.places.checkout), *told, ask(setup, MIGRATED))


def demo_key(setup: Setup) -> str:
    """Return a hash of the database's address."""
    return short_hash(setup.child_environment["MEYDAN_DATABASE_URL"])


def logins_key(setup: Setup) -> str:
    """Return a hash of the database, the demo password and what the users have."""
    environment = setup.child_environment
    names = ("MEYDAN_DATABASE_URL", secretfile.DEMO)
    return short_hash(*(environment[name] for name in names), ask(setup, PASSWORDS))


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
