"""What an officer drew or paced, as a footprint in the storage CRS with its error."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.utils.translation import gettext as _
from pyproj import Geod, Transformer

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.errors import BadInput
from gis_app.field.digits import digits
from gis_app.lib import gps

MOST_CORNERS = 200
SMALLEST_M2, LARGEST_M2 = 0.05, 5000.0
FARTHEST_M = 100.0
PACING = 0.1
"""σ of a paced length, as a part of it (proposed)."""
DRAWING_M = 0.5
"""RMSE of a corner that a finger set on the map (proposed)."""
_EARTH = Geod(ellps="WGS84")
_TO_STORAGE = Transformer.from_crs(LONLAT_SRID, STORAGE_SRID, always_xy=True)
Place = tuple[float, float]


@dataclass(frozen=True)
class Size:
    """A paced or taped rectangle, and how far from the fix its middle was put."""

    length_m: float
    depth_m: float
    bearing_deg: float = 0.0
    """Of its length, from true north."""
    east_m: float = 0.0
    north_m: float = 0.0

    @property
    def moved(self) -> bool:
        """Whether a finger put it beside the fix."""
        return (self.east_m, self.north_m) != (0.0, 0.0)


def paced(lon: float, lat: float, size: Size) -> MultiPolygon:
    """A rectangle about a place, or beside it."""
    if size.moved:
        turn = math.degrees(math.atan2(size.east_m, size.north_m))
        lon, lat, _back = _EARTH.fwd(
            lon, lat, turn, math.hypot(size.east_m, size.north_m)
        )
    corners = []
    for along, across in ((1, 1), (1, -1), (-1, -1), (-1, 1)):
        x, y = along * size.length_m / 2, across * size.depth_m / 2
        turn = size.bearing_deg + math.degrees(math.atan2(y, x))
        far = _EARTH.fwd(lon, lat, turn, math.hypot(x, y))
        corners.append(_TO_STORAGE.transform(far[0], far[1]))
    return _stored(shapely.Polygon(corners))


def outlined(rings: Sequence[Sequence[Place]], near: Place) -> MultiPolygon:
    """A drawn outline (degrees), near a place in the storage CRS; else BadInput."""
    if len(rings) != 1 or not 4 <= len(rings[0]) <= MOST_CORNERS + 1:
        raise BadInput(
            _("An outline has three to %(most)s corners and no hole.")
            % {"most": digits(MOST_CORNERS)},
            reason="outline",
        )
    # Far from its zone the projection gives infinities: they are far away too.
    corners = [_TO_STORAGE.transform(lon, lat) for lon, lat in rings[0]]
    if not all(math.dist(corner, near) <= FARTHEST_M for corner in corners):
        raise BadInput(
            _("The outline is more than 100 m from where you stand: go there first."),
            reason="far",
        )
    shape = shapely.Polygon(corners)
    if not shape.is_valid:
        raise BadInput(
            _("The outline crosses itself: draw its corners in order."),
            reason="outline",
        )
    return _stored(shape)


def _stored(shape: shapely.Polygon) -> MultiPolygon:
    if not SMALLEST_M2 <= shape.area <= LARGEST_M2:
        raise BadInput(
            _("A footprint has between 0.05 and 5000 square metres."),
            reason="outline",
        )
    return MultiPolygon(
        GEOSGeometry(memoryview(shape.wkb), STORAGE_SRID), srid=STORAGE_SRID
    )


def rmse_paced(accuracy_m: float, size: Size) -> float:
    """Of a paced footprint's lines: the fix, half of what the pacing may miss, and the
    finger that put it beside the fix."""
    half = math.hypot(PACING * size.length_m / 2, PACING * size.depth_m / 2)
    finger = DRAWING_M if size.moved else 0.0
    return math.hypot(math.sqrt(2) * gps.sigma(accuracy_m), half, finger)


def rmse_outlined(accuracy_m: float) -> float:
    """Of a drawn outline's lines: the fix it was drawn about, and the finger."""
    return math.hypot(math.sqrt(2) * gps.sigma(accuracy_m), DRAWING_M)
