"""Structures and land side by side, as arrays, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app import sql
from gis_app.encroachment import quads

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Shapes = NDArray[np.object_]

# One multipolygon of one polygon of one ring of five points, little-endian WKB.
QUAD_HEADER = bytes.fromhex("01060000000100000001030000000100000005000000")
QUAD_LENGTH = len(QUAD_HEADER) + 5 * 16


@dataclass(frozen=True)
class Things:
    """Structures or units; ``flags`` is a structure's party and a unit's publicity.

    ``rings`` are the corners of those that are quads; ``shapes`` has the others.
    ``boxes`` are for the index alone: the diagonal of a quad has its box.
    """

    ids: Ints
    accuracies: Floats
    flags: Ints
    rings: Floats
    quad: Bools
    shapes: Shapes
    boxes: Shapes
    area_m2: Floats
    outline_m: Floats

    @classmethod
    def read(cls, name: str, values: dict[str, Any]) -> Things:
        """Unpack the one row of a ``sieve_*.sql``."""
        (row,) = sql.rows("encroachment", name, values)
        packed = {key: value or b"" for key, value in row.items()}
        lengths = np.frombuffer(packed["lengths"], ">i4").astype(np.int64)
        rings, quad, shapes = _shapes(packed["shapes"], lengths)
        known = ~quad
        corners = rings / 1000
        area, outline = _area(corners), _outline(corners)
        area[known] = shapely.area(shapes[known])
        outline[known] = shapely.length(shapes[known])
        low, high = corners.min(axis=1), corners.max(axis=1)
        boxes = shapely.linestrings(np.stack([low, high], axis=1))
        boxes[known] = shapes[known]
        return cls(
            ids=np.frombuffer(packed["ids"], ">i8").astype(np.int64),
            accuracies=np.frombuffer(packed["accuracies"], ">f8").astype(np.float64),
            flags=np.frombuffer(packed["flags"], ">i8").astype(np.int64),
            rings=rings,
            quad=quad,
            shapes=shapes,
            boxes=boxes,
            area_m2=area,
            outline_m=outline,
        )

    def geometries(self, chosen: Ints) -> Shapes:
        """For GEOS; made only where asked for."""
        found = self.shapes[chosen]
        square = self.quad[chosen]
        found[square] = shapely.polygons(self.rings[chosen[square]] / 1000)
        return found


@dataclass(frozen=True)
class Pairs:
    """Indices of structures and units whose boxes meet, and the area they share."""

    s: Ints
    u: Ints
    area_m2: Floats

    @classmethod
    def between(cls, structures: Things, units: Things) -> Pairs:
        """All of them."""
        s, u = shapely.STRtree(units.boxes).query(structures.boxes)
        square = structures.quad[s] & units.quad[u]
        area = np.zeros(len(s))
        area[square] = quads.overlap_m2(
            structures.rings[s[square]], units.rings[u[square]]
        )
        a, b = s[~square], u[~square]
        area[~square] = shapely.area(
            shapely.intersection(structures.geometries(a), units.geometries(b))
        )
        return cls(s, u, area)


def _shapes(blob: bytes, lengths: Ints) -> tuple[Floats, Bools, Shapes]:
    """Corners in millimetres, which are quads, and the geometries of the others."""
    data = np.frombuffer(blob, np.uint8)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    likely = np.flatnonzero(lengths == QUAD_LENGTH)
    rows = _rows(data, starts[likely])
    header = np.frombuffer(QUAD_HEADER, np.uint8)
    real = (rows[:, : len(header)] == header).all(axis=1)
    likely, rows = likely[real], rows[real]
    points = np.ascontiguousarray(rows[:, len(header) :]).view("<f8")
    straight, convex = quads.straightened(points.reshape(-1, 5, 2)[:, :4])
    rings = np.zeros((len(lengths), 4, 2))
    rings[likely] = straight
    quad = np.zeros(len(lengths), dtype=bool)
    quad[likely] = convex
    shapes = np.full(len(lengths), None, dtype=object)
    rest = np.flatnonzero(~quad)
    raw = bytes(blob)
    shapes[rest] = shapely.from_wkb([raw[starts[i] : ends[i]] for i in rest])
    return rings, quad, shapes


def _rows(data: Bytes, starts: Ints) -> Bytes:
    """The bytes of each quad, (n, QUAD_LENGTH)."""
    if len(starts) * QUAD_LENGTH == len(data):
        return data.reshape(-1, QUAD_LENGTH)
    rows: Bytes = data[starts[:, None] + np.arange(QUAD_LENGTH)]
    return rows


def _area(corners: Floats) -> Floats:
    local = corners - corners[:, :1]
    after = np.roll(local, -1, axis=1)
    cross = local[..., 0] * after[..., 1] - local[..., 1] * after[..., 0]
    area: Floats = cross.sum(axis=1) / 2
    return area


def _outline(corners: Floats) -> Floats:
    edge = np.roll(corners, -1, axis=1) - corners
    outline: Floats = np.hypot(edge[..., 0], edge[..., 1]).sum(axis=1)
    return outline
