"""Filling a zone with spots, measured on the ground.

 y
 0 ───────────── wall        parcels above
-4 ───────────── kerb        sidewalk y from -4 to 0, carriageway below
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gis_app.errors import BadInput
from gis_app.zones.layout.fill import Filled, Plan, fill
from gis_app.zones.layout.frontage import Size
from gis_app.zones.layout.judge import together
from gis_app.zones.models import Rule, StreetFeature, VendingSpot, VendingZone
from tests.factories import (
    a_parcel,
    a_rule,
    a_spot,
    a_street_feature,
    a_way,
    a_zone,
    day,
)
from tests.geometry import X0, box, line, point, rect

pytestmark = pytest.mark.django_db
NOON = day("2026-06-01")
PLAN = Plan(size=Size(2.0, 1.5, 0.0), spacing_m=0.5)


def a_street(metres: float = 30) -> VendingZone:
    a_way(geom=rect(-50, -4, 200, 4))
    a_way(kind="street", geom=rect(-50, -12, 200, 8))
    a_parcel(geom=rect(-50, 0, 200, 10))
    return a_zone(geom=rect(0, -4, metres, 4))


def starts(found: Filled) -> list[float]:
    return sorted(
        round(shape.extent[0] - X0, 2)
        for stall in found.stalls
        if (shape := stall.shape) is not None
    )


def test_an_empty_kerb_is_filled_from_end_to_end() -> None:
    found = fill(a_street(12), PLAN, NOON)
    assert starts(found) == [0, 2.5, 5, 7.5, 10]
    assert found.bound == 5
    (shape, *_others) = [stall.shape for stall in found.stalls]
    assert shape is not None
    assert shape.extent[1::2] == pytest.approx((4_126_996.0, 4_126_997.5))


def test_a_spacing_that_no_step_divides_wastes_nothing() -> None:
    plan = replace(PLAN, spacing_m=0.37)
    assert len(fill(a_street(2.37 * 9 + 2.001), plan, NOON).stalls) == 10


def test_along_the_wall_and_the_edge_too() -> None:
    zone = a_street(12)
    wall = fill(zone, replace(PLAN, side="wall"), NOON)
    assert {round(s.shape.extent[3]) for s in wall.stalls if s.shape} == {4_127_000}
    edge = fill(zone, replace(PLAN, side="edge"), NOON)
    assert len(edge.stalls) > len(wall.stalls)
    assert together(zone, [s.shape for s in edge.stalls if s.shape], NOON) == {}


def test_no_kerb_is_told() -> None:
    zone = a_zone()
    with override("en"), pytest.raises(BadInput, match="no kerb"):
        fill(zone, PLAN, NOON)


def test_a_frontage_that_is_too_long_is_refused() -> None:
    with override("en"), pytest.raises(BadInput, match="too much"):
        fill(a_street(100), replace(PLAN, step_m=0.01), NOON)


def test_a_window_narrows_it() -> None:
    plan = replace(PLAN, window=box(10, -20, 7, 40))
    assert starts(fill(a_street(), plan, NOON)) == [10, 12.5, 15]


def test_rules_among_the_new_stalls_are_kept_and_counted() -> None:
    zone = a_street(30)
    a_rule(kind="min_spacing", params={"m": 3.0})
    assert len(fill(zone, PLAN, NOON).stalls) == 6
    a_rule(kind="max_per", params={"per": "zone", "n": 4})
    a_spot(zone=zone, geom=box(24, -4, 2, 1.5))
    found = fill(zone, PLAN, NOON)
    assert len(found.stalls) == 3
    assert {"code": "count"} in found.why["reasons"]
    assert VendingSpot.objects.count() == 1


def test_two_rows_leave_room_to_pass_between_them() -> None:
    """A lane 4 m wide has no room for both sides, one of 6 m has."""
    a_rule(kind="min_clear_width", params={"m": 2.0})
    a_way(geom=rect(0, 0, 20, 4))
    a_way(geom=rect(0, 50, 20, 6))
    for y in (-10, 4, 40, 56):
        a_parcel(geom=rect(0, y, 20, 10))
    plan = replace(PLAN, side="wall")
    narrow, wide = a_zone(geom=rect(0, 0, 20, 4)), a_zone(geom=rect(0, 50, 20, 6))
    found = fill(narrow, plan, NOON)
    assert len(found.stalls) == 8
    assert {"code": "row"} in found.why["reasons"]
    assert len(fill(wide, plan, NOON).stalls) == 16


def test_a_bent_kerb_turns_the_stalls_and_keeps_them_apart() -> None:
    bend = (
        line((0, 0), (15, 0), (28, 9))
        .buffer(4)
        .difference(line((-9, 0), (0, 0), (15, 0), (28, 9), (40, 17)).buffer(0.001))
    )
    walk = rect(-5, 0, 60, 20)[0].intersection(bend)
    a_way(geom=_multi(walk))
    a_way(kind="street", geom=_multi(rect(-9, -9, 60, 40)[0].difference(walk)))
    a_rule(kind="min_spacing", params={"m": 0.5})
    zone = a_zone(geom=_multi(walk))
    found = fill(zone, replace(PLAN, size=Size(2.0, 1.0, 0.05)), NOON)
    shapes = [s.shape for s in found.stalls if s.shape]
    assert len(shapes) > 10
    assert together(zone, shapes, NOON) == {}


def _multi(shape: object) -> object:
    from django.contrib.gis.geos import MultiPolygon, Polygon

    from gis_app.crs import STORAGE_SRID

    if isinstance(shape, Polygon):
        return MultiPolygon(shape, srid=STORAGE_SRID)
    return shape


def best(metres: float, hydrants: list[float], keep: float) -> int:
    """Stalls of 2 m, 0.5 m apart, found each centimetre by full search.

    A lawful stretch of starts that is shorter than a step may be missed.
    """
    starts = range(int(metres * 100) - 199)
    lawful = [
        all(max(at / 100 - x, x - at / 100 - 2, 0) >= keep for x in hydrants)
        for at in starts
    ]
    for free, run in [(k, list(g)) for k, g in groupby(starts, lawful.__getitem__)]:
        if free and len(run) <= 27:
            for at in run:
                lawful[at] = False
    longest = [0] * (int(metres * 100) + 260)
    for at in range(int(metres * 100) - 200, -1, -1):
        longest[at] = max(longest[at + 1], lawful[at] and 1 + longest[at + 250])
    return longest[0]


@settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    metres=st.integers(600, 2400),
    hydrants=st.lists(st.integers(0, 2400), max_size=4),
)
def test_it_places_as_many_as_the_best_packing_to_the_centimetre(
    metres: int, hydrants: list[int]
) -> None:
    StreetFeature.objects.all().delete()
    VendingZone.objects.all().delete()
    Rule.objects.all().delete()
    a_rule(params={"feature_class": "hydrant", "m": 1.0})
    zone = a_street(metres / 100)
    for x in hydrants:
        a_street_feature(kind="hydrant", geom=point(x / 100, -4))
    found = fill(zone, PLAN, NOON)
    full = best(metres / 100, [x / 100 for x in hydrants], 1.0)
    assert len(found.stalls) >= 0.95 * full
