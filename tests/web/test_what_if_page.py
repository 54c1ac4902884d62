"""The comparison of policies in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gis_app.lib.week import Week
from gis_app.rounds.models import Application, Lot, PriorityClass, Round, Wish
from tests.factories import a_vendor
from tests.rounds.conftest import a_round
from tests.web.conftest import Street
from tests.web.test_browser import Visit, graves

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def call(street: Street, django_db_blocker: Any) -> None:
    """Three lots and twelve applicants, who all like the same one best."""
    with django_db_blocker.unblock():
        fill(street)


def fill(street: Street) -> None:
    call = a_round()
    lots = [
        Lot.objects.create(round=call, spot=spot, week=Week.daily(480, 720))
        for spot in street.spots
    ]
    first = PriorityClass.objects.create(
        round=call, zone=lots[0].spot.zone, level=0, title_fa="سرپرست خانوار"
    )
    Round.objects.update(stage="open")
    for n in range(12):
        one = Application.objects.create(round=call, vendor=a_vendor())
        one.classes.set([first] if n < 3 else [])
        for place, lot in enumerate(lots[: n % 3 + 1], 1):
            Wish.objects.create(application=one, place=place, lot=lot)


def test_a_planner_compares_two_policies(visit: Visit, call: None) -> None:
    page = visit("/workbench/rounds/1405-1/", role="planner").page
    page.get_by_role("link", name="سنجش سیاست‌ها").click()
    expect(page.locator(".glance tbody tr")).to_have_count(4)
    for name in ("سیاست پ", "سیاست ت"):
        page.get_by_role("group", name=name).get_by_label("شیوهٔ واگذاری").select_option(
            ""
        )
    second = page.get_by_role("group", name="سیاست ب")
    second.get_by_label("سهم‌های ماندگار در هر محدوده، درصد").fill("۳۴")
    page.get_by_role("button", name="بسنج").click()
    expect(page.locator(".glance tbody tr")).to_have_count(2)
    rows = page.locator(".glance tbody tr")
    expect(rows.nth(0)).to_contain_text("۲۵٪")
    expect(rows.nth(1)).to_contain_text("۳۴٪ سهم‌ها")
    expect(page.locator(".plot").first).to_contain_text("سرپرست خانوار")
    assert page.locator(".plot").count() == 5
    expect(page.locator(".plot").nth(3)).to_contain_text("میانگین رتبه")
    assert graves(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
