"""When in the week obstructions were seen, and where they lie."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis_app.encroachment.heat import heat
from gis_app.encroachment.models import Encroachment
from gis_app.lib.week import CITY_TIME, minute_of_week
from gis_app.web.heat_table import shade
from tests.factories import a_district, a_finding, a_user, a_way, an_occupation, during
from tests.web_api.conftest import english, speaking

__all__ = ["english"]

pytestmark = pytest.mark.django_db
SATURDAY_13 = during("2026-06-06T09:30", "2026-06-06T10:30")


def ask(client: Client, what: str, **asked: str) -> dict[str, Any]:
    answer = client.get(f"/api/findings/{what}", asked)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


@pytest.fixture
def planner() -> Client:
    client = speaking("en")
    client.force_login(a_user("planner"))
    return client


def a_sighting(seen: DateTimeTZRange = SATURDAY_13, **fields: Any) -> Encroachment:
    """A stall that lacked a right when it was seen."""
    about = {k: fields.pop(k) for k in ("kind",) if k in fields}
    district = fields.get("district")
    stall = an_occupation(seen=seen, district=district, **about)
    found: Encroachment = a_finding(occupation=stall, **fields)
    return found


def test_a_sighting_counts_in_every_hour_that_it_touches(planner: Client) -> None:
    a_sighting(during("2026-06-06T09:15", "2026-06-06T11:00"))  # 12:45 to 14:30
    hours = {h["hour"]: h for h in ask(planner, "heat")["hours"] if h["findings"]}
    assert {n: h["minutes"] for n, h in hours.items()} == {12: 15, 13: 60, 14: 30}
    assert {h["findings"] for h in hours.values()} == {1}
    assert hours[13]["label"] == (
        "Saturday 13:00–14:00. Findings: 1. Days with reports: 1."
    )


def test_an_hour_without_any_report_is_not_an_hour_without_obstruction(
    planner: Client,
) -> None:
    an_occupation(seen=SATURDAY_13)  # lawful: somebody looked, and it was nothing
    hours = ask(planner, "heat")["hours"]
    assert (hours[13]["findings"], hours[13]["a_day"]) == (0, 0)
    assert (hours[15]["findings"], hours[15]["a_day"]) == (0, None)


def test_findings_are_set_against_the_days_on_which_anybody_looked(
    planner: Client,
) -> None:
    for _ in range(3):
        a_sighting()
    a_sighting(during("2026-06-13T09:30", "2026-06-13T10:00"))  # a week later
    hour = ask(planner, "heat")["hours"][13]
    assert (hour["findings"], hour["days"], hour["a_day"]) == (4, 2, 2.0)


def test_what_says_nothing_of_hours_is_told_in_words(planner: Client) -> None:
    a_sighting(during("2026-06-06T09:30", None))
    a_sighting(kind="kiosk")  # stands day and night, whenever it was seen
    answer = ask(planner, "heat")
    assert answer["findings"] == 0
    assert "they stood for a week or have no end: 1." in answer["note"]
    assert "reports, not presence" in answer["note"]


def test_an_hour_opens_as_many_findings_as_it_shows(planner: Client) -> None:
    a_sighting()
    a_sighting(during("2026-06-06T10:00", "2026-06-06T12:30"), certainty="probable")
    a_sighting(during("2026-06-04T19:00", "2026-06-04T20:00"))
    for filters in ({}, {"certainty": "strong"}):
        for hour in ask(planner, "heat", **filters)["hours"]:
            queue = planner.get("/api/findings", {"hour": hour["hour"], **filters})
            assert queue.json()["total"] == hour["findings"]


def test_an_officer_sees_the_hours_of_the_own_districts() -> None:
    mine, other = a_district(), a_district()
    way = a_way()
    for district in (mine, other, other):
        a_sighting(district=district, way=way)
    a_sighting(during("2026-06-13T09:30", "2026-06-13T10:00"), district=other, way=way)
    officer = speaking("en")
    officer.force_login(a_user("officer", districts=[mine]))
    hour = ask(officer, "heat")["hours"][13]
    assert (hour["findings"], hour["days"]) == (1, 1)
    assert ask(officer, "places")["total"] == 1
    foreign = ask(officer, "heat", district=str(other.pk))["hours"][13]
    assert (foreign["findings"], foreign["days"]) == (0, 0)


def test_a_planner_looks_at_one_district(planner: Client) -> None:
    mine, other = a_district(), a_district()
    way = a_way()
    a_sighting(district=mine, way=way)
    later = during("2026-06-13T09:30", "2026-06-13T10:00")
    a_sighting(later, district=other, way=way)
    hour = ask(planner, "heat", district=str(mine.pk))["hours"][13]
    assert (hour["findings"], hour["days"]) == (1, 1)


def test_the_places_of_the_queue_are_the_gravest_first(planner: Client) -> None:
    slight = a_finding(certainty="suspect", z=1.5)
    grave = a_finding()
    a_finding(certainty="noise", z=0.2)
    answer = ask(planner, "places")
    assert answer["total"] == 2
    assert [item[0] for item in answer["items"]] == [grave.pk, slight.pk]
    _, lon, lat, certainty = answer["items"][0]
    assert (lon, lat) == pytest.approx((49.58, 37.28), abs=0.05)
    assert certainty == "strong"
    assert ask(planner, "places", certainty="suspect")["total"] == 1


moments = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=CITY_TIME, second=0, microsecond=0)
)
lengths = st.integers(1, 3 * 24 * 60)
a_week = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@a_week
@given(moment=moments, minutes=lengths)
def test_the_hours_of_a_sighting_are_those_of_its_minutes(
    moment: datetime, minutes: int
) -> None:
    """Against counting minute by minute."""
    until = moment + timedelta(minutes=minutes)
    found = a_sighting(DateTimeTZRange(moment, until, "[)"))
    expected: dict[int, int] = {}
    for n in range(minutes):
        hour = minute_of_week(moment + timedelta(minutes=n)) // 60
        expected[hour] = expected.get(hour, 0) + 1
    told = heat(Encroachment.objects.filter(pk=found.pk), None)
    assert {h.hour: h.minutes for h in told.hours if h.minutes} == expected
    assert all(h.days for h in told.hours if h.minutes)
    for hour in {*expected, 0, 167}:
        in_queue = Encroachment.objects.filter(pk=found.pk).seen_in_hour(hour)
        assert in_queue.exists() == (hour in expected)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_shade_grows_with_the_value(value: float, more: float) -> None:
    most = max(value, more, 1.0)
    assert 0 <= shade(value, most) <= 5
    assert shade(most, most) == 5
    assert (shade(value, most) > 0) == (value > 0)
    if value <= more:
        assert shade(value, most) <= shade(more, most)
