"""Streets in pieces: one outline of a whole city is slow to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

STEP_M = 400.0


def pieces(streets: Any, places: Any) -> Iterator[Any]:
    """The streets cut along columns and rows, as far from the places as can be.

    ``places``: their coordinates, n × 2. What is measured about one meets no cut.
    """
    shapely.prepare(streets)
    west, south, east, north = streets.bounds
    for left, right in pairwise(_cuts(west, east, places[:, 0])):
        within = places[(places[:, 0] >= left) & (places[:, 0] < right)]
        for low, high in pairwise(_cuts(south, north, within[:, 1])):
            piece = shapely.clip_by_rect(streets, left, low, right, high)
            if not piece.is_empty:
                yield piece


def _cuts(start: float, end: float, taken: Any) -> list[float]:
    """One in the free middle of each step, and both ends."""
    cuts = [start - 1]
    for low in np.arange(start, end, STEP_M):
        tried = np.arange(low + STEP_M / 4, low + STEP_M * 3 / 4, 1.0)
        free = np.abs(tried[:, None] - taken[None, :]).min(axis=1, initial=STEP_M)
        cuts.append(float(tried[free.argmax()]))
    return [*(cut for cut in cuts if cut < end), end + 1]
