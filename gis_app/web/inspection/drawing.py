"""The round's map, drawn for paper: streets, rivers, the walk, and numbered stops.

Drawn here and not by the browser's map, so that it prints sharp, without WebGL, and
with a number for each stop.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import LineString, Polygon

from gis_app.crs import STORAGE_SRID
from gis_app.land.models import WayAxis
from gis_app.lib.walk import Walk
from gis_app.web import wording
from gis_app.web.inspection.words import far

WIDTH, HEIGHT = 1000.0, 640.0
MARGIN = 60.0
LEAST_M = 260.0
"""A round of one stop shows its neighbourhood, not a doorstep."""
APART = 34.0
"""Numbers keep this distance, so that each can be read."""
PUSHES = 60
STROKES = {"river": 11.0, "arterial": 8.0, "collector": 5.0, "local": 2.6, "alley": 1.4}
NAMED = ("arterial", "collector", "river")
SCALES_M = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
Place = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """From metres to the sheet's units; north is up."""

    west: float
    north: float
    unit_m: float

    @classmethod
    def around(cls, places: list[Place]) -> Frame:
        """The smallest that holds all places, with a margin."""
        xs, ys = [p[0] for p in places], [p[1] for p in places]
        width = max(max(xs) - min(xs), LEAST_M)
        height = max(max(ys) - min(ys), LEAST_M * HEIGHT / WIDTH)
        unit = max(width / (WIDTH - 2 * MARGIN), height / (HEIGHT - 2 * MARGIN))
        middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        return cls(middle[0] - unit * WIDTH / 2, middle[1] + unit * HEIGHT / 2, unit)

    def at(self, x: float, y: float) -> Place:
        """Units from the upper left corner."""
        return (x - self.west) / self.unit_m, (self.north - y) / self.unit_m

    @property
    def box(self) -> Polygon:
        """What the sheet shows, in the storage CRS."""
        east = self.west + WIDTH * self.unit_m
        south = self.north - HEIGHT * self.unit_m
        box = Polygon.from_bbox((self.west, south, east, self.north))
        box.srid = STORAGE_SRID
        return box


@dataclass
class Drawing:
    """What the template draws; all lengths are units of the view box."""

    width: float = WIDTH
    height: float = HEIGHT
    streets: list[dict[str, Any]] = field(default_factory=list)
    names: list[dict[str, Any]] = field(default_factory=list)
    walk: str = ""
    start: dict[str, str] = field(default_factory=dict)
    stops: list[dict[str, Any]] = field(default_factory=list)
    scale: dict[str, str] = field(default_factory=dict)


def drawn(start: Place, walk: Walk, *, back: bool) -> Drawing:
    """The map of a walk."""
    stops = [(stop.x, stop.y) for stop in walk.stops]
    frame = Frame.around([start, *stops])
    path = [start, *stops, *([start] if back and stops else [])]
    x, y = frame.at(*start)
    drawing = Drawing(
        walk=" ".join(_pair(frame.at(*place)) for place in path),
        start={"x": _u(x), "y": _u(y)},
        scale=_scale(frame),
    )
    _streets(drawing, frame)
    true = [frame.at(*place) for place in stops]
    for n, (place, (tx, ty)) in enumerate(zip(spread(true), true, strict=True), 1):
        drawing.stops.append(
            {
                "n": wording.number(n),
                "x": _u(place[0]),
                "y": _u(place[1]),
                "true_x": _u(tx),
                "true_y": _u(ty),
            }
        )
    return drawing


def spread(places: list[Place]) -> list[Place]:
    """Push numbers that cover one another apart; each keeps a line to its place."""
    moved = [list(place) for place in places]
    for _ in range(PUSHES):
        close = False
        for i, a in enumerate(moved):
            for b in moved[i + 1 :]:
                close |= _push(a, b)
        if not close:
            break
    return [
        (min(max(x, APART / 2), WIDTH - APART / 2), min(max(y, APART / 2), HEIGHT - 18))
        for x, y in moved
    ]


def _push(a: list[float], b: list[float]) -> bool:
    dx, dy = b[0] - a[0], b[1] - a[1]
    apart = math.hypot(dx, dy)
    if apart >= APART - 1e-6:
        return False
    if apart < 1e-9:  # one place twice: side by side
        dx, dy, apart = 1.0, 0.0, 1.0
    share = (APART - math.hypot(b[0] - a[0], b[1] - a[1])) / 2 / apart
    a[0], a[1] = a[0] - dx * share, a[1] - dy * share
    b[0], b[1] = b[0] + dx * share, b[1] + dy * share
    return True


def _streets(drawing: Drawing, frame: Frame) -> None:
    axes = WayAxis.objects.filter(geom__bboverlaps=frame.box).order_by("pk")
    longest: dict[str, tuple[float, WayAxis, LineString]] = {}
    order = list(STROKES)
    for axis in sorted(axes, key=lambda a: (-order.index(a.rank), a.pk)):
        line: Any = axis.geom.simplify(frame.unit_m)
        points = " ".join(_pair(frame.at(x, y)) for x, y, *_ in line.coords)
        drawing.streets.append(
            {"rank": axis.rank, "points": points, "width": STROKES[axis.rank]}
        )
        seen = line.intersection(frame.box)
        name = wording.name(axis)
        if axis.rank in NAMED and name and seen.geom_type == "LineString":
            known = longest.get(name)
            if known is None or seen.length > known[0]:
                longest[name] = (seen.length, axis, seen)
    # Rivers lie below the streets.
    drawing.streets.sort(key=lambda street: street["rank"] != "river")
    for name, (length, axis, line) in longest.items():
        if length / frame.unit_m > 9.0 * len(name):
            drawing.names.append(_name(name, axis.rank, line, frame))


def _name(name: str, rank: str, line: LineString, frame: Frame) -> dict[str, Any]:
    """A name along its street, never upside down."""
    before, middle, after = (
        frame.at(*line.interpolate_normalized(share).coords[:2])
        for share in (0.45, 0.5, 0.55)
    )
    turn = math.degrees(math.atan2(after[1] - before[1], after[0] - before[0]))
    turn = (turn + 90) % 180 - 90
    return {
        "text": name,
        "rank": rank,
        "x": _u(middle[0]),
        "y": _u(middle[1]),
        "turn": _u(turn),
    }


def _scale(frame: Frame) -> dict[str, str]:
    """A round length of about a seventh of the sheet."""
    wanted = WIDTH * frame.unit_m / 7
    metres = max((m for m in SCALES_M if m <= wanted), default=SCALES_M[0])
    label = far(metres)
    width = metres / frame.unit_m
    return {
        "width": _u(width),
        "middle": _u(width / 2),
        "plate": _u(width + 20),
        "label": label,
    }


def _pair(place: Place) -> str:
    return f"{_u(place[0])},{_u(place[1])}"


def _u(value: float) -> str:
    """A number as SVG reads it, whatever the language."""
    return f"{value:.1f}"
