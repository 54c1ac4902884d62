"""The register of vendors in a real browser: from the first word to a printed card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from tests.vendors.conftest import a_photo
from tests.web.conftest import Street, Watched
from tests.web.test_browser import graves

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Visit = Callable[..., Watched]


@pytest.fixture(autouse=True)
def photos(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def test_a_clerk_registers_a_vendor_and_issues_a_card(
    visit: Visit, street: Street
) -> None:
    watched = visit("/workbench/vendors/", role="clerk", language="en")
    page = watched.page
    expect(page.locator(".vendor")).to_have_count(2)
    page.locator("#register").click()
    page.get_by_label("National id").fill("۱۲۳۴۵۶۷۸۹۱")
    page.get_by_label("Name as on the identity card").fill("مینا رستمی")
    page.get_by_label("Flowers").check()
    assert graves(page) == []
    page.get_by_role("button", name="Register", exact=True).click()
    file = page.locator("[data-vendor]")
    expect(file.locator("h2")).to_have_text("مینا رستمی")
    expect(file).to_contain_text("A card needs the vendor's photo first.")
    photo: FilePayload = {
        "name": "face.jpg",
        "mimeType": "image/jpeg",
        "buffer": a_photo(),
    }
    page.set_input_files("#portrait-file", photo)
    expect(file.locator("img.portrait")).to_be_visible()
    file.get_by_role("button", name="Issue a card").click()
    file.locator("form").get_by_role("button", name="Issue a card").click()
    expect(file.locator("[data-card] .badge")).to_have_text("In force")
    assert graves(page) == []
    file.get_by_role("button", name="Replace").click()
    file.get_by_role("button", name="Revoke and issue anew").click()
    expect(file.locator("[data-card]")).to_have_count(2)
    expect(file.locator("[data-card]").last).to_contain_text("lost")

    page.locator("#register").click()
    page.get_by_label("National id").fill("1234567891")
    page.get_by_label("Flowers").check()
    page.get_by_role("button", name="Register", exact=True).click()
    expect(page.locator(".problem")).to_contain_text("already registered as V-0009")
    page.get_by_role("button", name="Open the file of V-0009").click()
    expect(file.locator("h2")).to_have_text("مینا رستمی")
    # A refusal is a complaint of the browser's console; there was just that one.
    assert [c for c in watched.complaints if "409" not in c] == []
    watched.complaints.clear()


def test_a_planner_reads_it_in_persian_on_a_phone(visit: Visit, street: Street) -> None:
    page = visit("/workbench/vendors/", role="planner", width=390).page
    page.locator(f".vendor[data-id='{street.vendor.pk}']").click()
    expect(page.locator("[data-vendor] h2")).to_have_text(street.vendor.party.pseudonym)
    expect(page.locator("[data-vendor] button")).to_have_count(0)
    assert page.locator("#register").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert graves(page) == []


def test_the_map_s_search_leads_to_the_file(visit: Visit, street: Street) -> None:
    page = visit("/workbench/", role="clerk", language="en", webgl=False).page
    page.fill("#q", "V-7")
    page.locator("#found li").first.click()
    page.get_by_role("button", name="Open the file").click()
    expect(page.locator("[data-vendor]")).to_contain_text("V-7")
    assert page.url.endswith(f"/workbench/vendors/#{street.vendor.pk}")
