"""A database of its own for a benchmark, so that the city's data is never touched."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection


@contextmanager
def scratch_database() -> Iterator[str]:
    """A new, migrated, empty database on the same server; dropped afterwards."""
    name = f"bench_{secrets.token_hex(4)}"
    city = str(connection.settings_dict["NAME"])
    _on_server(f'CREATE DATABASE "{name}"')
    try:
        _point_at(name)
        call_command("migrate", verbosity=0, interactive=False)
        yield name
    finally:
        _point_at(city)
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    # From the maintenance database: one can't create or drop the one that is in use.
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _point_at(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
