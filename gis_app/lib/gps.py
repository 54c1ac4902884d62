"""What a phone's position proves: the probability of standing inside a shape.

A phone tells a place and an ``accuracy``: the radius that holds 68 % of its error. The
error is taken as a circular normal (both axes σ, independent). Everything here is in
metres on a plane, relative to any origin; nothing is approximated but Owen's T, and
that to 1e-12.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum

from gis_app.lib.gauss import NODES

Ring = Sequence[tuple[float, float]]
"""Corners in order; the last may repeat the first."""
Polygon = Sequence[Ring]
"""The outer ring, then its holes; their direction does not matter."""

RADIUS_68 = 1.5096
"""√(−2 ln 0.32): a circle of this many σ holds 68 % of a circular normal."""
RADIUS_95 = 2.4477
"""√(−2 ln 0.05)."""
FLOOR_M = 3.0
"""Phones promise more than they keep: no accuracy below this is believed."""
OLDEST_S = 10.0
COARSEST_M = 20.0
CONFIRMED = 0.95
NOTHING = 9.0
"""Beyond this many σ there is less than 1e-18 of the probability."""


class Verdict(StrEnum):
    """What the position proves."""

    ZONE_CONFIRMED = "zone_confirmed"
    OUTSIDE_SPOT = "outside_spot"
    UNDECIDED = "undecided"


class Unusable(StrEnum):
    """Why a fix proves nothing at all."""

    OLD = "old"
    COARSE = "coarse"


def unusable(accuracy_m: float, age_s: float) -> Unusable | None:
    """Why this fix is refused, or None for one that can be judged by.

    Not a number is never good enough.
    """
    if not age_s <= OLDEST_S:
        return Unusable.OLD
    if not accuracy_m <= COARSEST_M:
        return Unusable.COARSE
    return None


def sigma(accuracy_m: float) -> float:
    """σ of each axis of a fix, from its 68 % radius."""
    return max(accuracy_m, FLOOR_M) / RADIUS_68


def with_map_error(sigma_m: float, rmse_m: float | None) -> float | None:
    """σ of the place of a fix against a mapped line of this RMSE (of both axes).

    None when nobody knows how well the line was mapped: an unknown error is not 0.
    """
    return None if rmse_m is None else math.hypot(sigma_m, rmse_m / math.sqrt(2))


def zone_verdict(p_inside: float | None) -> Verdict:
    """Whether the fix proves that one is inside a zone."""
    sure = p_inside is not None and p_inside >= CONFIRMED
    return Verdict.ZONE_CONFIRMED if sure else Verdict.UNDECIDED


def spot_verdict(distance_m: float, sigma_m: float | None) -> Verdict:
    """Whether the fix refutes that one is at a spot; it can't confirm one."""
    far = sigma_m is not None and distance_m > RADIUS_95 * sigma_m
    return Verdict.OUTSIDE_SPOT if far else Verdict.UNDECIDED


def p_inside(x: float, y: float, sigma_m: float, shape: Iterable[Polygon]) -> float:
    """The probability that the true place lies in a shape of disjoint polygons."""
    total = 0.0
    for polygon in shape:
        for number, ring in enumerate(polygon):
            share = abs(_ring(x, y, sigma_m, ring))
            total += share if number == 0 else -share
    return min(1.0, max(0.0, total))


def _ring(x: float, y: float, sigma_m: float, ring: Ring) -> float:
    """The signed probability of the inside of a ring, by Green's theorem.

    In polar coordinates about the fix the density integrates over r at once: what
    remains is ∮ (1 − exp(−r(θ)²/2σ²)) dθ/2π along the ring. Along a straight edge that
    is the angle it fills less two values of Owen's T.
    """
    corners = [((a - x) / sigma_m, (b - y) / sigma_m) for a, b in ring]
    total = 0.0
    ax, ay = corners[-1]
    for bx, by in corners:
        total += _edge(ax, ay, bx, by)
        ax, ay = bx, by
    return total


def _edge(ax: float, ay: float, bx: float, by: float) -> float:
    cross = ax * by - ay * bx
    length = math.hypot(bx - ax, by - ay)
    if length == 0.0 or cross == 0.0:
        return 0.0
    angle = math.atan2(cross, ax * bx + ay * by) / (2 * math.pi)
    height = abs(cross) / length
    # Distances along the edge from the foot of the perpendicular.
    first = (ax * (bx - ax) + ay * (by - ay)) / length
    last = (bx * (bx - ax) + by * (by - ay)) / length
    if height > NOTHING or first > NOTHING or last < -NOTHING:
        return angle
    between = owens_t(height, last / height) - owens_t(height, first / height)
    return angle - math.copysign(between, cross)


def owens_t(h: float, a: float) -> float:
    """Owen's T(h, a) = ∫₀ᵃ exp(−h²(1+x²)/2) / (1+x²) dx / 2π (Owen, 1956)."""
    h = abs(h)
    if a < 0.0:
        return -owens_t(h, -a)
    if h > NOTHING:
        return 0.0
    if a <= 1.0:
        return _t(h, a)
    # T(h,a) + T(ah,1/a) = ¼ − (Φ(h) − ½)(Φ(ah) − ½), so that a ≤ 1 is enough.
    root = math.sqrt(2)
    both = math.erf(h / root) * math.erf(a * h / root)
    return 0.25 * (1.0 - both) - (_t(a * h, 1.0 / a) if a * h <= NOTHING else 0.0)


def _t(h: float, a: float) -> float:
    half_square = -0.5 * h * h
    total = 0.0
    for node, weight in NODES:
        square = 1.0 + (a * node) ** 2
        total += weight * math.exp(half_square * square) / square
    return a * total / (2 * math.pi)


def distance(x: float, y: float, shape: Iterable[Polygon]) -> float:
    """From a place to the nearest point of a shape; 0 inside it."""
    nearest = math.inf
    for polygon in shape:
        crossings = sum(_crosses(x, y, *e) for ring in polygon for e in _edges(ring))
        if crossings % 2:
            return 0.0
        for ring in polygon:
            for edge in _edges(ring):
                nearest = min(nearest, _to_edge(x, y, *edge))
    return nearest


def _edges(ring: Ring) -> Iterable[tuple[float, float, float, float]]:
    before = ring[-1]
    for corner in ring:
        yield (*before, *corner)
        before = corner


def _crosses(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> bool:
    if (ay > y) == (by > y):
        return False
    return x < ax + (y - ay) * (bx - ax) / (by - ay)


def _to_edge(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> float:
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    along = 0.0 if square == 0 else ((x - ax) * dx + (y - ay) * dy) / square
    along = min(1.0, max(0.0, along))
    return math.hypot(x - ax - along * dx, y - ay - along * dy)
