"""The siting rules of ``bench siting`` once more, with shapely: peer and oracle."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.db import connection
from shapely import STRtree

REACH_M = 12.0
STEP_M = 0.5
INSIDE_M = 0.01
OBSTACLES = ("hydrant", "tree", "pole", "bin", "bollard", "bench")
CLASSES = ("entrance", "hydrant", "crossing", "bus_stop")
Found = dict[str, float | None]


@dataclass
class Spot:
    """A spot in use."""

    id: int
    zone: int
    goods: frozenset[str]
    shape: Any


@dataclass
class Street:
    """What the rules measure against, indexed."""

    spots: list[Spot]
    spot_tree: STRtree
    classes: dict[str, STRtree]
    obstacles: STRtree
    zones: dict[int, Any]
    ways: tuple[STRtree, list[str], list[int]]
    streets: STRtree
    municipal: STRtree
    features: int

    def answers(self) -> dict[tuple[int, str], float | None]:
        """Every measure of every spot."""
        return {
            (spot.id, rule): measured
            for spot in self.spots
            for rule, measured in self.one(
                spot.shape, spot.zone, spot.id, sorted(spot.goods)
            ).items()
        }

    def moved(self, chance: random.Random) -> tuple[Any, int]:
        """A spot's shape up to three metres from where it is, and its zone."""
        spot = chance.choice(self.spots)
        away = chance.uniform(-3, 3), chance.uniform(-1, 1)
        return shapely.transform(spot.shape, lambda xy: xy + np.array(away)), spot.zone

    def one(self, shape: Any, zone: int, own: int | None, goods: list[str]) -> Found:
        """Each rule's measure of one footprint."""
        found: Found = {
            f"min_distance:{name}": _nearest(tree, shape)
            for name, tree in self.classes.items()
        }
        sold = frozenset(goods)
        found["min_spacing"] = self._spacing(shape, own, None, None)
        found["same_goods_spacing"] = self._spacing(shape, own, sold, 102.0)
        found["min_clear_width"] = self._clear_width(shape, own)
        found["footprint_within"] = float(
            shapely.area(shapely.difference(shape, self.zones[zone], grid_size=0.001))
        )
        found["max_footprint"] = max(side - limit for side, limit in _sides(shape))
        inside = self.municipal.geometries[self.municipal.query(shape, "intersects")]
        found["exclusion_zone"] = float(
            shapely.area(
                shapely.union_all(shapely.intersection(inside, shape, grid_size=0.001))
            )
        )
        others = sum(s.zone == zone and s.id != own for s in self._in_zone(zone))
        found["max_per"] = float(others + 1)
        edge = _nearest(self.streets, shape)
        found["abut"] = edge if edge is not None and edge <= 30 else None
        return found

    def _in_zone(self, zone: int) -> list[Spot]:
        near = self.spot_tree.query(shapely.buffer(self.zones[zone], 500))
        return [self.spots[i] for i in near]

    def _spacing(
        self,
        shape: Any,
        own: int | None,
        sold: frozenset[str] | None,
        reach: float | None,
    ) -> float | None:
        for radius in (5.0, 30.0, 102.0) if reach else (5.0, 30.0, 300.0, 1e6):
            near = [
                float(shapely.distance(self.spots[i].shape, shape))
                for i in self.spot_tree.query(shape, "dwithin", radius)
                if self.spots[i].id != own
                and (
                    sold is None
                    or not sold
                    or not self.spots[i].goods
                    or sold & self.spots[i].goods
                )
            ]
            if near:
                return min(near)
        return None

    def _clear_width(self, shape: Any, own: int | None) -> float | None:
        sections = _sections(shape)
        slab = shapely.convex_hull(shapely.union_all(sections))
        way = self._way(shape)
        if way is None:
            return None
        blocked = [shape]
        blocked += [
            self.spots[i].shape
            for i in self.spot_tree.query(slab, "intersects")
            if self.spots[i].id != own
        ]
        points = self.obstacles.geometries[self.obstacles.query(slab, "dwithin", 0.25)]
        blocked += list(shapely.buffer(points, 0.25, quad_segs=8))
        free = shapely.difference(
            shapely.clip_by_rect(way, *shapely.bounds(shapely.buffer(slab, 1))),
            shapely.union_all(blocked),
        )
        gaps = []
        for section in sections:
            parts = shapely.get_parts(shapely.intersection(section, free))
            gaps.append(max(shapely.length(parts), default=0.0))
        return float(min(gaps))

    def _way(self, shape: Any) -> Any:
        tree, kinds, ids = self.ways
        under = tree.query(shapely.centroid(shape), "intersects")
        first = sorted(under, key=lambda i: (kinds[i] != "sidewalk", ids[i]))
        return tree.geometries[first[0]] if first else None


def read() -> Street:
    """The city of the benchmark, as shapely has it."""
    spots = [
        Spot(key, zone, frozenset(goods), shapely.from_wkb(shape))
        for key, zone, goods, shape in _rows(
            "SELECT s.id, s.zone_id, coalesce(nullif(s.goods, '{}'), z.goods),"
            " ST_AsBinary(s.geom) FROM zones_vendingspot AS s"
            " INNER JOIN zones_vendingzone AS z ON z.id = s.zone_id"
            " WHERE s.status = 'open' ORDER BY s.id"
        )
    ]
    features = _rows("SELECT kind, ST_AsBinary(geom) FROM zones_streetfeature")
    ways = _rows("SELECT id, kind, ST_AsBinary(geom) FROM land_way ORDER BY id")
    public = [w for w in ways if w[1] in ("sidewalk", "square", "street", "park")]
    plots = _rows(
        "SELECT ST_AsBinary(geom) FROM land_parcel WHERE owner_kind = 'municipal'"
    )
    zones = _rows("SELECT id, ST_AsBinary(geom) FROM zones_vendingzone")
    return Street(
        spots=spots,
        spot_tree=STRtree([spot.shape for spot in spots]),
        classes={
            name: _tree(shape for kind, shape in features if kind == name)
            for name in CLASSES
        },
        obstacles=_tree(shape for kind, shape in features if kind in OBSTACLES),
        zones={key: shapely.from_wkb(shape) for key, shape in zones},
        ways=(
            _tree(shape for _key, _kind, shape in public),
            [kind for _key, kind, _shape in public],
            [key for key, _kind, _shape in public],
        ),
        streets=_tree(shape for _key, kind, shape in ways if kind == "street"),
        municipal=_tree(shape for (shape,) in plots),
        features=len(features),
    )


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
            for row in cursor.fetchall()
        ]


def _tree(shapes: Any) -> STRtree:
    return STRtree([shapely.from_wkb(shape) for shape in shapes])


def _nearest(tree: STRtree, shape: Any) -> float | None:
    _index, distance = tree.query_nearest(shape, return_distance=True)
    return float(distance[0]) if len(distance) else None


def _ring(shape: Any) -> Any:
    return shapely.get_coordinates(shapely.oriented_envelope(shape))


def _sides(shape: Any) -> list[tuple[float, float]]:
    corners = _ring(shape)
    a, b = (float(np.hypot(*(corners[i + 1] - corners[i]))) for i in (0, 1))
    return [(max(a, b), 2.0), (min(a, b), 1.5)]


def _sections(shape: Any) -> list[Any]:
    """Lines across the frontage, which is the longer side of the least rectangle."""
    corners = _ring(shape)
    first, second = corners[1] - corners[0], corners[2] - corners[1]
    start, side = (
        (corners[0], first)
        if np.hypot(*first) >= np.hypot(*second)
        else (corners[1], second)
    )
    length = float(np.hypot(*side))
    along = side / length
    across = np.array([-along[1], along[0]]) * REACH_M
    steps = [
        max(min(n * STEP_M, length - INSIDE_M), INSIDE_M)
        for n in range(int(np.ceil(length / STEP_M)) + 1)
    ]
    return [
        shapely.linestrings([start + along * at + across, start + along * at - across])
        for at in steps
    ]
