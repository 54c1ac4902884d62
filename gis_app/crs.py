"""The coordinate reference systems that the city is stored and shown in."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Final

import pyproj

STORAGE_SRID: Final = int(os.environ.get("MEYDAN_STORAGE_SRID", "32639"))
"""The metric CRS of every stored geometry (EPSG:32639, UTM 39N, for Rasht)."""

WEB_SRID: Final = 3857
"""Web Mercator: the CRS of the vector tiles."""

LONLAT_SRID: Final = 4326
"""WGS 84 longitude and latitude in degrees: what browsers and phones speak."""

RASHT: Final = "49.45,37.15,49.75,37.40"


def area_of_interest() -> tuple[float, float, float, float]:
    """The box that all of the city's geometry lies in, in the storage CRS, metres.

    From MEYDAN_AREA_OF_INTEREST, ``west,south,east,north`` in degrees. Raises
    ValueError, saying so, when that is not four numbers in order.
    """
    return _box(os.environ.get("MEYDAN_AREA_OF_INTEREST", RASHT))


@lru_cache(maxsize=4)
def _box(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise ValueError(
            f"MEYDAN_AREA_OF_INTEREST must be west,south,east,north, not {text!r}"
        ) from error
    if not (west < east and south < north):
        raise ValueError(f"MEYDAN_AREA_OF_INTEREST is empty: {text!r}")
    transformer = pyproj.Transformer.from_crs(LONLAT_SRID, STORAGE_SRID, always_xy=True)
    return transformer.transform_bounds(west, south, east, north)
