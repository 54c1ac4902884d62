"""Zones are drawn, weighed, published and cut, as the workbench asks for it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.gis.geos import LineString
from django.test import Client
from django.utils import timezone

from gis_app.crs import LONLAT_SRID
from gis_app.lib.week import CITY_TIME, Week
from gis_app.zones import drafting
from gis_app.zones.models import VendingSpot, VendingZone, ZoneDraft
from tests import factories as make
from tests.geometry import box, line, point, rect
from tests.web_api.conftest import sign_in

pytestmark = pytest.mark.django_db
TOMORROW = f"{timezone.now().astimezone(CITY_TIME) + timedelta(days=1):%Y-%m-%d}"


@pytest.fixture
def planner() -> Client:
    return sign_in("planner")


def lonlat(shape: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(shape.transform(LONLAT_SRID, clone=True).geojson)
    return read


def post(client: Client, path: str, **body: Any) -> Any:
    return client.post(f"/api/zones/{path}", body, content_type="application/json")


def typed(shape: Any, **fields: Any) -> dict[str, Any]:
    usual = {"code": "Z-9", "name_fa": "تازه", "name_en": "New", "kind": "permitted"}
    return usual | {"shape": lonlat(shape)} | fields


def a_held_spot(**fields: Any) -> Any:
    spot = make.a_spot(**fields)
    make.a_right(
        spot=spot,
        party=make.a_vendor().party,
        kind="vending_permit",
        goods="produce",
        valid=make.during(),
    )
    return spot


def test_a_zone_is_drawn_kept_published_and_seen(planner: Client) -> None:
    kept = post(planner, "drafts", **typed(rect(0, 0, 40, 4)))
    assert kept.status_code == 201
    (listed,) = planner.get("/api/zones/drafts").json()["items"]
    assert (listed["code"], listed["stage"]) == ("Z-9", "draft")
    done = post(planner, f"drafts/{listed['id']}/publish").json()
    assert done["stage"] == "applied"
    zone = VendingZone.objects.get(code="Z-9")
    assert zone.geom.area == pytest.approx(160, abs=0.1)
    detail = planner.get(f"/api/zones/{zone.pk}").json()
    assert [version["version"] for version in detail["versions"]] == [1]
    assert planner.get("/api/zones/drafts").json()["items"] == []


def test_one_for_tomorrow_waits_for_the_worker(planner: Client) -> None:
    kept = post(planner, "drafts", **typed(rect(0, 0, 40, 4))).json()
    waits = post(planner, f"drafts/{kept['id']}/publish", first_day=TOMORROW).json()
    assert waits["stage"] == "published"
    assert drafting.apply_due() == 0
    assert drafting.next_moment() is not None
    ZoneDraft.objects.update(begins=timezone.now())
    assert drafting.apply_due() == 1
    assert VendingZone.objects.filter(code="Z-9").exists()


def test_one_whose_code_was_taken_meanwhile_fails_and_says_why(planner: Client) -> None:
    kept = post(planner, "drafts", **typed(rect(0, 0, 40, 4))).json()
    post(planner, f"drafts/{kept['id']}/publish", first_day=TOMORROW)
    make.a_zone(code="Z-9")
    ZoneDraft.objects.update(begins=timezone.now())
    assert drafting.apply_due() == 0
    (failed,) = planner.get("/api/zones/drafts").json()["items"]
    assert (failed["stage"], failed["why"]) == ("failed", "Another zone has this code.")


def test_a_published_one_is_taken_back_and_one_in_force_is_not(planner: Client) -> None:
    kept = post(planner, "drafts", **typed(rect(0, 0, 40, 4))).json()
    post(planner, f"drafts/{kept['id']}/publish", first_day=TOMORROW)
    assert post(planner, f"drafts/{kept['id']}/withdraw").status_code == 200
    assert drafting.next_moment() is None
    other = post(planner, "drafts", **typed(rect(0, 0, 40, 4))).json()
    post(planner, f"drafts/{other['id']}/publish")
    assert post(planner, f"drafts/{other['id']}/withdraw").status_code == 409
    again = post(planner, "drafts", **typed(rect(0, 0, 9, 4), id=other["id"]))
    assert again.status_code == 409


def test_what_stands_in_the_way_is_told_while_one_draws(planner: Client) -> None:
    make.a_rule(params={"feature_class": "hydrant", "m": 3.0})
    make.a_way(kind="sidewalk", geom=rect(-50, 0, 200, 5))
    make.a_street_feature(kind="hydrant", geom=point(20, 2))
    make.a_zone(name_en="Old market", geom=rect(35, 0, 20, 5))
    found = post(planner, "drafts/preview", **typed(rect(0, 0, 40, 5))).json()
    assert found["area_m2"] == pytest.approx(200, abs=0.1)
    assert found["room_m2"] == pytest.approx(200 - 26, abs=1.5)
    assert found["blocked"]["type"] == "Polygon"
    assert "In the way: 1 hydrant." in found["sentences"]
    assert "Overlaps Old market by 25.0 m²." in found["sentences"]
    assert not ZoneDraft.objects.exists()


def test_permits_that_a_change_makes_unlawful_are_named_and_nothing_stays(
    planner: Client,
) -> None:
    zone = make.a_zone(code="Z-1", geom=rect(0, 0, 60, 5))
    a_held_spot(number="S-1", zone=zone, geom=box(2, 1, 2, 1.5))
    a_held_spot(number="S-2", zone=zone, geom=box(50, 1, 2, 1.5))
    make.a_rule(kind="footprint_within", params={"of": "zone"})
    change = typed(rect(0, 0, 40, 5), zone=zone.pk, code="Z-1")
    found = post(planner, "drafts/preview", **change).json()
    assert found["unlawful"] == 1
    (permit,) = found["permits"]
    assert permit["number"] == "S-2"
    assert permit["sentence"] == "a siting rule forbids the spot"
    zone.refresh_from_db()
    assert zone.geom.area == pytest.approx(300, abs=0.1)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"kind": "no_vending"}, "nothing may be sold there any more"),
        ({"goods": ["fish"]}, "its goods may not be sold there"),
        (
            {"week": str(Week.daily(600, 700))},
            "some of its hours are not the zone's",
        ),
        ({"valid_until": TOMORROW}, "the zone's decree ends before the permit"),
    ],
)
def test_each_way_to_make_a_permit_unlawful_has_its_words(
    planner: Client, fields: dict[str, Any], fault: str
) -> None:
    zone = make.a_zone(code="Z-1", geom=rect(0, 0, 60, 5))
    a_held_spot(zone=zone, geom=box(2, 1, 2, 1.5))
    change = typed(rect(0, 0, 60, 5), zone=zone.pk, code="Z-1", **fields)
    (permit,) = post(planner, "drafts/preview", **change).json()["permits"]
    assert fault in permit["sentence"]


def test_a_ban_over_spots_tells_their_permits(planner: Client) -> None:
    zone = make.a_zone(code="Z-1", geom=rect(0, 0, 60, 5))
    a_held_spot(number="S-7", zone=zone, geom=box(2, 1, 2, 1.5))
    ban = typed(rect(-5, -5, 20, 20), kind="no_vending")
    (permit,) = post(planner, "drafts/preview", **ban).json()["permits"]
    assert permit["sentence"] == "a no-vending zone covers the spot"


def test_a_zone_is_cut_in_two_and_its_spots_go_with_their_part(planner: Client) -> None:
    zone = make.a_zone(code="Z-1", geom=rect(0, 0, 60, 5))
    left = make.a_spot(zone=zone, geom=box(2, 1, 2, 1.5))
    right = make.a_spot(zone=zone, geom=box(50, 1, 2, 1.5))
    cut = line((40, 0), (40, 5))
    assert isinstance(cut, LineString)
    first, second = post(
        planner, "split", shape=lonlat(zone.geom), line=lonlat(cut)
    ).json()["parts"]
    for shape, fields in (
        (second, {"code": "Z-2"}),
        (first, {"code": "Z-1", "zone": zone.pk}),
    ):
        body = typed(zone.geom, **fields) | {"shape": shape}
        kept = post(planner, "drafts", **body).json()
        post(planner, f"drafts/{kept['id']}/publish")
    left.refresh_from_db()
    right.refresh_from_db()
    assert left.zone_id == zone.pk
    assert right.zone.code == "Z-2"
    assert VendingSpot.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("drafts", {"shape": {"type": "Point", "coordinates": [49.58, 37.28]}}),
        ("drafts", {"shape": {"type": "Nonsense"}}),
        ("drafts/preview", {"shape": {"type": "Polygon", "coordinates": []}}),
        ("drafts", typed(rect(0, 0, 4, 4), code=" ")),
        ("split", {"shape": lonlat(rect(0, 0, 4, 4)), "line": lonlat(point(0, 0))}),
        (
            "split",
            {
                "shape": lonlat(rect(0, 0, 4, 4)),
                "line": lonlat(line((50, 0), (60, 0))),
            },
        ),
    ],
)
def test_what_is_no_zone_is_refused(
    planner: Client, path: str, body: dict[str, Any]
) -> None:
    assert post(planner, path, **body).status_code == 400
