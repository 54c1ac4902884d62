"""A map as one file: complete without a network, for one role, in one language."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from gis_app.accounts.models import AuditEntry
from gis_app.publishing import map_features
from tests.factories import (
    a_parcel,
    a_party,
    a_right,
    a_shelter,
    a_spot,
    a_user,
    a_way,
    a_zone,
)
from tests.geometry import rect
from tests.publishing.places import lonlat

pytestmark = pytest.mark.django_db

NAMESPACES = {"http://www.w3.org/2000/svg"}


def a_small_city() -> None:
    a_way(kind="square", name_fa="میدان شهرداری", geom=rect(60, 10, 30, 30))
    a_way(geom=rect(0, -3, 100, 3))
    a_zone(name_fa="محدوده سعدی")
    a_right(spot=a_spot(), party=a_party(name="رضا محمدی"), kind="vending_permit")
    a_shelter()
    a_parcel(owner_kind="municipal")


def written(folder: Path, **options: str) -> str:
    out = folder / "map.html"
    call_command("folium_map", out=out, stdout=io.StringIO(), **options)
    return out.read_text("utf-8")


def outside_addresses(html: str) -> set[str]:
    """Every address with a host, other than the names of XML vocabularies."""
    return (
        set(re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"'<>)]*", html))
        - NAMESPACES
    )


def test_no_outside_address_remains_in_the_file(client: Client) -> None:
    a_small_city()
    html = client.get("/downloads/map.html").content.decode()
    assert outside_addresses(html) == set()
    assert 'src="http' not in html
    assert "@import" not in html


def test_the_file_is_persian_and_right_to_left_with_a_jalali_date(
    client: Client,
) -> None:
    a_small_city()
    answer = client.get("/downloads/map.html")
    html = answer.content.decode()
    assert answer["Content-Disposition"].startswith('attachment; filename="meydan-')
    assert '<html lang="fa">' in html
    assert '<body dir="rtl">' in html
    assert re.search(r"[۰-۹]{1,2} \w+ ۱۴[۰-۹]{2}", html)
    assert json.dumps("میدان شهرداری")[1:-1] in html
    assert "محدوده‌های دستفروشی" in html


def test_a_strangers_file_holds_no_person_and_no_parcel(client: Client) -> None:
    a_small_city()
    html = client.get("/downloads/map.html").content.decode()
    assert "رضا محمدی" not in html
    assert not re.search(r"P-[0-9A-F]{8}", html)
    assert "owner_kind" not in html
    assert client.get("/downloads/map.html?layers=parcels").status_code == 404


def test_a_planners_file_is_in_the_log(client: Client) -> None:
    a_small_city()
    client.force_login(a_user("planner"))
    answer = client.get("/downloads/map.html?layers=parcels,zones")
    assert "owner_kind" in answer.content.decode()
    told = AuditEntry.objects.get().detail
    assert told["layers"] == ["parcels", "zones"]
    assert len(told["bbox"]) == 4


def test_what_the_map_does_not_need_is_not_kept(client: Client) -> None:
    a_small_city()
    client.force_login(a_user("planner"))
    asked = "layers=zones&bbox=49.5,37.2,49.6,37.3&center=%00&zoom=%00"
    assert client.get(f"/downloads/map.html?{asked}").status_code == 200
    assert AuditEntry.objects.get().detail == {
        "layers": ["zones"],
        "bbox": [49.5, 37.2, 49.6, 37.3],
    }


def test_too_much_for_one_file_is_refused_with_what_to_do_instead(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_small_city()
    monkeypatch.setattr("gis_app.publishing.folium_map.MOST_FEATURES", 1)
    client.cookies["django_language"] = "en"
    answer = client.get("/downloads/map.html")
    assert answer.status_code == 400
    assert "Zoom in" in answer.json()["error"]


def test_what_the_database_says_is_text_not_markup(client: Client) -> None:
    a_zone(code="<b>{{7*7}}", name_fa="<script>alert(1)</script>")
    a_way(kind="square", name_fa="<img src=x onerror=alert(1)>{{7*7}}{% raw %}")
    html = client.get("/downloads/map.html?layers=zones").content.decode()
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert "<b>" not in html
    assert "49" not in html.split('"code": "')[1][:80]
    assert "7*7" in html


def test_the_command_writes_for_a_role_a_place_and_a_language(tmp_path: Path) -> None:
    a_small_city()
    lon, lat = lonlat(0, 0)
    html = written(
        tmp_path,
        layers="parcels",
        role="planner",
        language="en",
        center=f"{lon},{lat}",
        zoom="17",
    )
    assert '<html lang="en">' in html
    assert '<body dir="ltr">' in html
    assert "Municipal" in html
    assert "Registration plate" in html


def test_the_command_refuses_in_a_sentence_and_writes_nothing(tmp_path: Path) -> None:
    a_small_city()
    out = tmp_path / "map.html"
    with pytest.raises(CommandError):
        call_command("folium_map", out=out, layers="encroachments")
    assert not out.exists()


def test_a_frame_has_the_zoom_that_shows_it_whole() -> None:
    around = map_features.Frame.around(49.58, 37.28, 15)
    assert map_features.Frame(around.box).zoom == 15


def test_an_empty_city_is_told_apart_from_a_fault(client: Client) -> None:
    answer = client.get("/downloads/map.html")
    assert answer.status_code == 400
    assert answer.json()["error"]
