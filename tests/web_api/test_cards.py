"""Cards: everything a role may know of one thing, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gis_app.accounts.models import Agency
from gis_app.web.cards import KINDS
from tests.factories import (
    a_district,
    a_rule,
    a_spot,
    a_street_feature,
    a_user,
    a_zone,
    an_occupation,
)
from tests.geometry import box, point, rect
from tests.web_api.conftest import NAME, SECRETS, Scene, sign_in, speaking

ALL_KINDS = [*KINDS, "finding"]


def card(client: Client, kind: str, key: int) -> dict[str, Any]:
    answer = client.get(f"/api/card/{kind}/{key}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def values(found: dict[str, Any]) -> dict[str, str]:
    return {row["label"]: row["value"] for row in found["rows"]}


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_of_thing_has_a_card(
    auditor: Client, scene: Scene, kind: str
) -> None:
    found = card(auditor, kind, scene.key(kind))
    assert found["title"]
    assert found["subtitle"]
    assert all(row["label"] and row["value"] for row in found["rows"])
    assert found["geometry"]["type"] in {"Point", "Polygon", "MultiPolygon"}
    assert len(found["bbox"]) == 4
    assert "Entered in the register" in {e["what"] for e in found["history"]}


def test_a_parcel_tells_its_owner_rights_and_history(
    clerk: Client, scene: Scene
) -> None:
    found = card(clerk, "parcel", scene.parcel.pk)
    assert found["title"] == "Parcel 34/118"
    assert values(found)["Area"] == "100.0 m²"
    (right,) = found["rights"]
    assert (right["holder"], right["status"]) == (NAME, "active")
    assert (right["valid"], right["week"]) == ("since 2020-01-01", "at all hours")
    assert any(e["what"].startswith("Ownership given") for e in found["history"])


def test_a_spot_tells_the_public_its_hours_and_no_person(
    stranger: Client, scene: Scene
) -> None:
    found = card(stranger, "spot", scene.spot.pk)
    assert values(found)["Status"] == "Taken"
    assert values(found)["Taken hours"] == "at all hours (since 2020-01-01)"
    assert found["rights"] == []
    assert found["findings"] == []
    assert found["actions"] == []
    assert all(event["by"] is None for event in found["history"])


def test_a_planner_sees_pseudonyms_and_an_officer_names(
    planner: Client, officer: Client, scene: Scene
) -> None:
    (seen_by_planner,) = card(planner, "spot", scene.spot.pk)["rights"]
    (seen_by_officer,) = card(officer, "spot", scene.spot.pk)["rights"]
    assert seen_by_planner["holder"] == scene.permit.party.pseudonym
    assert seen_by_officer["holder"] == NAME
    assert (seen_by_planner["can_end"], seen_by_officer["can_end"]) == (True, False)


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("role", ["stranger", "planner", "agency"])
def test_personal_data_never_reach_those_who_may_not_see_them(
    scene: Scene, role: str, kind: str
) -> None:
    client = sign_in(role)
    addresses = [
        f"/api/card/{kind}/{scene.key(kind)}",
        f"/api/findings/{scene.finding.pk}",
        "/api/findings?certainty=all",
        f"/api/search?q={NAME}",
        "/api/search?q=V-77",
        f"/api/vendors?q={NAME}",
        "/api/vendors",
    ]
    for address in addresses:
        text = client.get(address).content.decode()
        for secret in SECRETS:
            assert secret not in text, address


@pytest.mark.parametrize("role", ["officer", "clerk", "auditor"])
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_nobody_is_told_a_national_id_or_a_phone(
    scene: Scene, role: str, kind: str
) -> None:
    client = sign_in(role)
    for address in (f"/api/card/{kind}/{scene.key(kind)}", "/api/vendors?q=V-77"):
        text = client.get(address).content.decode()
        for secret in SECRETS[1:]:
            assert secret not in text, address


def test_an_agency_opens_the_layers_of_its_agreement_only(scene: Scene) -> None:
    agency = Agency.objects.create(name="Water", layers=["parcels", "encroachments"])
    client = sign_in("agency", agency=agency)
    found = card(client, "parcel", scene.parcel.pk)
    assert found["rights"] == []
    assert found["findings"] == []
    assert client.get(f"/api/card/occupation/{scene.occupation.pk}").status_code == 403
    assert client.get(f"/api/card/finding/{scene.finding.pk}").status_code == 403
    Agency.objects.update(valid_until="2020-01-01")
    assert client.get(f"/api/card/parcel/{scene.parcel.pk}").status_code == 403


def test_an_officer_opens_occupations_of_the_own_districts_only(
    officer: Client, planner: Client, scene: Scene
) -> None:
    far = an_occupation(district=a_district())
    assert card(officer, "occupation", scene.occupation.pk)
    assert officer.get(f"/api/card/occupation/{far.pk}").status_code == 404
    assert card(planner, "occupation", far.pk)


def test_small_counts_stay_in_the_planning_office(
    planner: Client, stranger: Client, scene: Scene
) -> None:
    scene.gathering_point.headcount_set.filter(people=42).delete()
    key = scene.gathering_point.pk
    assert values(card(planner, "gathering_point", key))["Usually"] == "7"
    told = values(card(stranger, "gathering_point", key))
    assert told["Usually"] == "fewer than 10"
    assert told["Most people at once"] == "fewer than 10"


def test_a_spots_card_tells_which_rules_it_fails_and_by_how_much(
    planner: Client,
) -> None:
    a_rule(params={"feature_class": "hydrant", "m": 3.0}, legal_ref="§20")
    a_rule(params={"feature_class": "bus_stop", "m": 5.0})
    a_street_feature(kind="hydrant", geom=point(103.4, -2))
    spot = a_spot(zone=a_zone(geom=rect(100, -3, 9, 3)), geom=box(100, -3, 2, 1.5))
    failed, unknown = card(planner, "spot", spot.pk)["rules"]
    assert failed["sentence"] == (
        "1.40 m from the nearest hydrant; at least 3.00 m is required."
    )
    assert (failed["result"], failed["measured"], failed["threshold"]) == (
        "fail",
        pytest.approx(1.4),
        3.0,
    )
    assert failed["proof"]["type"] in {"LineString", "MultiLineString"}
    assert unknown["result"] == "unknown"
    assert "bus stop" in unknown["sentence"]


@pytest.mark.django_db(transaction=True)
def test_the_timeline_names_what_changed_and_who_did_it(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE zones_vendingzone SET legal_ref = 'd-9', kind = 'restricted'"
        )
    client = speaking("en")
    client.force_login(a_user("auditor"))
    events = card(client, "zone", scene.zone.pk)["history"]
    assert [event["what"] for event in events] == [
        "Changed: kind and legal reference",
        "Entered in the register",
    ]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/card/zone/999999", 404),
        ("/api/card/zone/99999999999999999999999", 404),
        ("/api/card/party/1", 404),
        ("/api/card/zone/x", 404),
        ("/api/nothing", 404),
    ],
)
def test_what_is_not_there_is_not_found(
    auditor: Client, address: str, status: int
) -> None:
    answer = auditor.get(address)
    assert answer.status_code == status


def test_cards_follow_the_language(scene: Scene) -> None:
    client = speaking("fa")
    found = card(client, "zone", scene.zone.pk)
    assert found["title"] == scene.zone.name_fa


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("tape", "متر نواری"),
        ("GNSS RTK", "گیرندهٔ ماهواره‌ای (RTK)"),
        ("کوادکوپتر", "کوادکوپتر"),
    ],
)
def test_how_it_was_measured_is_told_in_the_readers_language(
    scene: Scene, told: str, shown: str
) -> None:
    seen = an_occupation(method=told, district=scene.district)
    client = speaking("fa")
    client.force_login(a_user("planner", username="reader"))
    rows = client.get(f"/api/card/occupation/{seen.pk}").json()["rows"]
    assert {"label": "روش", "value": shown} in rows
