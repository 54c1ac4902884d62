"""Where in the tile pyramid, and on the globe, a place of the tests' drawing lies."""

from __future__ import annotations

import math
from typing import Any

import mapbox_vector_tile
from pyproj import Transformer

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from tests.geometry import X0, Y0

_TO_LONLAT = Transformer.from_crs(STORAGE_SRID, LONLAT_SRID, always_xy=True)


def lonlat(x: float, y: float) -> tuple[float, float]:
    """Degrees of a place, metres from the tests' origin."""
    lon, lat = _TO_LONLAT.transform(X0 + x, Y0 + y)
    return lon, lat


def tile_at(x: float, y: float, z: int) -> tuple[int, int, int]:
    """The address (z, x, y) of the tile that a place lies in."""
    lon, lat = lonlat(x, y)
    side = 2**z
    column = int((lon + 180) / 360 * side)
    row = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side)
    return z, column, row


def path(layer: str, z: int, at: tuple[float, float] = (10, -2)) -> str:
    """The address of a layer's tile at a place."""
    return "/tiles/{}/{}/{}/{}.mvt".format(layer, *tile_at(*at, z))


def features(mvt: bytes, layer: str) -> list[dict[str, Any]]:
    """The decoded features of a layer, by id; none for an empty tile."""
    if not mvt:
        return []
    decoded = mapbox_vector_tile.decode(mvt)
    assert list(decoded) == [layer], "a tile holds its layer and nothing else"
    return sorted(decoded[layer]["features"], key=lambda f: f.get("id", 0))
