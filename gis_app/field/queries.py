"""What the register knows of the place where an officer stands."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from gis_app import sql
from gis_app.crs import STORAGE_SRID

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
    values = {
        "x": x,
        "y": y,
        "srid": STORAGE_SRID,
        "reach_m": REACH_M,
        "clip_m": 10 * math.hypot(sigma_m, MAP_SIGMA_M),
        "now": now,
        "person": person,
    }
    return sql.rows("field", "here", values)[0]
