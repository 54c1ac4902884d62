"""Reads with the rights of a role that sees the published views and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

READER = "meydan_reader"

# Starting parallel workers takes three times as long as making a tile.
_BECOME = """
SELECT
    set_config('max_parallel_workers_per_gather', '0', TRUE),
    (
        SELECT set_config('role', rolname, TRUE) FROM pg_roles
        WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')
    )
"""


@contextmanager
def reading(*, one_snapshot: bool = False) -> Iterator[CursorWrapper]:
    """A cursor in a transaction under the reading role, where the server has it.

    The role is set for the transaction only, so it works behind a pooler and no
    connection goes back with it. ``one_snapshot`` lets several statements see the
    same rows (in an outer transaction: the rows that this one sees).
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if one_snapshot and outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(_BECOME, [READER])
        yield cursor
        # For an outer transaction; an error leaves by the rollback, which undoes it.
        cursor.execute("SET LOCAL ROLE NONE")
