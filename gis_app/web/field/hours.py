"""Whether hours of the week hold now, until when, and from when again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from gis_app.lib.week import CITY_TIME, WEEK, Week, minute_of_week
from gis_app.web import wording


@dataclass(frozen=True)
class Standing:
    """``change`` is when ``holds`` next turns; None when nothing will turn it."""

    holds: bool
    change: datetime | None


def standing(
    week: Week, first: datetime | None, last: datetime | None, now: datetime
) -> Standing:
    """What hours of the week mean now, inside the dates from ``first`` to ``last``."""
    if last is not None and last <= now:
        return Standing(holds=False, change=None)
    if first is not None and first > now:
        begins = first if minute_of_week(first) in week else _turn(week, first)
        return Standing(holds=False, change=_before(begins, last))
    turn = _turn(week, now)
    if minute_of_week(now) in week:
        ends = [moment for moment in (turn, last) if moment is not None]
        return Standing(holds=True, change=min(ends, default=None))
    return Standing(holds=False, change=_before(turn, last))


def _before(moment: datetime | None, last: datetime | None) -> datetime | None:
    late = moment is not None and last is not None and moment >= last
    return None if late else moment


def _turn(week: Week, now: datetime) -> datetime | None:
    """The next edge of the hours; None for all hours and for none."""
    minute = minute_of_week(now)
    inside = minute in week
    edges = {edge % WEEK for pair in week.ranges for edge in pair}
    # An edge where one range follows another, over the week's end, turns nothing.
    turns = [edge for edge in edges if ((edge - 1) % WEEK in week) != (edge in week)]
    if not turns:
        return None
    ahead = min(
        (edge - minute) % WEEK or WEEK for edge in turns if (edge in week) != inside
    )
    start = now.astimezone(CITY_TIME).replace(second=0, microsecond=0)
    return start + timedelta(minutes=ahead)


def when(moment: datetime, now: datetime) -> str:
    """``21:00``, ``tomorrow 08:00``, ``Friday 08:00``, or the date when it is far."""
    local, today = moment.astimezone(CITY_TIME), now.astimezone(CITY_TIME).date()
    clock = wording.digits(f"{local:%H:%M}")
    days = (local.date() - today).days
    if days == 0:
        return clock
    if days == 1 and local.hour == 0 and local.minute == 0:
        return _("midnight")
    if days == 1:
        return _("tomorrow %(time)s") % {"time": clock}
    if days < 7:
        name = wording.weekday((local.weekday() + 2) % 7)
        return _("%(day)s %(time)s") % {"day": name, "time": clock}
    return wording.moment(moment)
