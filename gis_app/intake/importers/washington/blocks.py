"""City blocks and their sides, out of the outline of the streets.

The files have neither: a block is a hole in the streets, its sides run from corner to
corner.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import shapely

LEAST_M2 = 500.0
"""Smaller holes are islands in a junction."""

BEND_M = 2.0
CORNER = math.radians(30)
SHORTEST_M = 10.0
"""A cut-off corner is no side."""


def blocks(streets: Any) -> list[Any]:
    """The holes in a (multi)polygon of streets, as polygons."""
    parts = shapely.get_parts(streets)
    holes = (shapely.Polygon(ring) for part in parts for ring in part.interiors)
    return [hole for hole in holes if hole.area >= LEAST_M2]


def sides(block: Any) -> Iterator[Any]:
    """The outline of a block, cut where it turns by more than 30 degrees."""
    ring = list(block.simplify(BEND_M).exterior.coords)[:-1]
    corners = [i for i in range(len(ring)) if _turn(ring, i) > CORNER] or [0]
    ring = ring[corners[0] :] + ring[: corners[0] + 1]
    ends = [i - corners[0] for i in corners] + [len(ring) - 1]
    for start, end in pairwise(ends):
        side = shapely.LineString(ring[start : end + 1])
        if side.length >= SHORTEST_M:
            yield side


def _turn(ring: list[tuple[float, float]], at: int) -> float:
    before, here, after = ring[at - 1], ring[at], ring[(at + 1) % len(ring)]
    came = math.atan2(here[1] - before[1], here[0] - before[0])
    goes = math.atan2(after[1] - here[1], after[0] - here[0])
    return abs((goes - came + math.pi) % (2 * math.pi) - math.pi)
