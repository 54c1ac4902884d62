"""The queue in a real browser: filters, counts, the map that follows, the hours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import MIDDLE, Street, Watched, drawn, still

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Visit = Callable[..., Watched]


def shown(page: Page) -> int:
    """How many findings the queue says there are."""
    page.wait_for_selector(".order .shown")
    return int(page.locator(".order .shown").inner_text().split()[0])


def kind(page: Page) -> Locator:
    """The filter that leaves obstructions of ways."""
    return page.locator(".kinds").get_by_text("Obstruction of a public way")


def total(page: Page) -> Callable[[int], None]:
    def expected(n: int) -> None:
        expect(page.locator(".order .shown")).to_have_text(f"{n} findings")

    return expected


def graves(page: Page) -> list[str]:
    found = Axe().run(still(page)).response["violations"]
    return [
        f"{rule['id']}: {node['html']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def test_filters_are_kept_in_the_address_and_cleared_at_once(
    visit: Visit, street: Street
) -> None:
    page = drawn(visit("/workbench/", role="planner", language="en").page)
    everything = shown(page)
    page.get_by_label("Stage of the case").select_option("none")
    kind(page).click()
    expect(page).to_have_url(re.compile("kind=way_obstruction&stage=none"))
    here = everything - 1  # all but the building on the city's land
    total(page)(here)
    link = page.url[page.url.index("/workbench/") :]
    again = visit(link, role="auditor", language="en").page
    total(again)(here)
    expect(again.get_by_label("Stage of the case")).to_have_value("none")
    page.go_back()
    total(page)(everything)
    page.go_forward()
    total(page)(here)
    page.get_by_role("button", name="Clear filters").click()
    total(page)(everything)
    expect(page).not_to_have_url(re.compile("kind="))
    assert graves(page) == []


def test_the_counts_of_every_filter_add_up(visit: Visit) -> None:
    page = visit("/workbench/", role="planner", language="en").page
    everything = shown(page)
    for name in ("age", "stage"):
        options = page.locator(f"#filter-{name} option").all_text_contents()
        counts = [re.search(r"\((\d+)\)$", text) for text in options]
        assert sum(int(n[1]) for n in counts if n) == everything


def test_an_empty_queue_says_which_filter_to_drop(visit: Visit, street: Street) -> None:
    page = visit(
        f"/workbench/#{MIDDLE}&kind=wrong_time&age=older", role="planner", language="en"
    ).page
    expect(page.locator(".state strong")).to_have_text("None with these filters")
    # Nothing of that kind at all: only dropping the kind would help.
    drop = page.locator(".ways button")
    expect(drop).to_have_text([re.compile(r"^Any kind: \d+$"), "Show all"])
    drop.first.click()
    expect(page.locator("button.finding").first).to_be_visible()
    expect(page).to_have_url(re.compile("age=older"))


def test_the_map_shows_what_the_queue_shows(visit: Visit, street: Street) -> None:
    page = drawn(visit(f"/workbench/#{MIDDLE}", role="planner", language="en").page)
    with page.expect_response("**/api/findings/places?*") as asked:
        kind(page).click()
    total(page)(asked.value.json()["total"])
    drawn(page)


def test_the_hours_are_walked_by_keys_and_open_the_queue(
    visit: Visit, street: Street
) -> None:
    page = drawn(visit("/workbench/", role="planner", language="fa").page)
    page.locator("#open-heat").click()
    heat = page.locator("#heat")
    expect(heat.locator("tbody tr")).to_have_count(7)
    expect(heat.locator("tbody th").first).to_have_text("شنبه")
    busy = heat.locator(".hour:not([aria-disabled])").first
    hour = busy.get_attribute("data-hour")
    assert hour is not None
    first = heat.locator('.hour[tabindex="0"]')
    assert first.count() == 1
    first.focus()
    page.keyboard.press("ArrowLeft")  # onwards, in Persian
    expect(heat.locator(".hour:focus")).to_have_attribute("data-hour", "1")
    page.keyboard.press("ArrowDown")
    expect(heat.locator(".hour:focus")).to_have_attribute("data-hour", "25")
    assert graves(page) == []
    label = busy.get_attribute("aria-label") or ""
    busy.click()
    expect(heat).to_be_hidden()
    expect(page).to_have_url(re.compile(rf"hour={hour}\b"))
    found = page.locator("button.finding")
    expect(found).to_have_count(street.sightings)
    assert "یافته‌ها: ۲" in label


def test_escape_closes_the_hours(visit: Visit) -> None:
    page = drawn(visit("/workbench/#heat=1", role="auditor", language="en").page)
    expect(page.locator("#heat table")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#heat")).to_be_hidden()
    expect(page.locator("#open-heat")).to_be_focused()


def test_a_round_is_planned_and_fits_on_paper(visit: Visit, street: Street) -> None:
    page = visit("/workbench/", role="officer", language="fa").page
    page.get_by_role("link", name="گشت امروز").click()
    expect(page.get_by_role("heading", name="گشت بازدید")).to_be_visible()
    stops = page.locator(".stop")
    expect(stops.first).to_be_visible()
    assert page.locator(".round-map .mark").count() == stops.count()
    assert graves(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".round-form")).to_be_hidden()
    expect(stops.first.locator(".stop-notes")).to_be_visible()
    sheet = page.pdf(prefer_css_page_size=True)
    assert sheet.startswith(b"%PDF")


def test_a_round_fits_a_phone(visit: Visit, street: Street) -> None:
    page = visit("/workbench/round/", role="planner", language="en", width=390).page
    expect(page.locator(".stop").first).to_be_visible()
    page.get_by_label("Hours in the field").select_option("2")
    page.get_by_role("button", name="Plan").click()
    expect(page).to_have_url(re.compile("hours=2"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_card_tells_what_it_was_judged_against(visit: Visit, street: Street) -> None:
    page = drawn(visit("/workbench/", role="planner", language="en").page)
    page.locator("button.finding").first.click()
    grounds = page.locator(".grounds")
    expect(grounds.locator("dl")).to_be_hidden()
    grounds.locator("summary").click()
    expect(grounds.locator("dt").first).to_have_text("Moment")
    expect(grounds).to_contain_text("version 1, in the register since")
    assert graves(page) == []


def test_an_auditor_draws_a_sample_and_says_what_was_wrong(
    visit: Visit, street: Street
) -> None:
    page = visit("/workbench/#tab=audit", role="auditor", language="en").page
    page.get_by_label("How many of each").fill("2")
    page.get_by_role("button", name="Draw this week's sample").click()
    items = page.locator(".audit-item")
    expect(items).to_have_count(2)
    items.nth(0).get_by_role("button", name="Right", exact=True).click()
    expect(items.nth(0)).to_have_class(re.compile("right"))
    items.nth(1).get_by_role("button", name="Wrong").click()
    expect(page.get_by_label("Note on number 2")).to_be_focused()
    page.keyboard.type("a tree, not a stall")
    items.nth(1).get_by_role("button", name="Save").click()
    expect(page.locator(".audit-note").first).to_have_text(
        "1 of 2 were wrong: 50%; with 95% confidence between 9% and 91%."
    )
    assert graves(page) == []
    items.nth(1).locator(".go").click()
    expect(page.locator("#card .verdict")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="As a CSV file").click()
    assert file.value.suggested_filename.endswith(".csv")


def test_an_answer_that_is_cut_short_is_told_and_breaks_nothing(
    visit: Visit, street: Street
) -> None:
    page = drawn(visit("/workbench/", role="planner", language="en").page)
    everything = shown(page)
    parts = re.compile("/api/findings")  # the list and, on the map, the places
    page.route(parts, lambda route: route.fulfill(body='{"tot'))
    kind(page).click()
    expect(page.locator(".state")).to_contain_text("The server was not reached")
    page.unroute(parts)
    page.locator(".state").get_by_role("button").click()
    total(page)(everything - 1)
