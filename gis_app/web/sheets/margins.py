"""What tells a drawing's reader where and how large: grid, scale bar, north, names."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import shapely
from shapely.affinity import rotate, translate
from shapely.geometry.base import BaseGeometry

from gis_app.web import wording
from gis_app.web.sheets.dimension import GRID_M
from gis_app.web.sheets.ground import Feature, Ground
from gis_app.web.sheets.strokes import Label, line, rect, upright

STEPS_M = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
INK, QUIET = "#1f2a2e", "#8b8578"
LETTER_MM = 1.35
"""The width of a letter of a name, on average."""


def grid(ground: Ground, taken: BaseGeometry) -> tuple[str, list[Label]]:
    """Crosses and ticks of the coordinate grid, with eastings and northings.

    No cross where something is drawn or written already.
    """
    step = _step(ground, 18)
    strokes, labels = [], []
    for x in _multiples(ground.west, ground.west + ground.width_m, step):
        at = ground.place(x, ground.south)[0]
        strokes.append(_tick(at, ground.frame.height_mm, 0, 1.6))
        labels.append(Label(at, ground.frame.height_mm + 2.2, f"E {x:.0f}", "grid"))
    for y in _multiples(ground.south, ground.south + ground.height_m, step):
        at = ground.place(ground.west, y)[1]
        strokes.append(_tick(0, at, 1.6, 0))
        labels.append(Label(-2.2, at, f"N {y:.0f}", "grid", -90))
    return "".join(strokes) + _crosses(ground, step, taken), labels


def scale_bar(ground: Ground) -> tuple[str, list[Label]]:
    """A bar of round length at the lower left, and the scale in figures."""
    length_m = _step(ground, 24)
    long, y = length_m / ground.metres_per_mm, ground.frame.height_mm - 4.2
    half, x = long / 2, 6.0
    strokes = [
        rect(2.5, y - 5.4, long + 24, 8.4, fill="#ffffff", fill_opacity=0.88),
        rect(x, y, half, 1.5, fill=INK, stroke=INK, stroke_width=0.2),
        rect(x + half, y, half, 1.5, fill="#ffffff", stroke=INK, stroke_width=0.2),
    ]
    places = 1 if length_m % 2 else 0
    labels = [
        Label(x, y - 2.2, wording.number(0), "bar"),
        Label(x + half, y - 2.2, wording.number(length_m / 2, places), "bar"),
        Label(x + long, y - 2.2, wording.metres_round(length_m), "bar"),
        Label(
            x + long + 12,
            y + 0.6,
            f"{wording.digits(1)}:{wording.number(ground.scale)}",
            "bar",
        ),
    ]
    return "".join(strokes), labels


def north(ground: Ground, word: str) -> tuple[str, list[Label]]:
    """An arrow to grid north at the upper right."""
    x, y = ground.frame.width_mm - 7.5, 3.0
    halves = [f"M{x} {y}L{x + side} {y + 9}L{x} {y + 7}Z" for side in (2.6, -2.6)]
    edge = f'stroke="{INK}" stroke-width="0.2"'
    arrow = rect(x - 5, y - 1, 10, 16.5, fill="#ffffff", fill_opacity=0.88)
    arrow += f'<path d="{halves[0]}" fill="{INK}"/>'
    arrow += f'<path d="{halves[1]}" fill="#ffffff" {edge}/>'
    return arrow, [Label(x, y + 12.2, word, "north")]


def names(ground: Ground, taken: BaseGeometry) -> tuple[list[Label], BaseGeometry]:
    """Names of ways along them and plates of parcels, where there is room.

    With the ground that is taken afterwards.
    """
    labels = []
    for feature in ground.around:
        found = _name(ground, feature)
        if found is None:
            continue
        label, box = found
        if box.intersects(taken):
            continue
        labels.append(label)
        taken = taken.union(box)
    return labels, taken


def _name(ground: Ground, feature: Feature) -> tuple[Label, shapely.Polygon] | None:
    text = wording.digits(wording.either(feature.name_fa, feature.name_en))
    piece = max(shapely.get_parts(feature.shape), key=lambda part: part.area)
    spot = piece.representative_point()
    angle = _direction(piece, ground.window) if feature.layer == "way" else 0.0
    half, high = len(text) * LETTER_MM / 2, 1.4
    m = ground.metres_per_mm
    box = shapely.box(-half * m, -high * m, half * m, high * m)
    here = translate(rotate(box, angle, origin=(0, 0)), spot.x, spot.y)
    room = piece.buffer(m).intersection(ground.window.buffer(-1.5 * m))
    if not text or not room.covers(here):
        return None
    x, y = ground.place(spot.x, spot.y)
    return Label(x, y, text, feature.layer, -angle), here


def _direction(piece: shapely.Polygon, window: BaseGeometry) -> float:
    """Of the longest edge that isn't the window's own, in degrees."""
    edges = [
        shapely.LineString(pair)
        for pair in pairwise(piece.exterior.coords)
        if window.boundary.distance(shapely.LineString(pair).centroid) > GRID_M
    ]
    if not edges:
        return 0.0
    (x0, y0), (x1, y1) = max(edges, key=lambda edge: edge.length).coords
    return upright(math.degrees(math.atan2(y1 - y0, x1 - x0)))


def _crosses(ground: Ground, step: float, taken: BaseGeometry) -> str:
    east, north_ = ground.west + ground.width_m, ground.south + ground.height_m
    crosses: list[str] = []
    for x in _multiples(ground.west, east, step):
        for y in _multiples(ground.south, north_, step):
            if taken.distance(shapely.Point(x, y)) < 1.5 * ground.metres_per_mm:
                continue
            a, b = ground.place(x, y)
            arms = ([(a - 1, b), (a + 1, b)], [(a, b - 1), (a, b + 1)])
            style: dict[str, str | float] = {"stroke": QUIET, "stroke_width": 0.15}
            crosses.extend(line(arm, **style) for arm in arms)
    return "".join(crosses)


def _tick(x: float, y: float, dx: float, dy: float) -> str:
    return line([(x, y), (x - dx, y + dy)], stroke=INK, stroke_width=0.2)


def _step(ground: Ground, smallest_mm: float) -> int:
    """The least round length that is at least so long on paper."""
    for step in STEPS_M:
        if step / ground.metres_per_mm >= smallest_mm:
            return step
    return STEPS_M[-1]


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    """With a little room at both ends, for the figures."""
    room = (high - low) * 0.04
    first = math.ceil((low + room) / step) * step
    while first <= high - room:
        yield first
        first += step
