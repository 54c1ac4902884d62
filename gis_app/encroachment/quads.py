"""Convex quadrilaterals by the hundred thousand: overlap and protrusion, vectorised.

Most plots and buildings have four corners. For those the overlay is arithmetic, and an
array of pairs is answered at once; every other shape goes to GEOS.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SHARPEST = -0.2588
CHUNK = 1 << 13
"""Quads at a time: what the arithmetic touches stays in the processor's cache."""
AFTER = [1, 2, 3, 0]
APART_MM = 3
NOTHING = 1e-99
"""Makes 0 / 0 nothing, and is lost beside a square millimetre."""


class Straight(NamedTuple):
    """Rings (n, 4, 2) counter-clockwise in whole millimetres, and which are quads.

    A quad is convex, none of its corners sharper than 75°. Areas, outlines and boxes
    (n, 2, 2) are of quads only, in metres.
    """

    rings: Floats
    quad: Bools
    area_m2: Floats
    outline_m: Floats
    boxes: Floats


def straightened(rings: Floats) -> Straight:
    """Rings (n, 4, 2) in metres, measured and told apart."""
    n = len(rings)
    done = Straight(
        np.empty((n, 4, 2)),
        np.empty(n, dtype=bool),
        np.empty(n),
        np.empty(n),
        np.empty((n, 2, 2)),
    )
    for piece in _pieces(n):
        p = np.round(_corners_first(rings[piece]) * 1000)
        edge = p[AFTER] - p
        length = np.hypot(edge[:, 0], edge[:, 1])
        turn = _cross(edge, edge[AFTER])
        clockwise = (turn < 0).all(axis=0)
        bend = (edge * edge[AFTER]).sum(axis=1)
        blunt = (bend > SHARPEST * length * length[AFTER]).all(axis=0)
        done.quad[piece] = ((turn > 0).all(axis=0) | clockwise) & blunt
        flat = np.where(clockwise, p[::-1], p).transpose(2, 0, 1)
        done.rings[piece] = flat
        done.area_m2[piece] = np.abs(turn[0] + turn[2]) / 2e6
        done.outline_m[piece] = length.sum(axis=0) / 1000
        done.boxes[piece, 0] = p.min(axis=0).T / 1000
        done.boxes[piece, 1] = p.max(axis=0).T / 1000
    return done


def _pieces(count: int) -> Iterator[slice]:
    for start in range(0, count, CHUNK):
        yield slice(start, start + CHUNK)


def _corners_first(rings: Floats) -> Floats:
    """(n, 4, 2) as (4, 2, n): arithmetic runs along the last."""
    return np.ascontiguousarray(rings.transpose(1, 2, 0))


def _cross(a: Floats, b: Floats) -> Floats:
    cross: Floats = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return cross


def overlap_m2(a: Floats, b: Floats, i: Ints, j: Ints) -> Floats:
    """Areas shared by the quads ``a[i]`` and ``b[j]``, rings (n, 4, 2) in millimetres.

    Green's theorem over the clipped edges of both (Cyrus and Beck, 1978). Coordinates
    are whole numbers, so that "on the line" is decided exactly; an edge that both
    share is counted once.
    """
    areas = np.zeros(len(i))
    for piece in _pieces(len(i)):
        areas[piece] = _shared(*_from_origin(a[i[piece]], b[j[piece]]))
    return np.maximum(areas, 0) / 2e6


def _from_origin(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    origin = a[:, :1]
    return _corners_first(a - origin), _corners_first(b - origin)


def _shared(p: Floats, q: Floats) -> Floats:
    """Twice the area of each pair (4, 2, n)."""
    inside, around = _sides(p, q), _sides(q, p)
    # Half of the pairs whose boxes meet have an edge that tells them apart.
    apart = np.minimum(inside.max(axis=0), around.max(axis=0)).min(axis=0) <= 0
    meet = np.flatnonzero(~apart)
    p, q = p.take(meet, axis=2), q.take(meet, axis=2)
    twice = np.zeros(len(apart))
    twice[meet] = _clipped(p, q, inside.take(meet, axis=2), shared=True)
    twice[meet] += _clipped(q, p, around.take(meet, axis=2), shared=False)
    return twice


def _sides(p: Floats, q: Floats) -> Floats:
    """cross(edge k of q, corner i of p − its start): positive is inside."""
    edge = q[AFTER] - q
    dx = p[:, None, 0] - q[None, :, 0]
    dy = p[:, None, 1] - q[None, :, 1]
    dy *= edge[None, :, 0]
    dx *= edge[None, :, 1]
    dy -= dx
    return dy


def _clipped(p: Floats, q: Floats, side: Floats, *, shared: bool) -> Floats:
    """Σ cross(start, end) of the edges of ``p`` inside ``q``; arrays (4, 2, n).

    The cross of a piece of a line is its share of the whole edge's.
    """
    length, along = _kept(side)
    if along.any():
        along &= _opposite(p, q) if shared else True
        length[along.any(axis=1)] = 0
    total: Floats = (length * _cross(p, p[AFTER])).sum(axis=0)
    return total


def _kept(side: Floats) -> tuple[Floats, Bools]:
    """The share of each edge that is inside, and which edges lie along which."""
    inner = np.maximum(side, 0)
    outer = inner - side
    ahead = outer / (inner[AFTER] + outer + NOTHING)
    behind = outer[AFTER] / (inner + outer[AFTER] + NOTHING)
    on = side == 0
    kept: Floats = 1 - ahead.max(axis=1) - behind.max(axis=1)
    return np.maximum(kept, 0), on & on[AFTER]


def _opposite(p: Floats, q: Floats) -> Bools:
    """Which edges i of ``p`` run against edge k of ``q``, or across it."""
    a, b = p[AFTER] - p, q[AFTER] - q
    opposite: Bools = (a[:, None] * b[None]).sum(axis=2) <= 0
    return opposite


def protrusion_m(a: Floats, b: Floats, i: Ints, j: Ints) -> Floats:
    """At most this far any corner of ``a[i]`` lies from its ``b[j]``; both are quads.

    Beyond two edges at once the distances are added, which is more than the distance to
    a corner of 75°. Beyond one only, beside such a corner, it may be 1 / sin 75° of it.
    """
    furthest = np.empty(len(i))
    for piece in _pieces(len(i)):
        p, q = _from_origin(a[i[piece]], b[j[piece]])
        beyond = np.maximum(-_sides(p, q) / _lengths(q), 0)
        furthest[piece] = beyond.sum(axis=1).max(axis=0)
    return furthest / 1000


def contact_m(a: Floats, b: Floats, i: Ints, j: Ints) -> tuple[Floats, Bools]:
    """How much of the outline of ``b[j]`` runs through the inside of its ``a[i]``.

    And whether that is certain to the millimetre: no corner of one is so near to a line
    of the other that an overlay on the grid would bend it.
    """
    through, crisp = np.empty(len(i)), np.empty(len(i), dtype=bool)
    for piece in _pieces(len(i)):
        p, q = _from_origin(a[i[piece]], b[j[piece]])
        inside, around = _sides(p, q), _sides(q, p)
        share, along = _kept(around)
        share[along.any(axis=1)] = 0
        through[piece] = (share * _lengths(q)).sum(axis=0)
        nearest = np.minimum(abs(inside) / _lengths(q), abs(around) / _lengths(p))
        crisp[piece] = nearest.min(axis=(0, 1)) >= APART_MM
    return through / 1000, crisp


def _lengths(rings: Floats) -> Floats:
    edge = rings[AFTER] - rings
    lengths: Floats = np.hypot(edge[:, 0], edge[:, 1])
    return lengths
