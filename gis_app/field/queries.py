"""What the register knows of the place where an officer stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from gis_app import sql
from gis_app.crs import STORAGE_SRID
from gis_app.encroachment.models import Occupation
from gis_app.lib import gps

MAP_SIGMA_M = 2.0
"""Room for the error of the map, when zones are cut."""
REACH_M = 60.0
"""How far away a zone or spot is still told of."""


def here(
    *, x: float, y: float, sigma_m: float, now: datetime, person: int | None
) -> dict[str, Any]:
    """Zones, spots, permits, street, way, block and district at a place.

    ``x`` and ``y`` are in the storage CRS; shapes are GeoJSON in metres from there.
    Zones are cut to a box of ten σ each way: the rest holds nothing of the probability.
    """
    clip_m = 10 * math.hypot(sigma_m, MAP_SIGMA_M)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT meydan.here(%s, %s, %s, %s, %s, %s, %s)",
            [x, y, STORAGE_SRID, REACH_M, clip_m, now, person],
        )
        found: dict[str, Any] = cursor.fetchone()[0]
        return found


LATELY = timedelta(hours=12)
BESIDE_M = 3.0
"""How far apart two reports of one thing may stand beyond the error of the fix."""


def duplicates(
    *,
    x: float,
    y: float,
    sigma_m: float,
    kind: str,
    now: datetime,
    districts: Sequence[int] | None,
) -> list[dict[str, Any]]:
    """What was seen here already, the nearest first; ``districts`` None is all."""
    values = _beside(x, y, sigma_m, kind, districts)
    return sql.rows("field", "duplicates", values | {"since": now - LATELY, "now": now})


def open_cases(
    *,
    x: float,
    y: float,
    sigma_m: float,
    kind: str,
    districts: Sequence[int] | None,
) -> list[dict[str, Any]]:
    """Open cases about the same sort of thing here, the nearest first."""
    return sql.rows("field", "open_cases", _beside(x, y, sigma_m, kind, districts))


def _beside(
    x: float, y: float, sigma_m: float, kind: str, districts: Sequence[int] | None
) -> dict[str, Any]:
    groups = (Occupation.VENDING, Occupation.STRUCTURES, ("material",))
    return {
        "x": x,
        "y": y,
        "srid": STORAGE_SRID,
        "reach_m": gps.RADIUS_95 * sigma_m + BESIDE_M,
        "kinds": next((list(g) for g in groups if kind in g), [kind]),
        "districts": list(districts or ()),
        "everywhere": districts is None,
    }
