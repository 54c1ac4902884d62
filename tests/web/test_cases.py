"""Cases in a real browser: opened, measured, argued about, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from gis_app.accounts.models import User
from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.models import Case, CaseEvent
from gis_app.enforcement.opening import open_case
from gis_app.web.demo.photo import drawn
from tests import factories as make
from tests.geometry import rect
from tests.web.conftest import MIDDLE, Street, signed_in
from tests.web.test_browser import Visit, forgive, graves

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
BUSY = {
    "true_at": None,
    "true_label": None,
    "waiting": 1,
    "done": 0,
    "total": 1,
    "held": False,
    "kept": True,
    "aside": 0,
    "may_hold": False,
}


@dataclass
class Office:
    """A street with a case, and findings without one."""

    case: Case
    fresh: Encroachment
    contested: Encroachment
    doubted: Encroachment


@pytest.fixture(scope="module")
def office(
    street: Street, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Committed like the street; evidence lies in a folder of the test's."""
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data")):
        yield opened(street)


def opened(street: Street) -> Office:
    district = street.kiosk.district
    make.a_user("planner", username="planner2", districts=[district])
    make.a_user("officer", username="officer2", districts=[district])
    more = [
        make.an_occupation(
            kind="kiosk",
            seen=make.during("2026-06-01", "2026-06-30"),
            district=district,
            geom=rect(64 + 5 * n, -4, 3, 2),
        )
        for n in range(3)
    ]
    scan(make.day("2026-06-15T12:00"))
    fresh, contested, doubted = (
        Encroachment.objects.get(occupation=one, kind="way_obstruction") for one in more
    )
    of_kiosk = Encroachment.objects.get(occupation=street.kiosk, kind="way_obstruction")
    planner = User.objects.get(username="planner")
    case = open_case(finding=of_kiosk, by=planner)[0]
    photo_of(case)
    return Office(case=case, fresh=fresh, contested=contested, doubted=doubted)


def photo_of(case: Case) -> None:
    file_evidence(
        kind="photo",
        by="officer",
        case=case,
        content=drawn(1),
        suffix=".jpg",
        client_id=uuid4(),
    )


@pytest.fixture(scope="module")
def sessions(office: Office) -> dict[str, str]:
    """Of the whole cast, the second planner and officer too."""
    return signed_in()


def card_of(visit: Visit, thing: str, role: str, **how: Any) -> Page:
    page = visit(f"/workbench/#{MIDDLE}&selected={thing}", role=role, **how).page
    expect(page.locator("#card .verdict")).to_be_visible()
    return page


def finding_card(visit: Visit, finding: Encroachment, role: str = "planner") -> Page:
    return card_of(visit, f"finding:{finding.pk}", role, language="en")


def case_card(visit: Visit, case: Case, role: str, language: str = "en") -> Page:
    return card_of(visit, f"case:{case.pk}", role, language=language)


def test_a_planner_opens_a_case_in_one_click_and_takes_it_back(
    visit: Visit, office: Office
) -> None:
    page = visit("/workbench/", role="planner", language="en").page
    page.locator(f'button.finding[data-id="{office.fresh.pk}"]').click()
    card = page.locator("#card")
    card.get_by_role("button", name="Open a case").click()
    expect(card.locator(".card-kind")).to_contain_text("Case 14")
    expect(card.locator('.way [aria-current="step"]')).to_contain_text("Detected")
    expect(card.locator(".due")).to_contain_text("working day")
    expect(page.locator("#toasts")).to_contain_text("officer")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(card.locator('.way [aria-current="step"]')).to_contain_text("Dismissed")
    expect(card.locator(".past")).to_contain_text("Opened by mistake.")
    card.get_by_role("button", name="The finding").click()
    expect(card.get_by_role("button", name="Open a case")).to_be_visible()
    expect(card.locator(".case-row.ended")).to_have_count(1)
    case = Case.objects.get(finding=office.fresh)
    assert list(case.events.values_list("to_state", flat=True).order_by("pk")) == [
        "detected",
        "dismissed",
    ]


def test_the_second_planner_is_told_kindly_whose_case_it_is(
    visit: Visit, office: Office
) -> None:
    late = visit(
        f"/workbench/#{MIDDLE}&selected=finding:{office.contested.pk}",
        role="planner2",
        language="en",
    )
    # Findings judged meanwhile would renew the card, and the button would be gone.
    late.page.route("**/api/findings/judging", lambda r: r.fulfill(json=BUSY))
    button = late.page.get_by_role("button", name="Open a case")
    expect(button).to_be_visible()
    first = finding_card(visit, office.contested)
    first.get_by_role("button", name="Open a case").click()
    expect(first.locator("#card .way")).to_be_visible()
    button.click()
    expect(late.page.locator(".toast.bad")).to_contain_text(
        "planner was a moment earlier: case 14"
    )
    expect(late.page.locator("#card .case-row")).to_contain_text("Detected")
    expect(button).to_have_count(0)
    assert Case.objects.filter(finding=office.contested).count() == 1
    forgive(late, "409")


def test_an_officer_measures_and_confirms_with_persian_digits(
    visit: Visit, office: Office
) -> None:
    page = case_card(visit, office.case, "officer", language="fa")
    card = page.locator("#card")
    confirm = card.get_by_role("button", name="تأیید: دیده و اندازه‌گیری شد")
    expect(confirm).to_have_attribute("aria-disabled", "true")
    expect(card.locator(".blocked")).to_contain_text("نخست در محل اندازه بگیرید")
    card.get_by_role("button", name="ثبت اندازه‌گیری").click()
    depth = card.get_by_label("عمق از خط")
    expect(depth).to_be_focused()
    depth.fill("بسیار")
    card.get_by_role("button", name="تأیید", exact=True).click()
    expect(card.locator(".error-note")).to_contain_text("۱٫۴۰")
    depth.fill("۱٫۴۰")
    card.get_by_role("button", name="تأیید", exact=True).click()
    expect(card.locator(".piece")).to_contain_text("۱٫۴۰ متر")
    expect(confirm).not_to_have_attribute("aria-disabled", "true")
    confirm.click()
    card.get_by_role("button", name="تأیید", exact=True).click()
    expect(card.locator('.way [aria-current="step"]')).to_contain_text("تأییدشده")
    assert Case.objects.get(pk=office.case.pk).state == "verified"
    assert graves(page) == []


def test_a_reason_is_demanded_and_escape_leaves_only_the_question(
    visit: Visit, office: Office
) -> None:
    page = finding_card(visit, office.doubted)
    card = page.locator("#card")
    card.get_by_role("button", name="Open a case").click()
    card.get_by_role("button", name="Dismiss").click()
    reason = card.get_by_label("Reason")
    expect(reason).to_be_focused()
    page.keyboard.press("Escape")
    expect(reason).to_have_count(0)
    expect(card).to_be_visible()
    card.get_by_role("button", name="Dismiss").click()
    card.get_by_role("button", name="Confirm", exact=True).click()
    expect(card.locator(".error-note")).to_contain_text("Write a reason")
    expect(reason).to_have_attribute("aria-invalid", "true")
    expect(reason).to_be_focused()
    reason.fill("The stall had moved on.")
    card.get_by_role("button", name="Confirm", exact=True).click()
    expect(card.locator(".past")).to_contain_text("The stall had moved on.")
    event = CaseEvent.objects.get(case__finding=office.doubted, to_state="dismissed")
    assert event.reason == "The stall had moved on."


def test_an_officer_takes_a_colleagues_case_on_with_a_reason(
    visit: Visit, office: Office
) -> None:
    before = office.case.assigned_to
    assert before is not None
    other = "officer2" if before.username == "officer" else "officer"
    page = case_card(visit, office.case, other)
    card = page.locator("#card")
    card.get_by_role("button", name="Take it on").click()
    card.get_by_label("Reason").fill("I am in that street today.")
    card.get_by_role("button", name="Confirm", exact=True).click()
    expect(card.locator(".case-officer")).to_have_text(other)
    expect(card.locator(".past")).to_contain_text("I am in that street today.")
    assert Case.objects.get(pk=office.case.pk).assigned_to.username == other  # type: ignore[union-attr]
    page = case_card(visit, office.case, "planner")
    page.get_by_role("button", name="Give it to…").click()
    expect(page.get_by_label("To which officer")).to_contain_text(before.username)


def test_a_photo_is_shown_with_its_seal_and_not_to_clerks(
    visit: Visit, office: Office
) -> None:
    page = case_card(visit, office.case, "auditor")
    picture = page.get_by_role("img", name=re.compile("Photo no. 1"))
    picture.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => document.querySelector('.shots img').naturalWidth === 640"
    )
    seal = page.locator(".shots .seal")
    kept = office.case.evidence.get(kind="photo")
    expect(seal).to_contain_text(kept.hash[:10])
    expect(seal).to_have_attribute("title", kept.hash)
    expect(page.locator(".case-acts button.grave")).to_have_count(0)
    clerk = case_card(visit, office.case, "clerk")
    expect(clerk.locator(".past li").first).to_be_visible()
    expect(clerk.locator(".shots, .piece")).to_have_count(0)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_list_of_cases_is_read_and_filtered(
    visit: Visit, office: Office, language: str
) -> None:
    page = visit("/workbench/#tab=cases", role="officer", language=language).page
    rows = page.locator(".tab-body:not([hidden]) .case-row")
    expect(rows.first).to_be_visible()
    assert graves(page) == []
    page.locator("#cases-stage").select_option("dismissed")
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.locator(".case-row:not(.ended)")).to_have_count(0)
    page.locator("#cases-stage").select_option("appealed")
    expect(page.locator(".state")).to_be_visible()
    page.locator(".state button").click()
    expect(rows.first).to_be_visible()
    rows.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card .way")).to_be_visible()
    expect(page).to_have_url(re.compile("selected=case:"))


def test_on_a_phone_the_case_is_a_sheet_with_large_buttons(
    visit: Visit, office: Office
) -> None:
    page = card_of(visit, f"case:{office.case.pk}", "officer", width=390)
    for button in page.locator("#card .card-acts button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    wide = "document.querySelector('#card .card-body').scrollWidth"
    assert page.evaluate(wide) <= 390
    assert graves(page) == []
