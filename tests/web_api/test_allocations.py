"""Giving, ending and undoing through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from gis_app.land.models import Right
from tests.factories import a_spot, a_vendor, a_zone
from tests.web_api.conftest import NAME, Scene, sign_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def give(client: Client, **what: Any) -> Response:
    days = {"valid_from": "1406/01/01", "valid_until": "۱۴۰۶/۱۲/۲۹"}
    body = days | {"reason": "vacancy"} | what
    return client.post("/api/allocations", body, content_type="application/json")


def test_a_planner_gives_a_spot_and_can_undo_it(planner: Client, scene: Scene) -> None:
    spot, vendor = a_spot(zone=scene.zone, number="S-9"), a_vendor(code="V-9")
    answer = give(planner, vendor=vendor.pk, spot=spot.pk, week="{[480,720)}")
    assert answer.status_code == 201, answer.content
    given = answer.json()
    assert given["spot"] == {"type": "spot", "id": spot.pk, "label": "Spot S-9"}
    assert given["vendor"]["label"] == "V-9"
    assert given["valid_label"] == "from 2027-03-21 until 2028-03-19"
    assert given["week_label"] == "Saturday 08:00–12:00"
    (held,) = planner.get(f"/api/card/spot/{spot.pk}").json()["rights"]
    assert (held["can_undo"], held["can_end"]) == (True, True)
    for _ in range(2):
        undone = planner.post(f"/api/allocations/{given['right']}/undo")
        assert undone.status_code == 200
        assert undone.json() == {"right": given["right"], "status": "undone"}
    assert not Right.objects.filter(pk=given["right"]).exists()


def test_the_late_planner_gets_409_with_the_hours_and_no_name(
    planner: Client, scene: Scene
) -> None:
    answer = give(planner, vendor=a_vendor().pk, spot=scene.spot.pk)
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["error"] == "Somebody else already has this spot for these hours."
    (taken,) = problem["detail"]["taken"]
    assert taken["week_label"] == "at all hours"
    assert taken["valid_label"] == "since 2020-01-01"
    assert NAME not in answer.content.decode()


def test_a_permit_is_ended_once(planner: Client, scene: Scene) -> None:
    for _ in range(2):
        answer = planner.post(f"/api/allocations/{scene.permit.pk}/end")
        assert answer.json() == {"right": scene.permit.pk, "status": "ended"}


def test_somebody_elses_gift_can_not_be_undone(planner: Client, scene: Scene) -> None:
    answer = planner.post(f"/api/allocations/{scene.permit.pk}/undo")
    assert answer.status_code == 409
    assert "Only the person who gave it" in answer.json()["error"]


@pytest.mark.parametrize("role", ["officer", "auditor", "agency"])
def test_other_roles_may_not_give(scene: Scene, role: str) -> None:
    client = sign_in(role)
    answer = give(client, vendor=scene.vendor.pk, spot=scene.spot.pk)
    assert answer.status_code == 403
    assert client.post(f"/api/allocations/{scene.permit.pk}/end").status_code == 403


def test_a_stranger_must_sign_in(stranger: Client, scene: Scene) -> None:
    answer = give(stranger, vendor=scene.vendor.pk, spot=scene.spot.pk)
    assert answer.status_code == 401
    assert answer.json()["error"] == "Sign in to see this."


def test_a_write_needs_the_token_of_the_page(scene: Scene, planner: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = planner.cookies
    answer = strict.post(f"/api/allocations/{scene.permit.pk}/end")
    assert answer.status_code == 403
    assert "reload" in answer.json()["error"]
    scene.permit.refresh_from_db()
    assert scene.permit.valid.upper is None


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ({"valid_from": "soon"}, 400),
        ({"valid_from": "1407/01/01"}, 400),
        ({"week": "mornings"}, 400),
        ({"week": "{}"}, 400),
        ({"spot": 99999999}, 404),
        ({"vendor": 10**30}, 404),
        ({"spot": None}, 400),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_sentence(
    planner: Client, scene: Scene, what: dict[str, Any], status: int
) -> None:
    answer = give(planner, **{"vendor": a_vendor().pk, "spot": scene.spot.pk} | what)
    assert answer.status_code == status, answer.content
    assert answer.json()["error"]


def test_free_spots_are_listed_nearest_first(planner: Client, scene: Scene) -> None:
    free = a_spot(zone=a_zone(goods=["produce"]), number="S-1")
    lon, lat = planner.get(f"/api/card/spot/{free.pk}").json()["point"]
    asked = {"lon": lon, "lat": lat, "vendor": a_vendor().pk, "limit": 1}
    (item,) = planner.get("/api/spots/near", asked).json()["items"]
    assert (item["number"], item["distance_m"]) == ("S-1", 0)
    assert item["zone"] == {"id": free.zone_id, "name": "Sa'di zone"}
    assert item["week_label"] == "at all hours"
    assert item["goods_label"] == "Fruit and vegetables"
    in_zone = planner.get("/api/spots/near", {"zone": free.zone_id}).json()["items"]
    assert [item["id"] for item in in_zone] == [free.pk]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"lon": 49.58},
        {"lon": "nan", "lat": "nan"},
        {"lon": "inf", "lat": 37},
        {"lon": 1e300, "lat": 37},
        {"lon": -170, "lat": 10},
        {"lon": 49.58, "lat": 37.28, "week": "x"},
        {"lon": 49.58, "lat": 37.28, "valid_from": "۱۴۰۵/۱۳/۱"},
    ],
)
def test_a_place_that_is_none_is_refused(
    planner: Client, asked: dict[str, Any]
) -> None:
    answer = planner.get("/api/spots/near", asked)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_near_an_unknown_zone_there_is_nothing(planner: Client) -> None:
    assert planner.get("/api/spots/near", {"zone": 10**12}).status_code == 404


def test_why_a_spot_is_given_by_hand_is_asked_and_the_auditor_reads_it(
    planner: Client, scene: Scene
) -> None:
    spot, vendor = a_spot(zone=scene.zone), a_vendor()
    refused = give(planner, vendor=vendor.pk, spot=spot.pk, reason="he is my cousin")
    assert refused.status_code == 400
    assert give(planner, vendor=vendor.pk, spot=spot.pk, reason="moved").status_code
    told = "By hand: In place of a spot that was closed or banned"

    def history(client: Client) -> str:
        return str(client.get(f"/api/card/spot/{spot.pk}").json()["history"])

    assert told in history(sign_in("auditor"))
    assert told not in history(planner)
    assert "given" in history(planner)
