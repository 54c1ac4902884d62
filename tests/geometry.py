"""Round numbers near the middle of Rasht, so that a test can be drawn on paper."""

from __future__ import annotations

from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon
from pyproj import Transformer

from gis_app.crs import LONLAT_SRID, STORAGE_SRID

X0, Y0 = 374_000.0, 4_127_000.0
"""The tests' origin in EPSG:32639, metres: a kilometre from Shahrdari square."""


def rect(x: float, y: float, w: float, h: float) -> MultiPolygon:
    """A rectangle by its lower left corner, width and height, metres from origin."""
    return MultiPolygon(box(x, y, w, h), srid=STORAGE_SRID)


def box(x: float, y: float, w: float, h: float) -> Polygon:
    """The same as a single polygon."""
    x, y = X0 + x, Y0 + y
    return Polygon(
        [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], srid=STORAGE_SRID
    )


def point(x: float, y: float) -> Point:
    """A point, metres from the origin."""
    return Point(X0 + x, Y0 + y, srid=STORAGE_SRID)


def line(*places: tuple[float, float]) -> LineString:
    """A line through places, metres from the origin."""
    return LineString([(X0 + x, Y0 + y) for x, y in places], srid=STORAGE_SRID)


def lonlat(x: float, y: float) -> tuple[float, float]:
    """Degrees of a place, metres from the origin."""
    lon, lat = _TO_LONLAT.transform(X0 + x, Y0 + y)
    return float(lon), float(lat)


_TO_LONLAT = Transformer.from_crs(STORAGE_SRID, LONLAT_SRID, always_xy=True)
