"""The peer of ``bench detect``: DuckDB spatial, from its own packages, no network."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import shapely

from gis_app.bench.city import City, Quads

THREADS = 2


@dataclass(frozen=True)
class Overlay:
    """DuckDB's answer: pairs that share land, their area, one area a pair."""

    seconds: float
    pairs: int
    area_m2: float
    areas: dict[tuple[int, int], float]


def load(city: City) -> Any | None:
    """The city in DuckDB; None where it or its extension is not installed."""
    try:
        import duckdb
        import pyarrow as pa
        from duckdb_extensions import import_extension

        import_extension("spatial")
    except ImportError:
        return None
    base = duckdb.connect(config={"threads": THREADS})
    base.execute("LOAD spatial")
    for name, quads in (("parcel", city.parcels), ("occupation", city.occupations)):
        base.register("raw", _arrow(pa, quads))
        base.execute(
            f"CREATE TABLE {name} AS SELECT id, ST_GeomFromWKB(wkb) AS geom FROM raw"  # noqa: S608
        )
        base.unregister("raw")
    return base


def overlay(base: Any) -> Overlay:
    """The bare join, timed."""
    began = perf_counter()
    base.execute(
        "CREATE OR REPLACE TABLE pair AS SELECT o.id AS occupation, p.id AS parcel,"
        " ST_Area(ST_Intersection(o.geom, p.geom)) AS m2"
        " FROM occupation o JOIN parcel p ON ST_Intersects(o.geom, p.geom)"
    )
    seconds = perf_counter() - began
    rows = base.execute("SELECT occupation, parcel, m2 FROM pair WHERE m2 > 0")
    areas = {(o, p): m2 for o, p, m2 in rows.fetchall()}
    return Overlay(seconds, len(areas), sum(areas.values()), areas)


def middle(rounds: list[Overlay]) -> Overlay | None:
    """The one that took neither longest nor shortest; None of none."""
    if not rounds:
        return None
    return sorted(rounds, key=lambda one: one.seconds)[len(rounds) // 2]


def _arrow(pa: Any, quads: Quads) -> Any:
    shapes = shapely.to_wkb(shapely.polygons(quads))
    return pa.table({"id": range(1, len(shapes) + 1), "wkb": pa.array(shapes)})
