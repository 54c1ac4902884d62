"""The piece of ground that a sheet shows: its shapes, its scale and its window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gis_app import sql
from gis_app.enforcement.models import Case

SCALES = (50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)
FILLS = 0.5
"""The part of the frame that the subject may fill, so that its surroundings show."""


@dataclass(frozen=True)
class Frame:
    """The drawing's size on paper, in millimetres."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True)
class Feature:
    """A way or a parcel, cut to the window."""

    layer: str
    kind: str
    name_fa: str
    name_en: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Ground:
    """What to draw. Shapes are in metres of the storage CRS, north up."""

    frame: Frame
    scale: int
    """1 : scale."""
    west: float
    south: float
    overlap: BaseGeometry
    occupation: BaseGeometry
    unit: BaseGeometry
    around: tuple[Feature, ...]

    @property
    def metres_per_mm(self) -> float:
        """How far a millimetre on paper reaches on the ground."""
        return self.scale / 1000

    @property
    def width_m(self) -> float:
        """Of the window."""
        return self.frame.width_mm * self.metres_per_mm

    @property
    def height_m(self) -> float:
        """Of the window."""
        return self.frame.height_mm * self.metres_per_mm

    @property
    def window(self) -> BaseGeometry:
        """The window as a rectangle."""
        east, north = self.west + self.width_m, self.south + self.height_m
        return shapely.box(self.west, self.south, east, north)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the ground in millimetres of the drawing, from its upper left."""
        down = self.frame.height_mm - (y - self.south) / self.metres_per_mm
        return (x - self.west) / self.metres_per_mm, down


def of_case(case: Case, frame: Frame) -> Ground:
    """The ground of a case, by the versions of the shapes that it was judged by."""
    row = sql.rows("web", "sheet_subject", {"case_id": case.pk})[0]
    overlap = _shape(row["overlap"]) or shapely.Polygon()
    occupation = _shape(row["occupation"]) or overlap
    unit = _shape(row["unit"]) or shapely.Polygon()
    scale = fitting_scale(overlap.union(occupation), frame)
    width_m, height_m = frame.width_mm * scale / 1000, frame.height_mm * scale / 1000
    middle = overlap.union(occupation).envelope.centroid
    west, south = middle.x - width_m / 2, middle.y - height_m / 2
    box = {"west": west, "south": south, "east": west + width_m}
    found = sql.rows(
        "web", "sheet_ground", box | {"north": south + height_m, "case_id": case.pk}
    )
    return Ground(
        frame, scale, west, south, overlap, occupation, unit, _features(found)
    )


def fitting_scale(subject: BaseGeometry, frame: Frame) -> int:
    """The largest scale at which the subject fills no more than half of the frame."""
    west, south, east, north = subject.bounds
    for scale in SCALES:
        wide, high = (east - west) * 1000 / scale, (north - south) * 1000 / scale
        if wide <= frame.width_mm * FILLS and high <= frame.height_mm * FILLS:
            return scale
    return SCALES[-1]


def _features(rows: list[dict[str, Any]]) -> tuple[Feature, ...]:
    found = (
        Feature(row["layer"], row["kind"], row["name_fa"], row["name_en"], shape)
        for row in rows
        if (shape := _shape(row["shape"])) is not None and shape.area > 0
    )
    # The large ones first: a sidewalk lies on top of the street that it borders.
    return tuple(sorted(found, key=lambda each: -each.shape.area))


def _shape(content: memoryview | None) -> BaseGeometry | None:
    return None if content is None else shapely.from_wkb(bytes(content))
