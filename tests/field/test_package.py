"""What a phone carries: one's own districts, small, without persons, sent when new."""

from __future__ import annotations

import gzip
import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from gis_app.field import package
from tests import factories as make
from tests.field.conftest import NAME, Scene
from tests.geometry import rect
from tests.web_api.conftest import sign_in


def fetch(client: Client, tag: str = "") -> HttpResponse:
    headers = {"If-None-Match": tag} if tag else {}
    return client.get("/api/field/package", headers=headers)  # type: ignore[return-value]


def opened(answer: HttpResponse) -> dict[str, Any]:
    assert answer["Content-Encoding"] == "gzip"
    found: dict[str, Any] = json.loads(gzip.decompress(answer.content))
    return found


def test_an_officer_carries_own_districts_without_persons(
    scene: Scene, officer: Client
) -> None:
    make.a_zone(code="Z-2", district=scene.other, geom=rect(700, 0, 50, 50))
    answer = fetch(officer)
    found = opened(answer)
    assert [d["id"] for d in found["districts"]] == [scene.district.pk]
    assert [zone["id"] for zone in found["zones"]] == [scene.zone.pk]
    spot = found["spots"][0]
    assert (spot["number"], spot["permits"][0]["status"]) == ("S-14", "active")
    text = gzip.decompress(answer.content).decode()
    assert NAME not in text
    assert scene.permit.party.pseudonym not in text


def test_an_officer_without_districts_carries_nothing(scene: Scene) -> None:
    assert opened(fetch(sign_in("officer")))["zones"] is None


def test_a_planner_carries_every_district(scene: Scene) -> None:
    assert len(opened(fetch(sign_in("planner")))["districts"]) == 2


def test_what_has_not_changed_is_not_sent_again(scene: Scene, officer: Client) -> None:
    tag = fetch(officer)["ETag"]
    again = fetch(officer, tag)
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_of_a_zone_a_permit_or_a_way_makes_it_new(
    scene: Scene, officer: Client
) -> None:
    tags = {fetch(officer)["ETag"]}
    scene.zone.name_en = "Another"
    scene.zone.save()
    tags.add(fetch(officer)["ETag"])
    scene.permit.status = "revoked"
    scene.permit.save()
    tags.add(fetch(officer)["ETag"])
    make.a_way(district=scene.district, geom=rect(200, 0, 5, 5))
    tags.add(fetch(officer, tags.copy().pop())["ETag"])
    assert len(tags) == 4
    assert opened(fetch(officer))["spots"][0]["permits"][0]["status"] == "revoked"


def test_two_officers_of_one_district_share_a_package_and_no_more(
    scene: Scene,
) -> None:
    assert package.revision([1]) == package.revision([1])
    assert package.revision([1]) != package.revision([1, 2])


def test_strangers_carry_nothing(scene: Scene) -> None:
    assert fetch(sign_in("stranger")).status_code == 401
    assert fetch(sign_in("agency")).status_code == 403
