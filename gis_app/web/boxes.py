"""Boxes and places in degrees: read strictly, asked in the storage CRS."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.gis.geos import Polygon
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pyproj import Transformer

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.errors import BadInput

Rows = TypeVar("Rows", bound=QuerySet[Any])
_TO_STORAGE = Transformer.from_crs(LONLAT_SRID, STORAGE_SRID, always_xy=True)


def inside(queryset: Rows, bbox: str) -> Rows:
    """The rows whose box touches ``west,south,east,north`` (degrees).

    The parameter is transformed, never the column, so that the index serves. Raises
    BadInput when the text is not such a box.
    """
    west, south, east, north = _read(bbox)
    edges = _TO_STORAGE.transform_bounds(west, south, east, north, densify_pts=3)
    box = Polygon.from_bbox(edges)
    box.srid = STORAGE_SRID
    return queryset.filter(geom__bboverlaps=box)


def storage_xy(lon: float, lat: float) -> tuple[float, float]:
    """A place in the storage CRS, metres; raises BadInput far from its zone."""
    if not (20 <= lon <= 80 and 0 <= lat <= 80):
        raise BadInput(_("That place is far from the city."))
    x, y = _TO_STORAGE.transform(lon, lat)
    return float(x), float(y)


def _read(bbox: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError:
        west, south, east, north = (float("nan"),) * 4
    # A NaN fails every comparison. UTM is meant for the neighbourhood of its zone.
    if not (20 <= west < east <= 80 and 0 <= south < north <= 80):
        raise BadInput(
            _("A box is west,south,east,north in degrees, like 49.5,37.2,49.7,37.3.")
        )
    return west, south, east, north
