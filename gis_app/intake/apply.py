"""Writes what is new or changed into the register, with its history."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from psycopg2.sql import SQL, Composed, Identifier

from gis_app.intake.bulk import indexes_last
from gis_app.intake.compare import Column, columns
from gis_app.intake.targets import Target
from gis_app.land.models import Survey

LOCATED = """CASE WHEN (SELECT EXISTS (SELECT FROM accounts_district)) THEN (
    SELECT d.id FROM accounts_district AS d
    WHERE ST_Intersects(d.geom, ST_PointOnSurface(s.geom))
    ORDER BY d.code LIMIT 1
) END"""
"""The district that a row without a district's number lies in."""


def apply(
    target: Target, mapped: Iterable[str], survey: Survey | None, *, new: int
) -> None:
    """Insert the new rows, then update the changed ones; the triggers keep history."""
    written = {*mapped, "geom"}
    with indexes_last(target.table, new):
        _insert(target, columns(target), survey)
    _update(target, [c for c in columns(target) if written & set(c.fields)], survey)


def _insert(target: Target, filled: list[Column], survey: Survey | None) -> None:
    names: list[Composed | Identifier] = [Identifier(c.name) for c in filled]
    sources = [SQL(_inserted(c)) for c in filled]
    statement = SQL(
        "INSERT INTO {table} ({names}) SELECT {sources} FROM intake_staging AS s"
        " JOIN intake_verdict AS v USING (feature) WHERE v.verdict = 'new'"
    )
    values = []
    if survey is not None:
        names.append(Identifier("survey_id"))
        sources.append(SQL("%s"))
        values.append(survey.pk)
    _run(
        statement.format(
            table=Identifier(target.table),
            names=SQL(", ").join(names),
            sources=SQL(", ").join(sources),
        ),
        values,
    )


def _inserted(column: Column) -> str:
    if column.name == "district_id":
        return f"CASE WHEN s.district IS NULL THEN {LOCATED} ELSE {column.staged} END"
    return column.staged


def _update(target: Target, filled: list[Column], survey: Survey | None) -> None:
    pairs = [SQL("{} = {}").format(Identifier(c.name), SQL(c.staged)) for c in filled]
    values = []
    if survey is not None:
        pairs.append(SQL("survey_id = %s").format())
        values.append(survey.pk)
    statement = SQL(
        "UPDATE {table} AS r SET {pairs} FROM intake_verdict AS v, LATERAL"
        " (SELECT * FROM intake_staging AS t WHERE t.feature = v.feature) AS s"
        " WHERE v.verdict = 'changed' AND r.id = v.row_id"
    )
    _run(
        statement.format(table=Identifier(target.table), pairs=SQL(", ").join(pairs)),
        values,
    )


def _run(statement: Composed, values: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
