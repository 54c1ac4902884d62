"""The cast, signed in, and a small scene that every role looks at.

 y
 0 ─────────────────────────────── building line
   ┌──┐          ┌──┐
-3 └──┘ spot 0   └──┘ stall at 10   sidewalk and zone: y from -3 to 0
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import translation

from gis_app.accounts.models import District
from gis_app.allocation.models import Vendor
from gis_app.encroachment.models import Encroachment, Occupation
from gis_app.land.models import Parcel, Right, Way
from gis_app.land.sealing import fingerprint, seal
from gis_app.shelters.models import GatheringPoint, HeadCount, ShelterSite
from gis_app.zones.models import StreetFeature, VendingSpot, VendingZone
from tests.factories import (
    a_district,
    a_finding,
    a_gathering_point,
    a_parcel,
    a_party,
    a_right,
    a_shelter,
    a_spot,
    a_street_feature,
    a_user,
    a_vendor,
    a_way,
    a_zone,
    an_occupation,
    day,
    during,
)
from tests.geometry import box, point, rect

NAME, PHONE, NATIONAL_ID = "پروانه قاسمی", "+989123456789", "0010350829"
SECRETS = (NAME, PHONE, PHONE[3:], NATIONAL_ID, fingerprint(NATIONAL_ID))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass
class Scene:
    """One of each, with a holder whose name must not get about."""

    district: District
    parcel: Parcel
    way: Way
    zone: VendingZone
    spot: VendingSpot
    permit: Right
    vendor: Vendor
    occupation: Occupation
    finding: Encroachment
    elsewhere: Encroachment
    shelter: ShelterSite
    gathering_point: GatheringPoint
    street_feature: StreetFeature

    def key(self, kind: str) -> int:
        return int(getattr(self, kind).pk)


@pytest.fixture
def scene(db: None) -> Scene:
    district, other = a_district(code=1), a_district(code=2)
    holder = a_party(
        name=NAME,
        national_id_sealed=seal(NATIONAL_ID),
        national_id_hmac=fingerprint(NATIONAL_ID),
        phone_sealed=seal(PHONE),
    )
    parcel = a_parcel(bakhsh=4, asli=34, fari=118, plate="34/118", district=district)
    a_right(parcel=parcel, party=holder)
    way = a_way(district=district)
    zone = a_zone(code="Z-SADI", district=district)
    spot = a_spot(zone=zone, number="S-12")
    vendor = a_vendor(party=holder, code="V-77")
    permit = a_right(spot=spot, party=holder, kind="vending_permit", valid=during())
    occupation = an_occupation(party=holder, district=district)
    gathering_point = a_gathering_point(district=district)
    for half_hour, people in ((11, 42), (12, 7)):
        HeadCount.objects.create(
            point=gathering_point,
            counted_on=day("2026-06-01").date(),
            half_hour=half_hour,
            people=people,
        )
    return Scene(
        district=district,
        parcel=parcel,
        way=way,
        zone=zone,
        spot=spot,
        permit=permit,
        vendor=vendor,
        occupation=occupation,
        finding=a_finding(way=way, occupation=occupation, district=district),
        elsewhere=a_finding(
            spot=a_spot(zone=zone, geom=box(40, -3, 2, 1.5)),
            kind="spot_overrun",
            certainty="suspect",
            z=1.2,
            district=other,
            geom=rect(40, -3, 1, 1),
        ),
        shelter=a_shelter(district=district),
        gathering_point=gathering_point,
        street_feature=a_street_feature(geom=point(30, 5)),
    )


def speaking(language: str) -> Client:
    """A browser whose person chose a language."""
    client = Client()
    client.cookies["django_language"] = language
    return client


def sign_in(role: str, **fields: object) -> Client:
    """A browser of somebody with this role; ``stranger`` is nobody."""
    client = speaking("en")
    if role != "stranger":
        client.force_login(a_user(role, **fields))
    return client


@pytest.fixture
def planner(scene: Scene) -> Client:
    return sign_in("planner")


@pytest.fixture
def officer(scene: Scene) -> Client:
    return sign_in("officer", districts=[scene.district])


@pytest.fixture
def clerk(scene: Scene) -> Client:
    return sign_in("clerk")


@pytest.fixture
def auditor(scene: Scene) -> Client:
    return sign_in("auditor")


@pytest.fixture
def stranger(scene: Scene) -> Client:
    return sign_in("stranger")
