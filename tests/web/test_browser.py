"""Both maps in a real browser: what is drawn, found, given, read and typed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Right
from tests import factories as make
from tests.web.conftest import MIDDLE, Street, Watched, drawn, still

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Visit = Callable[..., Watched]


def colours(page: Page, area: str = "#map") -> int:
    """How many colours a part of the page shows."""
    picture = Image.open(io.BytesIO(page.locator(area).screenshot()))
    return len(picture.convert("RGB").getcolors(2**24) or [])


def graves(page: Page) -> list[tuple[str, str]]:
    """What axe calls serious or critical."""
    return [
        (rule["id"], node["failureSummary"])
        for rule in Axe().run(still(page)).response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def test_the_public_map_draws_the_city_in_persian(visit: Visit) -> None:
    page = drawn(visit(f"/#{MIDDLE}").page)
    expect(page.locator("body")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("tab")).to_have_text(["این‌جا", "لایه‌ها"])
    panel, stage = (page.locator(s).bounding_box() for s in ("#panel", "#stage"))
    assert panel is not None
    assert stage is not None
    assert panel["x"] > stage["x"]
    assert colours(page) > 40
    assert graves(page) == []


def test_the_switch_shows_the_same_view_in_english(visit: Visit) -> None:
    page = drawn(visit(f"/#{MIDDLE}").page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("body")).to_have_attribute("dir", "ltr")
    expect(page).to_have_url(re.compile(re.escape(MIDDLE)))
    drawn(page)
    expect(page.locator("body")).to_have_attribute("dir", "ltr")
    panel, stage = (page.locator(s).bounding_box() for s in ("#panel", "#stage"))
    assert panel is not None
    assert stage is not None
    assert panel["x"] < stage["x"]
    fact = page.locator(".fact")
    expect(fact).to_have_text(re.compile(r"^\d free spots in view, \d given$"))
    assert sum(int(n) for n in re.findall(r"\d", fact.inner_text())) == 3
    assert graves(page) == []
    page.get_by_role("tab", name="Layers").click()
    page.get_by_role("switch", name="Vending spots").uncheck()
    expect(page).to_have_url(re.compile(r"layers=(?!.*spots)"))


def test_the_planted_encroachment_is_found_and_drawn(
    visit: Visit, street: Street
) -> None:
    found = Encroachment.objects.get(occupation=street.kiosk, kind="way_obstruction")
    page = drawn(visit("/workbench/", role="planner", language="en").page)
    row = page.locator(f'button.finding[data-id="{found.pk}"]')
    expect(row).to_contain_text("Sa'di Street")
    row.click()
    expect(page).to_have_url(re.compile(f"selected=finding:{found.pk}"))
    card = page.locator("#card")
    expect(card.locator(".verdict")).to_be_visible()
    expect(card.get_by_role("img")).to_have_attribute(
        "aria-label", re.compile("error of measurement")
    )
    drawn(page)
    assert colours(page) > 40
    assert graves(page) == []
    page.go_back()
    expect(card).to_be_hidden()
    page.go_forward()
    expect(card.locator(".verdict")).to_be_visible()


def test_the_counts_of_the_queue_add_up(visit: Visit) -> None:
    page = visit("/workbench/", role="planner", language="en").page
    page.wait_for_selector("button.finding")
    kinds = [int(n) for n in page.locator(".kinds .pick b").all_inner_texts()]
    assert kinds[0] == sum(kinds[1:]) == page.locator("button.finding").count()
    assert page.locator(".sum strong").first.inner_text() == str(kinds[0])


def test_escape_closes_one_thing_at_a_time(visit: Visit) -> None:
    page = drawn(visit("/workbench/", role="planner", language="en").page)
    page.locator("button.finding").first.click()
    expect(page.locator("#card .verdict")).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator("#table-of")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#tabled")).to_be_hidden()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_every_layer_is_offered_as_a_file(visit: Visit) -> None:
    page = drawn(visit("/#tab=layers", language="en").page)
    menu = page.get_by_label("Download Vending spots")
    menu.click()
    with page.expect_download() as download:
        page.locator(".menu-box a:visible", has_text="GeoJSON").click()
    assert download.value.suggested_filename.endswith(".geojson")
    expect(page.locator(".files[open]")).to_have_count(0)


def test_a_spot_is_given_and_the_slip_undone(visit: Visit, street: Street) -> None:
    page = drawn(
        visit(f"/workbench/#{MIDDLE}&tab=give", role="planner", language="en").page
    )
    page.fill("#vendor", street.vendor.code)
    page.locator("#vendors li").first.click()
    page.get_by_role("button", name="Give spot S-0").click()
    expect(page.locator("#give-reason")).to_be_focused()
    page.locator("#give-reason").select_option("vacancy")
    page.get_by_role("button", name="Give spot S-0").click()
    expect(page.locator(".toast")).to_contain_text("S-0")
    right = Right.objects.get(spot=street.spots[0])
    assert right.party == street.vendor.party
    expect(page.get_by_role("button", name="Give spot S-0")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Give spot S-0")).to_be_visible()
    drawn(page)
    assert not Right.objects.filter(pk=right.pk).exists()


def test_a_clerk_gives_without_asking_for_findings(
    visit: Visit, street: Street
) -> None:
    watched = visit(f"/workbench/#{MIDDLE}&tab=give", role="clerk", language="en")
    page = drawn(watched.page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.fill("#vendor", street.vendor.code)
    page.locator("#vendors li").first.click()
    page.get_by_role("button", name="Give spot S-0").click()
    expect(page.locator("#give-reason")).to_be_focused()
    page.locator("#give-reason").select_option("vacancy")
    page.get_by_role("button", name="Give spot S-0").click()
    expect(page.locator(".toast")).to_contain_text("S-0")
    expect(page.get_by_role("button", name="Give spot S-0")).to_have_count(0)
    # What the server wrote stays in this street: the next test wants the spot free.
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Give spot S-0")).to_be_visible()
    drawn(page)
    assert not [url for url in asked if "/api/findings" in url]


def forgive(watched: Watched, planted: str) -> None:
    """The browser itself complains of an answer that the test planted."""
    watched.complaints[:] = [c for c in watched.complaints if planted not in c]


def give(page: Page, street: Street, n: int) -> None:
    """As a colleague who is a moment earlier."""
    page.evaluate(
        """async ([vendor, spot]) => {
            const settings = document.getElementById("settings").textContent;
            const { csrf } = JSON.parse(settings);
            const day = (n) => new Date(Date.now() + n * 864e5).toISOString();
            const days = [day(0), day(90)].map((d) => d.slice(0, 10));
            const [valid_from, valid_until] = days;
            await fetch("/api/allocations", {
                method: "POST",
                headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
                body: JSON.stringify(
                    { vendor, spot, valid_from, valid_until, reason: "vacancy" }),
            });
        }""",
        [street.rival.pk, street.spots[n].pk],
    )


def test_the_second_planner_learns_which_hours_are_taken(
    visit: Visit, street: Street
) -> None:
    watched = visit(f"/workbench/#{MIDDLE}&tab=give", role="planner", language="en")
    page = drawn(watched.page)
    page.fill("#vendor", street.vendor.code)
    page.locator("#vendors li").first.click()
    button = page.get_by_role("button", name="Give spot S-1")
    expect(button).to_be_visible()
    page.locator("#give-reason").select_option("moved")
    give(visit("/workbench/", role="clerk", language="en").page, street, 1)
    button.click()
    expect(page.locator(".taken")).to_contain_text("17:00")
    expect(button).to_have_count(0)
    forgive(watched, "409")


def test_everything_can_be_reached_from_the_keyboard(visit: Visit) -> None:
    page = drawn(visit(f"/workbench/#{MIDDLE}", role="planner", language="en").page)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("S-2")
    expect(page.locator("#found [aria-selected=true]")).to_contain_text("S-2")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_contain_text("S-2")
    page.keyboard.press("m")
    expect(page.locator("canvas")).to_be_focused()
    before = page.url
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(before)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_table_has_the_rows_of_the_map(visit: Visit) -> None:
    page = drawn(visit(f"/#{MIDDLE}", language="en").page)
    page.keyboard.press("t")
    page.locator("#table-of").select_option("spots")
    names = page.locator("tbody th")
    expect(names).to_have_text(["S-0", "S-1", "S-2"])
    page.get_by_role("button", name="Number").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Number")
    expect(names).to_have_text(["S-2", "S-1", "S-0"])
    page.get_by_role("button", name="S-2").press("Enter")
    expect(page.locator("#tabled")).to_be_hidden()
    expect(page.locator("#card h2")).to_contain_text("S-2")


def test_without_webgl_the_table_has_the_rows(visit: Visit) -> None:
    page = visit("/", language="en", webgl=False).page
    page.locator("#table-of").select_option("spots")
    expect(page.locator("tbody th")).to_have_text(["S-0", "S-1", "S-2"])
    page.get_by_role("button", name="S-1").click()
    expect(page.locator("#card h2")).to_contain_text("S-1")
    expect(page.locator(".no-map")).to_contain_text("WebGL")


def test_a_click_or_enter_in_the_middle_opens_the_card(visit: Visit) -> None:
    page = drawn(visit("/#map=20/37.281047/49.578747", language="en").page)
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#card h2")).to_contain_text("S-0")
    page.keyboard.press("m")
    page.locator("#card .card-close").click()
    expect(page.locator("#card")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_contain_text("S-0")
    expect(page.locator("#card")).to_be_focused()


def test_without_the_server_the_queue_says_so(visit: Visit) -> None:
    watched = visit("/workbench/", role="planner", language="en")
    page = drawn(watched.page)
    page.wait_for_selector("button.finding")
    page.context.set_offline(True)
    page.locator(".kinds .pick").nth(1).click()
    expect(page.get_by_role("alert")).to_contain_text("No connection")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("button.finding").first).to_be_visible()
    forgive(watched, "DISCONNECTED")


def test_a_planner_signs_in_and_out_by_an_accessible_form(visit: Visit) -> None:
    page = visit("/workbench/", language="en").page
    assert Axe().run(still(page)).response["violations"] == []
    page.get_by_label("User name").fill("planner")
    page.get_by_label("Password").fill(make.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/workbench/")
    page.locator("#account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r"/$"))
    expect(page.get_by_role("link", name="Staff sign-in")).to_be_visible()


def test_an_agency_finds_its_files(visit: Visit) -> None:
    page = visit("/workbench/", role="agency", language="en").page
    link = page.get_by_role("link", name="GeoPackage").first
    expect(link).to_have_attribute("href", re.compile("^/downloads/"))


def test_on_a_phone_the_panel_is_a_sheet_below_the_map(visit: Visit) -> None:
    page = drawn(visit(f"/workbench/#{MIDDLE}", role="officer", width=390).page)
    panel = page.locator("#panel").bounding_box()
    assert panel is not None
    assert panel["width"] == 390
    assert panel["y"] > 300
    page.locator("#grip").click()
    expect(page.locator("#grip")).to_have_attribute("aria-expanded", "true")
    page.locator("button.finding").first.click()
    expect(page.locator("#card .verdict")).to_be_visible()
    assert graves(page) == []
