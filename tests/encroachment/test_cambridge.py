"""The overlay core on real data that nobody here made: Cambridge, Massachusetts.

Stairs, porches and decks over the city's sidewalks, in EPSG:26986. The numbers were
counted with another tool.
"""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
from django.db import connection
from psycopg2 import sql as pg

from gis_app.encroachment.detection import overlay

DATA = Path(__file__).parents[3] / "shared" / "data" / "cambridge"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here"),
]


def load(table: str, file: str) -> None:
    """A file as a table of valid shapes in EPSG:26986, indexed."""
    frame = geopandas.read_file(DATA / file)
    if frame.crs is None:
        frame = frame.set_crs(4326)
    shapes = frame.geometry.to_crs(26986).to_wkb()
    name = pg.Identifier(table)
    with connection.cursor() as cursor:
        cursor.execute(
            pg.SQL(
                "CREATE TEMP TABLE {} (id serial, geom geometry) ON COMMIT DROP"
            ).format(name)
        )
        cursor.execute(
            pg.SQL(
                "INSERT INTO {} (geom) SELECT ST_CollectionExtract(ST_MakeValid("
                "ST_GeomFromWKB(shape, 26986)), 3) FROM unnest(%s::bytea[]) AS shape"
            ).format(name),
            [[memoryview(shape) for shape in shapes if shape is not None]],
        )
        cursor.execute(pg.SQL("CREATE INDEX ON {} USING gist (geom)").format(name))
        cursor.execute(pg.SQL("ANALYZE {}").format(name))


@pytest.mark.parametrize(
    ("file", "some", "much"),
    [
        ("BASEMAP_Stairs.topojson", 849, 110),
        ("BASEMAP_Porches.geojson", 368, 250),
        ("BASEMAP_Decks.geojson", 69, 29),
    ],
)
def test_as_many_overlap_the_sidewalks_as_others_counted(
    file: str, some: int, much: int
) -> None:
    load("sidewalk", "BASEMAP_Sidewalks.topojson")
    load("structure", file)
    with connection.cursor() as cursor:
        cursor.execute(
            pg.SQL(
                "SELECT count(*) FILTER (WHERE m2 > 0.1),"
                " count(*) FILTER (WHERE m2 > 1)"
                " FROM (SELECT sum(area_m2) AS m2 FROM ({}) AS pair GROUP BY subject)"
                " AS total"
            ).format(overlay("structure", "sidewalk"))
        )
        assert cursor.fetchone() == (some, much)
