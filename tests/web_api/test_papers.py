"""Notices and receipts through the API: by role, within reach, printed as they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from gis_app.accounts.models import User
from gis_app.enforcement.models import Case, Notice, SeizedGoods
from gis_app.web.papers import status
from gis_app.web.papers.told import moment_typed
from gis_app.web.sheets import press
from tests.enforcement.conftest import Office, an_office, brought_to, measure
from tests.web_api.conftest import speaking

pytestmark = pytest.mark.django_db
GOODS = [{"what": "انار", "quantity": 3, "unit": "جعبه"}]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def paper(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for evidence, a press that takes no time, and no brake."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(press, "to_pdf", lambda pages: [p.encode() for p in pages])
    status.PACE.forget()


@pytest.fixture
def office(db: None) -> Office:
    return an_office()


def of(person: User) -> Client:
    client = speaking("en")
    client.force_login(person)
    return client


def post(client: Client, path: str, body: Any = None) -> Any:
    return client.post(path, body or {}, content_type="application/json")


def issued(office: Office) -> tuple[Case, dict[str, Any]]:
    case = brought_to(office, "verified")
    answer = post(of(office.officer), f"/api/cases/{case.pk}/notices")
    assert answer.status_code == 201, answer.content
    return case, answer.json()


def test_an_officer_issues_prints_and_serves(office: Office) -> None:
    case, notice = issued(office)
    client = of(office.officer)
    sheet = client.get(notice["pdf"])
    assert sheet.headers["Content-Type"] == "application/pdf"
    assert sheet.headers["Cache-Control"] == "private, no-store"
    assert 'filename="notice-' in sheet.headers["Content-Disposition"]
    assert f"/notice/{case.token}/" in sheet.content.decode()
    answer = post(client, f"/api/notices/{notice['id']}/service", {"how": "in_person"})
    assert answer.status_code == 200
    assert answer.json()["served_label"].startswith("Handed over, ")
    case.refresh_from_db()
    assert case.state == "notice_served"


@pytest.mark.parametrize(
    ("day", "hour", "status"),
    [
        ("", "", 200),
        ("۱۴۰۵/۱۳/۰۱", "", 400),
        ("yesterday", "", 400),
        ("1405/9/5", "25:00", 400),
        ("1390/01/01", "10:00", 400),
    ],
)
def test_the_moment_of_service_is_read_as_people_type_it(
    office: Office, day: str, hour: str, status: int
) -> None:
    _case, notice = issued(office)
    body = {"how": "post", "day": day, "hour": hour}
    answer = post(of(office.officer), f"/api/notices/{notice['id']}/service", body)
    assert answer.status_code == status


def test_a_typed_moment_is_the_citys() -> None:
    assert moment_typed("۱۴۰۵/۹/۵", "۷:۳۰").isoformat() == "2026-11-26T07:30:00+03:30"
    assert moment_typed("2026-11-26", "").isoformat() == "2026-11-26T00:00:00+03:30"


def test_a_case_that_may_not_be_accused_says_what_is_missing(office: Office) -> None:
    case = office.open()
    client = of(office.officer)
    answer = post(client, f"/api/cases/{case.pk}/notices")
    assert answer.status_code == 400
    assert answer.json()["detail"]["missing"] == ["verified", "measurement"]
    told = client.get(f"/api/cases/{case.pk}/papers").json()
    assert answer.json()["error"] == told["blocked"]
    measure(case)


def test_a_second_notice_waits_for_the_first(office: Office) -> None:
    case, notice = issued(office)
    answer = post(of(office.officer), f"/api/cases/{case.pk}/notices")
    assert answer.status_code == 409
    assert answer.json()["detail"]["notice"] == notice["id"]


def test_a_press_that_is_broken_leaves_nothing_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(pages: list[str]) -> list[bytes]:
        raise press.PressBroken("The sheet could not be printed.")

    monkeypatch.setattr(press, "to_pdf", broken)
    case = brought_to(office, "verified")
    answer = post(of(office.officer), f"/api/cases/{case.pk}/notices")
    assert answer.status_code == 503
    assert "could not be printed" in answer.json()["error"]
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("role", "reads", "prints"),
    [
        ("planner", 200, 403),
        ("officer", 200, 200),
        ("clerk", 200, 200),
        ("auditor", 200, 200),
        ("stranger_officer", 404, 404),
    ],
)
def test_who_reads_and_who_prints(
    office: Office, role: str, reads: int, prints: int
) -> None:
    case, notice = issued(office)
    client = of(office.person(role))
    assert client.get(f"/api/cases/{case.pk}/papers").status_code == reads
    assert client.get(notice["pdf"]).status_code == prints
    assert client.get(notice["pdf"] + "?language=en").status_code == prints


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("planner", set()),
        ("officer", {"read", "serve", "seize", "give_back"}),
        ("clerk", {"read", "give_back"}),
        ("auditor", {"read"}),
    ],
)
def test_each_role_is_offered_what_it_may_do(
    office: Office, role: str, may: set[str]
) -> None:
    case, _notice = issued(office)
    told = of(office.person(role)).get(f"/api/cases/{case.pk}/papers").json()
    assert {name for name, can in told["may"].items() if can} == may


def test_goods_are_taken_listed_late_and_given_back(office: Office) -> None:
    case = brought_to(office, "verified")
    body = {"client_id": str(uuid4()), "items": GOODS}
    client = of(office.officer)
    taken = post(client, f"/api/cases/{case.pk}/goods", body)
    assert taken.status_code == 201
    assert taken.json()["items"] == [
        {"number": "1", "what": "انار", "quantity": "3 جعبه", "condition": "–"}
    ]
    again = post(client, f"/api/cases/{case.pk}/goods", body)
    assert again.json()["id"] == taken.json()["id"]
    assert client.get(taken.json()["pdf"]).status_code == 200
    SeizedGoods.objects.update(
        receipt_at=timezone.now() - timedelta(days=40),
        return_by=timezone.now() - timedelta(days=30),
    )
    clerk = of(office.clerk)
    late = clerk.get("/api/goods/overdue").json()["items"]
    assert [(row["id"], row["overdue"]) for row in late] == [(taken.json()["id"], True)]
    back = post(clerk, f"/api/goods/{taken.json()['id']}/return")
    assert back.json()["returned_at"] is not None
    assert clerk.get("/api/goods/overdue").json()["items"] == []


@pytest.mark.parametrize("items", [[], [{"what": "x", "quantity": 1}], [{}], ["x"]])
def test_a_list_that_cannot_be_read_is_refused(office: Office, items: Any) -> None:
    case = brought_to(office, "verified")
    body = {"client_id": str(uuid4()), "items": items}
    answer = post(of(office.officer), f"/api/cases/{case.pk}/goods", body)
    assert answer.status_code == 400


def test_the_papers_of_a_case_are_few_questions(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    case, _notice = issued(office)
    client = of(office.officer)
    with django_assert_max_num_queries(14):
        client.get(f"/api/cases/{case.pk}/papers")
