"""A first load into an empty table: its indexes are built once, at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg2.sql import SQL, Identifier

from gis_app import sql

WORTHWHILE = 10_000
"""Rows from which on it pays: a spatial index costs 8 µs a row, one of words 30."""


@contextmanager
def indexes_last(table: str, rows: int) -> Iterator[None]:
    """Insert ``rows`` rows without the indexes that keep no promise, then build them.

    Only where nobody can be reading: dropping locks the table until the end of the
    transaction, so one that holds rows keeps its indexes.
    """
    if rows < WORTHWHILE or _holds_rows(table):
        yield
        return
    indexes = sql.rows("intake", "plain_indexes", {"table": table})
    with connection.cursor() as cursor:
        for index in indexes:
            cursor.execute(SQL("DROP INDEX {}").format(Identifier(index["relname"])))
        yield
        # Deferred foreign keys would forbid CREATE INDEX in this transaction.
        connection.check_constraints()
        for index in indexes:
            cursor.execute(index["definition"])


def _holds_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT EXISTS (SELECT FROM {})").format(Identifier(table)))
        (answer,) = cursor.fetchone()
    return bool(answer)
