"""Stalls, kiosks and goods: one accusation an act, and the most specific one."""

from __future__ import annotations

from typing import Any

import pytest

from gis_app.lib.week import Week
from tests.encroachment.stage import (
    a_sidewalk,
    a_street,
    found,
    kinds,
    only,
    parcel_a,
)
from tests.factories import a_party, a_right, a_spot, a_zone, an_occupation, during
from tests.geometry import box, rect

pytestmark = pytest.mark.django_db

# 2026-06-01 is a Monday, day 2 of the Iranian week; 06:30Z is 10:00 in Tehran.
MONDAY_TEN = during("2026-06-01T06:30", "2026-06-01T08:30")
MORNINGS = Week.daily(8 * 60, 12 * 60)
EVENINGS = Week.daily(16 * 60, 21 * 60)


def a_stall(x: float, y: float, w: float = 2, h: float = 1.5, **fields: Any) -> Any:
    return an_occupation(
        **{"kind": "stall", "seen": MONDAY_TEN, "geom": rect(x, y, w, h)} | fields
    )


def a_permit(party: Any, spot: Any, **fields: Any) -> Any:
    return a_right(**{"party": party, "spot": spot, "kind": "vending_permit"} | fields)


def test_a_stall_on_the_sidewalk_without_a_permit_obstructs_it() -> None:
    way = a_sidewalk()
    a_stall(10, -2)
    finding = only()
    assert (finding.kind, finding.way) == ("way_obstruction", way)
    assert finding.inside


def test_goods_before_a_shop_are_accused_for_the_part_outside() -> None:
    """
    +---a---+
    | ##### |   0.5 m inside the shop: his
    +-#####-+
      #####     1 m on the sidewalk
    """
    parcel_a()
    a_sidewalk()
    a_stall(2, -1, 4, 1.5, kind="goods")
    finding = only()
    assert finding.kind == "way_obstruction"
    assert finding.area_m2 == pytest.approx(4, abs=0.01)
    assert finding.depth_m == pytest.approx(1, abs=0.01)


def test_a_kiosk_on_sidewalk_and_street_is_one_act_wholly_inside() -> None:
    sidewalk = a_sidewalk()
    a_street()
    a_stall(10, -4, 2, 3, kind="kiosk")
    finding = only()
    assert (finding.way, finding.inside) == (sidewalk, True)
    assert finding.area_m2 == pytest.approx(6, abs=0.01)


def test_a_stall_on_its_spot_in_its_hours_is_lawful() -> None:
    a_sidewalk()
    vendor = a_party()
    a_permit(vendor, a_spot(geom=box(10, -2, 2, 1.5)), week=MORNINGS)
    a_stall(10, -2, party=vendor)
    assert found() == []


def test_a_stall_on_its_spot_at_another_hour_is_at_the_wrong_time() -> None:
    a_sidewalk()
    vendor, spot = a_party(), a_spot(geom=box(10, -2, 2, 1.5))
    a_permit(vendor, spot, week=EVENINGS)
    a_stall(10, -2, party=vendor)
    finding = only()
    assert (finding.kind, finding.spot, finding.way) == ("wrong_time", spot, None)


def test_a_permit_that_ended_is_expired_and_one_that_begins_is_the_wrong_time() -> None:
    a_sidewalk()
    early, late = a_party(), a_party()
    spot = a_spot(geom=box(10, -2, 2, 1.5))
    a_permit(early, spot, valid=during("2026-01-01", "2026-05-01"))
    a_permit(late, spot, valid=during("2026-06-10"))
    a_stall(10, -2, party=early)
    a_stall(10, -2, party=late)
    assert kinds() == [("expired_right", "strong"), ("wrong_time", "strong")]


def test_a_permit_revoked_before_it_began_never_spoke_for_anybody() -> None:
    a_sidewalk()
    vendor = a_party()
    spot = a_spot(geom=box(10, -2, 2, 1.5))
    a_permit(vendor, spot, valid=during("2026-06-10"), status="revoked")
    a_stall(10, -2, party=vendor)
    assert kinds() == [("way_obstruction", "strong")]


def test_a_kiosk_is_not_judged_by_the_hour() -> None:
    a_sidewalk()
    vendor = a_party()
    a_permit(vendor, a_spot(geom=box(10, -2, 2, 1.5)), week=EVENINGS)
    a_stall(10, -2, party=vendor, kind="kiosk")
    assert found() == []


def test_a_stall_larger_than_its_spot_overruns_it() -> None:
    """
    . . . . . . . . .
    +--spot--+#####
    |########|#####     2 m spot, 1.5 m beyond it
    +--------+#####
    """
    a_sidewalk()
    vendor, spot = a_party(), a_spot(geom=box(10, -2, 2, 1.5))
    a_permit(vendor, spot)
    a_stall(10, -2, 3.5, party=vendor)
    finding = only()
    assert (finding.kind, finding.spot) == ("spot_overrun", spot)
    assert finding.area_m2 == pytest.approx(2.25, abs=0.01)
    assert finding.depth_m == pytest.approx(1.5, abs=0.01)


def test_a_stall_that_was_measured_a_hand_beside_its_spot_is_noise() -> None:
    a_sidewalk()
    vendor = a_party()
    a_permit(vendor, a_spot(geom=box(10, -2, 2, 1.5), accuracy_m=0.2))
    a_stall(10.1, -2, party=vendor, accuracy_m=0.2)
    assert kinds() == [("spot_overrun", "noise")]


def test_another_vendors_spot_is_no_permit() -> None:
    a_sidewalk()
    a_permit(a_party(), a_spot(geom=box(10, -2, 2, 1.5)))
    a_stall(10, -2, party=a_party())
    assert kinds() == [("way_obstruction", "strong")]


def test_an_unknown_vendor_has_the_benefit_of_the_permit_there() -> None:
    a_sidewalk()
    a_permit(a_party(), a_spot(geom=box(10, -2, 2, 1.5)), week=MORNINGS)
    a_stall(10, -2)
    assert found() == []


def test_a_stall_in_a_no_vending_zone_is_accused_of_that_alone() -> None:
    a_sidewalk()
    zone = a_zone(kind="no_vending", geom=rect(0, -3, 50, 3))
    a_stall(10, -2)
    finding = only()
    assert (finding.kind, finding.zone, finding.way) == ("no_vending_zone", zone, None)


@pytest.mark.parametrize(
    "fields",
    [
        {"valid": during("2020-01-01", "2026-01-01")},
        {"week": EVENINGS},
        {"kind": "permitted"},
        {"geom": rect(11.95, -3, 10, 3)},
    ],
)
def test_a_zone_that_does_not_apply_leaves_an_obstruction(fields: Any) -> None:
    a_sidewalk()
    a_zone(**{"kind": "no_vending", "geom": rect(0, -3, 50, 3)} | fields)
    a_stall(10, -2)
    assert kinds() == [("way_obstruction", "strong")]


def test_a_licence_on_a_part_of_the_way_covers_it() -> None:
    way, vendor = a_sidewalk(), a_party()
    a_right(way=way, party=vendor, kind="licence", geom=rect(9, -3, 4, 3))
    a_stall(10, -2, party=vendor)
    assert found() == []


def test_vending_in_ones_own_shop_is_nobodys_business() -> None:
    parcel_a()
    a_stall(2, 2)
    assert found() == []


def test_vending_on_municipal_land_is_unlicensed() -> None:
    parcel = parcel_a(owner_kind="municipal")
    a_stall(2, 2)
    finding = only()
    assert (finding.kind, finding.parcel) == ("unlicensed_occupation", parcel)


def test_an_act_that_is_over_is_judged_by_its_own_moment() -> None:
    a_sidewalk()
    vendor = a_party()
    a_permit(
        vendor,
        a_spot(geom=box(10, -2, 2, 1.5)),
        valid=during("2026-01-01", "2026-06-05"),
    )
    a_stall(10, -2, party=vendor)
    assert found() == []


def test_a_bad_fix_beside_his_own_spot_accuses_nobody() -> None:
    """A phone's 3 m error puts him 2.5 m beside the spot where he may well stand."""
    a_sidewalk()
    vendor = a_party()
    a_permit(vendor, a_spot(geom=box(10, -2, 2, 1.5), zone=a_zone()))
    a_stall(12.5, -2, party=vendor, accuracy_m=3)
    assert kinds() == [("way_obstruction", "noise")]


def test_a_good_fix_beside_his_own_spot_is_an_obstruction() -> None:
    a_sidewalk()
    vendor = a_party()
    a_permit(vendor, a_spot(geom=box(10, -2, 2, 1.5), zone=a_zone()))
    a_stall(12.5, -2, party=vendor, accuracy_m=0.1)
    finding = only()
    assert (finding.kind, finding.certainty) == ("way_obstruction", "strong")


def test_far_from_his_own_spot_even_a_bad_fix_is_enough() -> None:
    a_sidewalk()
    vendor = a_party()
    a_permit(vendor, a_spot(geom=box(10, -2, 2, 1.5), zone=a_zone()))
    a_stall(30, -2, party=vendor, accuracy_m=3)
    assert only().kind == "way_obstruction"
