"""Reads what a planner typed for a rule, and the place that is asked about."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSGeometry, LineString, MultiPolygon, Polygon
from django.contrib.gis.geos.error import GEOSException
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.errors import BadInput
from gis_app.lib.digits import canonical
from gis_app.lib.week import CITY_TIME, Week
from gis_app.web.boxes import storage_xy
from gis_app.web.giving import read_week, typed_day
from gis_app.zones.models import Goods

MOST_CORNERS = 2_000
LARGEST_M = 200.0


def days(first: str, last: str) -> DateTimeTZRange:
    """From the first moment of a day to the end of another, or open; city time."""
    if not first.strip():
        raise BadInput(_("Say from which day on the rule holds."), field="valid_from")
    lower = _midnight(first, "valid_from")
    upper = _midnight(last, "valid_until") + timedelta(days=1) if last.strip() else None
    if upper is not None and upper <= lower:
        raise BadInput(_("The rule must begin before it ends."), field="valid_until")
    return DateTimeTZRange(lower, upper, "[)")


def week(text: str) -> Week:
    """Minutes of the week; none typed: all of them."""
    return read_week(text) if text else Week.whole()


def goods(codes: list[str]) -> list[str]:
    """Known goods, sorted; raises BadInput."""
    unknown = set(codes) - set(Goods.values)
    if unknown:
        raise BadInput(_("Choose goods from the list."), field="goods")
    return sorted(set(codes))


def shape(geojson: dict[str, Any] | None) -> MultiPolygon | None:
    """A drawn area (GeoJSON, degrees) in the storage CRS; raises BadInput."""
    if geojson is None:
        return None
    found = _read(geojson)
    if isinstance(found, Polygon):
        found = MultiPolygon(found, srid=found.srid)
    if not isinstance(found, MultiPolygon) or found.empty or not found.valid:
        raise BadInput(
            _("The shape must be an area whose edge doesn't cross itself."),
            field="shape",
        )
    return found


def line(geojson: dict[str, Any]) -> LineString:
    """A drawn line (GeoJSON, degrees) in the storage CRS; raises BadInput."""
    found = _read(geojson)
    if not isinstance(found, LineString) or found.empty:
        raise BadInput(_("Draw the cut across the shape."), field="line")
    return found


def footprint(ring: list[tuple[float, float]]) -> Polygon:
    """A stall from its corners (lon, lat) in the storage CRS; raises BadInput."""
    if not 3 <= len(ring) <= 100:
        raise BadInput(_("A stall has three corners or more."), field="ring")
    corners = [storage_xy(lon, lat) for lon, lat in ring]
    drawn = Polygon([*corners, corners[0]], srid=STORAGE_SRID)
    west, south, east, north = drawn.extent
    if not drawn.valid or not drawn.area:
        raise BadInput(_("The stall's edge crosses itself."), field="ring")
    if max(east - west, north - south) > LARGEST_M:
        raise BadInput(_("That is too large for a stall."), field="ring")
    return drawn


def moment(text: str) -> datetime | None:
    """Noon of a typed day; None when none was typed."""
    if not text.strip():
        return None
    return _midnight(text, "at") + timedelta(hours=12)


def _midnight(text: str, field: str) -> datetime:
    try:
        return datetime.combine(typed_day(canonical(text)), time(), CITY_TIME)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            _("A date looks like 1405/09/02 or 2026-11-23."), field=field
        ) from error


def _read(geojson: dict[str, Any]) -> GEOSGeometry:
    try:
        found = GEOSGeometry(json.dumps(geojson), srid=LONLAT_SRID)
    except (ValueError, TypeError, GEOSException, GDALException) as error:
        raise BadInput(_("This is not a shape."), field="shape") from error
    west, south, east, north = found.extent if not found.empty else (0, 0, 0, 0)
    storage_xy(west, south)
    storage_xy(east, north)
    if found.num_coords > MOST_CORNERS:
        raise BadInput(_("The shape has too many corners."), field="shape")
    found.transform(STORAGE_SRID)
    return found
