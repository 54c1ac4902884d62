"""Strokes are what they say: inside their shape, apart as asked, upright."""

from __future__ import annotations

import re

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis_app.web.sheets.strokes import hatch, path, upright


def lines_of(svg: str) -> list[shapely.LineString]:
    found = re.findall(r'd="M([^"]+)"', svg)
    return [
        shapely.LineString([tuple(map(float, p.split())) for p in d.split("L")])
        for d in found
    ]


@given(st.floats(2, 40), st.floats(2, 40), st.floats(0.5, 3), st.floats(0, 180))
def test_a_hatch_stays_within_its_shape(
    width: float, height: float, step: float, degrees: float
) -> None:
    shape = shapely.box(0, 0, width, height)
    drawn = lines_of(hatch(shape, step, degrees, lambda x, y: (x, y)))
    assert drawn
    assert all(shape.buffer(0.02).covers(line) for line in drawn)


def test_a_hole_stays_open() -> None:
    ring = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6))
    svg = path(ring, lambda x, y: (x, y), fill="red")
    assert svg.count("Z") == 2
    assert 'fill-rule="evenodd"' in svg
    assert 'fill="red"' in svg


@given(st.floats(-720, 720))
def test_text_is_never_upside_down(angle: float) -> None:
    turned = upright(angle)
    assert -90 < turned <= 90
    assert (turned - angle) % 180 == pytest.approx(0, abs=1e-6) or (
        turned - angle
    ) % 180 == pytest.approx(180, abs=1e-6)
