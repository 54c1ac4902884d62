"""One search box."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import a_parcel, a_way
from tests.geometry import rect
from tests.web_api.conftest import NAME, Scene


def hits(client: Client, q: str) -> list[tuple[str, str]]:
    answer = client.get("/api/search", {"q": q})
    assert answer.status_code == 200, answer.content
    return [(hit["type"], hit["title"]) for hit in answer.json()["items"]]


@pytest.mark.parametrize(
    "typed", ["34/118", "۳۴/۱۱۸", "٣٤/١١٨", "۱۱۸ فرعی از ۳۴ اصلی", "118/34"]
)
def test_a_plate_is_found_however_it_is_typed(clerk: Client, typed: str) -> None:
    assert hits(clerk, typed)[0] == ("parcel", "Parcel 34/118")


def test_the_exact_plate_comes_before_its_neighbours(clerk: Client) -> None:
    for fari in (1181, 1180, 11):
        a_parcel(asli=34, fari=fari, plate=f"34/{fari}")
    found = [title for kind, title in hits(clerk, "34/118") if kind == "parcel"]
    assert found[0] == "Parcel 34/118"
    assert set(found[1:]) == {"Parcel 34/1180", "Parcel 34/1181"}


@pytest.mark.parametrize("typed", ["سعدي", "سعدی", "خيابان سعدي", "sa'di st", "SA'DI"])
def test_a_street_is_found_with_any_keyboard(stranger: Client, typed: str) -> None:
    assert ("way", "Sa'di Street") in hits(stranger, typed)


def test_a_street_of_many_pieces_is_one_hit(stranger: Client) -> None:
    for n in range(5):
        a_way(kind="street", geom=rect(n * 10, -9, 10, 6))
    assert hits(stranger, "سعدی").count(("way", "Sa'di Street")) == 1


def test_spots_zones_and_shelters_are_found(stranger: Client, scene: Scene) -> None:
    assert ("spot", "Spot S-12") in hits(stranger, "s-۱۲")
    assert ("zone", "Sa'di zone") in hits(stranger, "z-sadi")
    assert ("shelter", "Zarjub shelter") in hits(stranger, "زرجوب")
    assert ("gathering_point", "Zarjub square") in hits(stranger, "زرجوب")


@pytest.mark.parametrize(
    "typed", ["37.28, 49.58", "49.58,37.28", "۳۷٫۲۸، ۴۹٫۵۸", "37.28 49.58"]
)
def test_a_coordinate_is_a_place_in_either_order(stranger: Client, typed: str) -> None:
    (hit,) = [
        hit
        for hit in stranger.get("/api/search", {"q": typed}).json()["items"]
        if hit["type"] == "place"
    ]
    assert hit["id"] is None
    assert hit["point"] == [49.58, 37.28]


def test_the_public_finds_no_parcels_and_no_vendors(stranger: Client) -> None:
    assert hits(stranger, "34/118") == []
    assert hits(stranger, "V-77") == []


def test_a_vendor_is_found_by_name_only_by_those_who_may_see_names(
    planner: Client, officer: Client, scene: Scene
) -> None:
    pseudonym = scene.vendor.party.pseudonym
    assert ("vendor", "Vendor V-77") in hits(officer, NAME)
    assert hits(planner, NAME) == []
    assert ("vendor", "Vendor V-77") in hits(planner, pseudonym.lower())


def test_vendors_are_listed_with_their_spots(planner: Client, officer: Client) -> None:
    (seen,) = planner.get("/api/vendors", {"q": "v-77"}).json()["items"]
    assert (seen["name"], seen["spots"], seen["goods"]) == (None, 1, ["produce"])
    assert seen["goods_label"] == "Fruit and vegetables"
    (seen,) = officer.get("/api/vendors", {"q": NAME[:4]}).json()["items"]
    assert seen["name"] == NAME


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "' OR 1=1 --", "\x00", "  ", "\u200c", "۳" * 90]
)
def test_odd_text_is_only_text(officer: Client, typed: str) -> None:
    assert hits(officer, typed) == []


def test_a_text_too_long_is_refused(officer: Client) -> None:
    assert officer.get("/api/search", {"q": "x" * 101}).status_code == 400
