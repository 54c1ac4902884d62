"""A photo is added to a case by hand: checked, sealed once, and by who may."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gis_app.accounts.models import AuditEntry, User
from gis_app.enforcement.evidence import verify
from gis_app.enforcement.models import Case, Evidence, Notice
from gis_app.enforcement.notices import issue
from gis_app.enforcement.services import dismiss
from tests.enforcement.conftest import Office, an_office, brought_to
from tests.enforcement.test_notices import printer
from tests.field.conftest import a_photo
from tests.field.test_photos import with_place
from tests.web_api.conftest import english, speaking

__all__ = ["english"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None, tmp_path: Path, settings: Any) -> Office:
    settings.DATA_DIR = tmp_path
    return an_office()


def of(person: User) -> Client:
    client = speaking("en")
    client.force_login(person)
    return client


def add(person: User, case: Case, content: bytes | None = None, **fields: Any) -> Any:
    content = a_photo() if content is None else content
    body = {"client_id": uuid4(), "sha256": sha256(content).hexdigest()} | fields
    photo = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    path = f"/api/cases/{case.pk}/evidence/photos"
    return of(person).post(
        path, {k: str(v) for k, v in body.items()} | {"photo": photo}
    )


@pytest.mark.parametrize("role", ["planner", "officer"])
def test_planners_and_officers_add_a_photo(office: Office, role: str) -> None:
    case = office.open()
    original = with_place()
    answer = add(office.person(role), case, original, note="from the north")
    assert answer.status_code == 201, answer.content
    row = Evidence.objects.get(case=case, kind="photo")
    assert (row.by, row.meta["note"]) == (role, "from the north")
    assert row.meta["exif"]["place"] == [49.58, 37.28]
    assert row.sha256 != row.meta["original_sha256"] == sha256(original).hexdigest()
    assert verify().broken is None
    shown = of(office.planner).get(answer.json()["photo"])
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert AuditEntry.objects.filter(action="evidence-add").count() == 1


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_others_add_nothing(office: Office, role: str) -> None:
    assert add(office.person(role), office.open()).status_code == 403
    assert not Evidence.objects.filter(kind="photo").exists()


def test_an_officer_of_elsewhere_is_told_of_nothing(office: Office) -> None:
    assert add(office.stranger_officer, office.open()).status_code == 404


@pytest.mark.parametrize(
    ("content", "fields", "said"),
    [
        (b"MZ no photo", {}, "not a photo"),
        (a_photo()[:200], {}, "incomplete or broken"),
        (None, {"sha256": "0" * 64}, "did not arrive whole"),
        (b"\xff\xd8\xff" + b"0" * (12 * 2**20), {}, "larger than 12 MB"),
        (b"\xff\xd8\xff" + b"0" * (14 * 2**20), {}, "larger than 12 MB"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(
    office: Office, content: bytes | None, fields: dict[str, str], said: str
) -> None:
    answer = add(office.officer, office.open(), content, **fields)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
    assert not Evidence.objects.filter(kind="photo").exists()


def test_a_retry_is_not_a_second_photo(office: Office) -> None:
    case, id_ = office.open(), uuid4()
    first = add(office.officer, case, client_id=id_)
    again = add(office.officer, case, client_id=id_)
    assert first.json()["seq"] == again.json()["seq"]
    assert add(office.planner, case, client_id=id_).status_code == 409
    assert add(office.officer, case, client_id=id_, note="else").status_code == 409
    assert Evidence.objects.filter(kind="photo").count() == 1


def test_a_case_that_has_ended_takes_no_more(office: Office) -> None:
    case = office.open()
    dismiss(case=case, by=office.planner, reason="nothing there")
    answer = add(office.officer, case)
    assert answer.status_code == 400
    assert "has ended" in answer.json()["error"]


def waiting(office: Office) -> Notice:
    case = brought_to(office, "verified")
    return issue(case=case, by=office.officer, printer=printer)


def serve(office: Office, notice: Notice, **more: Any) -> Any:
    body = {"how": "in_person", "at": timezone.now().isoformat()} | more
    path = f"/api/notices/{notice.pk}/service"
    return of(office.officer).post(path, body, content_type="application/json")


def test_the_signed_slip_is_sealed_with_the_service(office: Office) -> None:
    notice, id_ = waiting(office), uuid4()
    sent = add(office.officer, notice.case, client_id=id_, notice=notice.pk)
    assert sent.status_code == 201, sent.content
    facts = {"label": "Signed slip of notice", "value": notice.number}
    assert sent.json()["facts"] == [facts]
    assert serve(office, notice, slip=str(id_)).status_code == 200
    photo = Evidence.objects.get(kind="photo")
    service = Evidence.objects.get(kind="served")
    assert service.meta["signed_slip"] == photo.sha256
    assert verify().broken is None
    path = f"/api/cases/{notice.case_id}/papers"
    for role in ("officer", "planner", "auditor"):
        told = of(office.person(role)).get(path).json()["notices"][0]
        assert told["slip"] == sent.json()["photo"]
    assert of(office.clerk).get(path).json()["notices"][0]["slip"] is None


def test_a_service_names_no_slip_that_did_not_arrive(office: Office) -> None:
    notice, other = waiting(office), uuid4()
    add(office.officer, notice.case, client_id=other)
    for id_ in (uuid4(), other):
        answer = serve(office, notice, slip=str(id_))
        assert answer.status_code == 400
        assert answer.json()["detail"]["missing"] == ["slip"]
    assert not Evidence.objects.filter(kind="served").exists()
    assert serve(office, notice).status_code == 200


def test_a_slip_is_the_officers_and_of_a_notice_of_the_case(office: Office) -> None:
    notice = waiting(office)
    assert add(office.planner, notice.case, notice=notice.pk).status_code == 403
    assert add(office.officer, notice.case, notice=notice.pk + 1).status_code == 404
