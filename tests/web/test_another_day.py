"""Another day, in a real browser: the slider, the typed day, the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gis_app.lib import jalali
from gis_app.lib.digits import to_persian
from tests.web.conftest import Street, Watched, drawn
from tests.web.test_queue import graves, shown, total

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Visit = Callable[..., Watched]


def test_the_queue_of_a_day_before_anything_was_seen_is_empty(
    visit: Visit, street: Street
) -> None:
    page = drawn(visit("/workbench/", role="planner", language="en").page)
    today = shown(page)
    page.get_by_role("button", name="Another day").click()
    page.get_by_label("As of").fill("2020-05-01")
    page.keyboard.press("Enter")
    total(page)(0)
    expect(page.locator(".then-said")).to_contain_text(f"{today} fewer than today")
    expect(page).to_have_url(re.compile("at=2020-05-01"))
    assert graves(page) == []
    page.get_by_role("button", name="Back to today").click()
    total(page)(today)
    expect(page).not_to_have_url(re.compile("at="))


def test_the_slider_moves_the_day_and_says_it_in_jalali(
    visit: Visit, street: Street
) -> None:
    page = drawn(visit("/workbench/", role="planner", language="fa").page)
    page.locator("#open-day").click()
    slider = page.locator(".then input[type=range]")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    there = timezone.localdate() + timedelta(days=3)
    typed = to_persian(jalali.short(there))
    expect(page.get_by_label("در روز", exact=True)).to_have_value(typed)
    expect(slider).to_have_attribute("aria-valuetext", typed)
    expect(page.locator(".then-said")).to_contain_text("کمتر از امروز")


def test_a_day_that_is_none_is_told_and_changes_nothing(
    visit: Visit, street: Street
) -> None:
    page = drawn(visit("/workbench/", role="planner", language="en").page)
    today = shown(page)
    page.get_by_role("button", name="Another day").click()
    page.get_by_label("As of").fill("soon")
    page.keyboard.press("Enter")
    expect(page.locator(".then .error-note")).to_be_visible()
    total(page)(today)
