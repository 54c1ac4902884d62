"""The map extract of a sheet: the overlap drawn over its surroundings, and measured."""

from __future__ import annotations

import math

import shapely
from django.utils.translation import pgettext

from gis_app.encroachment.models import Encroachment
from gis_app.web import wording
from gis_app.web.sheets import dimension, margins
from gis_app.web.sheets.dimension import Dimension
from gis_app.web.sheets.ground import Ground
from gis_app.web.sheets.strokes import (
    Drawing,
    Label,
    Point,
    Style,
    hatch,
    line,
    path,
    rect,
)

PAPER = "#faf8f2"
FILL = {
    "street": "#f2efe8",
    "sidewalk": "#dcd5c4",
    "square": "#e9e4d8",
    "park": "#dfe9d8",
    "river": "#d6e4ec",
    "setback": "#e4ede4",
}
PARCEL = {"municipal": "#e3efed", "state": "#eeeaf3", "waqf": "#f1ece0"}
INK, RED, BRAND = "#1f2a2e", "#9b1c31", "#0f5c56"
HATCH_MM = 1.1
TICK_MM = 1.3
BESIDE_MM = 2.6


def draw(ground: Ground, finding: Encroachment) -> Drawing:
    """Surroundings, unit, occupation, overlap, measures, and the margins, in order."""
    measured = _measures(ground, finding)
    lines = [_measure(ground, found) for found, _text in measured]
    texts = [_text_of(ground, found, text) for found, text in measured]
    bar, bar_labels = margins.scale_bar(ground)
    arrow, arrow_labels = margins.north(ground, pgettext("on a map", "N"))
    covered = [_box(ground, text) for text in texts]
    taken = shapely.union_all([ground.overlap, *covered, _corners(ground)])
    names, taken = margins.names(ground, taken.union(ground.occupation))
    grid, grid_labels = margins.grid(ground, taken)
    inner = "".join(
        (_around(ground), _subject(ground), grid, bar, arrow, *lines, _edge(ground))
    )
    return Drawing(
        _svg(ground, inner),
        (*names, *grid_labels, *bar_labels, *arrow_labels, *texts),
        ground.frame.width_mm,
        ground.frame.height_mm,
    )


def _around(ground: Ground) -> str:
    parts = [rect(0, 0, ground.frame.width_mm, ground.frame.height_mm, fill=PAPER)]
    for feature in ground.around:
        tints = FILL if feature.layer == "way" else PARCEL
        fill = tints.get(feature.kind, "#ffffff")
        style: Style = {"fill": fill, "stroke": "#b3ac9c", "stroke_width": 0.15}
        parts.append(path(feature.shape, ground.place, **style))
    return "".join(parts)


def _subject(ground: Ground) -> str:
    unit = ground.unit.intersection(ground.window.buffer(5))
    step = HATCH_MM * ground.metres_per_mm
    red: Style = {"stroke": RED, "stroke_width": 0.22}
    return "".join(
        (
            path(unit, ground.place, fill="none", stroke=BRAND, stroke_width=0.5),
            path(ground.overlap, ground.place, fill=RED, fill_opacity=0.13),
            hatch(ground.overlap, step, 45, ground.place, **red),
            path(
                ground.overlap, ground.place, fill="none", stroke=RED, stroke_width=0.5
            ),
            path(
                ground.occupation,
                ground.place,
                fill="none",
                stroke=INK,
                stroke_width=0.45,
                stroke_dasharray="1.6 1",
            ),
        )
    )


def _measures(ground: Ground, finding: Encroachment) -> list[tuple[Dimension, str]]:
    """The depth with its error; length and width of what lies wholly inside."""
    found = None
    if not finding.inside:
        found = dimension.across(ground.overlap, ground.occupation, finding.depth_m)
    if found is not None:
        return [(found, depth(finding))]
    return [
        (side, wording.metres(side.length_m))
        for side in dimension.sides(ground.occupation)
    ]


def depth(finding: Encroachment) -> str:
    """``1.40 ± 0.12 m``: the mean depth and its standard error."""
    if finding.sigma_m is None:
        return wording.metres(finding.depth_m)
    return wording.metres_within(finding.depth_m, finding.sigma_m)


def _ends(ground: Ground, found: Dimension) -> tuple[Point, Point]:
    """Where the line is drawn, in millimetres; beside the shape for a side of it."""
    start, end = ground.place(*found.start), ground.place(*found.end)
    if found.outward is None:
        return start, end
    dx, dy = found.outward[0] * BESIDE_MM, -found.outward[1] * BESIDE_MM
    return (start[0] + dx, start[1] + dy), (end[0] + dx, end[1] + dy)


def _measure(ground: Ground, found: Dimension) -> str:
    """A line with slashes at its ends, as on a builder's plan."""
    start, end = _ends(ground, found)
    halo = line([start, end], stroke="#ffffff", stroke_width=1.0)
    drawn = line([start, end], stroke=INK, stroke_width=0.35)
    angle = math.atan2(end[1] - start[1], end[0] - start[0]) + math.pi / 4
    dx, dy = TICK_MM * math.cos(angle), TICK_MM * math.sin(angle)
    ticks = [
        line([(x - dx, y - dy), (x + dx, y + dy)], stroke=INK, stroke_width=0.5)
        for x, y in (start, end)
    ]
    return halo + drawn + "".join(ticks)


def _text_of(ground: Ground, found: Dimension, text: str) -> Label:
    """Beyond the end of a depth, beside a side: it covers nothing that was measured."""
    (x0, y0), (x1, y1) = _ends(ground, found)
    if found.outward is None:
        x, y = ground.place(*(found.clear or found.end))
        long = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = (x1 - x0) / long, (y1 - y0) / long
    else:
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        nx, ny = found.outward[0], -found.outward[1]
    away = 1.6 + abs(nx) * _width_mm(text) / 2 + abs(ny) * 2.2
    return Label(x + nx * away, y + ny * away, text, "measure")


def _box(ground: Ground, label: Label) -> shapely.Polygon:
    """The ground that a text covers."""
    half, m = _width_mm(label.text) / 2 + 1, ground.metres_per_mm
    x = ground.west + label.x_mm * m
    y = ground.south + (ground.frame.height_mm - label.y_mm) * m
    return shapely.box(x - half * m, y - 3 * m, x + half * m, y + 3 * m)


def _corners(ground: Ground) -> shapely.MultiPolygon:
    """Where the scale bar and the arrow stand."""
    m, south, west = ground.metres_per_mm, ground.south, ground.west
    east, north = west + ground.width_m, south + ground.height_m
    return shapely.MultiPolygon(
        [
            shapely.box(west, south, west + 80 * m, south + 11 * m),
            shapely.box(east - 14 * m, north - 20 * m, east, north),
        ]
    )


def _width_mm(text: str) -> float:
    return len(text) * 1.75


def _edge(ground: Ground) -> str:
    width, height = ground.frame.width_mm, ground.frame.height_mm
    return rect(0, 0, width, height, fill="none", stroke=INK, stroke_width=0.3)


def _svg(ground: Ground, inner: str) -> str:
    width, height = ground.frame.width_mm, ground.frame.height_mm
    box = f'viewBox="0 0 {width} {height}" width="{width}mm" height="{height}mm"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{inner}</svg>'
