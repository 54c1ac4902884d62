"""Judges a few occupations: the steps of the rules, chained into two statements.

Making tables for each step takes a scan ten times as long as judging a handful. Here
they are the WITH of one statement that ends with the shapes and of a second one that
measures and writes; between the two, Python says how wide each shape is.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import shapely

from gis_app import sql
from gis_app.encroachment import inscribed
from gis_app.encroachment.limits import constants
from gis_app.encroachment.prepared import Statement
from gis_app.encroachment.steps import APP, TABLES, Values, query

ASKED = {"at": "timestamptz", "only": "bigint[]", "land": "bigint[]"}
TO_SHAPES = ("own", "rights", "pieces", "rest", "charges", "shapes")
SHAPE = {
    "part": "bigint",
    "geom": "geometry",
    "area_m2": "float8",
    "charge": "bigint",
    "kind": "text",
    "rank": "int",
    "unit": "bigint",
    "zone_id": "bigint",
    "spot_id": "bigint",
    "lawful": "geometry",
    "unit_version": "int",
    "unit_district_id": "bigint",
    "sigma_m": "float8",
    "subject": "bigint",
    "structure": "boolean",
    "vending": "boolean",
    "party_id": "bigint",
    "accuracy_m": "float8",
    "version": "int",
    "district_id": "bigint",
    "footprint": "geometry",
    "footprint_m2": "float8",
    "moment": "timestamptz",
    "minute": "int",
    "presumed_unit": "bigint",
    "inscribed_width_m": "float8",
}
"""What goes from the first statement through Python to the second, and its types."""

TOLD = (
    "id", "kind", "certainty", "occupation_id", "other_parcel_id", "parcel_id",
    "way_id", "zone_id", "spot_id", "occupation_version", "unit_version", "area_m2",
    "share", "contact_m", "depth_m", "largest_depth_m", "inscribed_width_m", "sigma_m",
    "z", "thinness", "inside", "district_id", "geom",
)  # fmt: skip
"""The columns of ``asof_told.sql``."""

CARRY = "SELECT {} FROM unnest({}) AS c ({})"
CARRIED = {
    "scan_subject": (
        "SELECT DISTINCT ON (subject) subject AS id, structure, vending, party_id,"
        " accuracy_m, version, district_id, footprint AS geom, footprint_m2 AS area_m2,"
        " moment, minute FROM carried"
    ),
    "scan_own": (
        "SELECT DISTINCT subject, presumed_unit AS unit, TRUE AS presumed FROM carried"
        " WHERE presumed_unit IS NOT NULL"
    ),
    "scan_charge": (
        "SELECT DISTINCT ON (charge) charge, subject, kind, rank, unit, zone_id,"
        " spot_id, lawful, unit_version, sigma_m, unit_district_id AS district_id"
        " FROM carried"
    ),
    "scan_shape": "SELECT part, charge, geom, area_m2, inscribed_width_m FROM carried",
}
"""The same as the tables of those names, as far as the later steps ask."""


def statements() -> list[Statement]:
    """What ``judge`` may run: ``prepared.ready`` has to know."""
    return [_finding_shapes(), _writing(False), _writing(True)]


def judge(values: Values, *, parcels: bool) -> dict[str, int]:
    """Write the findings of what ``values`` name; how many opened, changed, closed."""
    told = dict(zip(SHAPE, _shapes(values), strict=True))
    rows = _writing(parcels).rows(values | told)
    return dict(zip(("judged", "opened", "changed", "closed"), rows[0], strict=True))


def lookers() -> list[Statement]:
    """What ``look`` may run."""
    return [_finding_shapes(), _telling()]


def look(values: Values) -> list[dict[str, Any]]:
    """The findings of what ``values`` name, as rows; nothing is written."""
    told = dict(zip(SHAPE, _shapes(values), strict=True))
    rows = _telling().rows(values | told)
    return [dict(zip(TOLD, row, strict=True)) for row in rows]


def _shapes(values: Values) -> list[list[Any]]:
    """The columns of ``SHAPE``."""
    rows = _finding_shapes().rows(values)
    if not rows:
        return [[] for _ in SHAPE]
    columns = [list(column) for column in zip(*rows, strict=True)]
    shapes = np.asarray(shapely.from_wkb(columns[1]))
    return [*columns, inscribed.widths_m(shapes).tolist()]


@cache
def _finding_shapes() -> Statement:
    pairs = sql.text(APP, "overlay_pairs")
    pairs = pairs.replace("{subjects}", "scan_subject")
    pairs = pairs.replace("{units}", "meydan.unit")
    steps = {"scan_subject": query("subjects"), "scan_pair": pairs}
    steps |= {TABLES[name]: query(name) for name in TO_SHAPES}
    text = f"WITH {_chain(steps)} {sql.text(APP, 'few_shapes')}"
    return Statement(text, ASKED, constants())


@cache
def _writing(parcels: bool) -> Statement:
    _, _, writing = sql.text(APP, "detect_write").partition("WITH ")
    return _ending(f", {writing}", parcels=parcels)


@cache
def _telling() -> Statement:
    return _ending(f"\n{sql.text(APP, 'asof_told')}", parcels=False)


def _ending(ending: str, *, parcels: bool) -> Statement:
    """From the shapes on to the findings, and what is done with them."""
    told = ", ".join(f"%({name})s" for name in SHAPE)
    columns = ", ".join(f"{name}::{kind}" for name, kind in SHAPE.items())
    found = query("findings")
    if parcels:
        found = f"({found}) UNION ALL ({query('parcels')})"
    steps = {
        "carried": CARRY.format(columns, told, ", ".join(SHAPE)),
        **CARRIED,
        "scan_judged": query("judged"),
        "scan_land": query("land"),
        "scan_part": query("measures"),
        "scan_finding": found,
        "scan_known": query("known"),
    }
    # An array of shapes has another delimiter, of which psycopg2 knows nothing.
    types = {
        name: "text[]" if kind == "geometry" else f"{kind}[]"
        for name, kind in SHAPE.items()
    }
    return Statement(
        f"WITH {_chain(steps)}{ending}",
        ASKED | types,
        constants() | {"parcels": parcels},
    )


def _chain(steps: dict[str, str]) -> str:
    # Materialized: what a step finds is found once, however often it is asked.
    return ",\n".join(
        f"{name} AS MATERIALIZED ({text})" for name, text in steps.items()
    )
