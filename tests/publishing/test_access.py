"""Every layer × every role: the rows and the columns that are allowed, nothing more."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from gis_app.accounts.models import Agency, Role, User
from gis_app.accounts.roles import layers_of
from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Boundary
from gis_app.publishing import generalise
from gis_app.publishing.access import Viewer, scopes_of
from gis_app.shelters.models import HeadCount
from tests.factories import (
    a_district,
    a_gathering_point,
    a_parcel,
    a_party,
    a_right,
    a_shelter,
    a_spot,
    a_street_feature,
    a_user,
    a_way,
    an_occupation,
)
from tests.geometry import rect
from tests.publishing.places import features, path

pytestmark = pytest.mark.django_db

NAME, PHONE, NATIONAL_ID = "رضا محمدی", "09111234567", "0012345679"
SECRET_NOTE = "پشت مغازه رضا"

# Written out by hand, not read from layer.toml: a change there must be made here too.
PARCELS = "accuracy_m area_m2 district id land_use owner_kind plate"
WAYS = "accuracy_m area_m2 district id kind name_en name_fa"
ZONES = (
    "accuracy_m code district goods id kind legal_ref name_en name_fa valid_from"
    " valid_until week"
)
SPOTS = "accuracy_m area_m2 free_minutes goods id number status zone"
SHELTERS = "accuracy_m amenities capacity code district id name_en name_fa status"
POINTS = "accuracy_m district id name_en name_fa people"
FURNITURE = "accuracy_m id kind name_fa"
OCCUPATIONS = "accuracy_m area_m2 district id kind seen_from seen_until"
FINDINGS = "area_m2 certainty depth_in_sigma depth_m district found_on id kind sigma_m"
BOUNDARY = "district id kind name_en name_fa"
BASE = "id kind name_en name_fa rank width_m"

PUBLIC = {
    "base": BASE,
    "boundary": BOUNDARY,
    "ways": WAYS,
    "zones": ZONES,
    "spots": SPOTS,
    "gathering_points": POINTS,
    "shelters": SHELTERS,
}
STAFF = PUBLIC | {
    "parcels": PARCELS,
    "street_features": FURNITURE,
    "occupations": OCCUPATIONS,
    "spots": f"{SPOTS} holder",
}
ALLOWED: dict[str, dict[str, str]] = {
    "public": PUBLIC,
    "agency": PUBLIC | {"parcels": PARCELS},
    "clerk": STAFF,
    "officer": STAFF | {"encroachments": FINDINGS},
    "planner": STAFF
    | {"encroachments": FINDINGS, "gathering_points": f"{POINTS} people_exact"},
    "auditor": STAFF
    | {"encroachments": FINDINGS, "gathering_points": f"{POINTS} people_exact"},
}
EVERY_LAYER = sorted(ALLOWED["planner"])


def a_finding(**fields: Any) -> Encroachment:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    return Encroachment.objects.create(
        **{
            "kind": "way_obstruction",
            "certainty": "strong",
            "area_m2": 6.0,
            "share": 0.5,
            "contact_m": 2.0,
            "depth_m": 1.4,
            "sigma_m": 0.2,
            "z": 7.0,
            "found_at": now,
            "seen_at": now,
            "geom": rect(10, -2, 2, 1.5),
        }
        | fields
    )


@pytest.fixture
def city() -> dict[str, Any]:
    """One thing in each layer, near each other, in one of two districts."""
    ours, theirs = a_district(), a_district(geom=rect(-500, -500, 1000, 1000))
    person = a_party(
        name=NAME, phone_sealed=PHONE.encode(), national_id_sealed=NATIONAL_ID.encode()
    )
    spot = a_spot()
    a_right(spot=spot, party=person, kind="vending_permit")
    a_right(parcel=a_parcel(district=ours), party=person)
    a_way()
    a_street_feature(geom=a_shelter().geom)
    point = a_gathering_point()
    HeadCount.objects.create(
        point=point, counted_on="2026-06-01", half_hour=11, people=7
    )
    Boundary.objects.create(
        name_fa="رشت", name_en="Rasht", geom=rect(-900, -900, 1800, 1800)
    )
    place = {"geom": rect(10, -2, 2, 1.5), "note": SECRET_NOTE, "party": person}
    near = an_occupation(district=ours, **place)
    far = an_occupation(district=theirs, **place)
    return {
        "ours": ours,
        "occupations": [near.pk, far.pk],
        "findings": [
            a_finding(occupation=near, district=ours).pk,
            a_finding(occupation=far, district=theirs).pk,
        ],
        "closed": a_finding(
            occupation=near, kind="wrong_time", closed_at=timezone.now()
        ).pk,
        "noise": a_finding(occupation=far, kind="wrong_time", certainty="noise").pk,
        "pseudonym": person.pseudonym,
    }


def sign_in(client: Client, role: str, city: dict[str, Any]) -> None:
    if role != "public":
        client.force_login(
            a_user(role, districts=[city["ours"]] if role == "officer" else [])
        )


def taken(client: Client, layer: str) -> list[dict[str, Any]]:
    """The properties of every feature of a layer that somebody gets as a file."""
    answer = client.get(f"/downloads/{layer}.geojson")
    assert answer.status_code == 200
    told = json.loads(b"".join(answer))
    return [feature["properties"] for feature in told["features"]]


@pytest.mark.parametrize("role", ALLOWED)
def test_the_catalogue_lists_what_a_role_may_see_and_no_more(
    client: Client, city: dict[str, Any], role: str
) -> None:
    sign_in(client, role, city)
    layers = client.get("/api/layers").json()["layers"]
    listed = {
        layer["id"]: sorted(field["name"] for field in layer["fields"])
        for layer in layers
    }
    assert listed == {
        name: sorted(set(columns.split()) - {"id"})
        for name, columns in ALLOWED[role].items()
    }


@pytest.mark.parametrize("layer", EVERY_LAYER)
@pytest.mark.parametrize("role", ALLOWED)
def test_tile_and_file_hold_the_allowed_columns_and_no_more(
    client: Client, city: dict[str, Any], role: str, layer: str
) -> None:
    sign_in(client, role, city)
    tile = client.get(path(layer, 17, (25, 20)))
    other = client.get(path(layer, 17, (10, -2)))
    file = client.get(f"/downloads/{layer}.geojson") if layer != "base" else tile
    if layer not in ALLOWED[role]:
        assert (tile.status_code, file.status_code) == (404, 404)
        return
    allowed = set(ALLOWED[role][layer].split())
    shown = [
        feature["properties"].keys()
        for answer in (tile, other)
        for feature in features(answer.content, layer)
    ]
    assert shown, "the city of the tests has something in each layer"
    # A tile leaves out what is null; a file names every column.
    assert all(columns <= allowed for columns in shown)
    if layer != "base":
        told = json.loads(b"".join(file))["features"]
        assert told
        assert all(feature["properties"].keys() == allowed for feature in told)


@pytest.mark.parametrize("role", ALLOWED)
def test_no_tile_and_no_file_ever_names_a_person(
    client: Client, city: dict[str, Any], role: str
) -> None:
    sign_in(client, role, city)
    for layer in ALLOWED[role]:
        answers = [
            client.get(path(layer, z, at)).content
            for z in (14, 17)
            for at in ((10, -2), (25, 20))
        ]
        if layer != "base":
            answers.append(b"".join(client.get(f"/downloads/{layer}.geojson")))
            answers.append(b"".join(client.get(f"/downloads/{layer}.gpkg")))
        for never in (NAME, PHONE, NATIONAL_ID, SECRET_NOTE):
            assert not any(never.encode() in answer for answer in answers), layer
        if role in {"public", "agency"}:
            assert not any(city["pseudonym"].encode() in answer for answer in answers)


def test_an_officer_gets_findings_and_occupations_of_the_own_districts_only(
    client: Client, city: dict[str, Any]
) -> None:
    sign_in(client, "officer", city)
    assert [row["id"] for row in taken(client, "encroachments")] == city["findings"][:1]
    assert [row["id"] for row in taken(client, "occupations")] == city["occupations"][
        :1
    ]
    for z in (14, 17):
        shown = features(client.get(path("encroachments", z)).content, "encroachments")
        assert [feature["id"] for feature in shown] == city["findings"][:1]


def test_neighbours_are_one_counted_point_from_afar_and_never_in_a_file(
    client: Client, city: dict[str, Any]
) -> None:
    first = Encroachment.objects.get(pk=city["findings"][0])
    a_finding(certainty="suspect", area_m2=2.5, district=first.district)
    generalise.rebuild(["encroachments"])
    sign_in(client, "officer", city)
    (near,) = (
        f["properties"]
        for f in features(
            client.get(path("encroachments", 14)).content, "encroachments"
        )
    )
    assert (near["findings"], near["certainty"], near["area_m2"]) == (2, "strong", 8.5)
    assert "kind" not in near
    apart = features(client.get(path("encroachments", 15)).content, "encroachments")
    assert len(apart) == 2
    assert not any("findings" in row for row in taken(client, "encroachments"))


def test_an_officer_without_districts_gets_none(
    client: Client, city: dict[str, Any]
) -> None:
    client.force_login(a_user("officer"))
    assert taken(client, "encroachments") == []
    assert client.get(path("encroachments", 17)).status_code == 204


def test_closed_findings_and_noise_are_not_published(
    client: Client, city: dict[str, Any]
) -> None:
    sign_in(client, "planner", city)
    assert [row["id"] for row in taken(client, "encroachments")] == city["findings"]


def test_counts_below_ten_stay_in_the_planning_office(
    client: Client, city: dict[str, Any]
) -> None:
    sign_in(client, "clerk", city)
    (row,) = taken(client, "gathering_points")
    assert row["people"] is None
    sign_in(client, "planner", city)
    (row,) = taken(client, "gathering_points")
    assert (row["people"], row["people_exact"]) == (None, 7)
    HeadCount.objects.update(people=40)
    client.logout()
    (row,) = taken(client, "gathering_points")
    assert row["people"] == 40


def test_an_agencys_layers_end_with_its_agreement(client: Client) -> None:
    a_parcel()
    client.force_login(a_user("agency"))
    assert len(taken(client, "parcels")) == 1
    yesterday = timezone.localdate() - timedelta(days=1)
    Agency.objects.update(valid_until=yesterday)
    assert client.get("/downloads/parcels.geojson").status_code == 404
    assert client.get(path("parcels", 17, (5, 5))).status_code == 404


def test_an_agreement_over_findings_opens_nothing(client: Client) -> None:
    agency = Agency.objects.create(name="x", layers=["encroachments", "gold"])
    client.force_login(a_user("agency", agency=agency))
    assert client.get("/downloads/encroachments.geojson").status_code == 404
    assert {layer["id"] for layer in client.get("/api/layers").json()["layers"]} == set(
        PUBLIC
    )


def test_somebody_who_left_sees_what_a_stranger_sees(client: Client) -> None:
    user = a_user("planner")
    client.force_login(user)
    User.objects.update(is_active=False)
    assert client.get("/downloads/parcels.geojson").status_code == 404


@pytest.mark.parametrize("role", ["", *Role.values])
def test_cards_and_layers_follow_the_same_table(role: str) -> None:
    person: Any = a_user(role) if role else AnonymousUser()
    seen = {scope.layer.id for scope in scopes_of(Viewer.of(person))} - {"base"}
    assert seen == set(layers_of(person))


def test_a_superuser_sees_what_an_auditor_sees(
    client: Client, city: dict[str, Any]
) -> None:
    boss = a_user("clerk", username="boss", is_superuser=True)
    auditor = a_user("auditor")
    assert [s.columns for s in scopes_of(Viewer.of(boss))] == [
        s.columns for s in scopes_of(Viewer.of(auditor))
    ]
