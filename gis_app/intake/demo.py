"""Loads a generated city into an empty database by COPY."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import shapely
from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext as _
from psycopg2 import sql as pg

from gis_app.crs import STORAGE_SRID
from gis_app.errors import Conflict
from gis_app.land.sealing import fingerprint, seal

TABLES = (
    "accounts_district",
    "land_boundary",
    "land_survey",
    "land_party",
    "land_document",
    "land_block",
    "land_way",
    "land_wayaxis",
    "land_parcel",
    "zones_vendingzone",
    "zones_vendingspot",
    "zones_rule",
    "zones_streetfeature",
    "shelters_gatheringpoint",
    "shelters_headcount",
    "shelters_sheltersite",
    "allocation_vendor",
    "land_right",
    "encroachment_occupation",
)
"""In the order that references need."""

CHUNK = 20_000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class City(Protocol):
    """What is loaded: ``fixtures.city.City`` is one."""

    tables: dict[str, dict[str, Sequence[Any]]]


def load(city: City, say: Callable[[str], None] = lambda line: None) -> None:
    """Copy every table at once; raises Conflict unless the register is empty.

    Triggers and constraints apply as to any other writer.
    """
    with transaction.atomic():
        refuse_unless_empty()
        for table in TABLES:
            columns = city.tables.get(table)
            if columns:
                _copy(table, columns)
                say(f"{table}: {len(columns['id']):,}")
        with connection.cursor() as cursor:
            for table in city.tables:
                cursor.execute(pg.SQL("ANALYZE {}").format(pg.Identifier(table)))


def refuse_unless_empty() -> None:
    """The demo never mixes with real data."""
    for label in ("land.Parcel", "land.Way", "land.Party", "zones.VendingZone"):
        if apps.get_model(label)._default_manager.exists():
            raise Conflict(
                _("There is data already. Load the demo city into an empty database.")
            )


def _copy(table: str, columns: dict[str, Sequence[Any]]) -> None:
    if table == "land_party":
        columns = _sealed(columns)
    statement = pg.SQL("COPY {} ({}) FROM STDIN").format(
        pg.Identifier(table), pg.SQL(", ").join(map(pg.Identifier, columns))
    )
    size = len(columns["id"])
    with connection.cursor() as cursor:
        for start in range(0, size, CHUNK):
            part = [values[start : start + CHUNK] for values in columns.values()]
            text = "\n".join(_lines(list(columns), part)) + "\n"
            cursor.copy_expert(statement, io.StringIO(text))
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, size]
        )


def _lines(names: Sequence[str], part: Sequence[Sequence[Any]]) -> Iterator[str]:
    texts = [
        _shapes(values) if name == "geom" else map(_value, values)
        for name, values in zip(names, part, strict=True)
    ]
    return map("\t".join, zip(*texts, strict=True))


def _shapes(values: Sequence[Any]) -> Iterable[str]:
    shapes = shapely.set_srid(np.array(values, dtype=object), STORAGE_SRID)
    return (
        r"\N" if text is None else text
        for text in shapely.to_wkb(shapes, hex=True, include_srid=True)
    )


def _value(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    if isinstance(value, list | tuple):
        return "{" + ",".join(map(str, value)) + "}"
    return str(value)


def _sealed(columns: dict[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Personal identifiers enter the database sealed, with a keyed hash."""
    rest = {k: v for k, v in columns.items() if k not in ("national_id", "phone")}
    ids, phones = columns["national_id"], columns["phone"]
    return rest | {
        "national_id_sealed": [x and seal(x) for x in ids],
        "national_id_hmac": [x and fingerprint(x) for x in ids],
        "phone_sealed": [x and seal(x) for x in phones],
    }
