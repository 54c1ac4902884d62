"""Working days are counted as a clerk would with the calendar on the wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis_app.enforcement import calendar_files
from gis_app.enforcement.days import DeadlineRule, Holiday, Weekend
from gis_app.enforcement.stages import Stage, Track
from gis_app.enforcement.workdays import Calendar, deadline
from gis_app.lib import holidays, jalali

pytestmark = pytest.mark.django_db
TEHRAN = ZoneInfo("Asia/Tehran")
days = st.dates(date(2025, 3, 21), date(2028, 9, 1))
counts = st.integers(0, 60)
quickly = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=50,
)


def closed(day: date) -> bool:
    """Said anew: Thursday, Friday, or in the table."""
    return day.isoweekday() in {4, 5} or Holiday.objects.filter(day=day).exists()


def solar(text: str) -> date:
    return jalali.parse(text)


def at(text: str, clock: str = "10:00") -> datetime:
    hour, minute = map(int, clock.split(":"))
    day = solar(text)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TEHRAN)


@quickly
@given(days, counts)
def test_a_count_equals_one_day_by_day(day: date, count: int) -> None:
    walked, left = day, count
    if count == 0:
        while closed(walked):
            walked += timedelta(days=1)
    while left:
        walked += timedelta(days=1)
        left -= not closed(walked)
    assert Calendar().after(day, count) == walked


@quickly
@given(days, counts)
def test_a_count_never_ends_on_a_closed_day(day: date, count: int) -> None:
    assert not closed(Calendar().after(day, count))


@quickly
@given(days, days, counts, counts)
def test_later_or_longer_never_ends_earlier(
    one: date, other: date, count: int, more: int
) -> None:
    calendar = Calendar()
    first, second = sorted([one, other])
    assert calendar.after(first, count) <= calendar.after(second, count)
    assert calendar.after(first, count) <= calendar.after(first, count + more)


@quickly
@given(days, st.integers(1, 30), st.integers(1, 30))
def test_counting_in_two_parts_is_counting_once(day: date, one: int, two: int) -> None:
    calendar = Calendar()
    assert calendar.after(calendar.after(day, one), two) == calendar.after(
        day, one + two
    )


def test_a_deadline_ends_with_the_day_in_the_city() -> None:
    found = deadline("obstruction", "cure_period", at("1405/9/3"))
    assert found is not None
    # Tuesday 3 Azar: Wednesday counts, Thursday and Friday don't, Saturday does.
    assert found[0] == at("1405/9/7").replace(hour=23, minute=59, second=59)
    assert found[0].utcoffset() == timedelta(hours=3, minutes=30)
    assert found[1] == "تبصرهٔ ۱ بند ۲ مادهٔ ۵۵ قانون شهرداری"


def test_the_day_of_the_step_is_the_citys_day() -> None:
    """At 22:00 UTC it is the next day in Tehran."""
    late = datetime(2026, 11, 24, 22, 0, tzinfo=ZoneInfo("UTC"))
    found = deadline("obstruction", "cure_period", late)
    assert found is not None
    assert found[0].date() == solar("1405/9/8")


def test_holidays_are_skipped() -> None:
    """28 Esfand 1405, Friday: 29 is a holiday, then four days of Nowruz."""
    found = deadline("obstruction", "cure_period", at("1405/12/28"))
    assert found is not None
    assert found[0].date() == solar("1406/1/8")


def test_without_a_rule_there_is_no_deadline() -> None:
    assert deadline("obstruction", "closed", at("1405/9/3")) is None
    DeadlineRule.objects.update(valid=DateRange(None, date(2026, 1, 1)))
    assert deadline("obstruction", "cure_period", at("1405/9/3")) is None


def test_every_stage_that_waits_has_a_proposed_rule_on_both_tracks() -> None:
    ending = {Stage.CLOSED, Stage.DISMISSED}
    expected = {(t, s) for t in Track for s in [*Stage, "seized"] if s not in ending}
    rules = DeadlineRule.objects.all()
    assert {(r.track, r.step) for r in rules} == {(str(t), str(s)) for t, s in expected}
    assert all(r.proposed and r.legal_ref and r.legal_ref_en for r in rules)


def test_saturday_is_a_working_day_until_a_row_says_otherwise() -> None:
    saturday, sunday = solar("1405/9/7"), solar("1405/9/8")
    assert Calendar().is_open(saturday)
    Weekend.objects.create(weekday=0, valid=DateRange(saturday, None))
    assert not Calendar().is_open(saturday)
    assert Calendar().is_open(saturday - timedelta(days=7))
    assert Calendar().is_open(sunday)


def test_a_year_that_nobody_entered_is_computed() -> None:
    for holiday in holidays.of_year(1412):
        assert not Calendar().is_open(holiday.day)
    assert not Holiday.objects.filter(day__gte=date(2033, 1, 1)).exists()


def test_the_file_holds_the_law_and_says_what_it_does_not_know() -> None:
    listed = calendar_files.holidays()
    for year in (1406, 1407):
        assert [
            (row.day, row.name_fa, row.name_en, row.provisional)
            for row in listed
            if jalali.parts(row.day)[0] == year
        ] == [
            (h.day, h.name_fa, h.name_en, h.provisional) for h in holidays.of_year(year)
        ]
    published = [row for row in listed if jalali.parts(row.day)[0] in {1404, 1405}]
    assert not any(row.provisional for row in published)
    assert all(row.source for row in listed)


def test_the_files_jalali_column_agrees_with_its_days() -> None:
    for row in calendar_files.rows("holidays"):
        assert jalali.parse(row["jalali"]) == date.fromisoformat(row["day"])


def test_loading_again_brings_nothing_back_that_the_office_changed() -> None:
    before = Holiday.objects.count()
    arbaeen = Holiday.objects.get(day=solar("1406/5/3"))
    arbaeen.day = solar("1406/5/2")
    arbaeen.save()
    Holiday.objects.get(day=solar("1406/10/5")).delete()
    Weekend.objects.filter(weekday=5).delete()
    assert calendar_files.load() == {"holidays": 0, "weekends": 0, "deadlines": 0}
    assert Holiday.objects.count() == before - 1
    assert Calendar().is_open(solar("1406/5/3"))


def test_a_new_year_of_the_file_is_added_beside_what_is_there() -> None:
    Holiday.objects.filter(day__gte=jalali.first_day(1407)).delete()
    added = calendar_files.load()["holidays"]
    assert added == len(holidays.of_year(1407))
