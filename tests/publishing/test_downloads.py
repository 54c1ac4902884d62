"""Files: the rows and fields of the tiles, whole, with a description beside them."""

from __future__ import annotations

import io
import itertools
import json
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import geopandas
import pytest
from django.http import HttpResponseBase
from django.test import Client

from gis_app.accounts.models import AuditEntry
from tests.factories import (
    a_parcel,
    a_party,
    a_right,
    a_spot,
    a_user,
    a_way,
    a_zone,
)
from tests.geometry import box, rect
from tests.publishing.places import lonlat

pytestmark = pytest.mark.django_db


def body(answer: HttpResponseBase) -> bytes:
    """The whole file; its end closes it."""
    return b"".join(answer)


def test_geojson_is_in_degrees_with_outer_rings_anticlockwise(client: Client) -> None:
    way = a_way(geom=rect(0, -3, 100, 3))
    answer = client.get("/downloads/ways.geojson")
    told = json.loads(body(answer))
    (feature,) = told["features"]
    assert answer["Content-Type"] == "application/geo+json"
    assert feature["id"] == way.pk
    assert feature["properties"] == {
        "id": way.pk,
        "kind": "sidewalk",
        "name_fa": "خیابان سعدی",
        "name_en": "Sa'di Street",
        "district": None,
        "area_m2": 300.0,
        "accuracy_m": 0.1,
    }
    ring = feature["geometry"]["coordinates"][0][0]
    corners = [lonlat(0, -3), lonlat(100, -3), lonlat(100, 0), lonlat(0, 0)]
    for place in corners:
        assert any(p == pytest.approx(place, abs=1e-7) for p in ring)
    turning = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in itertools.pairwise(ring))
    assert turning < 0, "anticlockwise"


def test_geojson_says_what_it_is(client: Client) -> None:
    a_way()
    told = json.loads(body(client.get("/downloads/ways.geojson")))["metadata"]
    assert told["layer"] == "ways"
    assert told["crs"] == "OGC:CRS84"
    assert told["rows"] == 1
    assert told["positional_rmse_m"] == {
        "least": 0.1,
        "median": 0.1,
        "largest": 0.1,
        "unknown": 0,
    }
    assert {f["name"]: f["title"]["fa"] for f in told["fields"]}["kind"] == "نوع"
    assert set(told["licence"]) == {"fa", "en"}
    assert told["date_jalali"]
    assert told["revision"]


def test_a_geopackage_is_in_the_storage_crs_and_describes_itself(
    client: Client, tmp_path: Path
) -> None:
    a_spot(number="ب-۱۲", geom=box(0, -3, 2, 1.5))
    path = tmp_path / "spots.gpkg"
    path.write_bytes(body(client.get("/downloads/spots.gpkg")))
    frame = geopandas.read_file(path)
    assert frame.crs.to_epsg() == 32639
    assert frame.loc[0, "number"] == "ب-۱۲"
    assert frame.loc[0, "status"] == "free"
    assert frame.loc[0, "free_minutes"] == 7 * 24 * 60
    assert frame.geometry.area[0] == pytest.approx(3.0)


def test_a_shapefile_keeps_persian_text_and_lists_its_shortened_names(
    client: Client, tmp_path: Path
) -> None:
    long_reference = "مصوبه شورا " * 15
    a_zone(legal_ref=long_reference.strip(), name_fa="محدوده سعدی")
    with zipfile.ZipFile(io.BytesIO(body(client.get("/downloads/zones.shp.zip")))) as z:
        z.extractall(tmp_path)
    assert {p.suffix for p in tmp_path.iterdir()} == {
        *(".shp", ".shx", ".dbf", ".prj", ".cpg", ".json")
    }
    assert (tmp_path / "zones.cpg").read_text() == "UTF-8"
    about = json.loads((tmp_path / "zones.metadata.json").read_text("utf-8"))
    names = {f["name"]: f["name_in_file"] for f in about["fields"]}
    assert names["valid_from"] == "valid_from"
    assert names["valid_until"] == "valid_unti"
    frame = geopandas.read_file(tmp_path / "zones.shp")
    assert set(names.values()) <= set(frame.columns)
    assert frame.loc[0, "name_fa"] == "محدوده سعدی"
    assert long_reference.startswith(frame.loc[0, "legal_ref"])
    assert len(frame.loc[0, "legal_ref"]) > 100


def test_a_box_and_values_choose_the_rows(client: Client) -> None:
    near = a_way(geom=rect(0, 0, 10, 10))
    a_way(geom=rect(900, 0, 10, 10))
    a_way(geom=rect(0, 20, 10, 10), kind="park")
    west, south = lonlat(-5, -5)
    east, north = lonlat(50, 50)
    answer = client.get(
        "/downloads/ways.geojson",
        {"bbox": f"{west},{south},{east},{north}", "kind": "sidewalk"},
    )
    told = json.loads(body(answer))
    assert [f["id"] for f in told["features"]] == [near.pk]
    assert told["metadata"]["only"] == {"kind": "sidewalk"}


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3",
        "bbox=nan,37,49.7,37.3",
        "bbox=49.7,37,49.5,37.3",
        "party=1",
        "kind=%00",
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(client: Client, query: str) -> None:
    answer = client.get(f"/downloads/ways.geojson?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_layer_without_rows_is_an_empty_file_not_an_error(
    client: Client, tmp_path: Path
) -> None:
    assert json.loads(body(client.get("/downloads/ways.geojson")))["features"] == []
    path = tmp_path / "ways.gpkg"
    path.write_bytes(body(client.get("/downloads/ways.gpkg")))
    assert len(geopandas.read_file(path)) == 0


def test_a_download_by_somebody_signed_in_is_in_the_log(client: Client) -> None:
    a_parcel()
    client.force_login(a_user("agency"))
    body(client.get("/downloads/parcels.gpkg"))
    entry = AuditEntry.objects.get(action="download")
    assert (entry.actor, entry.role, entry.subject) == (
        "agency",
        "agency",
        "layer:parcels",
    )
    assert entry.detail == {"format": "gpkg", "rows": 1, "bbox": None, "only": []}


def test_a_strangers_download_is_not_in_the_log(client: Client) -> None:
    body(client.get("/downloads/ways.gpkg"))
    assert not AuditEntry.objects.exists()


def test_a_layer_that_one_may_not_see_is_answered_like_one_that_is_not_there(
    client: Client,
) -> None:
    hidden = client.get("/downloads/encroachments.gpkg")
    missing = client.get("/downloads/treasure.gpkg")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_the_base_map_is_not_a_file(client: Client) -> None:
    assert client.get("/downloads/base.gpkg").status_code == 404


def test_the_holder_of_a_spot_is_a_pseudonym_for_staff_and_nothing_for_others(
    client: Client,
) -> None:
    holder = a_party(name="رضا محمدی")
    a_right(spot=a_spot(), party=holder, kind="vending_permit")
    public = body(client.get("/downloads/spots.geojson")).decode()
    assert '"status":"taken"' in public
    assert "holder" not in public
    assert holder.pseudonym not in public
    client.force_login(a_user("planner"))
    told = body(client.get("/downloads/spots.geojson")).decode()
    assert f'"holder":"{holder.pseudonym}"' in told
    assert holder.name not in told


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="no ogr2ogr here")
def test_a_geopackage_holds_what_ogr2ogr_would_write(
    client: Client, tmp_path: Path
) -> None:
    for n in range(3):
        a_way(geom=rect(n * 20, -3, 10 + n, 3), name_fa=f"خیابان {n}")
    told = tmp_path / "ways.geojson"
    ours, theirs = tmp_path / "ours.gpkg", tmp_path / "theirs.gpkg"
    told.write_bytes(body(client.get("/downloads/ways.geojson")))
    ours.write_bytes(body(client.get("/downloads/ways.gpkg")))
    subprocess.run(
        [
            *("ogr2ogr", "-f", "GPKG", theirs, told, "-nln", "ways"),
            *("-t_srs", "EPSG:32639", "-nlt", "MULTIPOLYGON"),
        ],
        check=True,
    )
    left, right = geopandas.read_file(ours), geopandas.read_file(theirs)
    assert left.crs == right.crs
    columns = ["id", "kind", "name_fa", "name_en", "area_m2", "accuracy_m"]
    assert left[columns].to_dict("records") == right[columns].to_dict("records")
    # GeoJSON has seven decimals of a degree, a centimetre.
    apart = left.geometry.hausdorff_distance(right.geometry)
    assert apart.max() < 0.03
    with closing(sqlite3.connect(ours)) as file:
        (about,) = file.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    assert "positional_rmse_m" in about
