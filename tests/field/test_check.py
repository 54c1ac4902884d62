"""What is allowed here now, for whom, and how sure the phone can be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gis_app.accounts.models import AuditEntry
from gis_app.lib.week import CITY_TIME, Week
from tests import factories as make
from tests.field.conftest import NAME, Scene, check
from tests.geometry import rect
from tests.web_api.conftest import sign_in


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Tuesday 24 November 2026, 20:00 in the city."""
    now = datetime(2026, 11, 24, 20, 0, tzinfo=CITY_TIME)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def headline(client: Client, x: float, y: float, **asked: Any) -> dict[str, Any]:
    answer = check(client, x, y, **asked)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()["headline"]
    return found


def test_deep_in_a_zone_the_zone_is_confirmed(officer: Client) -> None:
    told = headline(officer, 30, 20)
    assert told["verdict"] == "zone_confirmed"
    assert told["tone"] == "good"
    assert told["title"] == "In the permitted zone Sa'di zone"
    assert told["sure"] == "Position good to 4 m · in the zone with 99% certainty"


def test_at_the_edge_nothing_is_decided_and_the_card_is_asked_for(
    officer: Client,
) -> None:
    told = headline(officer, 0.5, 20)
    assert told["verdict"] == "undecided"
    assert "card" in told["advice"]
    assert "corners" in told["advice"]


def test_far_from_every_zone_one_is_in_none(officer: Client) -> None:
    told = headline(officer, -40, 20)
    assert told["verdict"] == "outside_zones"
    assert told["detail"] == "The nearest, Sa'di zone, is 40 m away."


def test_a_position_never_confirms_a_spot_but_may_refute_it(officer: Client) -> None:
    spot = check(officer, 11, 10.75, accuracy=3).json()["spots"][0]
    assert (spot["verdict"], spot["p_inside"]) == (
        "undecided",
        pytest.approx(0.11, 0.1),
    )
    assert check(officer, 30, 20).json()["spots"][0]["verdict"] == "outside_spot"


def test_a_zone_mapped_nobody_knows_how_well_is_never_confirmed(
    scene: Scene, officer: Client
) -> None:
    scene.zone.accuracy_m = None
    scene.zone.save()
    told = headline(officer, 30, 20)
    assert told["verdict"] == "undecided"
    assert "unknown" in told["sure"]


def test_a_badly_mapped_zone_needs_a_deeper_position(
    scene: Scene, officer: Client
) -> None:
    scene.zone.accuracy_m = 25.0
    scene.zone.save()
    assert headline(officer, 30, 20)["verdict"] == "undecided"


@pytest.mark.parametrize(
    ("asked", "reason", "words"),
    [
        ({"age_s": 11}, "old", "11 seconds old"),
        ({"accuracy": 21}, "coarse", "good to 21 m only"),
        ({"age_s": -60}, "clock", "clock"),
        ({"lon": 51.4, "lat": 35.7}, "far", "far from the city"),
        ({"lon": 0, "lat": 0}, None, "far from the city"),
    ],
)
def test_useless_positions_are_refused_in_clear_words(
    officer: Client, asked: dict[str, Any], reason: str | None, words: str
) -> None:
    answer = check(officer, 30, 20, **asked)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert answer.json()["detail"].get("reason") == reason


@pytest.mark.parametrize("bad", ["nan", "inf", "-1", "x", "", "1e999"])
@pytest.mark.parametrize("name", ["accuracy", "age_s", "lon"])
def test_what_is_no_number_is_told_by_name(
    officer: Client, name: str, bad: str
) -> None:
    if (name, bad) in {("age_s", "-1"), ("lon", "-1")}:
        return  # these are numbers: a fix from a second ahead, a place at sea
    answer = check(officer, 30, 20, **{name: bad})
    assert answer.status_code == 400
    assert answer.json()["detail"]["fields"] == [name]


def test_a_simulated_position_is_logged_and_proves_nothing(officer: Client) -> None:
    assert headline(officer, 30, 20, mock="true")["verdict"] == "undecided"
    assert AuditEntry.objects.get(action="field-check").detail == {"mock": True}


def test_the_hours_say_until_when_and_from_when(
    scene: Scene, officer: Client, evening: datetime
) -> None:
    scene.zone.week = Week.daily(17 * 60, 22 * 60)
    scene.zone.save()
    told = headline(officer, 30, 20)
    assert told["detail"] == "Fruit and vegetables, until 22:00"
    scene.zone.week = Week.daily(8 * 60, 12 * 60)
    scene.zone.save()
    told = headline(officer, 30, 20)
    assert (told["tone"], told["title"]) == ("bad", "Not at this hour: Sa'di zone")
    assert told["detail"] == "Fruit and vegetables, from tomorrow 08:00"


def test_hours_past_midnight_and_over_the_weeks_end_are_one_evening(
    scene: Scene, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    friday = datetime(2026, 11, 27, 23, 30, tzinfo=CITY_TIME)
    monkeypatch.setattr(timezone, "now", lambda: friday)
    scene.zone.week = Week.daily(18 * 60, 60)
    scene.zone.save()
    assert headline(officer, 30, 20)["detail"].endswith("until tomorrow 01:00")


def test_a_ban_goes_before_a_permission(scene: Scene, officer: Client) -> None:
    make.a_zone(kind="no_vending", name_en="Ban", geom=rect(-100, -100, 300, 300))
    told = headline(officer, 30, 20)
    assert (told["tone"], told["title"]) == ("bad", "No vending here: Ban")


def test_a_zone_that_ended_is_not_told_and_a_coming_one_is(
    scene: Scene, officer: Client, evening: datetime
) -> None:
    scene.zone.valid = make.during("2020-01-01", "2026-11-24T16:00")
    scene.zone.save()
    make.a_zone(
        kind="no_vending",
        name_en="Soon",
        geom=rect(0, 0, 60, 40),
        valid=make.during("2026-11-25T06:30"),
    )
    answer = check(officer, 30, 20).json()
    assert [zone["name"] for zone in answer["zones"]] == ["Soon"]
    assert answer["headline"]["title"] == "The ban of Soon does not hold now"
    assert answer["headline"]["detail"] == "from tomorrow 10:00"


def holder(client: Client, x: float = 11, y: float = 11) -> str | None:
    permit = check(client, x, y).json()["spots"][0]["permit"]
    assert permit is not None
    found: str | None = permit["holder"]
    return found


def test_an_officer_sees_names_in_own_district_only(
    scene: Scene, officer: Client
) -> None:
    assert holder(officer) == NAME
    away = make.a_spot(number="S-99", geom=rect(600, 10, 2, 2)[0], zone=scene.zone)
    make.a_right(spot=away, kind="vending_permit", party=make.a_party(name="x" + NAME))
    answer = check(officer, 601, 11)
    assert answer.json()["place"]["district"]["own"] is False
    assert NAME not in answer.content.decode()


@pytest.mark.parametrize(("role", "named"), [("planner", False), ("auditor", True)])
def test_a_planner_sees_a_pseudonym(scene: Scene, role: str, named: bool) -> None:
    seen = holder(sign_in(role))
    assert seen == (NAME if named else scene.permit.party.pseudonym)


@pytest.mark.parametrize(("role", "status"), [("stranger", 401), ("agency", 403)])
def test_others_have_no_business_here(scene: Scene, role: str, status: int) -> None:
    assert check(sign_in(role), 30, 20).status_code == status


def test_the_check_asks_the_database_thrice(
    officer: Client, django_assert_num_queries: Any
) -> None:
    check(officer, 30, 20)
    with django_assert_num_queries(3):  # session, person, everything
        check(officer, 30, 20)
