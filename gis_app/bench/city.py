"""The standard load: blocks of adjoining plots, and a building on most of them.

Buildings fill the width of their plots, as in the city's old quarters, and are drawn
with an error: on average each overlaps one neighbour by a hand's breadth. Both come
from one survey, so that they fit each other better (half of it) than its stated RMSE,
which is against the ground. One in fifty really stands over its boundary. The blocks
are turned against the axes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gis_app.crs import area_of_interest

PARCELS, OCCUPATIONS = 262_000, 200_000
WIDTH_M, LENGTH_M = 8.0, 20.0
ROW = 20
ACCURACY_M = 0.25
FIT = 0.5
OVER_THE_LINE = 0.02
Quads = NDArray[np.float64]


@dataclass(frozen=True)
class City:
    """Corner coordinates, shape (n, 4, 2), metres, on the millimetre."""

    parcels: Quads
    occupations: Quads


def build(share: float = 1.0, seed: int = 1) -> City:
    """``share`` of the standard load; the same for the same seed."""
    rng = np.random.default_rng(seed)
    plots = _plots(round(PARCELS * share))
    parcels = _placed(plots)
    chosen = np.sort(
        rng.choice(len(plots), size=round(OCCUPATIONS * share), replace=False)
    )
    houses = _houses(plots[chosen, 2:], rng)
    corners = _corners(houses)
    # The survey moves a whole building, and each of its corners a little more.
    sigma = ACCURACY_M / np.sqrt(2)
    corners += rng.normal(0, sigma * FIT, (len(corners), 1, 2))
    corners += rng.normal(0, sigma * FIT / 3, corners.shape)
    return City(parcels, _turned(corners, plots[chosen, 0], plots[chosen, 1]))


def _plots(count: int) -> NDArray[np.float64]:
    """Rows (block, block column, x, y): two rows of plots back to back a block."""
    number = np.arange(count)
    block, inside = np.divmod(number, 2 * ROW)
    x = (inside % ROW) * WIDTH_M
    y = (inside // ROW) * LENGTH_M
    across = int(np.ceil(np.sqrt(count / (2 * ROW) * 0.4)))
    return np.column_stack([block // across, block % across, x, y])


def _houses(at: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Rows (x, y, width, length) of buildings, from side to side of their plots."""
    count = len(at)
    length = rng.uniform(9, 15, count)
    width = np.full(count, WIDTH_M)
    over = rng.random(count) < OVER_THE_LINE
    width[over] += rng.uniform(0.4, 2.0, int(over.sum()))
    y = at[:, 1] + rng.uniform(1.5, LENGTH_M - 1.5 - length)
    return np.column_stack([at[:, 0], y, width, length])


def _corners(boxes: NDArray[np.float64]) -> Quads:
    x, y, w, h = boxes.T
    ring = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return np.stack([np.column_stack(corner) for corner in ring], axis=1)


def _placed(plots: NDArray[np.float64]) -> Quads:
    size = np.full(len(plots), WIDTH_M), np.full(len(plots), LENGTH_M)
    boxes = np.column_stack([plots[:, 2], plots[:, 3], *size])
    return _turned(_corners(boxes), plots[:, 0], plots[:, 1])


def _turned(
    corners: Quads, row: NDArray[np.float64], column: NDArray[np.float64]
) -> Quads:
    """Into the city: each block on its lattice place, turned by its own angle."""
    west, south, _, _ = area_of_interest()
    angle = np.sin(row * 12.9898 + column * 78.233) * 0.6
    middle = np.array([ROW * WIDTH_M / 2, LENGTH_M])
    pitch = ROW * WIDTH_M + 2 * LENGTH_M
    local = corners - middle
    c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x = local[..., 0] * c - local[..., 1] * s
    y = local[..., 0] * s + local[..., 1] * c
    x += (west + 300 + column * pitch)[:, None]
    y += (south + 300 + row * pitch * 0.75)[:, None]
    turned: Quads = np.round(np.stack([x, y], axis=-1), 3)
    return turned
