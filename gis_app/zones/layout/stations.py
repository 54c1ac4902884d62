"""Every place along the frontages where a stall may begin, judged by the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import ceil, hypot

from django.contrib.gis.geos import Polygon
from django.utils.translation import gettext as _

from gis_app.errors import BadInput
from gis_app.zones.layout.frontage import Frontage, Size
from gis_app.zones.layout.judge import Fault, alone
from gis_app.zones.models import VendingZone

MOST_STATIONS = 6_000
HALVINGS = 4
"""How often the edge of a lawful stretch is looked for between two stations."""


@dataclass(frozen=True)
class Station:
    """A stall that begins ``at`` metres along a frontage, and what forbids it."""

    line: int
    at: float
    shape: Polygon | None
    faults: tuple[Fault, ...]

    @property
    def lawful(self) -> bool:
        """Whether nothing forbids it by itself."""
        return not self.faults

    @property
    def footprint(self) -> Polygon:
        """Its shape, where the frontage doesn't turn a corner."""
        assert self.shape is not None  # noqa: S101
        return self.shape


class Survey:
    """Asks the rules about stalls along the frontages of a zone."""

    def __init__(
        self,
        zone: VendingZone,
        lines: list[Frontage],
        size: Size,
        moment: datetime,
        spacing_m: float,
    ) -> None:
        self.zone, self.lines, self.size = zone, lines, size
        self.moment, self.spacing = moment, spacing_m
        self.apart = size.length_m + spacing_m

    def stations(self, step_m: float) -> list[Station]:
        """Regular ones, a whole number of which are a stall and its spacing; and those
        that begin where a lawful stretch does, each next to the one before.

        Raises BadInput when they are too many to be asked about at once.
        """
        step = self.apart / ceil(self.apart / step_m - 1e-9)
        asked: list[tuple[int, float]] = []
        for i, line in enumerate(self.lines):
            last = line.length - self.size.length_m
            count = int(last / step + 1e-9) + 1
            asked += [(i, round(k * step, 4)) for k in range(count)]
            if last - asked[-1][1] > 0.01:
                asked.append((i, round(last, 4)))
        if len(asked) > MOST_STATIONS:
            raise BadInput(
                _(
                    "The frontage is %(metres)d m long: too much to lay out at once."
                    " Zoom in and lay out what the map shows, or take larger steps."
                )
                % {"metres": sum(line.length for line in self.lines)},
                field="zone",
            )
        found = self._judged(asked)
        found += self._judged(self._chains(self._edges(found)))
        return sorted(found, key=lambda station: (station.line, station.at))

    def _judged(self, asked: Iterable[tuple[int, float]]) -> list[Station]:
        places = list(asked)
        shapes = [self.lines[line].stall(at, self.size) for line, at in places]
        there = [n for n, shape in enumerate(shapes) if shape is not None]
        said = alone(
            self.zone,
            [shape for shape in shapes if shape is not None],
            self.moment,
            self.spacing,
        )
        faults = {there[n]: tuple(found) for n, found in said.items()}
        return [
            Station(
                line,
                at,
                shapes[n],
                faults.get(n, ()) if shapes[n] is not None else (Fault("bend"),),
            )
            for n, (line, at) in enumerate(places)
        ]

    def _edges(self, found: list[Station]) -> list[Station]:
        """The first lawful station of each stretch that begins between two."""
        edges = [
            (a, b)
            for a, b in pairwise(found)
            if a.line == b.line and b.lawful and not a.lawful
        ]
        for _n in range(HALVINGS):
            middles = self._judged((a.line, (a.at + b.at) / 2) for a, b in edges)
            edges = [
                (a, middle) if middle.lawful else (middle, b)
                for (a, b), middle in zip(edges, middles, strict=True)
            ]
        return [b for _a, b in edges]

    def _chains(self, edges: list[Station]) -> list[tuple[int, float]]:
        """From each edge on stall by stall, up to the next edge."""
        asked: list[tuple[int, float]] = []
        for n, edge in enumerate(edges):
            end = self.lines[edge.line].length - self.size.length_m
            if n + 1 < len(edges) and edges[n + 1].line == edge.line:
                end = min(end, edges[n + 1].at)
            count = int((end - edge.at) / self.apart + 1e-9) + 1
            asked += [(edge.line, edge.at + k * self.apart) for k in range(count)]
        return asked


def clashes(
    stations: list[Station], spacing_m: float, between_m: float, apart_m: float
) -> list[tuple[int, int]]:
    """Pairs that stand nearer than they may though their metres along don't say so:
    round a bend (``spacing_m``), or in two rows (``between_m``, at least that)."""
    reach = max(spacing_m, between_m)
    shapes = [(i, s.shape) for i, s in enumerate(stations) if s.shape is not None]
    boxes = {i: shape.extent for i, shape in shapes}
    cells: dict[tuple[int, int], list[int]] = {}
    pitch = max(reach + apart_m, 1.0) + 2
    found: list[tuple[int, int]] = []
    for i, (west, south, east, north) in boxes.items():
        x, y = int((west + east) / 2 // pitch), int((south + north) / 2 // pitch)
        for cell in [(x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]:
            for j in cells.get(cell, ()):
                a, b = stations[i], stations[j]
                same = a.line == b.line
                if same and abs(a.at - b.at) < apart_m - 1e-6:
                    continue
                least = spacing_m if same else max(spacing_m, between_m)
                if _box_gap(boxes[i], boxes[j]) < least - 0.005 and _near(a, b, least):
                    found.append((j, i))
        cells.setdefault((x, y), []).append(i)
    return found


def _near(a: Station, b: Station, least: float) -> bool:
    if a.shape is None or b.shape is None:
        return False
    # Coordinates are kept to the millimetre, and rules forgive one.
    gap = a.shape.distance(b.shape)
    return bool(gap < least - 0.001 if gap else a.shape.intersection(b.shape).area)


def _box_gap(
    a: tuple[float, float, float, float], b: tuple[float, float, float, float]
) -> float:
    dx = max(a[0] - b[2], b[0] - a[2], 0.0)
    dy = max(a[1] - b[3], b[1] - a[3], 0.0)
    return hypot(dx, dy)
