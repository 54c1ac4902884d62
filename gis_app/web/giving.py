"""Reads what a planner typed for a permit, and tells in words what is taken."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.allocation import services
from gis_app.allocation.models import Vendor
from gis_app.allocation.queries import FreeSpot, nearest_spots
from gis_app.errors import BadInput, Conflict
from gis_app.land.models import Right
from gis_app.lib import jalali
from gis_app.lib.digits import canonical
from gis_app.lib.week import CITY_TIME, Week
from gis_app.web import wording
from gis_app.web.boxes import storage_xy
from gis_app.web.goods import goods
from gis_app.zones.models import VendingSpot, VendingZone


def give(
    *,
    vendor: Vendor,
    spot: VendingSpot,
    valid: DateTimeTZRange,
    week: Week | None,
    by: User,
    reason: str,
) -> Right:
    """Allocate; a conflict tells the taken hours in the reader's language too."""
    try:
        return services.allocate(
            vendor=vendor, spot=spot, valid=valid, week=week, by=by, reason=reason
        )
    except Conflict as conflict:
        for hours in conflict.detail.values():
            for taken in hours:
                taken |= _labels(taken)
        raise


def near(
    *,
    zone: VendingZone | None,
    place: tuple[float | None, float | None],
    vendor: Vendor | None,
    valid: DateTimeTZRange,
    week: Week | None,
    limit: int,
) -> list[FreeSpot]:
    """Free lawful spots nearest to a place (lon, lat), or in a zone."""
    lon, lat = place
    if lon is not None and lat is not None:
        x, y = storage_xy(lon, lat)
    elif zone is not None:
        middle = zone.geom.point_on_surface
        x, y = middle.x, middle.y
    else:
        raise BadInput(_("Say where: lon and lat, or zone."))
    return nearest_spots(
        x=x,
        y=y,
        valid=valid,
        zone_id=None if zone is None else zone.pk,
        goods=None if vendor is None else list(vendor.goods),
        week=week,
        limit=limit,
    )


def row(spot: FreeSpot) -> dict[str, Any]:
    """A free spot for the list."""
    return {
        "id": spot.id,
        "number": spot.number,
        "zone": {"id": spot.zone_id, "name": wording.name(spot)},
        "distance_m": round(spot.distance_m, 1),
        "week": str(spot.week),
        "week_label": wording.week(spot.week),
        "goods": spot.goods,
        "goods_label": goods(spot.goods),
        "point": spot.point,
        "bbox": spot.bbox,
    }


def read_asked(first: str | None, last: str | None) -> DateTimeTZRange:
    """The days that a planner asks about: by default a year from today."""
    today = timezone.localdate()
    return read_valid(
        first or today.isoformat(),
        last or (today + timedelta(days=364)).isoformat(),
    )


def read_valid(first: str, last: str) -> DateTimeTZRange:
    """From the first moment of ``first`` to the end of ``last``, in the city's time.

    Dates are ISO or Jalali, a date-time is taken as it is. Raises BadInput.
    """
    lower, upper = _read(first, timedelta(0)), _read(last, timedelta(days=1))
    if lower >= upper:
        raise BadInput(_("The permit must begin before it ends."))
    return DateTimeTZRange(lower, upper, "[)")


def read_week(text: str) -> Week:
    """``{[480,720)}``; raises BadInput for anything else."""
    try:
        return Week.parse(text)
    except ValueError as error:
        raise BadInput(
            _("These are not minutes of a week, like {[480,720)}."), week=text[:100]
        ) from error


def _read(text: str, whole_day: timedelta) -> datetime:
    plain = canonical(text)
    try:
        if "T" in plain:
            moment = datetime.fromisoformat(plain)
            return moment if moment.tzinfo else moment.replace(tzinfo=CITY_TIME)
        return datetime.combine(typed_day(plain) + whole_day, time(), CITY_TIME)
    except (ValueError, OverflowError) as error:
        raise BadInput(_("A date looks like 1405/09/02 or 2026-11-23.")) from error


def typed_day(plain: str) -> date:
    """A day as people type it: ISO after the year 1700, Jalali before."""
    if plain[:4].isdecimal() and int(plain[:4]) > 1700:
        return date.fromisoformat(plain)
    return jalali.parse(plain)


def _labels(taken: dict[str, Any]) -> dict[str, str]:
    bounds = [
        taken[key] and datetime.fromisoformat(taken[key])
        for key in ("valid_from", "valid_until")
    ]
    return {
        "week_label": wording.week(Week.parse(taken["week"])),
        "valid_label": wording.period(DateTimeTZRange(*bounds)),
    }
