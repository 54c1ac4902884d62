"""Minutes of the week as sets, and as people say them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib.week import DAY, WEEK, Week

MINUTES = st.integers(min_value=0, max_value=WEEK - 1)
PIECE = st.tuples(MINUTES, st.integers(min_value=1, max_value=3 * DAY)).map(
    lambda p: (p[0], min(p[0] + p[1], WEEK))
)
WEEKS = st.lists(PIECE, max_size=6).map(Week.of)


@given(WEEKS, WEEKS, MINUTES)
def test_weeks_behave_as_sets_of_minutes(a: Week, b: Week, minute: int) -> None:
    assert (minute in a & b) == (minute in a and minute in b)
    assert (minute in a - b) == (minute in a and minute not in b)
    assert (minute in a.rest()) == (minute not in a)
    assert (a & b) <= a
    assert (a <= b) == ((a - b).minutes == 0)


@given(WEEKS)
def test_what_is_said_can_be_turned_back_into_the_week(week: Week) -> None:
    said = [
        (day * DAY + start, day * DAY + end)
        for days, hours in week.timetable()
        for day in days
        for start, end in hours
    ]
    pieces = [
        p for a, b in said for p in ((a, min(b, WEEK)), (0, b - WEEK)) if p[0] < p[1]
    ]
    assert Week.of(pieces) == week


def test_days_with_equal_hours_are_said_together() -> None:
    evenings = Week.daily(17 * 60, 21 * 60, range(5))
    assert evenings.timetable() == [((0, 1, 2, 3, 4), ((1020, 1260),))]


def test_a_night_is_one_piece_even_over_the_end_of_the_week() -> None:
    nights = Week.daily(20 * 60, 2 * 60)
    assert nights.timetable() == [(tuple(range(7)), ((1200, 1560),))]
