"""Where a depth is drawn: a line across the overlap, as one would hold the tape."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

GRID_M = 0.005
"""Boundaries nearer than this are the same line."""

STRAIGHT_M = 0.05
"""A bend smaller than this is no corner."""


@dataclass(frozen=True)
class Dimension:
    """From the line that may not be crossed outward, in metres of the storage CRS."""

    start: tuple[float, float]
    end: tuple[float, float]
    outward: tuple[float, float] | None = None
    """Of a side: the way out, by which the line is drawn beside the shape."""
    clear: tuple[float, float] | None = None
    """Of a depth: where its direction has left the overlap, and text covers nothing."""

    @property
    def length_m(self) -> float:
        """Of the line as drawn."""
        return math.dist(self.start, self.end)


def contact(overlap: BaseGeometry, occupation: BaseGeometry) -> BaseGeometry:
    """The part of the overlap's edge that lies inside the occupation: the line crossed.

    Empty when the occupation lies wholly in the unit.
    """
    edge = overlap.boundary.difference(occupation.boundary.buffer(GRID_M))
    return shapely.line_merge(edge) if edge.geom_type != "LineString" else edge


def across(
    overlap: BaseGeometry, occupation: BaseGeometry, depth_m: float
) -> Dimension | None:
    """The depth, square to the line crossed, where most lies behind it; or None."""
    found = [
        _square(overlap, edge, depth_m)
        for line in _lines(contact(overlap, occupation))
        for edge in _edges(line.simplify(STRAIGHT_M))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _square(
    overlap: BaseGeometry, edge: shapely.LineString, depth_m: float
) -> tuple[float, Dimension]:
    """The ground behind an edge (m²), and the depth drawn at the edge's middle."""
    (x1, y1), (x2, y2) = edge.coords
    normal = ((y1 - y2) / edge.length, (x2 - x1) / edge.length)
    foot = edge.interpolate(0.5, normalized=True)

    def beyond(reach: float) -> tuple[float, float]:
        return foot.x + reach * normal[0], foot.y + reach * normal[1]

    far = math.hypot(*(np.ptp(overlap.bounds[i::2]) for i in (0, 1))) + 1
    rays = [shapely.LineString([(foot.x, foot.y), beyond(way)]) for way in (-far, far)]
    sides = [overlap.intersection(ray).length for ray in rays]
    way = 1 if sides[1] >= sides[0] else -1
    clear = beyond(way * max(depth_m, *sides))
    depth = Dimension((foot.x, foot.y), beyond(way * depth_m), clear=clear)
    return edge.length * max(sides), depth


def sides(occupation: BaseGeometry) -> list[Dimension]:
    """Length and width of the footprint, for what lies wholly inside."""
    box = occupation.minimum_rotated_rectangle
    if box.geom_type != "Polygon":
        return []
    corners = list(box.exterior.coords)
    pairs = [(corners[0], corners[1]), (corners[1], corners[2])]
    return [Dimension(a, b, _outward(a, b, box.centroid)) for a, b in pairs]


def _outward(
    a: tuple[float, float], b: tuple[float, float], middle: shapely.Point
) -> tuple[float, float]:
    """The unit vector square to a side, away from the middle."""
    x, y = (a[0] + b[0]) / 2 - middle.x, (a[1] + b[1]) / 2 - middle.y
    long = math.hypot(x, y) or 1.0
    return x / long, y / long


def _lines(edge: BaseGeometry) -> list[shapely.LineString]:
    return [
        line
        for line in shapely.get_parts(edge)
        if isinstance(line, shapely.LineString) and line.length > 2 * GRID_M
    ]


def _edges(line: shapely.LineString) -> list[shapely.LineString]:
    edges = [shapely.LineString(pair) for pair in pairwise(line.coords)]
    return [edge for edge in edges if edge.length > 2 * GRID_M]
