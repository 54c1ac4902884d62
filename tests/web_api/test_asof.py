"""The queue and the map as of another day."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone

from gis_app.encroachment import upkeep
from gis_app.encroachment.models import Dirty, Encroachment
from gis_app.lib import jalali
from tests.factories import (
    a_district,
    a_party,
    a_right,
    a_spot,
    a_way,
    a_zone,
    an_occupation,
)
from tests.geometry import box, rect
from tests.web_api.conftest import sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def within(first: int, last: int | None) -> DateTimeTZRange:
    """Days from now."""
    now = timezone.now()
    end = None if last is None else now + last * DAY
    return DateTimeTZRange(now + first * DAY, end, "[)")


def in_days(days: int) -> str:
    return (timezone.now() + days * DAY).date().isoformat()


@pytest.fixture
def town() -> dict[str, Any]:
    """A kiosk whose permit ends in ten days, and one without any since five days."""
    district = a_district()
    a_way(kind="sidewalk", geom=rect(0, -3, 50, 3), accuracy_m=0.1, district=district)
    vendor, spot = a_party(), a_spot(geom=box(10, -2, 2, 1.5))
    a_right(party=vendor, spot=spot, kind="vending_permit", valid=within(-90, 10))
    lawful = an_occupation(
        kind="kiosk",
        party=vendor,
        geom=rect(10, -2, 2, 1.5),
        seen=within(-60, None),
        district=district,
    )
    wrong = an_occupation(
        kind="kiosk",
        geom=rect(30, -2, 2, 1.5),
        seen=within(-5, None),
        district=district,
    )
    upkeep.scan_whole()
    return {"lawful": lawful, "wrong": wrong, "spot": spot, "district": district}


def queue(client: Client, **asked: str | int) -> Any:
    answer = client.get("/api/findings", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_permit_that_will_end_shows_in_the_queue_of_that_day(
    town: dict[str, Any],
) -> None:
    planner = sign_in("planner")
    today, then = queue(planner), queue(planner, at=in_days(20))
    assert [item["occupation"]["id"] for item in today["items"]] == [town["wrong"].pk]
    assert {item["occupation"]["id"]: item["id"] > 0 for item in then["items"]} == {
        town["wrong"].pk: True,
        town["lawful"].pk: False,
    }
    assert then["total"] == 2
    assert then["counts"]["kind"] == {"expired_right": 1, "way_obstruction": 1}
    assert (then["as_of"]["come"], then["as_of"]["go"]) == (1, 0)
    assert then["as_of"]["future"]
    assert today["as_of"] is None


def test_nothing_of_another_day_is_written(town: dict[str, Any]) -> None:
    planner = sign_in("planner")
    before = list(Encroachment.objects.order_by("pk").values())
    for at in (in_days(20), in_days(-20)):
        queue(planner, at=at)
        planner.get("/api/findings/places", {"at": at})
    assert list(Encroachment.objects.order_by("pk").values()) == before
    assert not Dirty.objects.exists()


def test_what_was_not_seen_yet_is_gone_from_the_queue_of_the_day_before(
    town: dict[str, Any],
) -> None:
    then = queue(sign_in("planner"), at=in_days(-20))
    assert then["items"] == []
    assert (then["as_of"]["come"], then["as_of"]["go"]) == (0, 1)
    assert not then["as_of"]["future"]


def test_filters_pages_and_orders_work_on_another_day(town: dict[str, Any]) -> None:
    planner, at = sign_in("planner"), in_days(20)
    for order in ("severity", "newest", "area"):
        first = queue(planner, at=at, order=order, limit=1)
        second = queue(planner, at=at, order=order, limit=1, cursor=first["next"])
        found = [item["id"] for item in first["items"] + second["items"]]
        assert sorted(key > 0 for key in found) == [False, True]
        assert second["next"] is None
    (only,) = queue(planner, at=at, kind="expired_right")["items"]
    assert only["occupation"]["id"] == town["lawful"].pk


def test_one_can_ask_only_for_what_is_not_there_today(town: dict[str, Any]) -> None:
    planner = sign_in("planner")
    (only,) = queue(planner, at=in_days(20), only="come")["items"]
    assert only["occupation"]["id"] == town["lawful"].pk
    assert queue(planner, only="come")["items"] == []


def test_places_have_the_shapes_of_what_is_not_there_today(
    town: dict[str, Any],
) -> None:
    answer = sign_in("planner").get("/api/findings/places", {"at": in_days(20)}).json()
    (shape,) = answer["shapes"]
    assert shape["id"] < 0
    assert shape["shape"]["type"] == "MultiPolygon"
    assert sorted(item[0] > 0 for item in answer["items"]) == [False, True]


def test_an_officer_sees_the_future_of_the_own_districts_only(
    town: dict[str, Any],
) -> None:
    own = sign_in("officer", districts=[town["district"]])
    far = a_district()
    other = sign_in("officer", username="other", districts=[far])
    assert queue(own, at=in_days(20))["total"] == 2
    answer = queue(other, at=in_days(20))
    assert (answer["total"], answer["as_of"]["come"]) == (0, 0)
    assert queue(other, at=in_days(-20))["as_of"]["go"] == 0


def test_the_map_of_another_day_has_its_spots_and_zones(town: dict[str, Any]) -> None:
    coming = a_zone(kind="no_vending", valid=within(15, 40), geom=rect(0, -3, 9, 3))
    going = a_zone(kind="restricted", valid=within(-40, 15), geom=rect(9, -3, 9, 3))
    planner = sign_in("planner")
    answer = planner.get("/api/as-of", {"at": in_days(20)}).json()
    assert answer["spots"] == {"taken": [], "free": [town["spot"].pk]}
    assert answer["zones"]["gone"] == [going.pk]
    assert [zone["id"] for zone in answer["zones"]["come"]] == [coming.pk]
    before = planner.get("/api/as-of", {"at": in_days(-100)}).json()
    assert before["spots"] == {"taken": [], "free": [town["spot"].pk]}


def test_today_typed_either_way_is_today(town: dict[str, Any]) -> None:
    planner = sign_in("planner")
    for typed in (in_days(0), jalali.short(timezone.localdate())):
        assert queue(planner, at=typed)["as_of"] is None
        answer = planner.get("/api/as-of", {"at": typed}).json()
        assert answer == {
            "spots": {"taken": [], "free": []},
            "zones": {"gone": [], "come": []},
        }


@pytest.mark.parametrize("typed", ["1405/13/01", "soon", "2096-01-01", "1350/01/01"])
def test_a_day_that_is_none_or_too_far_is_refused_in_words(typed: str) -> None:
    planner = sign_in("planner")
    for path in ("/api/findings", "/api/findings/places", "/api/as-of"):
        answer = planner.get(path, {"at": typed})
        assert answer.status_code == 400
        assert re.search("That day is|A date looks like", answer.json()["error"])
