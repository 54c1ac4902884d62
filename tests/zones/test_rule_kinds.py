"""Every kind of siting rule, measured on the ground.

 y
12 ──────────────── carriageway from 6 to 12, its axis at 9
 6 ──────────────── kerb
 0 ──────────────── wall          sidewalk: y from 0 to 6
"""

from __future__ import annotations

from typing import Any

import pytest

from gis_app.land.models import Block, WayAxis
from gis_app.lib.week import Week
from gis_app.zones import queries
from gis_app.zones.models import VendingSpot
from tests.factories import a_parcel, a_rule, a_spot, a_way, a_zone, day
from tests.geometry import box, line, rect

pytestmark = pytest.mark.django_db
EVENING = Week.daily(17 * 60, 22 * 60)


def the_street() -> None:
    a_way(kind="sidewalk", geom=rect(-50, 0, 100, 6))
    a_way(kind="street", geom=rect(-50, 6, 100, 6))
    a_parcel(geom=rect(-50, -20, 100, 20), owner_kind="state")
    WayAxis.objects.create(
        rank="local", width_m=6, geom=line((-50, 9), (50, 9)), name_fa="گذر"
    )
    Block.objects.create(code="B-1", geom=rect(-50, -20, 100, 20))
    Block.objects.create(code="B-2", geom=rect(-50, 18, 100, 20))


def asked(spot: VendingSpot, **question: Any) -> queries.Verdict:
    (verdict,) = queries.verdicts(spot.pk, day("2026-06-01"), **question)
    return verdict


def said(verdict: queries.Verdict) -> tuple[str, float | None]:
    measured = verdict.measured
    return verdict.result, None if measured is None else round(measured, 2)


def test_the_same_goods_keep_apart_and_other_goods_do_not() -> None:
    a_rule(kind="same_goods_spacing", params={"m": 5.0})
    zone = a_zone()
    spot = a_spot(zone=zone, goods=["fish"], geom=box(0, 0, 2, 1.5))
    a_spot(zone=zone, goods=["books"], geom=box(2.5, 0, 2, 1.5))
    assert said(asked(spot)) == ("pass", None)
    a_spot(zone=zone, goods=["fish", "food"], geom=box(6, 0, 2, 1.5))
    assert said(asked(spot)) == ("fail", 4.0)
    assert said(asked(spot, goods=["books"])) == ("fail", 0.5)


def test_a_spot_that_stands_alone_keeps_every_spacing() -> None:
    a_rule(kind="min_spacing", params={"m": 5.0})
    assert said(asked(a_spot())) == ("pass", None)


@pytest.mark.parametrize(("n", "result"), [(3, "pass"), (2, "fail")])
def test_a_zone_holds_so_many_spots_in_use(n: int, result: str) -> None:
    a_rule(kind="max_per", params={"per": "zone", "n": n})
    zone = a_zone()
    spot, *_ = (a_spot(zone=zone, geom=box(4 * i, 0, 2, 1.5)) for i in range(3))
    a_spot(zone=zone, geom=box(40, 0, 2, 1.5), status="closed")
    assert said(asked(spot)) == (result, 3)


def test_a_block_is_counted_side_by_side() -> None:
    a_rule(kind="max_per", params={"per": "block_side", "n": 1})
    the_street()
    zone = a_zone()
    spot = a_spot(zone=zone, geom=box(0, 0, 2, 1.5))
    a_spot(zone=zone, geom=box(0, 16, 2, 1.5))  # before the block across the street
    assert said(asked(spot)) == ("pass", 1)
    a_spot(zone=zone, geom=box(20, 4, 2, 1.5))
    assert said(asked(spot)) == ("fail", 2)


def test_without_a_block_nearby_its_side_is_unknown() -> None:
    a_rule(kind="max_per", params={"per": "block_side", "n": 1})
    assert asked(a_spot()).result == "unknown"


@pytest.mark.parametrize(
    ("people", "result"), [(80, "pass"), (79, "fail"), (None, "unknown")]
)
def test_spots_are_counted_against_the_inhabitants(
    people: int | None, result: str
) -> None:
    params = {"per": "population", "percent": 2.5}
    a_rule(kind="max_per", params=params | ({"population": people} if people else {}))
    zone = a_zone()
    spot = a_spot(zone=zone)
    a_spot(zone=zone, geom=box(4, 0, 2, 1.5))
    assert said(asked(spot)) == (result, 2)


def test_only_listed_goods_may_be_sold() -> None:
    a_rule(kind="goods_allow", params={"goods": ["books", "flowers"]})
    zone = a_zone()
    assert said(asked(a_spot(zone=zone, goods=["fish"]))) == ("fail", 0)
    some = a_spot(zone=zone, goods=["fish", "books"])
    assert said(asked(some)) == ("pass", 1)
    assert asked(some, goods=["fish"]).blocks is True
    assert said(asked(a_spot(zone=zone))) == ("pass", 2)  # all goods: the listed ones


def test_what_is_denied_leaves_the_other_goods() -> None:
    a_rule(kind="goods_deny", params={"goods": ["fish"]})
    zone = a_zone()
    spot = a_spot(zone=zone)
    assert said(asked(spot)) == ("pass", None)
    assert said(asked(spot, goods=["fish"])) == ("fail", 0)
    assert said(asked(a_spot(zone=zone, goods=["fish", "food"]))) == ("pass", 1)


def test_hours_outside_the_window_forbid_who_asks_for_them() -> None:
    a_rule(kind="time_window", params={"week": str(EVENING)})
    spot = a_spot()  # its zone: at all hours
    whole = asked(spot)
    assert (whole.result, whole.blocks, whole.partial) == ("fail", False, True)
    noon = asked(spot, week=Week.daily(12 * 60, 13 * 60))
    assert (noon.measured, noon.blocks) == (7 * 60, True)
    assert asked(spot, week=Week.daily(18 * 60, 19 * 60)).result == "pass"


def test_a_zone_whose_hours_are_all_outside_the_window_is_forbidden() -> None:
    a_rule(kind="time_window", params={"week": str(EVENING)})
    noon = a_zone(week=Week.daily(12 * 60, 13 * 60))
    assert asked(a_spot(zone=noon)).blocks is True


def test_state_land_is_kept_free_of_stalls() -> None:
    a_rule(kind="exclusion_zone", params={"of": "parcel:state"})
    the_street()
    assert said(asked(a_spot(geom=box(0, 0, 2, 1.5)))) == ("pass", 0)
    verdict = asked(a_spot(geom=box(0, -0.5, 2, 1.5)))
    assert said(verdict) == ("fail", 1.0)
    assert verdict.proof is not None


def test_so_many_metres_from_a_forbidden_area() -> None:
    a_rule(kind="exclusion_zone", params={"of": "way:street", "m": 5.0})
    the_street()
    assert said(asked(a_spot(geom=box(0, 0, 2, 1.5)))) == ("fail", 4.5)
    assert said(asked(a_spot(geom=box(0, -10, 2, 1.5)))) == ("pass", 14.5)
    assert said(asked(a_spot(geom=box(0, -400, 2, 1.5)))) == ("pass", None)


def test_a_drawn_shape_is_kept_free() -> None:
    a_rule(kind="exclusion_zone", params={"of": "shape"}, shape=rect(0, 0, 10, 10))
    assert said(asked(a_spot(geom=box(9, 0, 2, 1.5)))) == ("fail", 1.5)


def test_the_whole_stall_stands_on_public_ways() -> None:
    a_rule(kind="footprint_within", params={"of": "ways"})
    spot = a_spot(geom=box(0, -0.5, 2, 1.5))
    assert asked(spot).result == "unknown"  # no way is in the register here
    the_street()
    assert said(asked(spot)) == ("fail", 1.0)
    assert said(asked(a_spot(geom=box(0, 5, 2, 1.5)))) == ("pass", 0)


@pytest.mark.parametrize(
    ("edge", "y", "said_"),
    [
        ("curb", 4.4, ("pass", 0.1)),
        ("curb", 3.0, ("fail", 1.5)),
        ("wall", 0.3, ("pass", 0.3)),
        ("wall", 2.0, ("fail", 2.0)),
    ],
)
def test_stalls_stand_beside_the_kerb_or_the_wall(
    edge: str, y: float, said_: tuple[str, float]
) -> None:
    a_rule(kind="abut", params={"to": edge, "m": 0.5})
    the_street()
    assert said(asked(a_spot(geom=box(0, y, 2, 1.5)))) == said_


def test_a_narrow_street_takes_stalls_on_one_side_only() -> None:
    a_rule(kind="road_width_sides", params={"one_side_m": 5, "both_sides_m": 8})
    spot = a_spot(geom=box(0, 4, 2, 1.5))
    assert asked(spot).result == "unknown"
    the_street()
    assert said(asked(spot)) == ("pass", 6)
    a_spot(geom=box(0, 12.5, 2, 1.5))
    verdict = asked(spot)
    assert (verdict.result, verdict.threshold) == ("fail", 8)


@pytest.mark.parametrize(
    ("height", "result"), [(None, "unknown"), (2.5, "pass"), (2.6, "fail")]
)
def test_a_stall_whose_height_nobody_knows_is_unknown(
    height: float | None, result: str
) -> None:
    limits = {"length": 2.0, "depth": 1.5, "height": 2.5}
    a_rule(kind="max_footprint", params=limits)
    assert asked(a_spot(height_m=height)).result == result


def test_a_side_that_is_too_long_is_told_before_an_unknown_height() -> None:
    a_rule(kind="max_footprint", params={"length": 2.0, "height": 2.5})
    assert said(asked(a_spot(geom=box(0, 0, 2.4, 1.5)))) == ("fail", 2.4)


def test_a_rule_for_some_goods_binds_who_sells_them() -> None:
    a_rule(kind="min_spacing", params={"m": 5.0}, goods=["fish"])
    zone = a_zone()
    spot = a_spot(zone=zone, geom=box(0, 0, 2, 1.5))
    a_spot(zone=zone, geom=box(3, 0, 2, 1.5))
    assert (asked(spot).partial, asked(spot).blocks) == (True, False)
    assert asked(spot, goods=["fish"]).blocks is True
    assert queries.verdicts(spot.pk, day("2026-06-01"), ["books"]) == []


def test_a_rule_for_some_hours_binds_who_sells_then() -> None:
    a_rule(kind="min_spacing", params={"m": 5.0}, week=EVENING)
    zone = a_zone()
    spot = a_spot(zone=zone, geom=box(0, 0, 2, 1.5))
    a_spot(zone=zone, geom=box(3, 0, 2, 1.5))
    assert asked(spot).blocks is False
    assert asked(spot, week=Week.daily(21 * 60, 23 * 60)).blocks is True
    morning = Week.daily(8 * 60, 9 * 60)
    assert queries.verdicts(spot.pk, day("2026-06-01"), week=morning) == []


def test_of_two_rules_about_one_subject_the_higher_priority_holds() -> None:
    zone = a_zone()
    a_rule(kind="min_spacing", params={"m": 5.0})
    a_rule(kind="min_spacing", params={"m": 1.0}, zone=zone, priority=10)
    spot = a_spot(zone=zone, geom=box(0, 0, 2, 1.5))
    a_spot(zone=zone, geom=box(3.5, 0, 2, 1.5))
    verdict = asked(spot)
    assert (verdict.threshold, verdict.result) == (1.0, "pass")
