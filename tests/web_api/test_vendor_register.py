"""The register of vendors over the API: who sees what, and what a clerk may do."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gis_app.vendors.models import PriorityKind
from tests.vendors.conftest import a_photo
from tests.web_api.conftest import NAME, NATIONAL_ID, PHONE, SECRETS, Scene, sign_in

NEW_ID = "1234567891"


@pytest.fixture(autouse=True)
def folder_of_photos(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(f"/api/register/{path}", body, content_type="application/json")


def words(answer: Any) -> str:
    """What an answer says; JSON itself writes Persian as numbers."""
    return json.dumps(answer.json(), ensure_ascii=False)


def send_photo(client: Client, vendor: int, content: bytes) -> Any:
    return client.post(
        f"/api/register/vendors/{vendor}/portrait",
        {
            "sha256": sha256(content).hexdigest(),
            "photo": SimpleUploadedFile("face.jpg", content),
        },
    )


def test_a_clerk_registers_a_vendor(clerk: Client) -> None:
    who = {"national_id": "۱۲۳۴۵۶۷۸۹۱", "name": "مینا رستمی", "phone": "0912 345 6780"}
    answer = post(clerk, "vendors", who | {"trade": "florist", "goods": ["flowers"]})
    assert answer.status_code == 201
    told = answer.json()
    assert (told["code"], told["name"], told["known"]) == (
        "V-0078",
        "مینا رستمی",
        False,
    )
    assert NEW_ID not in words(answer)
    assert "3456780" not in words(answer)
    again = post(clerk, "vendors", who | {"goods": ["flowers"]})
    assert again.status_code == 409
    assert again.json()["error"] == "This person is already registered as V-0078."
    assert again.json()["detail"]["vendor"] == told["id"]


def test_a_planner_reads_pseudonyms_and_nothing_personal(
    planner: Client, clerk: Client, scene: Scene
) -> None:
    kind = PriorityKind.objects.get(code="disability")
    paper = {"kind": kind.code, "number": "W-5512"}
    assert post(clerk, f"vendors/{scene.vendor.pk}/papers", paper).status_code == 201
    send_photo(clerk, scene.vendor.pk, a_photo())
    for path in ("vendors", f"vendors/{scene.vendor.pk}", "vendors?q=V-77"):
        told = words(planner.get(f"/api/register/{path}"))
        assert scene.vendor.party.pseudonym in told
        for secret in (*SECRETS, "W-5512", "/portrait"):
            assert secret not in told, secret
    seen = planner.get(f"/api/register/vendors/{scene.vendor.pk}").json()
    assert (seen["papers"], seen["portrait"], seen["may"]) == (
        None,
        None,
        {"edit": False},
    )


def test_an_auditor_reads_all_and_changes_nothing(scene: Scene) -> None:
    auditor = sign_in("auditor")
    seen = auditor.get(f"/api/register/vendors/{scene.vendor.pk}").json()
    assert (seen["name"], seen["papers"]) == (NAME, [])
    refused = post(auditor, f"vendors/{scene.vendor.pk}", {"goods": ["fish"]})
    assert refused.status_code == 403


def test_nobody_reads_an_identity_or_a_phone_again(clerk: Client, scene: Scene) -> None:
    told = words(clerk.get(f"/api/register/vendors/{scene.vendor.pk}"))
    assert NAME in told
    assert NATIONAL_ID not in told
    assert PHONE[3:] not in told


def test_a_photo_is_made_anew_in_the_shape_of_a_card(
    clerk: Client, scene: Scene
) -> None:
    content = a_photo((1200, 700))
    told = send_photo(clerk, scene.vendor.pk, content)
    assert told.status_code == 200
    picture = clerk.get(told.json()["portrait"])
    assert picture.headers["Cache-Control"] == "private, no-store"
    with Image.open(io.BytesIO(picture.content)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (600, 800))
        assert dict(seen.getexif()) == {}
    assert b"Somebody" not in picture.content


def test_a_file_that_is_no_photo_is_refused(clerk: Client, scene: Scene) -> None:
    answer = send_photo(clerk, scene.vendor.pk, b"<html>")
    assert answer.status_code == 400
    assert "not a photo" in answer.json()["error"]


def test_the_list_has_groups_and_pages(clerk: Client, scene: Scene) -> None:
    url = f"vendors/{scene.vendor.pk}/suspension"
    body = {"suspended": True, "reason": "sold the spot on"}
    assert post(clerk, url, body).json()["suspended_because"] == "sold the spot on"
    told = clerk.get("/api/register/vendors?show=suspended").json()
    assert [row["code"] for row in told["items"]] == ["V-77"]
    assert told["counts"] == {
        "all": 1,
        "no_card": 0,
        "ending": 0,
        "no_portrait": 0,
        "suspended": 1,
    }
    assert clerk.get("/api/register/vendors?show=no_card").json()["items"] == []
    assert post(clerk, url, {"suspended": False}).json()["status"] == "active"
    assert clerk.get("/api/register/vendors?after=V-77").json()["items"] == []
    assert clerk.get("/api/register/vendors?show=other").status_code == 400


def test_a_paper_is_added_and_withdrawn(clerk: Client, scene: Scene) -> None:
    body = {"kind": "female_head", "number": "۱۴۰۵/۱۲", "valid_until": "1409/12/29"}
    told = post(clerk, f"vendors/{scene.vendor.pk}/papers", body).json()
    (paper,) = told["papers"]
    assert (paper["number"], paper["counts"]) == ("1405/12", True)
    assert paper["until_label"] == "until 2031-03-20"
    path = f"papers/{paper['id']}/withdraw"
    assert post(clerk, path, {"reason": ""}).status_code == 400
    (after,) = post(clerk, path, {"reason": "married"}).json()["papers"]
    assert (after["counts"], after["withdrawn"]) == (False, "married")
    ended = body | {"valid_until": "1399/01/01"}
    refused = post(clerk, f"vendors/{scene.vendor.pk}/papers", ended)
    assert refused.json()["detail"] == {"needs": "valid_until"}
