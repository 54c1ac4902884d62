"""The tabular Islamic calendar: where the moon's months begin, to within a day.

Months of 30 and 29 days in turn; in a cycle of 30 years the last month has a day more
in eleven of them (2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29), counted from Friday
16 July 622 (Julian). The months that Iran announces follow the sighted crescent and
begin up to a day earlier or later (E. M. Reingold, N. Dershowitz, Calendrical
Calculations, ch. 7).
"""

from __future__ import annotations

from datetime import date

FIRST_DAY = date(622, 7, 19).toordinal()
"""1 Muharram 1, in the Gregorian calendar reckoned backwards."""

YEAR, LEAP_DAYS, CYCLE = 354, 11, 30


def days_before_year(year: int) -> int:
    """Days from the first year's beginning to this one's."""
    return (year - 1) * YEAR + (3 + LEAP_DAYS * year) // CYCLE


def to_gregorian(year: int, month: int, day: int) -> date:
    """The date of a day of the tabular calendar; raises ValueError for no such day."""
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    before = days_before_year(year) + (59 * (month - 1) + 1) // 2
    return date.fromordinal(FIRST_DAY + before + day - 1)


def month_length(year: int, month: int) -> int:
    """29 or 30 days."""
    if month == 12:
        return days_before_year(year + 1) - days_before_year(year) - 325
    return 30 if month % 2 else 29


def years_within(first: date, last: date) -> range:
    """The Islamic years that these days may belong to, and perhaps one more."""
    lowest, highest = (
        (day.toordinal() - FIRST_DAY) * CYCLE // (CYCLE * YEAR + LEAP_DAYS) + 1
        for day in (first, last)
    )
    return range(lowest, highest + 2)
