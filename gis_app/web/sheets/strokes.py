"""SVG of shapes in millimetres: paths, lines, hatches; text is set by the page itself.

The press lays out Persian in HTML only (its SVG knows no shaping and no direction), so
that a drawing is two things: strokes here, and labels that the page places over them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import shapely
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Style = dict[str, str | float]
Place = Callable[[float, float], Point]


@dataclass(frozen=True)
class Label:
    """Text whose middle is at a place of the drawing, in millimetres and degrees."""

    x_mm: float
    y_mm: float
    text: str
    kind: str
    angle: float = 0.0


@dataclass(frozen=True)
class Drawing:
    """A finished drawing: an SVG element and what is written over it."""

    svg: str
    labels: tuple[Label, ...]
    width_mm: float
    height_mm: float


def path(shape: BaseGeometry, place: Place, **style: str | float) -> str:
    """A polygon, with its holes, or several."""
    rings = [
        ring for part in _polygons(shape) for ring in (part.exterior, *part.interiors)
    ]
    d = "".join(_ring(ring.coords, place) for ring in rings)
    return f'<path d="{d}" fill-rule="evenodd"{_attributes(style)}/>' if d else ""


def line(points: Iterable[Point], **style: str | float) -> str:
    """A line through points that are in millimetres already."""
    d = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    return f'<path d="{d}" fill="none"{_attributes(style)}/>'


def rect(x: float, y: float, width: float, height: float, **style: str | float) -> str:
    """A rectangle by its upper left corner, in millimetres."""
    box = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
    return f"<rect {box}{_attributes(style)}/>"


def hatch(
    shape: BaseGeometry, step: float, degrees: float, place: Place, **style: str | float
) -> str:
    """Parallel lines within a shape, ``step`` of its own units apart."""
    middle = shape.centroid
    flat = rotate(shape, -degrees, origin=middle)
    west, south, east, north = flat.bounds
    rows = max(1, min(400, int((north - south) / step) + 1))
    lines = shapely.MultiLineString(
        [
            [(west - 1, south + step * (n + 0.5)), (east + 1, south + step * (n + 0.5))]
            for n in range(rows)
        ]
    )
    inside = rotate(lines.intersection(flat), degrees, origin=middle)
    drawn = [
        line((place(x, y) for x, y in part.coords), **style)
        for part in shapely.get_parts(inside)
        if isinstance(part, shapely.LineString) and not part.is_empty
    ]
    return "".join(drawn)


def upright(angle: float) -> float:
    """The same direction, with text that isn't upside down."""
    turned = math.fmod(angle, 180.0)
    if turned > 90:
        return turned - 180
    return turned + 180 if turned <= -90 else turned


def _polygons(shape: BaseGeometry) -> Iterator[shapely.Polygon]:
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon) and not part.is_empty:
            yield part


def _ring(coords: Iterable[Point], place: Place) -> str:
    points = [place(x, y) for x, y in coords]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"


def _attributes(style: Style) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{value}"' for name, value in style.items()
    )
