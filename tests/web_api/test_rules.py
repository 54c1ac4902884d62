"""Siting rules and the check of a place, as the workbench asks for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gis_app.lib.week import CITY_TIME
from gis_app.zones.models import Rule
from tests.factories import a_rule, a_spot, a_street_feature, a_zone, during
from tests.geometry import box, lonlat, point, rect
from tests.web_api.conftest import sign_in

pytestmark = pytest.mark.django_db
TODAY = f"{timezone.now().astimezone(CITY_TIME):%Y-%m-%d}"


@pytest.fixture
def planner() -> Client:
    return sign_in("planner")


@pytest.fixture
def officer() -> Client:
    return sign_in("officer")


def post(client: Client, path: str, **body: Any) -> Any:
    return client.post(f"/api/{path}", body, content_type="application/json")


def a_hydrant_rule(client: Client, **body: Any) -> Any:
    usual = {
        "kind": "min_distance",
        "params": {"feature_class": "hydrant", "m": "3"},
        "valid_from": TODAY,
        "legal_ref": "§20-465",
    }
    return post(client, "rules", **(usual | body))


def test_a_rule_is_entered_listed_replaced_and_ended(planner: Client) -> None:
    entered = a_hydrant_rule(planner).json()
    assert entered["sentence"] == "At least 3.00 m from the nearest hydrant."
    assert entered["state"] == "in_force"
    refused = a_hydrant_rule(planner, params={"feature_class": "hydrant", "m": 4})
    assert refused.status_code == 409
    (said,) = refused.json()["detail"]["said"]
    assert (said["id"], said["sentence"]) == (entered["id"], entered["sentence"])
    newer = a_hydrant_rule(
        planner,
        params={"feature_class": "hydrant", "m": 4},
        replaces=entered["id"],
        valid_from="1499/01/01",
    ).json()
    assert newer["state"] == "coming"
    listed = planner.get("/api/rules").json()["items"]
    assert [rule["id"] for rule in listed] == [entered["id"], newer["id"]]
    ended = post(planner, f"rules/{newer['id']}/end", last_day=TODAY)
    assert ended.json() == {"items": []}
    assert Rule.objects.count() == 1


def test_an_ended_rule_is_found_among_the_ended(planner: Client) -> None:
    a_rule(valid=during("2024-01-01", "2025-01-01"))
    assert planner.get("/api/rules").json()["items"] == []
    (rule,) = planner.get("/api/rules?when=ended").json()["items"]
    assert rule["state"] == "ended"
    assert rule["valid_until"] == "2025-01-01"


def test_the_form_learns_every_kind_with_its_entries(officer: Client) -> None:
    kinds = {k["kind"]: k for k in officer.get("/api/rules/kinds").json()["items"]}
    assert kinds.keys() == set(Rule.Kind.values)
    (source, metres) = kinds["min_distance"]["asks"]
    assert {"value": "hydrant", "label": "Hydrant"} in source["choices"]
    assert (metres["name"], metres["usual"]) == ("m", 3.0)


def test_a_preview_names_the_spots_and_keeps_nothing(planner: Client) -> None:
    a_spot(number="S-9", geom=box(0, 0, 2, 1.5))
    a_street_feature(kind="hydrant", geom=point(3.4, 1))
    found = post(
        planner,
        "rules/preview",
        kind="min_distance",
        params={"feature_class": "hydrant", "m": 3},
        valid_from=TODAY,
    ).json()
    assert (found["forbidden"], found["permits"], found["freed"]) == (1, 0, 0)
    (spot,) = found["spots"]
    assert spot["number"] == "S-9"
    assert spot["sentence"].startswith("1.40 m from the nearest hydrant")
    assert not Rule.objects.exists()


def test_a_place_is_judged_by_its_corners_or_as_a_usual_stall(officer: Client) -> None:
    a_rule(params={"feature_class": "hydrant", "m": 3.0})
    a_street_feature(kind="hydrant", geom=point(3.4, 1))
    zone = a_zone(geom=rect(-50, -50, 100, 100))
    ring = [lonlat(x, y) for x, y in ((0, 0), (2, 0), (2, 1.5), (0, 1.5))]
    found = post(officer, "siting", ring=ring).json()
    assert (found["lawful"], found["zone"]["id"]) == (False, zone.pk)
    (verdict,) = found["verdicts"]
    assert verdict["measured"] == pytest.approx(1.4, abs=0.01)
    assert verdict["proof"]["type"] == "LineString"
    lon, lat = lonlat(30, 0)
    usual = post(officer, "siting", lon=lon, lat=lat).json()
    assert usual["lawful"] is True
    assert len(usual["ring"]) == 4


def test_every_spot_is_checked_and_the_unlawful_ones_are_named(
    officer: Client,
) -> None:
    a_rule(params={"feature_class": "hydrant", "m": 3.0})
    a_rule(kind="min_spacing", params={"m": 1.0}, severity="soft")
    a_street_feature(kind="hydrant", geom=point(3.4, 1))
    zone = a_zone(name_en="Market")
    bad = a_spot(number="S-1", zone=zone, geom=box(0, 0, 2, 1.5))
    a_spot(number="S-2", zone=zone, geom=box(20, 0, 2, 1.5))
    a_spot(number="S-3", zone=zone, geom=box(3, 0, 2, 1.5), status="closed")
    (spot,) = officer.get("/api/spots/unlawful").json()["items"]
    assert (spot["id"], spot["zone"], spot["broken"]) == (bad.pk, "Market", 1)
    assert officer.get("/api/spots/unlawful?at=1398/01/01").json()["items"] == []


def test_outside_every_zone_and_under_a_ban_nothing_is_lawful(officer: Client) -> None:
    lon, lat = lonlat(0, 0)
    assert post(officer, "siting", lon=lon, lat=lat).json()["lawful"] is False
    a_zone(geom=rect(-50, -50, 100, 100))
    assert post(officer, "siting", lon=lon, lat=lat).json()["lawful"] is True
    a_zone(kind="no_vending", name_en="Centre", geom=rect(-5, -5, 10, 10))
    banned = post(officer, "siting", lon=lon, lat=lat).json()
    assert (banned["lawful"], banned["bans"]) == (False, ["Centre"])


@pytest.mark.parametrize(
    "body",
    [
        {"lon": 0, "lat": 0},
        {"ring": [(49.58, 37.28), (49.581, 37.28)]},
        {"ring": [(49.58, 37.28), (49.59, 37.28), (49.59, 37.29)]},
        {"ring": [(49.58, 37.28), (49.5801, 37.28), (49.5801, 37.28)]},
        {"lon": 49.58, "lat": 37.28, "at": "soon"},
        {"lon": 49.58, "lat": 37.28, "goods": ["gold"]},
    ],
)
def test_what_is_no_place_is_refused(officer: Client, body: dict[str, Any]) -> None:
    assert post(officer, "siting", **body).status_code == 400
