"""The officers' phone page in a real browser, with and without signal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from PIL import Image
from playwright.sync_api import Page, Route, expect

from gis_app.encroachment.models import Encroachment, Occupation
from gis_app.enforcement.models import Case, Evidence
from gis_app.field.models import FieldReport
from tests.web.conftest import Street
from tests.web.phone import VERDICT, Open, phone, square
from tests.web.test_browser import colours, graves

__all__ = ["phone", "square"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def evidence_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    Image.effect_noise((900, 700), 80).convert("RGB").save(path)
    return path


def reported() -> int:
    return FieldReport.objects.exclude(answer={}).count()


def begin(page: Page, photo: Path | None = None, kind: str = "Stall") -> None:
    page.get_by_role("button", name="Report an obstruction").click()
    page.locator("#report").get_by_text(kind, exact=True).click()
    if photo:
        page.set_input_files("#camera", photo)
        expect(page.locator(".thumb")).to_have_count(1)


def send(page: Page, photo: Path | None = None, kind: str = "Stall") -> None:
    begin(page, photo, kind)
    page.locator("#send").click()
    other = page.get_by_role("button", name="No, another one: send")
    expect(page.locator("#report").or_(other).first).to_be_attached()
    page.wait_for_function(
        "() => !document.querySelector('#report').open"
        " || document.querySelector('.duplicates')"
    )
    if other.is_visible():
        other.click()
    expect(page.locator("#report")).to_be_hidden()


def in_list(page: Page, state: str, count: int = 1) -> None:
    if page.locator("#list").is_hidden():
        page.get_by_role("button", name="My reports").click()
    expect(page.locator(f".report-row.{state}")).to_have_count(count)


@pytest.mark.parametrize(
    ("language", "title"),
    [("fa", "مجاز: محدوده میدان"), ("en", "In the permitted zone Square zone")],
)
def test_it_says_what_is_allowed_where_one_stands(
    phone: Open, language: str, title: str
) -> None:
    page = phone(language=language).ready().page
    expect(page.locator(".verdict h2")).to_have_text(title)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "zone_confirmed")
    expect(page.locator("body")).to_have_attribute(
        "dir", "rtl" if language == "fa" else "ltr"
    )
    assert colours(page, "#canvas") > 10
    assert graves(page) == []
    page.locator(".big-button.red").click()
    expect(page.locator("#report")).to_be_visible()
    assert graves(page) == []


def test_a_coarse_position_is_refused_in_clear_words(phone: Open) -> None:
    page = phone(accuracy=35).page
    expect(page.locator(".verdict")).to_contain_text("good to 35 m; 20 m or better")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_walking_out_of_the_zone_changes_the_answer(phone: Open) -> None:
    found = phone().ready()
    found.goes_to(40, 250)
    expect(found.page.locator(".verdict h2")).to_have_text("In no vending zone")


def test_without_signal_it_opens_and_answers_from_the_phone(phone: Open) -> None:
    found = phone().ready()
    told = found.page.locator(".verdict h2").inner_text()
    found.offline()
    found.page.reload()
    expect(found.page.locator(".from-phone")).to_be_visible()
    expect(found.page.locator(".verdict h2")).to_have_text(told)
    expect(found.page.locator("#net")).to_have_text("No internet")
    assert colours(found.page, "#canvas") > 10
    found.offline(False)
    expect(found.page.locator("#net")).to_be_hidden()
    expect(found.page.locator(".from-phone")).to_have_count(0)


def test_a_report_with_a_photo_is_sent(phone: Open, photo: Path) -> None:
    before = reported()
    page = phone().ready().page
    send(page, photo, kind="Kiosk")
    in_list(page, "sent")
    assert reported() == before + 1
    seen = Occupation.objects.latest("pk")
    assert (seen.kind, seen.method) == ("kiosk", "paced")
    assert {e.kind for e in Evidence.objects.filter(occupation=seen)} == {
        "fix",
        "photo",
    }


def test_an_outline_is_drawn_on_the_map(phone: Open) -> None:
    page = phone().ready().page
    begin(page, kind="Fence")
    page.get_by_role("button", name="Draw the outline").click()
    expect(page.locator("#send")).to_be_disabled()
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    for x, y in ((120, 60), (180, 60), (180, 100)):
        page.touchscreen.tap(box["x"] + x, box["y"] + y)
    page.locator("#send").click()
    in_list(page, "sent")
    assert Occupation.objects.latest("pk").method == "outline"


def test_a_report_without_signal_survives_a_reload_and_is_sent_once(
    phone: Open, photo: Path
) -> None:
    before = reported()
    found = phone().ready()
    found.offline()
    send(found.page, photo)
    expect(found.page.locator("#net")).to_have_text("No internet · 1 waiting")
    found.page.reload()
    in_list(found.page, "waiting")
    expect(found.page.locator(".report-row")).to_contain_text("photos: 1")
    assert reported() == before
    found.offline(False)
    in_list(found.page, "sent")
    assert reported() == before + 1


def test_an_answer_that_was_lost_makes_no_second_report(phone: Open) -> None:
    before = reported()
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    found = phone(worker=False)
    found.page.wait_for_selector(VERDICT)
    found.page.route("**/api/field/reports", lose)
    send(found.page)
    in_list(found.page, "waiting")
    expect(found.page.locator(".report-row")).to_contain_text("attempts:")
    assert (lost[0], reported()) == (201, before + 1)
    found.page.unroute("**/api/field/reports", lose)
    found.page.get_by_role("button", name="Send now").click()
    in_list(found.page, "sent")
    assert reported() == before + 1


def test_a_refused_report_says_why_and_is_discarded_on_purpose_only(
    phone: Open,
) -> None:
    page = phone(x=700).page
    page.wait_for_selector(VERDICT)
    send(page)
    in_list(page, "refused")
    row = page.locator(".report-row.refused")
    expect(row).to_contain_text("not in yours")
    row.get_by_role("button", name="Discard").click()
    expect(row).to_contain_text("Really discard?")
    row.get_by_role("button", name="Go on writing").click()
    page.reload()
    in_list(page, "refused")
    row.get_by_role("button", name="Discard").click()
    row.get_by_role("button", name="Yes, discard").click()
    expect(page.locator(".report-row")).to_have_count(0)


def test_a_refused_report_is_corrected_and_sent(phone: Open, photo: Path) -> None:
    found = phone(x=700)
    found.page.wait_for_selector(VERDICT)
    send(found.page, photo, kind="Vending vehicle")
    in_list(found.page, "refused")
    found.goes_to(20, 150)
    found.page.get_by_role("button", name="Correct").click()
    expect(found.page.locator("#report")).to_contain_text("not in yours")
    expect(found.page.locator(".thumb")).to_have_count(1)
    expect(found.page.get_by_label("Vending vehicle")).to_be_checked()
    found.page.locator("#send").click()
    in_list(found.page, "sent")
    expect(found.page.locator(".report-row")).to_have_count(1)


def test_what_was_reported_here_is_suggested_before_sending(phone: Open) -> None:
    page = phone(x=70, y=110).ready().page
    send(page, kind="Building material")
    in_list(page, "sent")
    page.locator("#list .close").click()
    before = reported()
    begin(page, kind="Building material")
    page.locator("#send").click()
    expect(page.locator(".duplicates")).to_contain_text("Building material")
    page.get_by_role("button", name="It is this one: do not send").click()
    expect(page.locator("#report")).to_be_hidden()
    assert reported() == before


def test_what_stands_under_an_open_case_is_sent_as_its_evidence(
    phone: Open, street: Street, photo: Path
) -> None:
    finding = Encroachment.objects.get(occupation=street.kiosk, kind="way_obstruction")
    page = phone(x=81.5, y=-3).ready().page
    page.evaluate(OPEN_CASE, finding.pk)
    begin(page, photo, kind="Kiosk")
    page.locator("#send").click()
    case = Case.objects.get(finding=finding)
    words = f"It is of case {case.number}: send as its evidence"
    page.get_by_role("button", name=words).click()
    expect(page.locator("#report")).to_be_hidden()
    in_list(page, "sent")
    kinds = list(case.evidence.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["fix", "measurement", "photo"]


OPEN_CASE = """async (finding) => {
    const csrf = /csrftoken=([^;]+)/.exec(document.cookie)[1];
    const answer = await fetch("/api/cases", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
        body: JSON.stringify({ finding }),
    });
    if (!answer.ok) throw new Error(await answer.text());
}"""


def test_after_the_session_ended_reports_wait_for_signing_in(
    phone: Open, server: str, sessions: dict[str, str]
) -> None:
    before = reported()
    found = phone().ready()
    found.context.clear_cookies(name="sessionid")
    send(found.page)
    expect(found.page.locator("#net")).to_have_text("Signed out · 1 waiting")
    in_list(found.page, "waiting")
    link = found.page.locator("#list").get_by_role("link", name="Sign in")
    expect(link).to_have_attribute("href", "/accounts/sign-in/?next=/field/")
    assert reported() == before
    found.context.add_cookies(
        [{"name": "sessionid", "value": sessions["officer"], "url": server}]
    )
    found.page.goto(found.url)
    in_list(found.page, "sent")
    assert reported() == before + 1
    assert Session.objects.exists()


def full(limit: str) -> str:
    """A phone whose storage refuses reports for which ``limit`` holds."""
    return (
        "const put = IDBObjectStore.prototype.put;"
        "IDBObjectStore.prototype.put = function (value, ...rest) {"
        "  const photos = value.photos ?? [];"
        "  const bytes = photos.reduce((sum, p) => sum + p.blob.size, 0);"
        f"  if (this.name === 'reports' && ({limit}))"
        "    throw new DOMException('full', 'QuotaExceededError');"
        "  return put.call(this, value, ...rest);"
        "};"
    )


@pytest.mark.parametrize(
    ("limit", "words", "kept"),
    [
        ("bytes > 250_000", "kept smaller", "photos: 1"),
        ("photos.length", "kept without its photos", "photos: 1"),
        ("true", "in memory only", "photos: 1"),
    ],
)
def test_a_full_phone_keeps_what_it_can_and_says_so(
    phone: Open, tmp_path: Path, limit: str, words: str, kept: str
) -> None:
    large = tmp_path / "large.jpg"
    Image.effect_noise((2400, 1800), 60).convert("RGB").resize((2400, 1800)).save(
        large, quality=90
    )
    before = reported()
    found = phone(script=full(limit), x=10, y=140)
    found.page.wait_for_selector(VERDICT)
    found.offline()
    send(found.page, large, kind="Goods on display")
    expect(found.page.locator(".toast").last).to_contain_text(words)
    in_list(found.page, "waiting")
    expect(found.page.locator(".report-row")).to_contain_text(kept)
    found.offline(False)
    found.page.wait_for_function(
        "() => document.querySelector('#foot .count.sent b').textContent !== '0'"
        " || document.querySelector('#foot .count.waiting b').textContent === '0'"
    )
    assert reported() == before + 1


def test_a_file_that_is_no_photo_is_not_taken(phone: Open, tmp_path: Path) -> None:
    path = tmp_path / "page.jpg"
    path.write_text("<html>")
    page = phone().page
    page.get_by_role("button", name="Report an obstruction").click()
    page.set_input_files("#camera", path)
    expect(page.locator(".toast")).to_contain_text("not a photo")
    expect(page.locator(".thumb")).to_have_count(0)


def test_a_spot_is_found_by_its_number_typed_with_any_keyboard(phone: Open) -> None:
    page = phone().ready().page
    page.get_by_role("button", name="Spot by number").click()
    typed = page.get_by_label("Number of the spot")
    typed.fill("s ۱")
    expect(page.locator(".found [data-spot]")).to_have_count(1)
    expect(page.locator(".found")).to_contain_text("Spot S-1")
    expect(page.locator(".found")).to_contain_text(re.compile(r"\d+ m from it"))
    typed.fill("s")
    expect(page.locator(".found [data-spot]")).to_have_count(3)
    typed.fill("S-9")
    expect(page.locator(".found")).to_contain_text("No spot of this number")
    assert graves(page) == []


def test_the_page_can_be_installed(phone: Open) -> None:
    page = phone().ready().page
    href = page.locator("link[rel=manifest]").get_attribute("href")
    told = page.evaluate("(href) => fetch(href).then((r) => r.json())", href)
    assert (told["display"], told["scope"]) == ("standalone", "/field/")
    for icon in told["icons"]:
        size = page.evaluate(
            "(src) => fetch(src).then((r) => r.blob()).then(createImageBitmap)"
            ".then((b) => `${b.width}x${b.height}`)",
            icon["src"],
        )
        assert size == icon["sizes"]
