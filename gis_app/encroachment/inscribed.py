"""The largest circle inside a shape: exact and fast where the shape is convex."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]
MOST_CORNERS = 8


def widths_m(shapes: Shapes) -> Floats:
    """2 × the radius of the largest circle inside each polygon.

    Inside a convex polygon that circle touches three edges, so that it is the best of
    the few circles which do. Other polygons are searched by GEOS, to a hundredth of
    their mean width; that takes a millisecond each.
    """
    widths = np.full(len(shapes), np.nan)
    points = shapely.get_num_coordinates(shapes)
    for count in range(4, MOST_CORNERS + 2):
        chosen = np.flatnonzero(points == count)
        if len(chosen):
            rings = shapely.get_coordinates(shapes[chosen]).reshape(-1, count, 2)
            widths[chosen] = _convex(rings[:, :-1])
    rest = np.flatnonzero(np.isnan(widths))
    area, outline = shapely.area(shapes[rest]), shapely.length(shapes[rest])
    circles = shapely.maximum_inscribed_circle(shapes[rest], area / outline / 50)
    widths[rest] = 2 * shapely.length(circles)
    return widths


def _convex(rings: Floats) -> Floats:
    """Widths of rings (n, corners, 2); NaN where a ring is not convex."""
    rings = rings - rings.mean(axis=1, keepdims=True)
    edge = np.roll(rings, -1, axis=1) - rings
    after = np.roll(edge, -1, axis=1)
    turn = edge[..., 0] * after[..., 1] - edge[..., 1] * after[..., 0]
    way = np.where(turn.sum(axis=1) > 0, 1.0, -1.0)[:, None]
    convex = (turn * way >= 0).all(axis=1)
    length = np.hypot(edge[..., 0], edge[..., 1])
    # Unit normals that point inwards: the distance to an edge is n·x − d.
    normal = np.stack([-edge[..., 1], edge[..., 0]], axis=-1)
    normal = normal * (way / length)[..., None]
    d = (normal * rings).sum(axis=-1)
    best = np.zeros(len(rings))
    for three in combinations(range(rings.shape[1]), 3):
        best = np.maximum(best, _touching(normal, d, three))
    return np.where(convex, 2 * best, np.nan)


def _touching(normal: Floats, d: Floats, three: tuple[int, ...]) -> Floats:
    """The radius of the circle that touches three edges, 0 where it is not inside."""
    chosen = list(three)
    lines = np.concatenate([normal[:, chosen], np.full((len(d), 3, 1), -1.0)], axis=2)
    flat = np.abs(np.linalg.det(lines)) < 1e-9
    lines[flat] = np.eye(3)
    centre = np.linalg.solve(lines, d[:, chosen, None])[..., 0]
    reach = (normal * centre[:, None, :2]).sum(axis=-1) - d
    radius = centre[:, 2]
    inside = (reach >= radius[:, None] - 1e-6).all(axis=1) & (radius > 0) & ~flat
    return np.where(inside, radius, 0.0)
