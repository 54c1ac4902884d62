"""Shapes: made what the register promises (valid, flat, of one type, in the city)
or refused with a reason; whole batches at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyproj
import shapely

from gis_app.intake.plan import Box, Facts, Plan

Shapes = np.ndarray[tuple[int], np.dtype[np.object_]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
MILLIMETRE = 3
"""Decimals of a stored coordinate in metres; detection snaps to the same grid."""

POLYGONS = (3, 6)
_NAMES = {
    0: "Point", 1: "LineString", 2: "LinearRing", 3: "Polygon", 4: "MultiPoint",
    5: "MultiLineString", 6: "MultiPolygon", 7: "GeometryCollection",
}  # fmt: skip


@dataclass
class Checked:
    """The shapes of a batch, in the storage CRS; a refused one is None."""

    shapes: Shapes
    refused: dict[int, tuple[str, Facts]] = field(default_factory=dict)
    repaired: dict[int, list[tuple[str, Facts]]] = field(default_factory=dict)
    bounds: Box | None = None
    """Of the coordinates as the file has them."""

    def refuse(self, rows: Mask, code: str, facts: Callable[[int], Facts]) -> None:
        """Refuse the rows of a mask."""
        for row in np.flatnonzero(rows).tolist():
            self.refused[row] = (code, facts(row))
        self.shapes[rows] = None

    def repair(self, row: int, code: str, **facts: object) -> None:
        """Note what was done to a row."""
        self.repaired.setdefault(row, []).append((code, facts))


def _nothing(row: int) -> Facts:
    return {}


def check(wkb: Shapes, plan: Plan, transformer: pyproj.Transformer | None) -> Checked:
    """Every check in order; each sees only what the ones before it let pass."""
    checked = _parsed(wkb)
    _flatten(checked)
    checked.bounds = _bounds(checked.shapes)
    if plan.shape == "Point":
        _to_points(checked)
        _move(checked, plan, transformer)
    else:
        _to_polygons(checked)
        if transformer is not None:
            # Rings that touch do so exactly only in the coordinates they came in.
            _make_valid(checked)
        _move(checked, plan, transformer)
        _make_valid(checked)
    if plan.box is not None:
        _keep_inside(checked, plan.box)
    return checked


def _parsed(wkb: Shapes) -> Checked:
    """From WKB; an unclosed ring is closed."""
    curved: list[int] = []
    try:
        shapes = shapely.from_wkb(wkb, on_invalid="ignore")
    except NotImplementedError:
        shapes, curved = _straight_ones(wkb)
    checked = Checked(shapes)
    missing = np.fromiter((each is None for each in wkb), bool, len(wkb))
    unread = shapely.is_missing(shapes) & ~missing
    unread[curved] = False
    if unread.any():
        shapes[unread] = shapely.from_wkb(wkb[unread], on_invalid="fix")
        for row in np.flatnonzero(unread & ~shapely.is_missing(shapes)).tolist():
            checked.repair(row, "ring_closed")
    checked.refuse(missing, "no_geometry", _nothing)
    checked.refuse(shapely.is_missing(shapes) & ~missing, "unreadable", _nothing)
    checked.refused |= dict.fromkeys(curved, ("curved", {}))
    checked.refuse(shapely.is_empty(shapes), "empty_geometry", _nothing)
    return checked


def _straight_ones(wkb: Shapes) -> tuple[Shapes, list[int]]:
    """The shapes of a batch one by one, and the rows that have arcs."""
    shapes = np.full(len(wkb), None, dtype=object)
    curved = []
    for row, text in enumerate(wkb):
        try:
            shapes[row] = shapely.from_wkb(text, on_invalid="ignore")
        except NotImplementedError:
            curved.append(row)
    return shapes, curved


def _flatten(checked: Checked) -> None:
    """Without heights and measures, and without coordinates that are no number."""
    shapes = checked.shapes
    raised = shapely.has_z(shapes) | shapely.has_m(shapes)
    if raised.any():
        shapes[raised] = shapely.force_2d(shapes[raised])
        for row in np.flatnonzero(raised).tolist():
            checked.repair(row, "flattened")
    checked.refuse(_not_finite(shapes), "not_finite", _nothing)


def _not_finite(shapes: Shapes) -> Mask:
    places, owners = shapely.get_coordinates(shapes, return_index=True)
    bad = np.zeros(len(shapes), dtype=bool)
    bad[owners[~np.isfinite(places).all(axis=1)]] = True
    return bad


def _bounds(shapes: Shapes) -> Box | None:
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return None if np.isnan(west) else (west, south, east, north)


def _move(checked: Checked, plan: Plan, transformer: pyproj.Transformer | None) -> None:
    """To the storage CRS and its millimetres."""
    shapes = checked.shapes
    places = shapely.get_coordinates(shapes)
    if plan.swap_axes:
        places = places[:, ::-1]
    if transformer is not None:
        places = np.column_stack(transformer.transform(places[:, 0], places[:, 1]))
    # Far outside a projection's area PROJ says infinity, which GEOS must not see.
    checked.shapes = shapely.set_coordinates(shapes, np.round(places, MILLIMETRE))
    checked.refuse(_not_finite(checked.shapes), "outside_crs", _nothing)


def _kind(shape: object) -> str:
    return _NAMES.get(int(shapely.get_type_id(shape)), "?")


def _to_points(checked: Checked) -> None:
    """A point; of an area, a point inside it."""
    shapes = checked.shapes
    kinds = shapely.get_type_id(shapes)
    alone = (kinds == 4) & (shapely.get_num_geometries(shapes) == 1)
    shapes[alone] = shapely.get_geometry(shapes[alone], 0)
    areas = np.isin(kinds, POLYGONS)
    shapes[areas] = shapely.point_on_surface(shapes[areas])
    for row in np.flatnonzero(areas).tolist():
        checked.repair(row, "point_of_area")
    _refuse_other(checked, (0,), "Point")


def _to_polygons(checked: Checked) -> None:
    shapes = checked.shapes
    mixed = np.flatnonzero(shapely.get_type_id(shapes) == 7).tolist()
    for row in mixed:
        kept = _polygons_of(shapes[row])
        if not shapely.is_empty(kept):
            shapes[row] = kept
            checked.repair(row, "kept_polygons")
    _refuse_other(checked, POLYGONS, "MultiPolygon")


def _refuse_other(checked: Checked, wanted: tuple[int, ...], name: str) -> None:
    shapes = checked.shapes
    other = ~shapely.is_missing(shapes) & ~np.isin(shapely.get_type_id(shapes), wanted)
    found = {row: _kind(shapes[row]) for row in np.flatnonzero(other).tolist()}
    checked.refuse(
        other, "wrong_type", lambda row: {"found": found[row], "wanted": name}
    )


def _polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons among a shape's parts, however deep, as one MultiPolygon."""
    parts = [shape]
    while any(shapely.get_type_id(part) == 7 for part in parts):
        parts = shapely.get_parts(parts).tolist()
    parts = shapely.get_parts(parts)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == 3])


def _make_valid(checked: Checked) -> None:
    shapes = checked.shapes
    invalid = ~shapely.is_missing(shapes) & ~shapely.is_valid(shapes)
    for row in np.flatnonzero(invalid).tolist():
        before = shapes[row]
        shapes[row] = _polygons_of(shapely.make_valid(before))
        if not any(code == "made_valid" for code, _ in checked.repaired.get(row, [])):
            reason = shapely.is_valid_reason(before).split("[")[0]
            checked.repair(row, "made_valid", reason=reason)
    collapsed = ~shapely.is_missing(shapes) & (shapely.area(shapes) == 0)
    checked.refuse(collapsed, "no_area", _nothing)
    invalid[invalid] = ~shapely.is_valid(shapes[invalid])
    checked.refuse(invalid & ~shapely.is_missing(shapes), "beyond_repair", _nothing)


def _keep_inside(checked: Checked, box: Box) -> None:
    edges = shapely.bounds(checked.shapes)
    west, south, east, north = box
    with np.errstate(invalid="ignore"):
        outside = (
            (edges[:, 0] < west) | (edges[:, 1] < south)
            | (edges[:, 2] > east) | (edges[:, 3] > north)
        )  # fmt: skip
    checked.refuse(outside, "outside_area", _nothing)
