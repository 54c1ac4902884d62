"""Siting rules, measured on the ground.

 y
 0 ──────────────── building line
-3 ┌──┐ spot 2 × 1.5 at (0, -3)          sidewalk: y from -3 to 0
"""

from __future__ import annotations

import pytest

from gis_app.zones import queries
from gis_app.zones.models import VendingSpot
from tests.factories import (
    a_rule,
    a_spot,
    a_street_feature,
    a_way,
    a_zone,
    day,
    during,
)
from tests.geometry import box, point, rect

pytestmark = pytest.mark.django_db


def only(spot: VendingSpot, at: str = "2026-06-01") -> queries.Verdict:
    (verdict,) = queries.verdicts(spot.pk, day(at))
    return verdict


def test_a_hydrant_too_near_forbids_the_spot_and_shows_the_line() -> None:
    a_rule(params={"feature_class": "hydrant", "m": 3.0}, legal_ref="§20-465")
    a_street_feature(kind="hydrant", geom=point(3.4, -2))
    verdict = only(a_spot(geom=box(0, -3, 2, 1.5)))
    assert (verdict.result, verdict.blocks) == ("fail", True)
    assert verdict.measured == pytest.approx(1.4)
    assert verdict.threshold == 3.0
    assert verdict.legal_ref == "§20-465"
    assert verdict.proof is not None


def test_exactly_the_required_distance_is_enough() -> None:
    a_rule(params={"feature_class": "hydrant", "m": 3.0})
    a_street_feature(kind="hydrant", geom=point(5, -2))
    assert only(a_spot(geom=box(0, -3, 2, 1.5))).result == "pass"


def test_only_features_of_the_rules_own_class_count() -> None:
    a_rule(params={"feature_class": "hydrant", "m": 3.0})
    a_street_feature(kind="tree", geom=point(2.1, -2))
    a_street_feature(kind="hydrant", geom=point(20, -2))
    assert only(a_spot(geom=box(0, -3, 2, 1.5))).measured == pytest.approx(18)


@pytest.mark.parametrize(("missing", "blocks"), [("warn", False), ("fail", True)])
def test_missing_data_is_unknown_and_the_rule_says_what_follows(
    missing: str, blocks: bool
) -> None:
    a_rule(on_missing_data=missing)
    verdict = only(a_spot())
    assert (verdict.result, verdict.measured) == ("unknown", None)
    assert verdict.blocks is blocks


def test_a_soft_rule_advises_and_never_forbids() -> None:
    a_rule(severity="soft")
    a_street_feature(kind="hydrant", geom=point(1, -2))
    verdict = only(a_spot(geom=box(0, -3, 2, 1.5)))
    assert (verdict.result, verdict.blocks) == ("fail", False)


def test_a_rule_holds_in_its_time_and_zone_only() -> None:
    a_rule(valid=during("2026-01-01", "2026-02-01"))
    a_rule(zone=a_zone(), priority=10)
    spot = a_spot()
    assert queries.verdicts(spot.pk, day("2026-06-01")) == []
    assert len(queries.verdicts(spot.pk, day("2026-01-15"))) == 1


def test_a_footprint_outside_its_zone_is_measured_in_square_metres() -> None:
    a_rule(kind="footprint_within", params={})
    zone = a_zone(geom=rect(0, -3, 10, 3))
    verdict = only(a_spot(zone=zone, geom=box(9, -3, 2, 1.5)))
    assert verdict.result == "fail"
    assert verdict.measured == pytest.approx(1.5)
    assert only(a_spot(zone=zone, geom=box(0, -3, 2, 1.5))).result == "pass"


@pytest.mark.parametrize(
    ("footprint", "result", "measured"),
    [((2, 1.5), "pass", 2.0), ((1.5, 2), "pass", 2.0), ((2.4, 1.5), "fail", 2.4)],
)
def test_the_largest_footprint_may_lie_either_way(
    footprint: tuple[float, float], result: str, measured: float
) -> None:
    a_rule(kind="max_footprint", params={"length": 2.0, "depth": 1.5})
    verdict = only(a_spot(geom=box(0, -3, *footprint)))
    assert verdict.result == result
    assert verdict.measured == pytest.approx(measured, abs=0.51)


def test_spacing_counts_spots_in_use_only() -> None:
    a_rule(kind="min_spacing", params={"m": 1.0})
    zone = a_zone()
    spot = a_spot(zone=zone, geom=box(0, -3, 2, 1.5))
    a_spot(zone=zone, geom=box(2.2, -3, 2, 1.5), status="closed")
    a_spot(zone=zone, geom=box(2.5, -3, 2, 1.5))
    verdict = only(spot)
    assert verdict.result == "fail"
    assert verdict.measured == pytest.approx(0.5)


def test_the_clear_width_is_the_narrowest_gap_that_is_left() -> None:
    a_rule(kind="min_clear_width", params={"m": 2.0})
    a_way(kind="sidewalk", geom=rect(-20, -3, 60, 3))
    spot = a_spot(geom=box(0, -3, 2, 1.5))
    assert only(spot).measured == pytest.approx(1.5)
    # A tree (0.5 m wide) a metre from the wall leaves 0.75 m in front of it.
    a_street_feature(kind="tree", geom=point(1, -1))
    assert only(spot).measured == pytest.approx(0.75, abs=0.01)


def test_a_no_vending_zone_bans_what_it_covers_while_it_is_valid() -> None:
    spot = a_spot(geom=box(0, -3, 2, 1.5))
    decree = a_zone(
        kind="no_vending", geom=rect(1, -3, 50, 3), valid=during("2025-08-18")
    )
    a_zone(kind="no_vending", geom=rect(2, -3, 50, 3))  # touches at an edge
    after = during("2025-09-01", "2026-01-01")
    before = during("2025-01-01", "2025-06-01")
    assert queries.bans(spot.pk, after) == [decree]
    assert queries.bans(spot.pk, before) == []


def test_trees_that_stand_close_to_each_other_are_measured_as_one_obstacle() -> None:
    """Their half metres overlap, and one of them overlaps a neighbouring stall."""
    a_rule(kind="min_clear_width", params={"m": 1.0})
    a_way(geom=rect(-20, -3, 60, 3))
    a_street_feature(kind="tree", geom=point(1.0, -1.0))
    a_street_feature(kind="pole", geom=point(1.2, -1.0))
    a_street_feature(kind="tree", geom=point(4.1, -1.6))
    zone = a_zone(geom=rect(0, -3, 50, 3))
    a_spot(geom=box(3, -3, 2, 1.5), zone=zone)
    verdict = only(a_spot(geom=box(0, -3, 2, 1.5), zone=zone))
    assert verdict.result == "fail"
    assert verdict.measured == pytest.approx(0.75, abs=0.03)
