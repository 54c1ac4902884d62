"""The page behind a notice's code: what the person needs, and nobody's name."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone

from gis_app.enforcement import papers
from gis_app.enforcement.models import Case, Notice
from gis_app.enforcement.notices import Service, issue, record_service
from gis_app.enforcement.seizures import Item, give_back, seize
from gis_app.lib import jalali
from gis_app.lib.digits import to_persian
from gis_app.lib.week import CITY_TIME
from gis_app.web.pace import Pace
from gis_app.web.papers import status
from tests.enforcement.conftest import Office, an_office, brought_to, data_dir
from tests.web_api.conftest import speaking

__all__ = ["data_dir"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_brake() -> None:
    status.PACE.forget()


@pytest.fixture
def office(db: None) -> Office:
    return an_office()


def printed(*_of: Any) -> dict[str, bytes]:
    return dict.fromkeys(papers.LANGUAGES, b"%PDF")


def issued(office: Office) -> Notice:
    case = brought_to(office, "verified")
    return issue(case=case, by=office.officer, printer=printed)


def read(case: Case, language: str = "en") -> str:
    answer = speaking(language).get(f"/notice/{case.token}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_tells_number_state_deadline_and_what_to_do(office: Office) -> None:
    notice = issued(office)
    page = read(notice.case)
    assert "A notice was issued and is being served." in page
    assert notice.number in page
    assert f"{notice.deadline.astimezone(CITY_TIME):%Y-%m-%d}" in page
    assert "a later service moves it" in page
    assert "leave the public way clear" in page
    assert "You may object in writing" in page
    service = Service("in_person", timezone.now())
    record_service(notice=notice, service=service, by=office.officer)
    page = read(notice.case)
    assert "the time to act is running" in page
    assert "working days left" in page


def test_in_persian_it_has_jalali_dates_and_persian_digits(office: Office) -> None:
    notice = issued(office)
    page = read(notice.case, "fa")
    assert to_persian(notice.number) in page
    assert jalali.long(notice.deadline) in page
    assert 'lang="fa"' in page


def test_it_names_nobody(office: Office) -> None:
    notice = issued(office)
    party = notice.case.party
    assert party is not None
    for language in ("fa", "en"):
        page = read(notice.case, language)
        for secret in (party.name, party.pseudonym, "officer", "planner"):
            assert secret not in page.replace("Enforcement office", ""), secret


def test_goods_show_by_when_they_go_back(office: Office) -> None:
    case = brought_to(office, "verified")
    seized = seize(
        case=case,
        items=[Item("pomegranates", 3, "boxes")],
        by=office.officer,
        client_id=uuid4(),
        printer=printed,
    )
    page = read(case)
    assert seized.number in page
    assert f"{seized.return_by.astimezone(CITY_TIME):%Y-%m-%d}" in page
    assert "pomegranates" not in page
    give_back(seized=seized, by=office.clerk)
    assert "Given back on" in read(case)


@pytest.mark.parametrize("token", ["x", "A" * 22, "%00", "..", "' OR 1=1"])
def test_a_wrong_address_says_what_any_wrong_address_says(
    client: Client, token: str
) -> None:
    wrong, nothing = (client.get(path) for path in (f"/notice/{token}/", "/nothing/"))
    assert wrong.status_code == nothing.status_code == 404
    assert heading(wrong) == heading(nothing)


def heading(answer: Any) -> list[str]:
    """What the page says; the form of the language switch repeats the address."""
    text = answer.content.decode()
    return re.findall(r"<(?:h1|p|title)[^>]*>.*?</", text, re.DOTALL)


def test_before_anything_was_handed_out_there_is_no_page(office: Office) -> None:
    case = brought_to(office, "verified")
    assert Client().get(f"/notice/{case.token}/").status_code == 404


def test_it_is_neither_kept_nor_listed_nor_told_on(office: Office) -> None:
    notice = issued(office)
    answer = Client().get(f"/notice/{notice.case.token}/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert b'name="robots" content="noindex' in answer.content


def test_whoever_asks_too_often_waits(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = issued(office)
    monkeypatch.setattr(status, "PACE", Pace(most=2, within_s=60))
    client, path = Client(), f"/notice/{notice.case.token}/"
    assert [client.get(path).status_code for _ in range(4)] == [200, 200, 429, 429]
    other = client.get(path, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 200


def test_the_brake_lets_go_after_its_time_and_forgets_the_oldest() -> None:
    pace = Pace(most=2, within_s=60)
    assert [pace.allows("a", now) for now in (0, 1, 2)] == [True, True, False]
    assert pace.allows("a", 63)
    for n in range(20_000):
        pace.allows(f"address {n}", 64)
    assert len(pace._asked) <= 10_000


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_it_reads_well_on_a_phone(
    live_server: Any, browser: Any, language: str
) -> None:
    notice = issued(an_office())
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies(
        [{"name": "django_language", "value": language, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/notice/{notice.case.token}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.body.dir") == ("rtl" if language == "fa" else "ltr")
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 16
    found = Axe().run(page)
    assert found.response["violations"] == []
    context.close()
