"""Statements that a session plans once: planning a long one takes longer than running.

PostgreSQL keeps them with the session. Whether this one has them is asked in each
transaction: behind a pooler the session may be another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import connection
from psycopg2.extensions import AsIs


@dataclass(frozen=True)
class Statement:
    """``text`` with named parameters.

    ``types`` names those that differ from run to run, and their PostgreSQL types;
    ``constants`` are the values of all the others, and part of the plan.
    """

    text: str
    types: Mapping[str, str]
    constants: Mapping[str, Any]

    @cached_property
    def name(self) -> str:
        """Another text has another name, so that an upgrade meets no old plan."""
        known = repr((self.text, self.types, self.constants))
        return f"meydan_{sha256(known.encode()).hexdigest()[:16]}"

    def rows(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it in the transaction that made it ``ready``."""
        asked = ", ".join(f"%({name})s::{kind}" for name, kind in self.types.items())
        with connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {self.name} ({asked})", values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def prepare(self) -> None:
        """Have the session read and keep it; it is planned when it first runs."""
        places = {name: AsIs(f"${n}") for n, name in enumerate(self.types, start=1)}
        kinds = ", ".join(self.types.values())
        with connection.cursor() as cursor:
            cursor.execute(
                f"PREPARE {self.name} ({kinds}) AS {self.text}",
                {**self.constants, **places},
            )


def ready(*statements: Statement) -> None:
    """See that this session knows them, and runs them by the plan that it keeps."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL plan_cache_mode = force_generic_plan;"
            # Whatever the statistics say of an average: here they are few.
            " SET LOCAL enable_mergejoin = off; SET LOCAL enable_hashjoin = off;"
            " SELECT name FROM pg_prepared_statements WHERE name = ANY(%s)",
            [[statement.name for statement in statements]],
        )
        known = {name for (name,) in cursor.fetchall()}
    for statement in statements:
        if statement.name not in known:
            statement.prepare()
