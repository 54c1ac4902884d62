"""The depth is drawn where a tape would be held: square to the line that was crossed.

 y
 3        ┌─────┐ occupation from y = -1 to 2
          │     │
 0 ───────┼─────┼──── edge of the way: it reaches from y = -9 to 0
-1        └─────┘
"""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import rotate

from gis_app.web.sheets.dimension import across, contact, sides

WAY = shapely.box(-50, -9, 50, 0)


def judged(
    occupation: shapely.Polygon, unit: shapely.Polygon = WAY
) -> tuple[shapely.Polygon, shapely.Polygon]:
    return occupation.intersection(unit), occupation


def test_the_line_crossed_is_the_edge_inside_the_occupation() -> None:
    edge = contact(*judged(shapely.box(10, -1, 12, 2)))
    assert edge.length == pytest.approx(2, abs=0.02)
    assert {round(y, 6) for _x, y in edge.coords} == {0.0}


@given(st.floats(0.1, 3), st.floats(0.5, 8), st.floats(0, 359), st.floats(0.5, 4))
def test_a_strip_is_measured_across_whichever_way_it_lies(
    depth_m: float, width_m: float, degrees: float, back_m: float
) -> None:
    overlap, occupation = (
        rotate(shape, degrees, origin=(0, 0))
        for shape in judged(shapely.box(10, -depth_m, 10 + width_m, back_m))
    )
    found = across(overlap, occupation, depth_m)
    assert found is not None
    assert found.length_m == pytest.approx(depth_m)
    assert overlap.buffer(0.02).covers(shapely.LineString([found.start, found.end]))
    turned = math.radians(degrees)
    along = (found.end[0] - found.start[0]) * math.cos(turned) + (
        found.end[1] - found.start[1]
    ) * math.sin(turned)
    assert along == pytest.approx(0, abs=0.02)


def test_of_two_edges_the_one_with_more_ground_behind_it_is_measured() -> None:
    """Two metres beyond the end of a spot, and two centimetres beside it."""
    spot = shapely.box(0, 0, 1.5, 2)
    occupation = shapely.box(-0.02, 0, 1.5, 4)
    found = across(occupation.difference(spot), occupation, 0.9)
    assert found is not None
    assert found.start == pytest.approx((0.75, 2.0), abs=0.02)
    assert found.end == pytest.approx((0.75, 2.9), abs=0.02)
    assert found.clear is not None
    assert found.clear[1] == pytest.approx(4.0, abs=0.02)


def test_what_lies_wholly_inside_crosses_no_line_and_shows_its_sides() -> None:
    inside = shapely.box(10, -3, 12, -1.5)
    assert across(*judged(inside), 1.5) is None
    assert sorted(side.length_m for side in sides(inside)) == pytest.approx([1.5, 2])
    for side in sides(inside):
        assert side.outward is not None
        middle = shapely.LineString([side.start, side.end]).centroid
        off = shapely.Point(
            middle.x + side.outward[0] * 0.1, middle.y + side.outward[1] * 0.1
        )
        assert not inside.covers(off)
