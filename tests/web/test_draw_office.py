"""A round in the office, in a real browser: from its draft to an accepted offer."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from gis_app.land.models import Right
from gis_app.lib.draw import commitment
from tests.factories import day
from tests.web.conftest import Street
from tests.web.test_browser import Visit, graves

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WORDS = ("رودخانهٔ آرام", "پلی از چوب", "بازار شنبه")
CALL = {
    "عنوان فارسی": "دور زمستان",
    "عنوان انگلیسی": "Winter round",
    "دریافت درخواست از": "۱۴۰۵/۰۳/۰۱",
    "دریافت درخواست تا": "۱۴۱۵/۰۴/۰۱",
    "مهلت ایراد": "۱۴۱۵/۰۴/۰۵",
    "زمان قرعه‌کشی": "۱۴۱۵/۰۴/۱۰",
    "اعتبار مجوزها از": "۱۴۱۵/۰۵/۰۱",
    "اعتبار مجوزها تا": "۱۴۱۵/۱۲/۲۹",
    "عدد عمومی مبنا": "شاخص بورس در ۹ تیر",
}


def test_a_planner_takes_a_round_from_its_draft_to_an_accepted_offer(
    visit: Visit,
) -> None:
    page = visit("/workbench/rounds/", role="planner").page
    expect(page.locator("#rounds")).to_contain_text("هنوز دوری نیست")
    prepare(page)
    fill_lots_and_witnesses(page)
    press(page, "گشودن فراخوان")
    receipt = apply(page)
    let_the_days_pass()
    page.reload()
    press(page, "بستن دریافت درخواست")
    press(page, "بررسی بقیه بر پایهٔ ضوابط")
    expect(page.locator(".status-eligible")).to_have_text("واجد شرایط")
    press(page, "بستن فهرست")
    for word in WORDS[:2]:
        row = page.locator("tr:visible", has_text=commitment(word))
        row.get_by_placeholder("کلمه، حرف‌به‌حرف").fill(word)
        row.get_by_role("button", name="ثبت کلمه").click()
        expect(row).to_contain_text("آشکار شد")
    press(page, "قرعه‌کشی")
    page.get_by_label("عدد عمومی، چنان‌که منتشر شد").fill("2345678")
    page.locator(".ask").get_by_role("button", name="قرعه‌کشی").click()
    press(page, "فرستادن پیشنهادها")
    offer = page.locator(".offers-table tbody tr")
    expect(offer).to_contain_text(receipt)
    offer.get_by_role("button", name="می‌پذیرد", exact=True).click()
    expect(offer.locator(".status")).to_contain_text("پذیرفته")
    assert Right.objects.filter(valid__contains=day("2036-09-01")).count() == 1
    assert graves(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    for tab in ("فراخوان", "درخواست‌ها", "قرعه‌کشی", "پیشنهادها"):
        page.get_by_role("tab", name=tab).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, tab
    page.goto(page.url.split("#")[0] + f"slip/{receipt}/")
    expect(page.locator(".slip-receipt")).to_have_text(receipt)


def let_the_days_pass() -> None:
    """By a session of its own: the test's own writes are never committed."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(
            "UPDATE rounds_round SET closes_at = now() - interval '3 hours',"
            " challenge_until = now() - interval '2 hours',"
            " draw_at = now() - interval '1 hour'"
        )
    other.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def prepare(page: Page) -> None:
    press(page, "تهیهٔ دور تازه")
    for label, text in CALL.items():
        page.get_by_label(label, exact=True).first.fill(text)
    # The calendar opens at what was typed, and its arrows go by days.
    page.get_by_role("button", name="زمان قرعه‌کشی: باز کردن تقویم").click()
    expect(page.locator(".calendar:visible strong")).to_have_text("تیر ۱۴۱۵")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("زمان قرعه‌کشی", exact=True).first).to_have_value(
        "۱۴۱۵/۰۴/۱۷"
    )
    press(page, "ذخیره")
    expect(page.locator("h1")).to_have_text("دور زمستان")


def fill_lots_and_witnesses(page: Page) -> None:
    page.get_by_label("محدوده", exact=True).select_option(index=1)
    press(page, "افزودن همهٔ جایگاه‌های مجاز و آزاد")
    expect(page.locator(".zone-box tbody tr")).to_have_count(3)
    assert page.locator(".zone-map circle").count() == 3
    press(page, "برداشتن جایگاه S-۲")
    expect(page.locator(".zone-box tbody tr")).to_have_count(2)
    witnesses = page.locator("section", has=page.get_by_role("heading", name="گواهان"))
    witnesses.get_by_role("button", name="تغییر", exact=True).click()
    for row, word in zip(page.locator(".witness-rows li").all(), WORDS, strict=True):
        row.get_by_label("گواه").fill(f"گواه {word}")
        row.get_by_label("مُهر (۶۴ رقم)").fill(commitment(word))
    witnesses.get_by_role("button", name="ذخیره").click()
    expect(page.locator(".needs .unmet")).to_have_count(0)
    assert graves(page) == []


def apply(page: Page) -> str:
    """Two wishes, put in another order by the keyboard; the receipt number."""
    desk = page.locator(".desk")
    desk.get_by_label("فروشنده", exact=True).fill("V-7")
    desk.get_by_role("option").first.click()
    wish = desk.get_by_label("شمارهٔ جایگاه یا نام محدوده")
    for text in ("S-0", "سعدی"):
        wish.fill(text)
        desk.get_by_role("option").filter(
            has_text="S-۰" if text == "S-0" else "هر سهمی"
        ).first.click()
    second = desk.locator(".wishes li").nth(1)
    second.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(desk.locator(".wishes li").first).to_contain_text("محدوده")
    press(page, "ثبت درخواست")
    number = desk.locator(".receipt-number")
    expect(number).to_have_text(re.compile(r"R-\w{4}-\w{4}-\w{2}"))
    assert graves(page) == []
    return number.inner_text()


def test_two_holders_see_their_cycle_before_it_is_carried_out(
    visit: Visit, street: Street
) -> None:
    permits = give_permits(street)
    page = visit("/workbench/swaps/", role="planner").page
    assert graves(page) == []
    press(page, "آغاز جابه‌جایی")
    page.get_by_label("عنوان فارسی").fill("جابه‌جایی زمستان")
    page.get_by_label("عنوان انگلیسی").fill("Winter swap")
    page.locator(".call-form").get_by_role("button", name="آغاز جابه‌جایی").click()
    for held, wished in (("S-0", "S-1"), ("S-1", "S-0")):
        for label, number in (
            ("مجوزی که دارد", held),
            ("مجوزهایی که بهتر می‌پسندد، بهترین در آغاز", wished),
        ):
            page.get_by_role("combobox", name=label).fill(number)
            page.get_by_role("option").filter(has_text="۱۴۰۸").click()
        press(page, "ثبت دارنده")
        expect(page.get_by_role("combobox", name="مجوزی که دارد")).to_be_visible()
    expect(page.locator(".listing tbody tr")).to_have_count(2)
    press(page, "یافتن حلقه‌ها")
    expect(page.get_by_role("heading", name="حلقهٔ ۱")).to_be_visible()
    assert graves(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press(page, "انجام همهٔ جابه‌جایی")
    expect(page.locator(".swap-done")).to_have_text("انجام شد")
    ended = Right.objects.filter(pk__in=permits, valid__contains=day("2029-01-01"))
    assert not ended.exists()


def give_permits(street: Street) -> list[int]:
    """S-0 to one vendor and S-1 to the other, by a session of its own."""
    other = connection.copy()
    given = []
    with other.cursor() as cursor:
        for spot, vendor in zip(
            street.spots, (street.vendor, street.rival), strict=False
        ):
            cursor.execute(
                "INSERT INTO land_right (kind, status, party_id, spot_id, valid, goods,"
                " week) SELECT 'vending_permit', 'active', %s, s.id,"
                " '[2026-01-01,2030-01-01)', 'produce', z.week"
                " FROM zones_vendingspot AS s JOIN zones_vendingzone AS z"
                " ON z.id = s.zone_id WHERE s.id = %s"
                " RETURNING id",
                [vendor.party_id, spot.pk],
            )
            given.append(int(cursor.fetchone()[0]))
    other.close()
    return given
