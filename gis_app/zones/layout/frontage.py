"""A frontage as metres along a line, and the stall that stands at a metre of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import dist
from typing import Any, Literal

from django.contrib.gis.geos import GEOSGeometry, Point, Polygon
from django.utils.translation import gettext as _

from gis_app import sql
from gis_app.crs import STORAGE_SRID
from gis_app.errors import BadInput
from gis_app.zones.models import VendingZone

Side = Literal["curb", "wall", "edge"]
XY = tuple[float, float]
STRAIGHT = 0.98
"""A stall's front must nearly be as long straight as along the line: else the line
turns a corner there."""


@dataclass(frozen=True)
class Size:
    """Of a stall, and how far from the frontage it stands; metres."""

    length_m: float = 2.0
    depth_m: float = 1.5
    offset_m: float = 0.05


@dataclass(frozen=True)
class Frontage:
    """A line in the storage CRS; ``inward`` 1: the zone lies to its left, -1: right."""

    xy: tuple[XY, ...]
    inward: int = 1
    miles: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        steps = [dist(a, b) for a, b in pairwise(self.xy)]
        object.__setattr__(self, "miles", tuple(accumulate(steps, initial=0.0)))

    @property
    def length(self) -> float:
        """Metres."""
        return self.miles[-1]

    def at(self, metre: float) -> XY:
        """The place that many metres along; before and after its ends, straight on."""
        i = min(max(bisect_right(self.miles, metre) - 1, 0), len(self.xy) - 2)
        (ax, ay), (bx, by) = self.xy[i], self.xy[i + 1]
        share = (metre - self.miles[i]) / (self.miles[i + 1] - self.miles[i])
        return ax + (bx - ax) * share, ay + (by - ay) * share

    def part(self, start: float, end: float) -> list[XY]:
        """The line between two metres of it."""
        between = [
            place
            for place, mile in zip(self.xy, self.miles, strict=True)
            if start < mile < end
        ]
        return [self.at(start), *between, self.at(end)]

    def nearest(self, place: XY) -> tuple[float, float]:
        """The metre nearest to a place, and how far the place is from it."""
        found = []
        for i, (a, b) in enumerate(pairwise(self.xy)):
            run = self.miles[i + 1] - self.miles[i]
            along = (
                (place[0] - a[0]) * (b[0] - a[0]) + (place[1] - a[1]) * (b[1] - a[1])
            ) / run
            metre = self.miles[i] + min(max(along, 0.0), run)
            found.append((dist(self.at(metre), place), metre))
        away, metre = min(found)
        return metre, away

    def stall(self, metre: float, size: Size, across_m: float = 0.0) -> Polygon | None:
        """The stall that begins there, turned along the line; None round a corner."""
        (ax, ay), (bx, by) = self.at(metre), self.at(metre + size.length_m)
        front = dist((ax, ay), (bx, by))
        if front < size.length_m * STRAIGHT:
            return None
        dx, dy = (bx - ax) / front, (by - ay) / front
        nx, ny = -dy * self.inward, dx * self.inward
        near = size.offset_m + across_m
        far = near + size.depth_m
        ring = [
            (
                round(ax + dx * along + nx * deep, 3),
                round(ay + dy * along + ny * deep, 3),
            )
            for along, deep in (
                (0.0, near),
                (size.length_m, near),
                (size.length_m, far),
                (0.0, far),
            )
        ]
        return Polygon([*ring, ring[0]], srid=STORAGE_SRID)


def frontages(
    zone: VendingZone, side: Side, size: Size, window: Polygon | None = None
) -> list[Frontage]:
    """The zone's lines along the kerb, the wall or its own edge, inside a window.

    Raises BadInput where there is none that a stall fits on.
    """
    values = {
        "zone": zone.pk,
        "side": side,
        "inside": None if window is None else bytes(window.hexewkb).decode(),
    }
    rows = sql.rows("zones", "layout_frontage", values)
    found = [_turned(row, size) for row in rows]
    long = [each for each in found if each.length >= size.length_m]
    if not long:
        raise BadInput(NOWHERE[side]())
    return long


NOWHERE = {
    "curb": lambda: _(
        "The zone has no kerb here: no sidewalk of it lies beside a carriageway."
        " Choose the wall or the zone's own edge."
    ),
    "wall": lambda: _(
        "No parcel lies beside the zone here. Choose the kerb or the zone's own edge."
    ),
    "edge": lambda: _("The zone's edge here is shorter than a stall."),
}


def _turned(row: dict[str, Any], size: Size) -> Frontage:
    xy = tuple((x, y) for x, y in row["xy"])
    ground = GEOSGeometry(row["ground"]).prepared
    line = Frontage(xy)
    deep = size.offset_m + size.depth_m / 2
    votes = 0
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        (ax, ay), (bx, by) = (
            line.at(line.length * share),
            line.at(line.length * share + 0.1),
        )
        nx, ny = -(by - ay) * 10 * deep, (bx - ax) * 10 * deep
        votes += ground.contains(Point(ax + nx, ay + ny, srid=STORAGE_SRID))
        votes -= ground.contains(Point(ax - nx, ay - ny, srid=STORAGE_SRID))
    return Frontage(xy, 1 if votes >= 0 else -1)
