"""Convex quadrilaterals by the hundred thousand: overlap and protrusion, vectorised.

Most plots and buildings have four corners. For those the overlay is arithmetic, and an
array of pairs is answered at once; every other shape goes to GEOS.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SHARPEST = -0.2588
CHUNK = 1 << 14
"""Pairs at a time: what the arithmetic touches stays in the processor's cache."""


def straightened(rings: Floats) -> tuple[Floats, Bools]:
    """Rings (n, 4, 2) counter-clockwise in whole millimetres, and which are quads.

    A quad is convex, none of its corners sharper than 75°.
    """
    rings = np.round(rings * 1000)
    turn = _turns(rings)
    clockwise = np.all(turn < 0, axis=1)
    rings = np.where(clockwise[:, None, None], rings[:, ::-1], rings)
    convex = np.all(turn > 0, axis=1) | clockwise
    quad: Bools = convex & np.all(_bends(rings) > SHARPEST, axis=1)
    return rings, quad


def _bends(rings: Floats) -> Floats:
    """The cosine of the turn at each corner; −1 where the way goes straight back."""
    ahead = np.roll(rings, -1, axis=1) - rings
    ahead /= np.maximum(np.hypot(ahead[..., 0], ahead[..., 1]), 1)[..., None]
    bends: Floats = (ahead * np.roll(ahead, -1, axis=1)).sum(axis=-1)
    return bends


def _turns(rings: Floats) -> Floats:
    ahead = np.roll(rings, -1, axis=1) - rings
    after = np.roll(ahead, -1, axis=1)
    turns: Floats = ahead[..., 0] * after[..., 1] - ahead[..., 1] * after[..., 0]
    return turns


def overlap_m2(a: Floats, b: Floats) -> Floats:
    """Areas shared by pairs of quads, both (n, 4, 2) in millimetres.

    Green's theorem over the clipped edges of both (Cyrus and Beck, 1978). Coordinates
    are whole numbers, so that "on the line" is decided exactly; an edge that both
    share is counted once.
    """
    areas = np.empty(len(a))
    for start in range(0, len(a), CHUNK):
        piece = slice(start, start + CHUNK)
        origin = a[piece, :1]
        p = np.ascontiguousarray((a[piece] - origin).transpose(1, 2, 0))
        q = np.ascontiguousarray((b[piece] - origin).transpose(1, 2, 0))
        areas[piece] = _clipped(p, q, shared=True) + _clipped(q, p, shared=False)
    return np.maximum(areas, 0) / 2e6


def _clipped(p: Floats, q: Floats, *, shared: bool) -> Floats:
    """Σ cross(start, end) of the edges of ``p`` inside ``q``; arrays (4, 2, n)."""
    side = _sides(p, q)
    total = np.zeros(p.shape[2])
    for i in range(4):
        j = (i + 1) % 4
        enter = np.zeros(p.shape[2])
        leave = np.ones(p.shape[2])
        for k in range(4):
            f, g = side[i, k], side[j, k]
            step = f - g
            with np.errstate(divide="ignore", invalid="ignore"):
                cut = f / step
            enter = np.where(step < 0, np.maximum(enter, cut), enter)
            leave = np.where(step > 0, np.minimum(leave, cut), leave)
            out = (step == 0) & (f < 0)
            along = (step == 0) & (f == 0)
            if shared:
                along &= _opposite(p, q, i, k)
            leave[out | along] = -1
        length = np.maximum(leave - enter, 0)
        # cross(start, end) of a piece of a line is its share of the whole edge's.
        total += length * (p[i, 0] * p[j, 1] - p[i, 1] * p[j, 0])
    return total


def _sides(p: Floats, q: Floats) -> Floats:
    """cross(edge k of q, corner i of p − its start): positive is inside."""
    start = q
    edge = np.roll(q, -1, axis=0) - q
    dx = p[:, None, 0] - start[None, :, 0]
    dy = p[:, None, 1] - start[None, :, 1]
    sides: Floats = edge[None, :, 0] * dy - edge[None, :, 1] * dx
    return sides


def _opposite(p: Floats, q: Floats, i: int, k: int) -> Bools:
    a = p[(i + 1) % 4] - p[i]
    b = q[(k + 1) % 4] - q[k]
    opposite: Bools = a[0] * b[0] + a[1] * b[1] <= 0
    return opposite


def protrusion_m(a: Floats, b: Floats) -> Floats:
    """At most this far any corner of ``a`` lies from its ``b``, for pairs of quads.

    Beyond two edges at once the distances are added, which is more than the distance to
    a corner of 75°. Beyond one only, beside such a corner, it may be 1 / sin 75° of it.
    """
    furthest = np.empty(len(a))
    for start in range(0, len(a), CHUNK):
        piece = slice(start, start + CHUNK)
        origin = a[piece, :1]
        p = np.ascontiguousarray((a[piece] - origin).transpose(1, 2, 0))
        q = np.ascontiguousarray((b[piece] - origin).transpose(1, 2, 0))
        edge = np.roll(q, -1, axis=0) - q
        length = np.hypot(edge[:, 0], edge[:, 1])
        beyond = np.maximum(-_sides(p, q) / length[None], 0)
        furthest[piece] = beyond.sum(axis=1).max(axis=0)
    return furthest / 1000
