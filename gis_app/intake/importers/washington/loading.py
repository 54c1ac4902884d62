"""Brings Washington's files into an empty register: streets, land, things, spots."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import geopandas
import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Model

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.intake.importers.washington.blocks import blocks, sides
from gis_app.intake.importers.washington.pieces import pieces
from gis_app.intake.importers.washington.rules import FOOT_M
from gis_app.land.models import Block, Parcel, Way, WayAxis
from gis_app.zones import queries
from gis_app.zones.models import StreetFeature, VendingSpot, VendingZone

APPROVED = ("3", "4")
"""The city's decisions: 3 approved, 4 with conditions, 5 refused, 6 revoked."""

THINGS = {
    "other-bus-stops": "bus_stop",
    "loading-zones": "loading_zone",
    "sidewalk-cafe": "cafe",
    "litter-cans": "bin",
    "bollards": "bollard",
}
NEAR_M = 100.0
"""No rule looks farther than 60 m for a block, a street or what is in the way."""
ALWAYS = DateTimeTZRange(None, None, "()")


@transaction.atomic
def load(folder: Path) -> list[dict[str, Any]]:
    """Everything the rules can use; the vending spots' properties, with ``id``."""
    spots = _read(folder, "street-vendor-locations").fillna({"DDOTCOMMENT": ""})
    streets = shapely.union_all(
        _read(folder, "l-enfant-plan-street-boundaries").geometry
    )
    _ways(folder, list(pieces(streets, shapely.get_coordinates(spots.geometry))))
    near = spots.union_all().buffer(NEAR_M)
    _blocks(streets, near)
    _parcels(folder)
    for file, kind in THINGS.items():
        points = _read(folder, file).geometry
        if kind in ("bin", "bollard"):  # they matter where one would pass a stall
            points = points[points.within(near)]
        _create(StreetFeature, ({"kind": kind, "geom": _geos(p)} for p in points))
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE land_way, land_parcel, land_wayaxis, land_block,"
            " zones_streetfeature"
        )
    return _spots(folder, spots)


def _ways(folder: Path, streets: list[Any]) -> None:
    """Streets with what was dedicated since; medians ("centre parking") as green."""
    changes = _read(folder, "alley-and-street-changes")
    dedicated = changes[changes["ACTION_"].str.endswith("DEDICATE")]
    land = _read(folder, "dc-reservations-op")
    medians = land[land["DESCRIPTION"] == "CENTER PARKING"]
    for kind, shapes in (
        ("street", streets),
        ("street", dedicated.geometry),
        ("park", medians.geometry),
    ):
        _create(Way, ({"kind": kind, "geom": _many(shape)} for shape in shapes))


def _blocks(streets: Any, near: Any) -> None:
    """Each side of a block stands in for the axis of its street, which no file has."""
    found = [block for block in blocks(streets) if block.intersects(near)]
    named = ({"code": f"B{n}", "geom": _many(b)} for n, b in enumerate(found))
    _create(Block, named)
    lines = (line for block in found for line in sides(block))
    # No rule of the city asks for the width, which is unknown.
    unknown = {"rank": "local", "width_m": 1.0}
    _create(WayAxis, (unknown | {"geom": _geos(line)} for line in lines))


def _parcels(folder: Path) -> None:
    land = _read(folder, "dc-reservations-op")
    lots = _read(folder, "parcel-lots")
    owned = zip(
        land["RESNO"].fillna(""),
        map(owner, *_columns(land)),
        land.geometry,
        strict=True,
    )
    others = zip(
        lots["SSL"].fillna(""), ["unknown"] * len(lots), lots.geometry, strict=True
    )
    _create(
        Parcel,
        (
            {
                "registry_unit": "Washington",
                "plate": plate,
                "owner_kind": kind,
                "geom": _many(shape),
            }
            for rows in (owned, others)
            for plate, kind, shape in rows
        ),
    )


def _columns(land: Any) -> tuple[list[str], list[str]]:
    return (
        land["ALPHACODE"].fillna("").tolist(),
        land["TRANS_TO"].fillna("").tolist(),
    )


def owner(unit: str, given_to: str) -> str:
    """Whose a reservation is, by its unit of the park service and who got it later."""
    if given_to.startswith("DC"):
        return "municipal"
    if unit in ("", "<Null>") and (
        not given_to or given_to.startswith(("R.L.A", "Sold", "Trans", "Pend", "Balt"))
    ):
        return "unknown"
    return "state"


def _spots(folder: Path, frame: Any) -> list[dict[str, Any]]:
    city = _read(folder, "dc-boundary").geometry.iloc[0]
    zone = VendingZone.objects.create(
        code="DC",
        name_fa="واشنگتن",
        name_en="Washington",
        kind="permitted",
        valid=ALWAYS,
        geom=_many(city),
    )
    rows: list[dict[str, Any]] = frame.drop(columns="geometry").to_dict("records")
    for row, place in zip(rows, frame.geometry, strict=True):
        approved = str(row["STATUS"]) in APPROVED
        spot = VendingSpot.objects.create(
            number=str(row["OBJECTID"]),
            zone=zone,
            status="open" if approved else "closed",
            geom=footprint(place.x, place.y, row["SIZEOFCART"]),
        )
        row["id"] = spot.pk
    return rows


def footprint(x: float, y: float, size: str) -> Polygon:
    """A stall of a size as ``5x8`` (feet) about its point, its long side along the
    nearest side of a block."""
    depth_m, length_m = sorted(float(side) * FOOT_M for side in size.split("x"))
    ring = queries.stall_at(x, y, length_m, depth_m)
    stall = Polygon([*ring, ring[0]], srid=LONLAT_SRID)
    stall.transform(STORAGE_SRID)
    return stall


def _read(folder: Path, name: str) -> Any:
    return geopandas.read_file(folder / f"{name}.geojson").to_crs(STORAGE_SRID)


def _geos(shape: Any) -> GEOSGeometry:
    return GEOSGeometry(memoryview(shape.wkb), srid=STORAGE_SRID)


def _many(shape: Any) -> MultiPolygon:
    """Valid polygons on the millimetre grid."""
    clean = shapely.set_precision(shapely.make_valid(shapely.force_2d(shape)), 0.001)
    parts = [p for p in shapely.get_parts(clean) if p.geom_type == "Polygon"]
    found = _geos(shapely.MultiPolygon(parts))
    assert isinstance(found, MultiPolygon)  # noqa: S101 (what was put in)
    return found


def _create(model: Callable[..., Model], rows: Iterable[dict[str, Any]]) -> None:
    manager = model._default_manager  # type: ignore[attr-defined]
    manager.bulk_create((model(**row) for row in rows), batch_size=2000)
