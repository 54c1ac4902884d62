"""Computed holidays: exact where the sun decides, within a day where the moon does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib import holidays, jalali

SOLAR = {(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13)} | {
    (3, 14), (3, 15), (11, 22), (12, 29),
}  # fmt: skip

PUBLISHED = {
    1404: "1/2 1/11 1/12 2/4 3/16 3/24 4/14 4/15 5/23 5/31 6/2 6/10 6/19 9/3 10/13"
    " 10/27 11/15 12/20",
    1405: "1/1 1/2 1/25 3/6 3/14 4/3 4/4 5/13 5/21 5/22 5/30 6/8 8/22 10/2 10/16 11/4"
    " 12/9 12/19 12/20",
}
"""Days of the moon as the official calendars had them."""


@given(st.integers(1380, 1480))
def test_days_of_the_sun_are_where_the_law_puts_them(year: int) -> None:
    exact = [h.day for h in holidays.of_year(year) if not h.provisional]
    assert {jalali.parts(day)[1:] for day in exact} == SOLAR


@given(st.integers(1380, 1480))
def test_every_holiday_is_in_its_year_once_and_in_order(year: int) -> None:
    days = [holiday.day for holiday in holidays.of_year(year)]
    assert days == sorted(set(days))
    assert {jalali.parts(day)[0] for day in days} == {year}
    assert 20 <= len(days) <= 10 + len(holidays.LUNAR) + 2


@pytest.mark.parametrize("year", PUBLISHED)
def test_days_of_the_moon_are_a_day_off_at_most(year: int) -> None:
    computed = {h.day for y in (year - 1, year, year + 1) for h in holidays.of_year(y)}
    for text in PUBLISHED[year].split():
        published = jalali.parse(f"{year}/{text}")
        near = {published + timedelta(days=n) for n in (-1, 0, 1)}
        assert near & computed, text


def test_two_occasions_on_one_day_are_one_holiday() -> None:
    found = {h.day: h for h in holidays.of_year(1407)}[date(2028, 6, 3)]
    assert found.name_en == "Death of Imam Khomeini; Ashura"
    assert not found.provisional
