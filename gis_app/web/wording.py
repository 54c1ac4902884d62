"""Numbers, dates, weeks and names as people of the current language read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.db.backends.postgresql.psycopg_any import DateTimeRange
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gis_app.lib import jalali
from gis_app.lib.digits import to_latin, to_persian
from gis_app.lib.week import CITY_TIME, DAY, Week


class Named(Protocol):
    """Anything with a name in both languages."""

    @property
    def name_fa(self) -> str:
        """In Persian."""

    @property
    def name_en(self) -> str:
        """In English."""


def persian() -> bool:
    """Whether the request's language is Persian."""
    return (get_language() or "fa").startswith("fa")


def digits(text: object) -> str:
    """The text with the digits of the current language."""
    return to_persian(str(text)) if persian() else to_latin(str(text))


def number(value: float, places: int = 0) -> str:
    """``1,234.5`` or ``۱٬۲۳۴٫۵``."""
    text = f"{value:,.{places}f}"
    if not persian():
        return text
    return to_persian(text.translate(str.maketrans(",.", "٬٫")))


def metres(value: float) -> str:
    """``1.40 m``; below a metre and above as one measures with a tape."""
    return _("%(length)s m") % {"length": number(value, 2 if value < 10 else 1)}


def metres_round(value: float) -> str:
    """``20 m``: a length that was chosen, not measured."""
    return _("%(length)s m") % {"length": number(value)}


def metres_within(value: float, error: float) -> str:
    """``1.40 ± 0.12 m``."""
    return _("%(length)s ± %(error)s m") % {
        "length": number(value, 2),
        "error": number(error, 2),
    }


def square_metres(value: float) -> str:
    """``12.3 m²``."""
    return _("%(area)s m²") % {"area": number(value, 1 if value < 1000 else 0)}


def name(thing: Named) -> str:
    """The name in the current language, or in the other one when it has none."""
    return either(thing.name_fa, thing.name_en)


def either(name_fa: str, name_en: str) -> str:
    """The one for the current language, or the other when it is empty."""
    return (name_fa or name_en) if persian() else (name_en or name_fa)


def day(at: datetime) -> str:
    """``2 Azar 1405`` in Persian, ``2026-11-23`` otherwise; the city's time."""
    return jalali.long(at) if persian() else f"{at.astimezone(CITY_TIME):%Y-%m-%d}"


def whole_day(at: datetime) -> str:
    """With the day of the week: ``Saturday 7 Azar 1405`` in Persian."""
    local = at.astimezone(CITY_TIME)
    return f"{weekday((local.weekday() + 2) % 7)} {day(at)}"


def moment(at: datetime) -> str:
    """Day and minute, the city's time."""
    if persian():
        return jalali.moment(at)
    return f"{at.astimezone(CITY_TIME):%Y-%m-%d %H:%M}"


def period(valid: DateTimeRange | Any) -> str:
    """``2 Azar 1405 until 1 Azar 1406``: the last day is the last whole day in it."""
    if valid.lower and valid.upper:
        return _("from %(first)s until %(last)s") % {
            "first": day(valid.lower),
            "last": _last_day(valid.upper),
        }
    if valid.lower:
        return _("since %(first)s") % {"first": day(valid.lower)}
    if valid.upper:
        return _("until %(last)s") % {"last": _last_day(valid.upper)}
    return _("at all times")


def week(value: Week) -> str:
    """``Saturday to Wednesday 17:00–21:00; Friday 08:00–12:00``."""
    if value == Week.whole():
        return _("at all hours")
    if not value.ranges:
        return _("never")
    joint = "؛ " if persian() else "; "
    return joint.join(
        _("%(days)s %(hours)s") % {"days": _days(days), "hours": _all_hours(hours)}
        for days, hours in value.timetable()
    )


def weekday(number: int) -> str:
    """The name of a day; 0 is Saturday."""
    names = (
        _("Saturday"),
        _("Sunday"),
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
    )
    return names[number]


def enumerate_words(words: list[str]) -> str:
    """``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    comma = "، " if persian() else ", "
    return _("%(all_but_last)s and %(last)s") % {
        "all_but_last": comma.join(words[:-1]),
        "last": words[-1],
    }


def _last_day(upper: datetime) -> str:
    """An upper bound at midnight means the day before, to people."""
    local = upper.astimezone(CITY_TIME)
    if (local.hour, local.minute) == (0, 0):
        return day(local.fromtimestamp(upper.timestamp() - 1, CITY_TIME))
    return moment(upper)


def _days(numbers: tuple[int, ...]) -> str:
    """``Every day``, ``Saturday to Wednesday`` or ``Monday and Friday``."""
    if len(numbers) == 7:
        return _("Every day")
    run = _run(numbers)
    if len(run) >= 3:
        return _("%(first)s to %(last)s") % {
            "first": weekday(run[0]),
            "last": weekday(run[-1]),
        }
    return enumerate_words([weekday(n) for n in numbers])


def _run(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The days in a row, over the end of the week if need be; empty if they aren't."""
    for start in numbers:
        run = tuple((start + i) % 7 for i in range(len(numbers)))
        if set(run) == set(numbers):
            return run
    return ()


def _all_hours(hours: tuple[tuple[int, int], ...]) -> str:
    if hours == ((0, DAY),):
        return _("all day")
    return enumerate_words([f"{_clock(a)}–{_clock(b)}" for a, b in hours])


def _clock(minute: int) -> str:
    minute = minute if minute == DAY else minute % DAY
    return digits(f"{minute // 60:02d}:{minute % 60:02d}")
