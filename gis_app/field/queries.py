"""What the register knows of the place where an officer stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gis_app import sql
from gis_app.crs import STORAGE_SRID

REACH_M = 60.0
"""How far away a zone or spot is still told of."""
CLIP_M = 150.0
"""Half the side of the box that zones are cut to: more than nine times the σ of the
coarsest fix, so that the rest holds nothing of its probability."""


def here(*, x: float, y: float, now: datetime, person: int | None) -> dict[str, Any]:
    """Zones, spots, permits, street, way, block and district at a place.

    ``x`` and ``y`` are in the storage CRS; shapes are GeoJSON in metres from there.
    """
    values = {
        "x": x,
        "y": y,
        "srid": STORAGE_SRID,
        "reach_m": REACH_M,
        "clip_m": CLIP_M,
        "now": now,
        "person": person,
    }
    return sql.rows("field", "here", values)[0]
