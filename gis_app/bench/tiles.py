"""``bench tiles``: tiles of the whole city against plain ST_AsMVT over every row.

A planner's tiles, which hold every field. The peer asks the parcels and occupations
directly at each zoom, as a server without tables for low zooms does; from the zoom of
full detail on both must give the same bytes.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

import shapely
from django.db import connection

from gis_app.accounts.models import Role, User
from gis_app.bench.city import ACCURACY_M, Quads, build
from gis_app.bench.registry import Result
from gis_app.crs import STORAGE_SRID
from gis_app.publishing import generalise
from gis_app.publishing.access import Scope, Viewer, scope_of
from gis_app.publishing.tiles import Address, ask

PEER = "ST_AsMVT over every row"
ZOOMS = range(12, 18)
TILES_A_ZOOM, ROUNDS = 40, 4
OWNERS = ("private",) * 16 + ("municipal", "state", "waqf", "unknown")
PLAIN = """
SELECT ST_AsMVT(f, '{layer}', 4096, 'shape', '_id') FROM (
    SELECT v.id AS _id, {columns}, ST_AsMVTGeom(
        v.geom_3857, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, TRUE
    ) AS shape
    FROM layer.{layer} AS v
    WHERE v.geom_3857 && ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 0.015625)
    ORDER BY v.id, v.geom_3857
) AS f WHERE f.shape IS NOT NULL
"""


@dataclass(frozen=True)
class Run:
    """What the tiles of one zoom cost, and what they are."""

    seconds: list[float]
    tiles: list[bytes]

    @property
    def largest_kb(self) -> float:
        """Of the tiles as they are sent."""
        return round(max(len(gzip.compress(tile)) for tile in self.tiles) / 1000, 1)


def run(share: float) -> Iterator[Result]:
    """One result for each layer and zoom; the time is that of the slowest tile."""
    load(share)
    began = perf_counter()
    generalise.rebuild()
    built_s = perf_counter() - began
    planner = User(username="bench", role=Role.PLANNER, is_active=True)
    for layer in ("base", "parcels", "occupations"):
        scope = scope_of(Viewer.of(planner), layer)
        yield from measure(scope, {"all low zooms built in s": round(built_s, 1)})


def measure(scope: Scope, size: dict[str, Any]) -> Iterator[Result]:
    """Ours and the peer on the same tiles, spread over the layer."""
    layer = scope.layer
    for z in ZOOMS:
        if z < layer.minzoom:
            continue
        places = _places(layer.id, z)
        ours = _timed(lambda place: ask(scope, place)[1], places)
        peer = _timed(lambda place: _plain(scope, place), places)
        detailed = z >= layer.detail_zoom
        yield Result(
            f"tiles {layer.id} z{z}, slowest",
            max(ours.seconds),
            PEER,
            max(peer.seconds),
            ours.tiles == peer.tiles if detailed else None,
            {
                "tiles": len(places),
                "median ms": round(median(ours.seconds) * 1000, 1),
                "peer's median ms": round(median(peer.seconds) * 1000, 1),
                "largest kB": ours.largest_kb,
                "peer's largest kB": peer.largest_kb,
                **size,
            },
        )


def _timed(make: Callable[[Address], bytes], places: list[Address]) -> Run:
    """Each tile's best of some rounds: other work on the machine is not the tile's."""
    seconds, tiles = [], []
    for place in places:
        best = float("inf")
        for _round in range(ROUNDS):
            began = perf_counter()
            tile = make(place)
            best = min(best, perf_counter() - began)
        seconds.append(best)
        tiles.append(tile)
    return Run(seconds, tiles)


def _plain(scope: Scope, place: Address) -> bytes:
    query = PLAIN.format(
        layer=scope.layer.id,
        columns=", ".join(f"v.{c}" for c in ("id", *scope.columns)),
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"z": place.z, "x": place.x, "y": place.y})
        return bytes(cursor.fetchone()[0])


def _places(layer: str, z: int) -> list[Address]:
    """Tiles that hold something, evenly from all over the layer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT floor((ST_X(c) + 20037508.3428) / side)::int AS x,"  # noqa: S608
            " floor((20037508.3428 - ST_Y(c)) / side)::int AS y"
            " FROM (SELECT ST_Centroid(geom_3857) AS c, 40075016.6856 / 2 ^ %s AS side"
            f" FROM layer.{layer}) AS place ORDER BY x, y",
            [z],
        )
        found = cursor.fetchall()
    step = max(1, len(found) // TILES_A_ZOOM)
    return [Address(z, x, y) for x, y in found[::step]]


def load(share: float) -> None:
    """The standard city, its blocks and a street between them."""
    city = build(share)
    accuracy = str(ACCURACY_M)
    _copy(
        "land_parcel(id, registry_unit, bakhsh, asli, plate, land_use, accuracy_m,"
        " owner_kind, geom)",
        city.parcels,
        lambda n: ("رشت", "4", str(n), f"{n}/1", "residential", accuracy, _owner(n)),
    )
    _copy(
        "encroachment_occupation(id, kind, seen, method, note, accuracy_m, geom)",
        city.occupations,
        lambda _: ("building", "[2024-01-01,)", "", "", accuracy),
    )
    with connection.cursor() as cursor:
        cursor.execute(BLOCKS)
        cursor.execute(STREETS)
        for table in ("land_parcel", "land_block", "encroachment_occupation"):
            cursor.execute(f"VACUUM ANALYZE {table}")


BLOCKS = """
INSERT INTO land_block (code, geom)
SELECT 'B-' || (id - 1) / 40, ST_Multi(ST_ConvexHull(ST_Collect(geom)))
FROM land_parcel GROUP BY (id - 1) / 40
"""
STREETS = """
INSERT INTO land_wayaxis (name_fa, name_en, rank, width_m, geom)
SELECT
    'خیابان ' || id, 'Street ' || id,
    CASE id %% 20 WHEN 0 THEN 'arterial' WHEN 10 THEN 'collector' ELSE 'local' END, 8,
    ST_MakeLine(ST_Translate(c, -80, -50), ST_Translate(c, 80, -50))
FROM (SELECT id, ST_Centroid(geom) AS c FROM land_block) AS b
""".replace("%%", "%")


def _owner(n: int) -> str:
    return OWNERS[n % len(OWNERS)]


def _copy(target: str, quads: Quads, fields: Callable[[int], Iterable[str]]) -> None:
    shapes = shapely.multipolygons(shapely.polygons(quads).reshape(-1, 1))
    texts = shapely.to_wkb(
        shapely.set_srid(shapes, STORAGE_SRID), hex=True, include_srid=True
    )
    lines = (
        "\t".join((str(n), *fields(n), text)) for n, text in enumerate(texts, start=1)
    )
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {target} FROM STDIN", io.StringIO("\n".join(lines) + "\n")
        )
