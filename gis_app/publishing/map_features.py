"""The features that a map in one file holds, as GeoJSON objects."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from psycopg2.sql import SQL

from gis_app.crs import LONLAT_SRID
from gis_app.errors import BadInput
from gis_app.publishing import generalise
from gis_app.publishing.access import Scope
from gis_app.publishing.compose import listed, own_rows, template
from gis_app.publishing.extract import Box
from gis_app.publishing.reader import reading
from gis_app.publishing.views_in_database import table_of, view_of

MOST_FEATURES = 15_000
"""More make a file that browsers open slowly."""

WINDOW_PX = 1000
CIRCUMFERENCE_M = 40_075_016.6856


@dataclass(frozen=True)
class Frame:
    """What the map shows first: a box in degrees, and the zoom that fits it."""

    box: Box

    @property
    def zoom(self) -> int:
        """Of tiles of 512 pixels, as the layers' zooms are."""
        west, south, east, north = self.box
        wide = max(east - west, (north - south) * 1.3, 1e-6)
        return max(0, min(20, math.floor(math.log2(360 / wide * WINDOW_PX / 512))))

    @classmethod
    def around(cls, lon: float, lat: float, zoom: float) -> Frame:
        """The box of a window of 1000 pixels at a place and zoom."""
        half = 360 / 2**zoom * WINDOW_PX / 512 / 2
        tall = half * 0.75 * math.cos(math.radians(lat))
        return cls((lon - half, lat - tall, lon + half, lat + tall))

    @classmethod
    def of_city(cls) -> Frame:
        """The box of everything on the base map."""
        with reading() as cursor:
            cursor.execute(
                "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM (SELECT"
                " ST_Transform(ST_SetSRID(ST_Extent(geom_3857)::geometry, 3857), 4326)"
                " AS b FROM layer.base) AS city"
            )
            box = cursor.fetchone()
        if box[0] is None:
            raise BadInput(_("The map is empty so far: name a box or a place."))
        return cls(box)


def features(scope: Scope, frame: Frame, limit: int) -> list[dict[str, Any]]:
    """The layer's features in the frame; raises BadInput when they exceed a limit.

    The base map is simplified to what can be seen two zooms closer; what lies on it is
    shown whole, and only its vertices are thinned.
    """
    layer, scope = scope.layer, scope.of_rows
    closer = frame.zoom + 2
    low = layer.id == "base" and layer.is_generalised and closer < layer.detail_zoom
    if low:
        generalise.ensure(layer)
    rows = own_rows(scope)
    query = template(
        "map_features",
        columns=listed(scope.columns),
        shape=SQL("v.geom_3857"),
        relation=table_of(layer) if low else view_of(layer),
        rows=SQL("{} AND v._zoom = %(z)s::smallint").format(rows) if low else rows,
    )
    with reading() as cursor:
        cursor.execute(query, _values(scope, frame, closer, limit))
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if len(found) > limit:
        raise BadInput(
            _(
                "There are more than %(limit)s features here, too many for one file. "
                "Zoom in, or choose fewer layers; downloads have no such limit."
            )
            % {"limit": MOST_FEATURES}
        )
    return [_feature(row) for row in found if row["geometry"]]


def _values(scope: Scope, frame: Frame, closer: int, limit: int) -> dict[str, Any]:
    west, south, east, north = frame.box
    return {
        **scope.values,
        "lonlat": LONLAT_SRID,
        "finest_m": CIRCUMFERENCE_M / 2 ** (closer + 2) / 512,
        "z": max(scope.layer.minzoom, closer),
        "limit": limit + 1,
        "w": west,
        "s": south,
        "e": east,
        "n": north,
    }


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    geometry = json.loads(row.pop("geometry"))
    return {
        "type": "Feature",
        "id": row.pop("id"),
        "geometry": geometry,
        "properties": row,
    }
