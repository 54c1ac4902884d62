"""What the file says against what the register holds: new, changed or unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.db import connection
from psycopg2.sql import SQL, Composed, Identifier

from gis_app import sql
from gis_app.crs import STORAGE_SRID
from gis_app.intake.plan import Finding
from gis_app.intake.targets import SHAPE_KEY, Target

TYPES = {
    "text": "text",
    "choice": "text",
    "count": "integer",
    "accuracy": "double precision",
    "moment": "timestamptz",
    "list": "text[]",
    "week": "int4multirange",
}
REFUSING = ("duplicate", "ambiguous", "no_district")
LEFTOVERS = (
    ("VIEW", "intake_file"),
    ("VIEW", "intake_register"),
    ("TABLE", "intake_verdict"),
    ("TABLE", "intake_staging"),
)
ROUNDED = "ST_SnapToGrid(geom, 0.001)"


@dataclass(frozen=True)
class Column:
    """A column of the register and what fills it from the staging table."""

    name: str
    fields: tuple[str, ...]
    staged: str
    """SQL over a staging row ``s``."""


@dataclass(frozen=True)
class Comparison:
    """How many features are what to the register, and those that can't be either."""

    counts: dict[str, int]
    refused: list[Finding]
    absent: int
    """Rows of the register that the file doesn't name; they stay."""


def columns(target: Target) -> list[Column]:
    """The register's columns that a file can fill, the shape last."""
    found: list[Column] = []
    for field in target.fields():
        if field.name.endswith("_until"):
            continue
        if field.name.endswith("_from"):
            stem = field.name.removesuffix("_from")
            pair = (field.name, f"{stem}_until")
            found.append(Column(stem, pair, f"tstzrange(s.{pair[0]}, s.{pair[1]})"))
        elif field.name == "district":
            code = "(SELECT d.id FROM accounts_district AS d WHERE d.code = s.district)"
            found.append(Column("district_id", ("district",), code))
        else:
            found.append(Column(field.name, (field.name,), f"s.{field.name}"))
    return [*found, Column("geom", ("geom",), "s.geom")]


def stage(target: Target) -> None:
    """An empty staging table for this transaction."""
    clear()
    parts = [SQL("feature bigint NOT NULL")]
    # The types come from the table above: never from a file.
    parts.extend(
        Identifier(field.name) + SQL(" " + TYPES[field.kind])
        for field in target.fields()
    )
    parts.append(SQL(f"geom geometry({target.shape}, {int(STORAGE_SRID)}) NOT NULL"))
    _run(
        SQL("CREATE TEMPORARY TABLE intake_staging ({}) ON COMMIT DROP").format(
            SQL(", ").join(parts)
        )
    )


def clear() -> None:
    """Take away what an import before this one left in the session."""
    with connection.cursor() as cursor:
        for kind, name in LEFTOVERS:
            cursor.execute(
                SQL("DROP {} IF EXISTS {}").format(
                    SQL(kind), Identifier("pg_temp", name)
                )
            )


def fill(stream: IO[bytes]) -> None:
    """COPY the reader's lines."""
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY intake_staging FROM STDIN", stream)
        cursor.execute("ANALYZE intake_staging (feature)")


def compare(target: Target, mapped: Iterable[str], *, first_wins: bool) -> Comparison:
    """Judge every staged feature; the verdicts stay in ``intake_verdict``."""
    _views(target, {*mapped, "geom"})
    sql.run("intake", "compare", {"refuse_all": not first_wins})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE intake_verdict")
        cursor.execute("SELECT verdict, count(*) FROM intake_verdict GROUP BY verdict")
        counts = dict(cursor.fetchall())
        cursor.execute(
            "SELECT count(*) FROM intake_register AS r WHERE NOT EXISTS"
            " (SELECT 1 FROM intake_verdict AS v WHERE v.row_id = r.id)"
        )
        (absent,) = cursor.fetchone()
    return Comparison(counts, _refused(), absent)


def _refused() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT feature, key, verdict, other_feature FROM intake_verdict"
            " WHERE verdict = ANY(%s) ORDER BY feature",
            [list(REFUSING)],
        )
        return [
            Finding(feature, _shown(key), verdict, {"other": other})
            for feature, key, verdict, other in cursor.fetchall()
        ]


def _shown(key: str) -> str:
    """A key as people know it; a shape's hash says nothing to them."""
    kind, _, name = key.partition(" ")
    return "" if kind == "shape" else name


def _views(target: Target, mapped: set[str]) -> None:
    """Both sides by key and fingerprint, over the columns that the file fills."""
    compared = [c for c in columns(target) if mapped & set(c.fields)]
    keys = [expression for name, expression in target.keys if name in mapped]
    key = SQL("COALESCE({})").format(SQL(", ").join(map(SQL, [*keys, SHAPE_KEY])))
    staged = [SQL(ROUNDED if c.name == "geom" else c.staged) for c in compared]
    stored = [
        SQL(ROUNDED) if c.name == "geom" else Identifier(c.name) for c in compared
    ]
    has_district = "district" in target.aliases
    _run(
        SQL(
            "CREATE TEMPORARY VIEW intake_file AS"
            " SELECT feature, {key} AS key, {mark} AS fingerprint,"
            " {district} AS district FROM intake_staging AS s"
        ).format(
            key=key,
            mark=_mark(staged),
            district=SQL("district" if has_district else "NULL::integer"),
        )
    )
    _run(
        SQL(
            "CREATE TEMPORARY VIEW intake_register AS"
            " SELECT id, {key} AS key, {mark} AS fingerprint"
            " FROM (SELECT *{bounds} FROM {table}) AS r"
        ).format(
            key=key,
            mark=_mark(stored),
            bounds=SQL("").join(_bounds(columns(target))),
            table=Identifier(target.table),
        )
    )


def _bounds(filled: list[Column]) -> list[Composed]:
    """The lower bounds of time ranges, under the names that a file has them by."""
    return [
        SQL(", lower({}) AS {}").format(Identifier(c.name), Identifier(c.fields[0]))
        for c in filled
        if len(c.fields) > 1
    ]


def _mark(parts: list[SQL | Identifier]) -> Composed:
    return SQL("md5(ROW({})::text)").format(SQL(", ").join(parts))


def _run(statement: Composed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
