"""The tab of zones in a real browser: rules, any place, a zone that is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from gis_app.zones.models import Rule, VendingZone, ZoneDraft
from tests.web.conftest import MIDDLE, Street, Watched, drawn
from tests.web.test_queue import graves

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Visit = Callable[..., Watched]
HERE = f"/workbench/#{MIDDLE}&tab=zoning&layers=base,zones,spots,parcels"


@pytest.fixture
def clean(street: Street) -> Iterator[None]:
    """What these tests write is taken away again: the street is shared."""
    yield
    Rule.objects.filter(kind="same_goods_spacing").delete()
    ZoneDraft.objects.all().delete()
    VendingZone.objects.filter(code="Z-NEW").delete()


def part(page: Page, name: str) -> None:
    page.locator(".zoning > .seg").get_by_role("button", name=name).click()


def middle(page: Page, dx: float = 0, dy: float = 0) -> tuple[float, float]:
    box = page.locator("canvas").first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2 + dx, box["y"] + box["height"] / 2 + dy


def click(page: Page, dx: float, dy: float) -> None:
    """As a hand does: the pen follows the pointer before it is set down."""
    x, y = middle(page, dx, dy)
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def test_a_rule_is_weighed_entered_and_contradicted(
    visit: Visit, street: Street, clean: None
) -> None:
    watched = visit(HERE, role="planner", language="en")
    page = drawn(watched.page)
    for wanted in ("5", "7"):
        page.get_by_role("button", name="New rule").click()
        page.get_by_label("What it is about").select_option("same_goods_spacing")
        page.get_by_label("At least (m)").fill(wanted)
        if wanted == "5":
            assert graves(page) == []
            page.get_by_role("button", name="What would it change?").click()
            expect(page.locator(".rule-preview")).to_contain_text(
                "No spot in use would become unlawful."
            )
        page.get_by_role("button", name="Enter the rule").click()
        if wanted == "5":
            expect(page.locator(".rule-row").first).to_be_visible()
    expect(page.locator(".rule-form [role=alert]")).to_contain_text("already says")
    (refused,) = watched.complaints
    assert "409" in refused
    watched.complaints.clear()
    page.get_by_role("button", name="Put another in its place").click()
    expect(page.locator(".rule-form .first-note")).to_contain_text("5.00 m")
    page.get_by_label("At least (m)").fill("6")
    page.get_by_role("button", name="Enter the rule").click()
    expect(page.locator(".rule-row strong")).to_have_text(
        ["At least 6.00 m to the next spot with the same goods."]
    )
    page.get_by_role("button", name="Check every spot").click()
    expect(page.locator(".place-verdict")).to_contain_text("No spot in use is forbid")
    part(page, "Check a place")
    page.get_by_role("button", name="Choose the place").click()
    click(page, 0, 0)
    expect(page.locator(".place-verdict")).to_be_visible()
    assert graves(page) == []


def test_a_zone_is_drawn_answered_kept_and_published_in_persian(
    visit: Visit, street: Street, clean: None
) -> None:
    page = drawn(visit(HERE, role="planner", language="fa").page)
    part(page, "رسم")
    page.get_by_role("button", name="رسم محدودهٔ تازه").click()
    expect(page.locator("#stage")).to_have_class(re.compile("drawing"))
    page.wait_for_function("document.querySelectorAll('script[src*=terra]').length > 1")
    for dx, dy in ((-160, 60), (60, 60), (60, 160), (-160, 160)):
        click(page, dx, dy)
    expect(page.locator(".zone-answer")).to_contain_text("مترمربع")
    click(page, -160, 60)
    page.locator("#zone-code").fill("Z-NEW")
    page.locator("#zone-name_fa").fill("محدودهٔ تازه")
    assert graves(page) == []
    page.get_by_role("button", name="نگه‌داری پیش‌نویس").click()
    page.get_by_role("button", name="انتشار").click()
    page.locator("form.ask").get_by_role("button", name="انتشار").click()
    expect(page.locator(".toast")).to_contain_text(["نگه داشته شد", "معتبر شد"])
    made = VendingZone.objects.get(code="Z-NEW")
    assert 20 < made.geom.area < 20_000
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
