"""Reads the moments that a planner typed for a call."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.translation import gettext as _

from gis_app.errors import BadInput
from gis_app.lib import jalali
from gis_app.lib.digits import canonical
from gis_app.lib.week import CITY_TIME
from gis_app.web import wording
from gis_app.web.giving import typed_day


def moment(text: str) -> datetime:
    """``1405/09/10 08:00`` or ``2026-12-01 08:00``, in the city's time; or ISO."""
    plain = canonical(text)
    try:
        if "T" in plain:
            read = datetime.fromisoformat(plain)
            return read if read.tzinfo else read.replace(tzinfo=CITY_TIME)
        day, _space, clock = plain.partition(" ")
        at = time.fromisoformat(clock.strip().zfill(5)) if clock.strip() else time()
        return datetime.combine(typed_day(day), at, CITY_TIME)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            _("A day with its hour looks like 1405/09/10 08:00 or 2026-12-01 08:00.")
        ) from error


def day_text(at: datetime) -> str:
    """The day as it is typed in the reader's language."""
    local = at.astimezone(CITY_TIME)
    if wording.persian():
        return wording.digits(jalali.short(local.date()))
    return local.date().isoformat()


def clock_text(at: datetime) -> str:
    """``08:00``, in the reader's digits."""
    return wording.digits(f"{at.astimezone(CITY_TIME):%H:%M}")
