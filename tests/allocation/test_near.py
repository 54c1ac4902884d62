"""Nearest free lawful spots.

A at x = 0, B at x = 10, C at x = 20 … each 2 × 1.5 m; asked from x = 0.
"""

from __future__ import annotations

from typing import Any

import pytest

from gis_app.allocation.queries import nearest_spots
from gis_app.lib.week import Week
from gis_app.zones.models import VendingSpot, VendingZone
from tests.factories import (
    a_right,
    a_rule,
    a_spot,
    a_street_feature,
    a_zone,
    during,
)
from tests.geometry import X0, Y0, box, point, rect

pytestmark = pytest.mark.django_db
YEAR = during("2027-01-01", "2028-01-01")
MORNING = Week.daily(8 * 60, 12 * 60)
EVENING = Week.daily(17 * 60, 21 * 60)


@pytest.fixture
def zone() -> VendingZone:
    return a_zone(week=Week.of([*MORNING.ranges, *EVENING.ranges]), goods=["produce"])


@pytest.fixture
def spots(zone: VendingZone) -> list[VendingSpot]:
    return [
        a_spot(zone=zone, number=name, geom=box(10 * i, -3, 2, 1.5))
        for i, name in enumerate("ABC")
    ]


def near(**asked: Any) -> list[str]:
    found = nearest_spots(**{"x": X0, "y": Y0 - 3, "valid": YEAR} | asked)
    return [spot.number for spot in found]


@pytest.mark.usefixtures("spots")
def test_the_nearest_comes_first_with_its_distance_in_metres() -> None:
    assert near() == ["A", "B", "C"]
    found = nearest_spots(x=X0, y=Y0 - 3, valid=YEAR, limit=2)
    assert [spot.distance_m for spot in found] == pytest.approx([0, 10])
    assert found[0].goods == ["produce"]
    assert found[0].point == pytest.approx([49.58, 37.28], abs=0.05)


def test_a_taken_spot_is_offered_for_its_free_minutes(spots: list[VendingSpot]) -> None:
    a_right(spot=spots[0], kind="vending_permit", week=EVENING, valid=YEAR)
    a_right(spot=spots[1], kind="vending_permit", valid=YEAR)
    first, second = nearest_spots(x=X0, y=Y0, valid=YEAR)
    assert (first.number, second.number) == ("A", "C")
    assert first.week == MORNING
    assert near(week=EVENING) == ["C"]
    assert near(week=MORNING) == ["A", "C"]


def test_only_permits_of_the_asked_days_take_a_spot(spots: list[VendingSpot]) -> None:
    a_right(
        spot=spots[0], kind="vending_permit", valid=during("2026-01-01", "2027-01-01")
    )
    a_right(spot=spots[1], kind="vending_permit", valid=YEAR, status="revoked")
    assert near() == ["A", "B", "C"]


def test_closed_spots_and_zones_that_end_too_early_are_left_out(
    spots: list[VendingSpot],
) -> None:
    VendingSpot.objects.filter(pk=spots[0].pk).update(status="closed")
    early = a_zone(valid=during("2020-01-01", "2027-06-01"))
    a_spot(zone=early, number="D", geom=box(30, -3, 2, 1.5))
    assert near() == ["B", "C"]
    assert near(zone_id=early.pk) == []


@pytest.mark.usefixtures("spots")
def test_goods_of_the_zone_and_of_the_spot_are_obeyed(zone: VendingZone) -> None:
    a_spot(zone=zone, number="D", goods=["fish"], geom=box(30, -3, 2, 1.5))
    a_spot(zone=a_zone(), number="E", geom=box(40, -3, 2, 1.5))
    assert near(goods=["fish"]) == ["D", "E"]
    assert near(goods=["produce"]) == ["A", "B", "C", "E"]


@pytest.mark.usefixtures("spots")
def test_a_spot_that_fails_a_hard_rule_is_not_offered() -> None:
    a_rule(params={"feature_class": "hydrant", "m": 3.0})
    a_street_feature(kind="hydrant", geom=point(12.5, -2))
    assert near() == ["A", "C"]


@pytest.mark.usefixtures("spots")
def test_a_spot_under_a_ban_is_not_offered() -> None:
    a_zone(kind="no_vending", geom=rect(-1, -3, 6, 3), valid=during("2027-05-01"))
    assert near() == ["B", "C"]
