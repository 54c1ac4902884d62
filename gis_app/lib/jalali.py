"""Jalali (Solar Hijri) dates: shown to people, and read as people type them."""

from __future__ import annotations

import re
from datetime import date, datetime

import jdatetime

from gis_app.lib.digits import canonical, to_persian
from gis_app.lib.week import CITY_TIME

MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
"""The months in order, from the spring equinox."""

_NUMERIC = re.compile(r"(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2}) ([^\d ]+)(?: ماه)? (\d{4})", re.ASCII)


def short(day: date) -> str:
    """``۱۴۰۵/۰۹/۰۲``; a moment is taken in the city's time."""
    year, month, number = parts(day)
    return to_persian(f"{year:04d}/{month:02d}/{number:02d}")


def long(day: date) -> str:
    """``۲ آذر ۱۴۰۵``; a moment is taken in the city's time."""
    year, month, number = parts(day)
    return to_persian(f"{number} {MONTHS[month - 1]} {year}")


def moment(at: datetime) -> str:
    """``۲ آذر ۱۴۰۵، ۱۷:۰۵``, in the city's time."""
    return f"{long(at)}، {to_persian(f'{at.astimezone(CITY_TIME):%H:%M}')}"


def parts(day: date) -> tuple[int, int, int]:
    """Jalali year, month and day of a date, or of an aware moment in city time."""
    if isinstance(day, datetime):
        day = day.astimezone(CITY_TIME).date()
    solar = jdatetime.date.fromgregorian(date=day)
    return solar.year, solar.month, solar.day


def first_day(year: int) -> date:
    """1 Farvardin of a Jalali year, as a Gregorian date."""
    found: date = jdatetime.date(year, 1, 1).togregorian()
    return found


def parse(text: str) -> date:
    """The Gregorian date of ``۱۴۰۵/۹/۲``, ``1405-09-02`` or ``۲ آذر ۱۴۰۵``.

    Raises ValueError for anything else, and for days that no year has.
    """
    plain = canonical(text)
    if found := _NUMERIC.fullmatch(plain):
        year, month, number = (int(part) for part in found.groups())
    elif (found := _WORDS.fullmatch(plain)) and found[2] in _MONTH_NUMBERS:
        year, month, number = int(found[3]), _MONTH_NUMBERS[found[2]], int(found[1])
    else:
        raise ValueError("not a Jalali date")
    if not 1200 <= year <= 1599:
        raise ValueError("not a Jalali year of this age")
    gregorian: date = jdatetime.date(year, month, number).togregorian()
    return gregorian


_MONTH_NUMBERS = {canonical(name): n for n, name in enumerate(MONTHS, start=1)}
