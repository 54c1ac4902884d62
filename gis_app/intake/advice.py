"""What to say when most of a file lies somewhere else than the city."""

from __future__ import annotations

import math
import re

import pyproj
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info
from pyproj.exceptions import ProjError

from gis_app.crs import LONLAT_SRID, STORAGE_SRID, WEB_SRID
from gis_app.intake.plan import Box, Facts, Outcome

OUTSIDE = ("outside_area", "outside_crs")
_NEIGHBOURS = (LONLAT_SRID, STORAGE_SRID, WEB_SRID, STORAGE_SRID - 1, STORAGE_SRID + 1)
_STEP = 0.1
_OTHER_LETTERS = re.compile(r"[^a-z0-9]+")


def advise(outcome: Outcome, city: Box, name: str) -> list[tuple[str, Facts]]:
    """One piece of advice, or none. ``city`` is in the storage CRS."""
    outside = sum(outcome.refused_by_code.get(code, 0) for code in OUTSIDE)
    if outcome.bounds is None or outside * 2 <= outcome.read:
        return []
    crs = pyproj.CRS.from_wkt(outcome.crs_wkt)
    west, south, east, north = outcome.bounds
    if _inside((south, west, north, east), crs, city):
        return [("axes_swapped", {})]
    for srid in _NEIGHBOURS:
        other = pyproj.CRS.from_epsg(srid)
        if other != crs and _inside(outcome.bounds, other, city):
            return [("looks_like", {"crs": f"EPSG:{srid}"})]
    return _other_city(outcome.bounds, crs, name)


def _inside(bounds: Box, crs: pyproj.CRS, city: Box) -> bool:
    west, south, east, north = city
    try:
        move = pyproj.Transformer.from_crs(crs, STORAGE_SRID, always_xy=True)
        moved = move.transform_bounds(*bounds)
    except ProjError:
        return False
    return (
        west <= moved[0] <= moved[2] <= east and south <= moved[1] <= moved[3] <= north
    )


def _other_city(bounds: Box, crs: pyproj.CRS, name: str) -> list[tuple[str, Facts]]:
    """The settings of a database for where the file lies."""
    try:
        move = pyproj.Transformer.from_crs(crs, LONLAT_SRID, always_xy=True)
        lonlat = move.transform_bounds(*bounds)
    except ProjError:
        return []
    west, south, east, north = lonlat
    if not all(map(math.isfinite, lonlat)) or not (west < east and south < north):
        return []
    zones = query_utm_crs_info("WGS 84", AreaOfInterest(*_middle(lonlat)))
    if not zones:
        return []
    box = (
        math.floor(west / _STEP), math.floor(south / _STEP),
        math.ceil(east / _STEP), math.ceil(north / _STEP),
    )  # fmt: skip
    return [
        (
            "other_city",
            {
                "srid": zones[0].code,
                "box": ",".join(f"{edge * _STEP:.1f}" for edge in box),
                "name": _OTHER_LETTERS.sub("-", name.lower()).strip("-") or "city",
            },
        )
    ]


def _middle(lonlat: Box) -> Box:
    west, south, east, north = lonlat
    x, y = (west + east) / 2, (south + north) / 2
    return x, y, x, y
