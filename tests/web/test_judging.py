"""The line above the queue: as of when it is true, how far a bulk edit is judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Visit = Callable[..., Watched]

STATE = {
    "true_at": "2026-06-15T12:00:00Z",
    "true_label": "2026-06-15 15:30",
    "waiting": 0,
    "done": 0,
    "total": 0,
    "held": False,
    "kept": True,
    "aside": 0,
    "may_hold": True,
}
BULK = {"waiting": 182_000, "done": 18_000, "total": 200_000}
JUDGING = "**/api/findings/judging"


def told(page: Page, state: dict[str, Any]) -> list[bool]:
    """The server says this again and again.

    What it is told is written down, and believed.
    """
    wishes: list[bool] = []
    said = STATE | state

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            wishes.append(json.loads(route.request.post_data or "")["hold"])
            said["held"] = wishes[-1]
        route.fulfill(json=said)

    page.route(JUDGING, answer)
    page.reload()
    return wishes


def line(page: Page) -> Any:
    return page.locator(".judging")


def test_it_says_that_all_is_judged(visit: Visit) -> None:
    page = visit("/workbench/", role="planner", language="en").page
    expect(line(page)).to_contain_text("True as of 20")
    assert line(page).get_by_role("button").count() == 0


def test_a_bulk_edit_shows_its_progress_and_goes_by_itself(visit: Visit) -> None:
    page = visit("/workbench/", role="planner", language="en").page
    told(page, BULK)
    expect(line(page)).to_contain_text("18,000 of 200,000 judged")
    bar = page.get_by_role("progressbar", name="18,000 of 200,000 judged")
    expect(bar).to_have_attribute("value", "18000")
    page.route(JUDGING, lambda route: route.fulfill(json=STATE))
    expect(line(page)).to_contain_text("True as of 2026-06-15 15:30")


def test_a_planner_holds_it_and_lets_it_go_on(visit: Visit) -> None:
    page = visit("/workbench/", role="planner", language="en").page
    wishes = told(page, BULK)
    page.get_by_role("button", name="Hold").click()
    expect(line(page)).to_contain_text("On hold: 182,000 places wait to be judged")
    assert Axe().run(page, context=".judging").violations_count == 0
    page.get_by_role("button", name="Go on").click()
    expect(line(page)).to_contain_text("18,000 of 200,000 judged")
    assert wishes == [True, False]


def test_without_a_worker_it_says_so_and_what_to_do(visit: Visit) -> None:
    page = visit("/workbench/", role="auditor", language="fa").page
    told(page, BULK | {"kept": False, "aside": 2, "may_hold": False})
    expect(line(page)).to_contain_text("۱۸۲٬۰۰۰ جا در انتظار بررسی است")
    expect(line(page)).to_contain_text("۲ جا را نمی‌توان بررسی کرد")
    assert line(page).get_by_role("button").count() == 0
