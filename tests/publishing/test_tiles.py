"""Vector tiles: what is in them, and how they are kept."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gis_app.publishing import generalise
from gis_app.publishing.catalog import catalog
from tests.factories import a_parcel, a_spot, a_user, a_way, a_zone, during
from tests.geometry import box, rect
from tests.publishing.places import features, path

pytestmark = pytest.mark.django_db


def version(client: Client, layer: str) -> str:
    """The ``v`` that the catalogue gives for a layer."""
    for told in client.get("/api/layers").json()["layers"]:
        if told["id"] == layer:
            return str(told["tiles"].partition("?v=")[2])
    raise AssertionError(f"{layer} is not in the catalogue")


def zipped(client: Client, address: str, **headers: str) -> Any:
    return client.get(address, headers={"Accept-Encoding": "gzip, br", **headers})


def test_a_feature_arrives_with_its_fields_and_its_shape(client: Client) -> None:
    way = a_way(geom=rect(0, -3, 10, 3))
    answer = client.get(path("ways", 17))
    assert answer["Content-Type"] == "application/vnd.mapbox-vector-tile"
    (feature,) = features(answer.content, "ways")
    assert feature["id"] == way.pk
    assert feature["properties"] == {
        "id": way.pk,
        "kind": "sidewalk",
        "name_fa": "خیابان سعدی",
        "name_en": "Sa'di Street",
        "area_m2": 30.0,
        "accuracy_m": 0.1,
    }
    (ring,) = feature["geometry"]["coordinates"]
    # 17: a tile is 305.75 m of Web Mercator wide, at 37.28° N 243 m on the ground.
    wide = max(x for x, _ in ring) - min(x for x, _ in ring)
    assert wide * 243.3 / 4096 == pytest.approx(10, abs=0.3)


def test_a_tile_is_gzipped_for_who_takes_it_and_plain_for_who_does_not(
    client: Client,
) -> None:
    a_way()
    plain, packed = client.get(path("ways", 17)), zipped(client, path("ways", 17))
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert plain["ETag"] != packed["ETag"], "a strong tag is that of the bytes"
    assert "Accept-Encoding" in packed["Vary"]


def test_an_unchanged_tile_is_answered_before_any_shape_is_read(
    client: Client,
) -> None:
    a_way()
    tag = client.get(path("ways", 17))["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        again = client.get(path("ways", 17), headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert not tag.startswith("W/")
    assert again["ETag"] == tag
    assert not any("ST_AsMVT" in query["sql"] for query in asked)


def test_a_change_makes_the_old_tag_useless(client: Client) -> None:
    way = a_way()
    tag = client.get(path("ways", 17))["ETag"]
    way.name_fa = "خیابان امام"
    way.save()
    answer = client.get(path("ways", 17), headers={"If-None-Match": tag})
    assert answer.status_code == 200
    (feature,) = features(answer.content, "ways")
    assert feature["properties"]["name_fa"] == "خیابان امام"


def test_a_tile_of_the_current_version_may_be_kept_for_ever(client: Client) -> None:
    a_way()
    current = version(client, "ways")
    fresh = client.get(path("ways", 17), {"v": current})
    assert fresh["Cache-Control"] == "public, max-age=31536000, immutable"
    a_way()
    late = client.get(path("ways", 17), {"v": current})
    assert late["Cache-Control"] == "public, max-age=0, must-revalidate"
    none = client.get(path("ways", 17))
    assert none["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_what_only_staff_see_is_never_kept_by_a_proxy(client: Client) -> None:
    a_parcel()
    client.force_login(a_user("planner"))
    answer = client.get(path("parcels", 17, (5, 5)), {"v": version(client, "parcels")})
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"


def test_people_who_see_different_things_have_different_versions(
    client: Client,
) -> None:
    a_spot()
    stranger = version(client, "spots")
    client.force_login(a_user("planner"))
    planner = version(client, "spots")
    client.force_login(a_user("auditor"))
    assert stranger != planner
    assert version(client, "spots") == planner


def test_a_tile_without_features_is_no_content(client: Client) -> None:
    answer = client.get(path("ways", 17))
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["ETag"]


def test_below_its_zooms_a_layer_is_empty(client: Client) -> None:
    a_way()
    assert client.get(path("ways", 5)).status_code == 204


@pytest.mark.parametrize(
    "place",
    [
        "17/-1/0",
        "17/131072/0",
        "17/0/131072",
        "23/0/0",
        "x/0/0",
        "1/0/1e3",
        "9/1/٢",
        "99999999999/0/0",
        "0/0/-0",
    ],
)
def test_a_tile_that_no_pyramid_has_is_refused(client: Client, place: str) -> None:
    answer = client.get(f"/tiles/ways/{place}.mvt")
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert answer["Cache-Control"] == "no-store"


def test_an_unknown_layer_and_a_hidden_one_are_answered_alike(client: Client) -> None:
    hidden, unknown = (client.get(path(name, 17)) for name in ("encroachments", "gold"))
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content
    assert hidden.headers == unknown.headers


def test_neighbouring_tiles_share_what_lies_on_their_edge(client: Client) -> None:
    way = a_way(geom=rect(-2000, 0, 4000, 3))
    found = [
        [f["id"] for f in features(client.get(path("ways", 17, at)).content, "ways")]
        for at in ((-1000, 1), (0, 1), (1000, 1))
    ]
    assert found == [[way.pk]] * 3


def test_from_afar_only_public_land_is_shown(client: Client) -> None:
    public = a_parcel(owner_kind="municipal", geom=rect(0, 0, 100, 100))
    a_parcel(owner_kind="private", geom=rect(200, 0, 100, 100))
    client.force_login(a_user("planner"))
    far = client.get(path("parcels", 14, (50, 50)))
    near = client.get(path("parcels", 15, (50, 50)))
    assert [f["id"] for f in features(far.content, "parcels")] == [public.pk]
    assert len(features(near.content, "parcels")) == 2


def test_from_afar_a_spot_is_a_point(client: Client) -> None:
    a_spot(geom=box(0, -3, 2, 1.5))
    (far,) = features(client.get(path("spots", 14, (1, -2))).content, "spots")
    (near,) = features(client.get(path("spots", 17, (1, -2))).content, "spots")
    assert far["geometry"]["type"] == "Point"
    assert near["geometry"]["type"] == "Polygon"
    assert far["properties"] == near["properties"]


def test_a_stale_low_zoom_is_not_kept_and_catches_up(client: Client) -> None:
    a_zone()
    client.get(path("zones", 12))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tile._build SET built_at = '2020-01-01'")
    a_zone(geom=rect(0, 50, 50, 50))
    current = version(client, "zones")
    stale = client.get(path("zones", 12), {"v": current})
    assert "must-revalidate" in stale["Cache-Control"]
    assert len(features(stale.content, "zones")) == 1
    # The first answer's end rebuilt the table.
    fresh = client.get(path("zones", 12), {"v": current})
    assert "immutable" in fresh["Cache-Control"]
    assert len(features(fresh.content, "zones")) == 2


def test_a_tile_has_a_budget_and_the_smallest_go_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = a_zone(geom=rect(0, 0, 300, 300))
    a_zone(geom=rect(400, 0, 100, 100))
    monkeypatch.setattr(generalise, "TILE_BUDGET", 40)
    generalise.rebuild(["zones"])
    shown = features(client.get(path("zones", 12)).content, "zones")
    assert [f["id"] for f in shown] == [large.pk]


def test_every_generalised_layer_can_be_built() -> None:
    a_parcel(owner_kind="state", geom=rect(0, 0, 100, 100))
    a_way(), a_zone(), a_spot()
    expected = [layer.id for layer in catalog().values() if layer.is_generalised]
    assert generalise.rebuild() == expected


def test_a_zone_that_is_not_in_force_is_not_shown(client: Client) -> None:
    a_zone(valid=during("2020-01-01", "2021-01-01"))
    a_zone(valid=during("2999-01-01"))
    assert client.get(path("zones", 16)).status_code == 204


def test_the_same_rows_make_the_same_bytes(client: Client) -> None:
    for n in range(5):
        a_way(geom=rect(n * 5, -3, 4, 3))
    first, second = client.get(path("ways", 17)), client.get(path("ways", 17))
    assert first.content == second.content
