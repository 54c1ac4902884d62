"""The tabular Islamic calendar: known days, and the laws that hold for every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib import hijri

years = st.integers(1, 3000)
months = st.integers(1, 12)


@pytest.mark.parametrize(
    ("islamic", "gregorian"),
    [
        # Reingold and Dershowitz, Calendrical Calculations, appendix C.
        ((1058, 5, 18), date(1648, 6, 10)),
        ((1364, 12, 6), date(1945, 11, 12)),
        ((1, 1, 1), date(622, 7, 19)),
        ((1447, 1, 1), date(2025, 6, 27)),
    ],
)
def test_known_days(islamic: tuple[int, int, int], gregorian: date) -> None:
    assert hijri.to_gregorian(*islamic) == gregorian


@given(years, months)
def test_a_month_follows_the_month_before(year: int, month: int) -> None:
    last = hijri.to_gregorian(year, month, hijri.month_length(year, month))
    following = (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)
    assert hijri.to_gregorian(*following) == last + timedelta(days=1)


@given(years)
def test_thirty_years_have_eleven_days_more(year: int) -> None:
    days = hijri.days_before_year(year + 30) - hijri.days_before_year(year)
    assert days == 30 * 354 + 11


@given(st.dates(date(1900, 1, 1), date(2500, 1, 1)))
def test_a_day_lies_in_one_of_the_years_named_for_it(day: date) -> None:
    begin = [hijri.to_gregorian(y, 1, 1) for y in hijri.years_within(day, day)]
    assert begin[0] <= day
    assert day < begin[-1] + timedelta(days=355)


@pytest.mark.parametrize("islamic", [(1447, 13, 1), (1447, 2, 30), (1447, 1, 0)])
def test_a_day_that_no_month_has_is_refused(islamic: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such day"):
        hijri.to_gregorian(*islamic)
