"""The phone page when things go wrong: a full phone, a wrong clock, large photos."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Dialog, Page, expect

from gis_app.encroachment.models import Occupation
from gis_app.enforcement import filestore
from gis_app.enforcement.models import Evidence
from gis_app.field.models import FieldReport
from tests.geometry import X0, Y0
from tests.web.phone import VERDICT, Open, phone, square
from tests.web.test_browser import graves
from tests.web.test_field import begin, full, in_list, reported, send

__all__ = ["phone", "square"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
COVERED = """() => {
  const seen = (e) => e.checkVisibility() && !e.closest('[inert]') && !e.disabled;
  return [...document.querySelectorAll('button, a, label.camera')].filter(seen).filter((e) => {
    const box = e.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (y < 0 || y > innerHeight) return false;
    const top = document.elementFromPoint(x, y);
    return top && !e.contains(top) && !top.contains(e);
  }).map((e) => e.textContent || e.getAttribute('aria-label'));
}"""  # noqa: E501
LATE = """(() => {
  const ahead = 3 * 3600e3, Real = Date;
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [Real.now() + ahead])); }
    static now() { return Real.now() + ahead; }
  };
})();"""


@pytest.fixture(autouse=True)
def evidence_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def from_a_camera(path: Path, size: tuple[int, int]) -> Path:
    """A photo on its side, as most phones write them, larger than is sent."""
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "Model 7"
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (37.0, 16.0, 48.0), 3: "E", 4: (49.0, 34.0, 48.0)}
    )
    Image.effect_noise(size, 90).convert("RGB").save(path, quality=95, exif=exif)
    return path


def test_a_large_photo_is_sent_smaller_with_what_its_camera_wrote(
    phone: Open, tmp_path: Path
) -> None:
    large = from_a_camera(tmp_path / "large.jpg", (3600, 2400))
    assert large.stat().st_size > 4_000_000
    page = phone(x=12, y=112).ready().page
    send(page, large, kind="Deck or porch")
    in_list(page, "sent")
    seen = Occupation.objects.latest("pk")
    photo = Evidence.objects.get(occupation=seen, kind="photo")
    assert photo.meta["original_bytes"] < large.stat().st_size
    assert photo.meta["exif"] == {"model": "Model 7", "place": [49.58, 37.28]}
    with Image.open(io.BytesIO(filestore.read(photo.path))) as picture:
        assert picture.size == (1707, 2560)


def test_photos_that_had_no_room_go_out_while_the_page_lives(
    phone: Open, tmp_path: Path
) -> None:
    photo = from_a_camera(tmp_path / "photo.jpg", (400, 300))
    found = phone(script=full("photos.length"), x=70, y=150)
    found.page.wait_for_selector(VERDICT)
    found.offline()
    send(found.page, photo, kind="Stairs")
    expect(found.page.locator(".toast").last).to_contain_text("Keep this page open")
    found.offline(False)
    in_list(found.page, "sent")
    assert FieldReport.objects.latest("received_at").answer["photos"] == 1


def test_photos_lost_with_the_page_are_told_and_the_report_goes_out_once(
    phone: Open, tmp_path: Path
) -> None:
    before = reported()
    photo = from_a_camera(tmp_path / "photo.jpg", (400, 300))
    found = phone(script=full("photos.length"), x=72, y=115).ready()
    found.page.on("dialog", lambda dialog: dialog.accept())
    found.offline()
    send(found.page, photo, kind="Fence")
    found.page.reload()
    in_list(found.page, "waiting")
    row = found.page.locator(".report-row")
    expect(row).to_contain_text("without photos")
    expect(row).to_contain_text("photos that were lost: 1")
    found.offline(False)
    in_list(found.page, "sent")
    expect(row).to_contain_text("photos that were lost: 1")
    assert reported() == before + 1


def test_leaving_with_something_in_memory_only_is_asked_about(phone: Open) -> None:
    found = phone(script=full("true"), x=30, y=152)
    found.page.wait_for_selector(VERDICT)
    found.offline()
    send(found.page, kind="Wall")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    found.page.on("dialog", leave)
    with found.page.expect_event("close"):
        found.page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_a_wrong_clock_is_told_and_moves_nothing(phone: Open) -> None:
    found = phone(script=LATE, x=14, y=150).ready()
    expect(found.page.locator(".verdict")).to_contain_text("clock says")
    send(found.page, kind="Kiosk")
    in_list(found.page, "sent")
    answer = FieldReport.objects.latest("received_at").answer
    assert answer["clock_skew_s"] == pytest.approx(3 * 3600, abs=60)


def test_without_signal_a_wrong_clock_does_not_decide_what_is_allowed(
    phone: Open,
) -> None:
    found = phone(script=LATE).ready()
    right = found.page.evaluate(
        "() => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit',"
        " timeZone: 'Asia/Tehran' }).format(new Date(Date.now() - 3 * 3600e3))"
    )
    found.offline()
    found.page.get_by_role("button", name="Where am I?").click()
    told = found.page.locator(".from-phone").first
    expect(told).to_contain_text("Answer of the phone at")
    minutes = [int(h) * 60 + int(m) for h, m in (right.split(":"), clock(told))]
    assert abs(minutes[0] - minutes[1]) in (0, 1, 1439)


def clock(place: Any) -> list[str]:
    found = re.search(r"at (\d\d:\d\d)", place.inner_text())
    assert found
    return found[1].split(":")


def test_pressed_twice_it_is_one_report_and_what_became_of_it_is_said(
    phone: Open,
) -> None:
    before = reported()
    page = phone(x=20, y=155).ready().page
    begin(page, kind="Building material")
    page.locator("#send").dblclick()
    expect(page.locator("#report")).to_be_hidden()
    expect(page.locator(".toast")).to_have_text(re.compile("^Sent and received"))
    expect(page.locator(".toast")).to_have_count(1)
    page.locator("#toasts button").click()
    begin(page, kind="Building material")
    page.locator("#send").click()
    page.get_by_role("button", name="No, another one: send").dblclick()
    expect(page.locator("#report")).to_be_hidden()
    in_list(page, "sent", 2)
    assert reported() == before + 2


def test_in_another_district_the_form_says_so_before_anything_is_written(
    phone: Open,
) -> None:
    page = phone(x=700).page
    page.wait_for_selector(VERDICT)
    begin(page)
    expect(page.locator("#report .notice")).to_contain_text("not your district")


def test_a_footprint_stands_where_the_map_was_tapped(phone: Open) -> None:
    page = phone(x=45, y=112).ready().page
    begin(page, kind="Goods on display")
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    scale = min(box["width"], box["height"]) / 2 / 8
    east, north = 4, 3
    page.touchscreen.tap(
        box["x"] + box["width"] / 2 + east * scale,
        box["y"] + box["height"] / 2 - north * scale,
    )
    page.locator("#send").click()
    expect(page.locator("#report")).to_be_hidden()
    in_list(page, "sent")
    seen = Occupation.objects.latest("pk").geom.centroid
    assert (seen.x - X0, seen.y - Y0) == pytest.approx(
        (45 + east, 112 + north), abs=0.3
    )


def test_the_form_stays_where_it_is_while_it_is_filled(
    phone: Open, tmp_path: Path
) -> None:
    page = phone().ready().page
    begin(page, from_a_camera(tmp_path / "p.jpg", (300, 200)))
    body = page.locator("#report .sheet-body")
    body.evaluate("(e) => e.scrollTo(0, e.scrollHeight)")
    before = body.evaluate("(e) => e.scrollTop")
    assert before > 20
    more = page.get_by_role("button", name="More Length")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#report output").first).to_have_text("2.5 m")
    expect(more).to_be_focused()
    assert body.evaluate("(e) => e.scrollTop") == pytest.approx(before, abs=2)


def hard_to_read(page: Page) -> list[str]:
    """Text below 7 : 1 (WCAG AAA): the page is read in the sun."""
    rules = {"runOnly": ["color-contrast-enhanced"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [node["html"] for rule in found for node in rule["nodes"]]


def nothing_is_covered(page: Page) -> None:
    assert page.evaluate(COVERED) == []
    assert graves(page) == []
    assert hard_to_read(page) == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_no_note_covers_a_button_in_any_state(
    phone: Open, tmp_path: Path, language: str
) -> None:
    found = phone(language=language, script=full("true"), x=700)
    page = found.page
    page.wait_for_selector(VERDICT)
    nothing_is_covered(page)
    page.locator(".big-button.red").click()
    page.set_input_files("#camera", from_a_camera(tmp_path / "p.jpg", (300, 200)))
    expect(page.locator(".thumb")).to_have_count(1)
    page.locator("textarea").fill("x" * 300)
    page.locator("#report .close").click()
    expect(page.locator(".toast")).to_be_visible()
    nothing_is_covered(page)
    page.locator("#send").click()
    expect(page.locator("#report")).to_be_hidden()
    nothing_is_covered(page)
    page.locator(".count.refused").click()
    expect(page.locator(".report-row.refused")).to_be_visible()
    nothing_is_covered(page)
    page.locator("#list .close").click()
    found.offline()
    page.locator(".big-button.plain").first.click()
    expect(
        page.locator(".from-phone").or_(page.locator(".doubt")).first
    ).to_be_visible()
    nothing_is_covered(page)
