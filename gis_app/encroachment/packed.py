"""Structures and land side by side, as arrays, and what they share."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.encroachment import quads
from gis_app.encroachment.copied import copied

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Shapes = NDArray[np.object_]


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
        """The rows of a ``sieve_*.sql``."""
        rows = copied(name, values)
        count = len(rows.head)
        straight = quads.straightened(rows.rings)
        at = rows.likely[straight.quad]
        quad = np.zeros(count, dtype=bool)
        quad[at] = True
        others = np.flatnonzero(~quad)
        shapes = np.full(count, None, dtype=object)
        shapes[others] = rows.shapes(others)

        def both(of_quads: Floats, of_others: Any) -> Any:
            if not len(others):
                return of_quads
            whole = np.empty((count, *of_quads.shape[1:]), dtype=of_quads.dtype)
            whole[at] = of_quads[straight.quad]
            whole[others] = of_others
            return whole

        return cls(
            ids=rows.head["id"].astype(np.int64),
            accuracies=rows.head["accuracy"].astype(np.float64),
            flags=rows.head["flag"].astype(np.int64),
            rings=both(straight.rings, 0),
            quad=quad,
            shapes=shapes,
            boxes=both(shapely.linestrings(straight.boxes), shapes[others]),
            area_m2=both(straight.area_m2, shapely.area(shapes[others])),
            outline_m=both(straight.outline_m, shapely.length(shapes[others])),
        )

    def geometries(self, chosen: Ints) -> Shapes:
        """For GEOS; made only where asked for."""
        found = self.shapes[chosen]
        square = self.quad[chosen]
        found[square] = shapely.polygons(self.rings[chosen[square]] / 1000)
        return found


@dataclass(frozen=True)
class Pairs:
    """Indices of structures and units whose boxes meet, and the area they share.

    In the order of the structures.
    """

    s: Ints
    u: Ints
    area_m2: Floats

    @classmethod
    def between(
        cls, structures: Things, units: Things, helper: Executor | None = None
    ) -> Pairs:
        """All of them; a helper does one half."""
        tree = shapely.STRtree(units.boxes)
        half = len(structures.ids) // 2 if helper else 0
        if helper:
            begun = helper.submit(cls._some, tree, structures, units, slice(0, half))
        rest = cls._some(tree, structures, units, slice(half, None))
        parts = [begun.result(), rest] if helper else [rest]
        s, u, area = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        return cls(s, u, area)

    @staticmethod
    def _some(
        tree: Any, structures: Things, units: Things, part: slice
    ) -> tuple[Ints, Ints, Floats]:
        s, u = tree.query(structures.boxes[part])  # in the order of s
        s = s + part.start
        square = structures.quad[s] & units.quad[u]
        area = np.zeros(len(s))
        area[square] = quads.overlap_m2(
            structures.rings, units.rings, s[square], u[square]
        )
        a, b = s[~square], u[~square]
        area[~square] = shapely.area(
            shapely.intersection(structures.geometries(a), units.geometries(b))
        )
        return s, u, area
