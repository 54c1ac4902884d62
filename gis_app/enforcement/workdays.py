"""Working days: which days are open, and when a deadline that counts them ends."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Q

from gis_app.enforcement.days import DeadlineRule, Holiday, Weekend
from gis_app.lib import holidays, jalali
from gis_app.lib.week import CITY_TIME

CLOSE_OF_DAY = time(23, 59, 59)
ONE_DAY = timedelta(days=1)


class Calendar:
    """The city's working days as the register has them; reads each year once."""

    def __init__(self) -> None:
        self._closed: dict[int, frozenset[date]] = {}

    @cached_property
    def _weekends(self) -> list[Weekend]:
        return list(Weekend.objects.all())

    def is_open(self, day: date) -> bool:
        """Whether offices work on this day."""
        return not self._is_weekend(day) and day not in self._holidays(day)

    def after(self, day: date, working_days: int) -> date:
        """The last of so many working days that follow a day, which isn't counted.

        Civil Procedure Code art. 445: the day of service is no part of the period.
        With none to count, it is the day itself, or the next open one.
        """
        found = day if working_days else day - ONE_DAY
        for _ in range(max(working_days, 1)):
            found = self._next_open(found)
        return found

    def _next_open(self, day: date) -> date:
        day += ONE_DAY
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def _is_weekend(self, day: date) -> bool:
        weekday = (day.weekday() + 2) % 7
        return any(
            row.weekday == weekday and _within(day, row.valid) for row in self._weekends
        )

    def _holidays(self, day: date) -> frozenset[date]:
        year = jalali.parts(day)[0]
        if year not in self._closed:
            self._closed[year] = _closed_days(year)
        return self._closed[year]


def _closed_days(year: int) -> frozenset[date]:
    """Those entered for a Jalali year; of a year without any, those computed."""
    first, last = jalali.first_day(year), jalali.first_day(year + 1) - ONE_DAY
    entered = Holiday.objects.filter(day__range=(first, last))
    return frozenset(entered.values_list("day", flat=True)) or frozenset(
        holiday.day for holiday in holidays.of_year(year)
    )


def _within(day: date, valid: object) -> bool:
    lower, upper = getattr(valid, "lower", None), getattr(valid, "upper", None)
    return (lower is None or lower <= day) and (upper is None or day < upper)


def rule(track: str, step: str, day: date) -> DeadlineRule | None:
    """The rule for a step on a track that is in force on a day."""
    return DeadlineRule.objects.filter(
        Q(valid__contains=day), track=track, step=step
    ).first()


def close_of(day: date) -> datetime:
    """The last second of a day in the city's time."""
    return datetime.combine(day, CLOSE_OF_DAY, CITY_TIME)


def due(found: DeadlineRule, start: datetime) -> datetime:
    """When a period that begins with ``start`` ends, by a rule."""
    day = start.astimezone(CITY_TIME).date()
    return close_of(Calendar().after(day, found.working_days))


def deadline(track: str, step: str, start: datetime) -> tuple[datetime, str] | None:
    """By when a step that was taken at ``start`` has to be followed, and by which law.

    The end of the last working day in the city's time; None where no rule is in force.
    """
    found = rule(track, step, start.astimezone(CITY_TIME).date())
    return None if found is None else (due(found, start), found.legal_ref)


def left(now: datetime, due_at: datetime, calendar: Calendar | None = None) -> int:
    """How many working days are left, today not counted; below 0 it is overdue.

    0 is due today, or before the next working day; -3 has been late for three of them.
    """
    calendar = calendar or Calendar()
    first, last = (at.astimezone(CITY_TIME).date() for at in (now, due_at))
    if due_at >= now:
        return _open_days(calendar, first, last)
    return -max(_open_days(calendar, last, first), 1)


def _open_days(calendar: Calendar, first: date, last: date) -> int:
    """Working days after one day, up to and including another."""
    days = (first + ONE_DAY * n for n in range(1, (last - first).days + 1))
    return sum(calendar.is_open(day) for day in days)
