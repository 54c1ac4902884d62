"""The steps of the rules: each a query, whose rows the next ones find in a table.

A scan of many occupations makes those tables, with indexes and statistics; few.py
does without.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

from django.db import connection
from psycopg2 import sql as pg

from gis_app import sql

APP = "encroachment"
Values = dict[str, Any]

TABLES = {
    "judged": "scan_judged",
    "land": "scan_land",
    "subjects": "scan_subject",
    "far": "scan_far",
    "pairs": "scan_pair",
    "own": "scan_own",
    "rights": "scan_right",
    "pieces": "scan_piece",
    "rest": "scan_rest",
    "charges": "scan_charge",
    "shapes": "scan_shape",
    "measures": "scan_part",
    "findings": "scan_finding",
    "known": "scan_known",
}
"""The table of each step, in the order in which they need each other."""
INDEXES = {
    "subjects": "id",
    "pairs": "subject, unit",
    "own": "subject, unit",
    "rights": "subject, unit",
    "pieces": "subject, unit",
    "rest": "subject",
}
"""Those that later steps look things up by."""
WITHIN_A_JUDGEMENT = [
    table
    for name, table in TABLES.items()
    if name not in ("judged", "land", "findings", "known")
]


class Many:
    """Tables of one scan; ``seconds`` says what each step took."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds

    def run(self, names: tuple[str, ...], values: Values) -> None:
        """Make the tables of these steps."""
        for name in names:
            began = perf_counter()
            self._make(name, values)
            self.seconds[name] = perf_counter() - began

    def _make(self, name: str, values: Values) -> None:
        table = TABLES[name]
        execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS {query(name)}", values)
        self.complete(name)

    def complete(self, name: str) -> None:
        """Indexes and statistics, once all the rows are there."""
        table = TABLES[name]
        if columns := INDEXES.get(name):
            execute(f"CREATE INDEX ON {table} ({columns})")
        execute(f"ANALYZE {table}")

    def drop(self, tables: list[str]) -> None:
        """Inside an outer transaction ON COMMIT DROP would come too late."""
        execute(f"DROP TABLE IF EXISTS {', '.join(tables)}")


def query(name: str) -> str:
    """The text of a step; it is source code, without values of anybody."""
    return sql.text(APP, f"detect_{name}")


def execute(statement: str | pg.Composable, values: Values | None = None) -> int:
    """Run it; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
