"""Jalali dates as people read and type them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib import jalali


def test_a_day_is_written_long_and_short() -> None:
    day = date(2026, 11, 23)
    assert jalali.long(day) == "۲ آذر ۱۴۰۵"
    assert jalali.short(day) == "۱۴۰۵/۰۹/۰۲"


def test_a_moment_is_told_in_the_time_of_the_city() -> None:
    late = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    assert jalali.moment(late) == "۳ آذر ۱۴۰۵، ۰۰:۳۰"


@pytest.mark.parametrize(
    "typed", ["۱۴۰۵/۹/۲", "1405-09-02", "١٤٠٥.٩.٢", "۲ آذر ۱۴۰۵", "2 آذر ماه 1405"]
)
def test_a_date_is_read_in_any_common_form(typed: str) -> None:
    assert jalali.parse(typed) == date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed", ["", "1405/13/01", "1404/12/30", "1405/7/31", "2026-11-23", "۲ مرداس ۱۴۰۵"]
)
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a Jalali|out of range|day|month"):
        jalali.parse(typed)


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2200, 1, 1)))
def test_what_is_shown_can_be_typed_again(day: date) -> None:
    assert jalali.parse(jalali.long(day)) == day
    assert jalali.parse(jalali.short(day)) == day
