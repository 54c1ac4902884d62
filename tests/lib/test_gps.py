"""Positions prove what probability says, no more."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gis_app.lib import gps

STALL = [[(-1.0, -0.75), (1.0, -0.75), (1.0, 0.75), (-1.0, 0.75)]]
FRAME = [
    [(0.0, 0.0), (30.0, 0.0), (30.0, 20.0), (0.0, 20.0), (0.0, 0.0)],
    [(10.0, 5.0), (20.0, 5.0), (20.0, 15.0), (10.0, 15.0)],
]
ELL = [[(0.0, 0.0), (40.0, 0.0), (40.0, 4.0), (6.0, 4.0), (6.0, 25.0), (0.0, 25.0)]]
Places = NDArray[np.float64]


def inside(places: Places, ring: gps.Ring) -> NDArray[np.bool_]:
    """Which places lie in a ring, by counting crossings."""
    found = np.zeros(len(places), bool)
    x, y = places.T
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if ay != by:
            across = (ay > y) != (by > y)
            found ^= across & (x < ax + (y - ay) * (bx - ax) / (by - ay))
    return found


def simulated(x: float, y: float, sigma_m: float, polygon: gps.Polygon) -> float:
    places = np.random.default_rng(7).normal((x, y), sigma_m, (400_000, 2))
    hits = inside(places, polygon[0])
    for hole in polygon[1:]:
        hits &= ~inside(places, hole)
    return float(hits.mean())


def test_a_phone_cannot_confirm_that_one_stands_in_a_stall() -> None:
    p = gps.p_inside(0, 0, gps.sigma(3.0), [STALL])
    assert round(p, 2) == 0.11
    assert gps.zone_verdict(p) == gps.Verdict.UNDECIDED


@pytest.mark.parametrize("polygon", [STALL, FRAME, ELL])
@pytest.mark.parametrize("place", [(0, 0), (3, 2), (15, 10), (45, 2), (-3, -4)])
@pytest.mark.parametrize("accuracy_m", [3.0, 8.0, 20.0])
def test_the_probability_is_that_of_a_simulation(
    polygon: gps.Polygon, place: tuple[float, float], accuracy_m: float
) -> None:
    sigma_m = gps.sigma(accuracy_m)
    exact = gps.p_inside(*place, sigma_m, [polygon])
    # Four standard errors of 400,000 trials.
    assert exact == pytest.approx(simulated(*place, sigma_m, polygon), abs=0.0032)


@given(
    st.floats(-30, 30), st.floats(-30, 30), st.floats(0.1, 40), st.floats(0.1, 40),
    st.floats(0.5, 15),
)  # fmt: skip
def test_a_rectangle_is_the_product_of_two_error_functions(
    x: float, y: float, w: float, h: float, sigma_m: float
) -> None:
    ring = [(x, y), (x, y + h), (x + w, y + h), (x + w, y)]
    root = sigma_m * math.sqrt(2)

    def share(low: float, high: float) -> float:
        return (math.erf(high / root) - math.erf(low / root)) / 2

    exact = share(x, x + w) * share(y, y + h)
    assert gps.p_inside(0, 0, sigma_m, [[ring]]) == pytest.approx(exact, abs=1e-10)


@given(st.floats(-8, 8), st.floats(0, 50))
def test_owens_t_keeps_its_law(h: float, a: float) -> None:
    def phi(z: float) -> float:
        return math.erfc(-z / math.sqrt(2)) / 2

    # T(h,1) = Φ(h)(1 − Φ(h))/2 and T(0,a) = arctan(a)/2π (Owen, 1956).
    assert gps.owens_t(h, 1.0) == pytest.approx(phi(h) * phi(-h) / 2, abs=1e-13)
    assert gps.owens_t(0.0, a) == pytest.approx(math.atan(a) / math.tau, abs=1e-13)
    assert gps.owens_t(h, -a) == -gps.owens_t(h, a)


def test_shapes_of_parts_add_up() -> None:
    left, right = ([[(a, -50), (a + 5, -50), (a + 5, 50), (a, 50)]] for a in (-5, 0))
    both = gps.p_inside(0, 0, 2.0, [left, right])
    apart = (gps.p_inside(0, 0, 2.0, [part]) for part in (left, right))
    assert both == pytest.approx(sum(apart), abs=1e-12)


def test_sigma_comes_from_the_68_per_cent_radius_but_never_below_three_metres() -> None:
    assert gps.sigma(15.096) == pytest.approx(10)
    assert gps.sigma(0.0) == gps.sigma(3.0) == pytest.approx(3 / 1.5096)
    assert pytest.approx(math.sqrt(-2 * math.log(0.32)), abs=1e-4) == gps.RADIUS_68
    assert pytest.approx(math.sqrt(-2 * math.log(0.05)), abs=1e-4) == gps.RADIUS_95


def test_an_unknown_error_of_the_map_confirms_nothing_and_refutes_nothing() -> None:
    assert gps.with_map_error(3.0, 4 * math.sqrt(2)) == pytest.approx(5)
    assert gps.with_map_error(3.0, None) is None
    assert gps.zone_verdict(None) == gps.Verdict.UNDECIDED
    assert gps.spot_verdict(1000.0, None) == gps.Verdict.UNDECIDED


def test_a_spot_is_refuted_beyond_the_95_per_cent_circle() -> None:
    assert gps.spot_verdict(2.4478, 1.0) == gps.Verdict.OUTSIDE_SPOT
    assert gps.spot_verdict(2.4476, 1.0) == gps.Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("accuracy_m", "age_s", "reason"),
    [
        (5, 10, None),
        (20, 0, None),
        (5, 10.1, "old"),
        (20.1, 0, "coarse"),
        (5, math.nan, "old"),
        (math.nan, 1, "coarse"),
        (math.inf, 1, "coarse"),
    ],
)
def test_old_and_coarse_fixes_prove_nothing(
    accuracy_m: float, age_s: float, reason: str | None
) -> None:
    assert gps.unusable(accuracy_m, age_s) == reason


@pytest.mark.parametrize(
    ("place", "expected"),
    [((1, 1), 0.0), ((15, 10), 5.0), ((-3, 10), 3.0), ((33, 24), 5.0), ((9, 10), 0.0)],
)
def test_the_distance_to_a_shape_is_zero_inside_but_not_in_its_hole(
    place: tuple[float, float], expected: float
) -> None:
    assert gps.distance(*place, [FRAME]) == pytest.approx(expected)
