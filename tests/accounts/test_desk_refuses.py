"""The back office refuses in words: unreadable requests and broken promises."""

from __future__ import annotations

import pytest
from django.test import Client

from gis_app.accounts.models import AuditEntry
from gis_app.land.models import Parcel, Right
from gis_app.zones.models import StreetFeature
from tests.factories import a_district, a_parcel, a_party, a_right, a_spot, a_user
from tests.geometry import rect

pytestmark = pytest.mark.django_db
PARCEL = {
    "registry_unit": "rasht-1",
    "plate": "7",
    "owner_kind": "private",
    "land_use": "",
}
PERMIT = {
    "kind": "vending_permit",
    "status": "active",
    "valid_0": "2026-01-01 00:00",
    "valid_1": "2027-01-01 00:00",
    "week": "{[0,10080)}",
}


@pytest.fixture
def clerk(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    client.force_login(a_user("clerk"))
    return client


@pytest.fixture
def planner(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    client.force_login(a_user("planner"))
    return client


@pytest.mark.parametrize(
    "query",
    [
        "kind__exact=%00",
        "q=a%00b",
        "valid__contains=NaN",
        "valid__gt=%DB%B1",
        "a%00=1",
        "status__exact=x%00",
    ],
)
def test_an_unreadable_address_is_a_400(clerk: Client, query: str) -> None:
    a_right()
    assert clerk.get(f"/admin/land/right/?{query}").status_code in {302, 400}


@pytest.mark.parametrize("row", ["x", "\0", "۱", "9" * 40, "-1", "1.5"])
def test_an_action_on_what_is_no_row_is_a_400(clerk: Client, row: str) -> None:
    form = {"action": "delete_selected", "_selected_action": row}
    assert clerk.post("/admin/land/party/", form).status_code == 400


@pytest.mark.parametrize(
    "shape", ["{}", "SRID=9999999;POINT(1 1)", '{"type":"Point"}', "POINT(1e400"]
)
def test_a_shape_that_cannot_be_read_is_told_at_its_field(
    planner: Client, shape: str
) -> None:
    answer = planner.post(
        "/admin/zones/streetfeature/add/", {"kind": "tree", "geom": shape}
    )
    assert answer.status_code == 200
    assert "geom" in answer.context["adminform"].form.errors
    assert not StreetFeature.objects.exists()


def test_json_that_is_nested_too_deep_is_a_400(planner: Client) -> None:
    deep = '{"a":' * 20_000
    answer = planner.post("/admin/zones/rule/add/", {"params": deep})
    assert answer.status_code in {200, 400}


def test_a_right_on_a_whole_parcel_needs_no_shape(clerk: Client) -> None:
    parcel, party = a_parcel(), a_party()
    answer = clerk.post(
        "/admin/land/right/add/",
        PERMIT | {"kind": "ownership", "parcel": parcel.pk, "party": party.pk},
    )
    assert answer.status_code == 302
    assert Right.objects.get().parcel_id == parcel.pk


def test_land_outside_the_city_is_refused_in_words(clerk: Client) -> None:
    shape = rect(90_000, 0, 10, 10).ewkt
    answer = clerk.post(
        "/admin/land/parcel/add/", PARCEL | {"geom": shape}, follow=True
    )
    assert answer.status_code == 200
    assert "outside the city" in answer.content.decode()
    assert not Parcel.objects.exists()
    assert not AuditEntry.objects.filter(action="add").exists()


def test_the_register_gives_nobody_two_spots_at_once(clerk: Client) -> None:
    party = a_party()
    a_right(spot=a_spot(), party=party, kind="vending_permit")
    answer = clerk.post(
        "/admin/land/right/add/", PERMIT | {"spot": a_spot().pk, "party": party.pk}
    )
    assert answer.status_code == 200
    assert "already has a spot" in answer.content.decode()
    assert Right.objects.count() == 1


def test_what_others_rely_on_is_not_deleted(planner: Client) -> None:
    district = a_district()
    a_parcel(district=district)
    answer = planner.post(
        f"/admin/accounts/district/{district.pk}/delete/", {"post": "yes"}
    )
    assert answer.status_code == 200
    assert answer.context["protected"]
    form = {"action": "delete_selected", "_selected_action": district.pk, "post": "yes"}
    assert planner.post("/admin/accounts/district/", form).status_code == 200
    district.refresh_from_db()


def test_a_form_that_is_sent_twice_registers_once(clerk: Client) -> None:
    form = PERMIT | {"spot": a_spot().pk, "party": a_party().pk}
    assert clerk.post("/admin/land/right/add/", form).status_code == 302
    assert clerk.post("/admin/land/right/add/", form).status_code == 200
    assert Right.objects.count() == 1
