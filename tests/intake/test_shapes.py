"""Shapes are repaired or refused, and the report says which."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gis_app.land.models import Parcel, Way
from gis_app.zones.models import StreetFeature
from tests.geometry import X0, Y0
from tests.intake.files import Feature, bring_in, codes, geojson, square

pytestmark = pytest.mark.django_db
SIDEWALK = {"kind": "sidewalk"}


def ring(*places: tuple[float, ...]) -> dict[str, object]:
    moved = [[X0 + p[0], Y0 + p[1], *p[2:]] for p in places]
    return {"type": "Polygon", "coordinates": [moved]}


def test_a_bow_tie_a_roof_and_a_mixture_are_repaired(tmp_path: Path) -> None:
    #  1: two triangles   2: with heights   3: an area and a line
    features: list[Feature] = [
        (ring((0, 0), (10, 10), (10, 0), (0, 10), (0, 0)), SIDEWALK),
        (ring((20, 0, 5), (30, 0, 5), (30, 10, 5), (20, 0, 5)), SIDEWALK),
        (
            {
                "type": "GeometryCollection",
                "geometries": [
                    square(40, 0),
                    {"type": "LineString", "coordinates": [[X0, Y0], [X0 + 1, Y0]]},
                ],
            },
            SIDEWALK,
        ),
    ]
    report = bring_in(geojson(tmp_path, features), "ways")
    assert report.applied
    assert [(each.feature, each.code) for each in report.outcome.repaired] == [
        (1, "made_valid"),
        (3, "kept_polygons"),
    ]
    assert report.outcome.repaired_by_code["flattened"] == 1
    areas = [way.geom.area for way in Way.objects.order_by("pk")]
    assert areas == pytest.approx([50, 50, 100])
    assert {way.geom.hasz for way in Way.objects.all()} == {False}


def test_what_has_no_area_or_no_place_is_refused(tmp_path: Path) -> None:
    features: list[Feature] = [
        (None, SIDEWALK),
        ({"type": "Polygon", "coordinates": []}, SIDEWALK),
        (ring((0, 0), (10, 0), (20, 0), (0, 0)), SIDEWALK),
        ({"type": "Point", "coordinates": [X0, Y0]}, SIDEWALK),
        (square(90_000, 0), SIDEWALK),
        (ring((0, 0), (1e300, 0), (1e300, 1e300), (0, 0)), SIDEWALK),
        (square(0, 0), SIDEWALK),
    ]
    report = bring_in(geojson(tmp_path, features), "ways", skip_refused=True)
    assert [code for _, code in codes(report)] == [
        "no_geometry",
        "empty_geometry",
        "no_area",
        "wrong_type",
        "outside_area",
        "outside_area",
    ]
    assert Way.objects.count() == 1


def test_a_coordinate_that_is_no_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text(f"kind,wkt\ntree,POINT(nan {Y0})\npole,POINT({X0} {Y0})\n")
    report = bring_in(
        path, "street_features", source_crs="EPSG:32639", skip_refused=True
    )
    assert codes(report) == [(1, "not_finite")]
    assert StreetFeature.objects.get().kind == "pole"


def test_an_area_among_points_becomes_a_point_inside_it(tmp_path: Path) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"kind": "bus_stop"})])
    report = bring_in(path, "street_features")
    assert report.outcome.repaired_by_code == {"point_of_area": 1}
    place = StreetFeature.objects.get().geom
    assert (place.x, place.y) == pytest.approx((X0 + 5, Y0 + 5))


def test_degrees_become_metres(tmp_path: Path) -> None:
    ring = [[49.58, 37.28], [49.581, 37.28], [49.581, 37.281], [49.58, 37.28]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    path = geojson(tmp_path, [(shape, {"plate": "1"})], srid=4326)
    assert bring_in(path).applied
    assert Parcel.objects.get().geom.area == pytest.approx(4917, abs=20)


def test_swapped_axes_are_noticed_and_can_be_swapped_back(tmp_path: Path) -> None:
    ring = [[37.28, 49.58], [37.281, 49.58], [37.281, 49.581], [37.28, 49.58]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    path = geojson(tmp_path, [(shape, {"plate": "1"})], srid=4326)
    assert bring_in(path).advice == [("axes_swapped", {})]
    assert bring_in(path, swap_axes=True).applied


def test_metres_under_the_name_of_degrees_are_recognised(tmp_path: Path) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"plate": "1"})], srid=32640)
    assert bring_in(path).advice == [("looks_like", {"crs": "EPSG:32639"})]
    assert bring_in(path, source_crs="EPSG:32639").applied


def test_a_file_of_another_city_brings_the_settings_for_a_database_of_its_own(
    tmp_path: Path,
) -> None:
    ring = [[-71.16, 42.36], [-71.07, 42.36], [-71.07, 42.41], [-71.16, 42.36]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    path = geojson(
        tmp_path, [(shape, {"plate": "1"})], name="Cambridge MA.geojson", srid=4326
    )
    report = bring_in(path)
    assert report.advice == [
        (
            "other_city",
            {"srid": "32619", "box": "-71.2,42.3,-71.0,42.5", "name": "cambridge-ma"},
        )
    ]
    assert any("MEYDAN_STORAGE_SRID=32619" in line for line in report.lines())


def test_an_arc_is_refused_and_its_neighbours_are_not(tmp_path: Path) -> None:
    x, y = X0, Y0
    path = tmp_path / "plots.csv"
    path.write_text(
        "plate,wkt\n"
        f'1,"CURVEPOLYGON(CIRCULARSTRING({x} {y},{x + 5} {y + 5},{x} {y}))"\n'
        f'2,"POLYGON(({x} {y},{x + 9} {y},{x} {y + 9},{x} {y}))"\n'
    )
    report = bring_in(path, source_crs="EPSG:32639", skip_refused=True)
    assert codes(report) == [(1, "curved")]
    assert Parcel.objects.get().plate == "2"


def test_an_open_ring_is_closed(tmp_path: Path) -> None:
    shape = square(0, 0)
    del shape["coordinates"][0][-1]
    report = bring_in(geojson(tmp_path, [(shape, {"plate": "1"})]))
    assert report.applied
    assert Parcel.objects.get().geom.area == pytest.approx(100)
    assert json.dumps(report.as_json())
