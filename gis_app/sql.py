"""Loads SQL source files and runs them with named parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from gis_app.crs import STORAGE_SRID, area_of_interest

HOUSE = Path(__file__).parent


@cache
def text(app: str, name: str) -> str:
    """The text of ``gis_app/<app>/sql/<name>.sql``."""
    return (HOUSE / app / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def install(app: str, name: str) -> None:
    """Run a file of definitions (functions, triggers, constraints).

    ``:storage_srid`` and ``:aoi`` stand for the SRID and the four numbers of the area
    of interest: definitions take no parameters, and these are numbers by construction.
    """
    box = ", ".join(str(float(edge)) for edge in area_of_interest())
    statement = text(app, name)
    statement = statement.replace(":storage_srid", str(int(STORAGE_SRID)))
    statement = statement.replace(":aoi", box)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def rows(
    app: str, name: str, values: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Every row of a query file, as dictionaries keyed by column name."""
    return list(each(app, name, values))


def each(
    app: str, name: str, values: Mapping[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of a query file one by one."""
    with connection.cursor() as cursor:
        cursor.execute(text(app, name), dict(values or {}))
        columns = [column[0] for column in cursor.description or ()]
        for row in cursor:
            yield dict(zip(columns, row, strict=True))


def run(app: str, name: str, values: Mapping[str, Any] | None = None) -> int:
    """Run a statement file; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(text(app, name), dict(values or {}))
        return int(cursor.rowcount)
