"""What an agency takes: its agreement's layers, fields and area, wherever it asks.

     0    10       100  110
10   ┌──────┐      ┌──────┐
     │ near │      │ far  │      the area covers x from -20 to 50
 0   └──────┘      └──────┘
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from gis_app.accounts.models import Agency, District, User
from gis_app.publishing import generalise
from tests.factories import (
    a_district,
    a_finding,
    a_parcel,
    a_user,
    a_way,
    an_occupation,
)
from tests.geometry import rect
from tests.publishing.places import features, path

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return Agency.objects.create(
        name="gas", layers=["parcels", "occupations"], area=rect(-20, -20, 70, 70)
    )


@pytest.fixture
def parcels() -> tuple[int, int]:
    land = {"owner_kind": "municipal", "asli": 1}
    near = a_parcel(plate="1/10", fari=10, **land)
    far = a_parcel(plate="1/11", fari=11, geom=rect(100, 0, 10, 10), **land)
    return near.pk, far.pk


@pytest.fixture
def them(client: Client, agency: Agency) -> Client:
    client.cookies["django_language"] = "en"
    client.force_login(a_user("agency", agency=agency))
    return client


def taken(client: Client, layer: str, query: str = "") -> list[dict[str, Any]]:
    told = b"".join(client.get(f"/downloads/{layer}.geojson{query}"))
    return [feature["properties"] for feature in json.loads(told)["features"]]


def test_files_and_tiles_end_at_the_area(
    them: Client, parcels: tuple[int, int]
) -> None:
    near, _ = parcels
    assert [row["id"] for row in taken(them, "parcels")] == [near]
    assert taken(them, "parcels", "?plate=1/11") == []
    generalise.rebuild(["parcels"])
    for zoom in (14, 17):  # built ahead, and read from the view
        shown = [
            feature["id"]
            for at in ((5, 5), (105, 5))
            for feature in features(
                them.get(path("parcels", zoom, at)).content, "parcels"
            )
        ]
        assert set(shown) == {near}


def test_cards_and_search_end_at_the_area(
    them: Client, parcels: tuple[int, int]
) -> None:
    near, far = parcels
    assert them.get(f"/api/card/parcel/{near}").status_code == 200
    assert them.get(f"/api/card/parcel/{far}").status_code == 404
    hits = them.get("/api/search?q=1/1").json()["items"]
    assert [hit["id"] for hit in hits if hit["type"] == "parcel"] == [near]
    stall = an_occupation(geom=rect(100, -2, 2, 1))
    assert them.get(f"/api/card/occupation/{stall.pk}").status_code == 404


def test_what_everybody_sees_the_agency_sees_everywhere(them: Client) -> None:
    way = a_way(geom=rect(80, -3, 30, 3))
    assert [row["id"] for row in taken(them, "ways")] == [way.pk]
    assert them.get(f"/api/card/way/{way.pk}").status_code == 200


def test_only_the_fields_of_the_agreement_leave(
    them: Client, agency: Agency, parcels: tuple[int, int], tmp_path: Path
) -> None:
    agency.fields = {"parcels": ["plate", "area_m2", "holder"]}
    agency.save()
    assert {frozenset(row) for row in taken(them, "parcels")} == {
        frozenset({"id", "plate", "area_m2"})
    }
    (shown,) = features(them.get(path("parcels", 17, (5, 5))).content, "parcels")
    assert set(shown["properties"]) == {"id", "plate", "area_m2"}
    for hidden in ("owner_kind", "accuracy_m"):
        answer = them.get(f"/downloads/parcels.geojson?{hidden}=private")
        assert answer.status_code == 400
    packed = b"".join(them.get("/downloads/parcels.shp.zip"))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        about = json.loads(archive.read("parcels.metadata.json"))
    assert [field["name"] for field in about["fields"]] == ["plate", "area_m2"]
    assert about["positional_rmse_m"] == {}


def test_a_card_is_for_those_who_may_take_every_field(
    them: Client, agency: Agency, parcels: tuple[int, int]
) -> None:
    agency.fields = {"parcels": ["plate"]}
    agency.save()
    assert them.get(f"/api/card/parcel/{parcels[0]}").status_code == 403
    hits = them.get("/api/search?q=1/1").json()["items"]
    assert "parcel" not in {hit["type"] for hit in hits}


def test_agencies_with_other_areas_share_no_tile(
    them: Client, parcels: tuple[int, int]
) -> None:
    mine = them.get(path("parcels", 17, (5, 5)))
    other = Agency.objects.create(
        name="water", layers=["parcels"], area=rect(90, -20, 70, 70)
    )
    user = User.objects.create(username="w", role="agency", agency=other)
    stranger_to_it = Client()
    stranger_to_it.force_login(user)
    theirs = stranger_to_it.get(
        path("parcels", 17, (5, 5)), headers={"if-none-match": mine.headers["ETag"]}
    )
    assert theirs.status_code == 200
    assert [f["id"] for f in features(theirs.content, "parcels")] == [parcels[1]]
    assert theirs.headers["ETag"] != mine.headers["ETag"]
    assert theirs.headers["Cache-Control"].startswith("private")
    assert "Cookie" in theirs.headers["Vary"]


def test_the_box_of_a_layer_is_the_box_of_ones_own_rows(
    client: Client, parcels: tuple[int, int]
) -> None:
    ours, theirs = a_district(), a_district()
    a_finding(way=a_way(), district=ours, geom=rect(0, -2, 2, 1))
    a_finding(way=a_way(), district=theirs, geom=rect(900, -2, 2, 1))
    client.force_login(a_user("officer", districts=[ours]))
    layers = client.get("/api/layers").json()["layers"]
    (west, _, east, _), *_rest = [
        layer["bounds"] for layer in layers if layer["id"] == "encroachments"
    ]
    assert 0 < (east - west) * 88_000 < 10  # metres, about, at 37 degrees


def drawn(tmp_path: Path, **options: Any) -> str:
    out = tmp_path / "map.html"
    call_command("folium_map", out=out, stdout=io.StringIO(), **options)
    return out.read_text("utf-8")


def test_a_map_in_one_file_is_made_for_every_role(
    tmp_path: Path, agency: Agency, parcels: tuple[int, int]
) -> None:
    a_way(kind="square")
    ours: District = a_district(code=1)
    a_finding(way=a_way(), district=ours, kind="wrong_time", geom=rect(5, -2, 2, 1))
    a_finding(
        way=a_way(),
        district=a_district(code=2),
        kind="way_obstruction",
        geom=rect(9, -2, 2, 1),
    )
    where = {"layers": "encroachments", "language": "en"}
    planner = drawn(tmp_path, role="planner", **where)
    officer = drawn(tmp_path, role="officer", district=[1], **where)
    assert '"district": "2"' in planner
    assert '"district": "2"' not in officer
    assert '"district": "1"' in officer
    theirs = drawn(
        tmp_path, role="agency", agency="gas", layers="parcels", language="en"
    )
    assert "1/10" in theirs
    assert "1/11" not in theirs


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"role": "officer"}, "--district"),
        ({"role": "officer", "district": [9]}, "--district"),
        ({"role": "agency", "agency": "nobody"}, "--agency"),
    ],
)
def test_a_role_that_depends_on_more_says_on_what(
    tmp_path: Path, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        drawn(tmp_path, **options)
    assert not list(tmp_path.iterdir())


def test_an_agreement_names_layers_that_can_be_agreed_on(client: Client) -> None:
    boss = User.objects.create_superuser("boss", role="planner", password="x")
    client.force_login(boss)
    form = {"name": "gas", "layers": '["parcels"]', "fields": "{}", "area": ""}
    url = "/admin/accounts/agency/add/"
    for wrong in (
        {"layers": '["encroachments"]'},
        {"layers": '{"parcels": 1}'},
        {"fields": '{"parcels": "plate"}'},
        {"fields": '["plate"]'},
        {"area": "nowhere"},
    ):
        assert client.post(url, form | wrong).status_code == 200, wrong
    assert not Agency.objects.exists()
    page = client.get(url).content.decode()
    assert "openlayers" not in page.lower()
    assert client.post(url, form).status_code == 302
    assert Agency.objects.get().layers == ["parcels"]
