"""Which published layers show a table: the database knows, by its own trigger."""

from __future__ import annotations

from django.db import connection

ADVANCED = (
    "SELECT tgargs FROM pg_trigger"
    " WHERE tgrelid = %s::regclass AND tgname = 'advance_layers'"
)
"""The trigger's arguments are the layers whose revision a change of the table moves."""


def layers_of(table: str) -> list[str]:
    """Layer ids; none where nothing is published."""
    with connection.cursor() as cursor:
        cursor.execute(ADVANCED, [table])
        row = cursor.fetchone()
    return [] if row is None else bytes(row[0]).decode().rstrip("\0").split("\0")
