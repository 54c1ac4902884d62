"""A receipt as a person holds it: every thing on it, and by when it goes back."""

from __future__ import annotations

from uuid import uuid4

import pytest
import zxingcpp

from gis_app.enforcement import papers
from gis_app.enforcement.models import SeizedGoods
from gis_app.enforcement.seizures import Item, seize
from gis_app.lib import jalali
from gis_app.lib.digits import canonical
from gis_app.web.sheets import receipt
from tests.enforcement.conftest import Office, an_office, brought_to, data_dir, english
from tests.web.sheets.test_notice import ADDRESS, page_of, picture_of, text_of

__all__ = ["data_dir", "english"]

pytestmark = pytest.mark.django_db


def taken(office: Office, items: list[Item]) -> SeizedGoods:
    return seize(
        case=brought_to(office, "verified"),
        items=items,
        by=office.officer,
        client_id=uuid4(),
        printer=receipt.printer(lambda _case: ADDRESS),
    )


def test_it_lists_the_goods_the_day_and_leads_to_the_status_page() -> None:
    goods = [Item("انار", 3, "جعبه", "سالم"), Item("سیب", 2.5, "کیلو")]
    made = taken(an_office(), goods)
    printed = {
        name: papers.read(made.case_id, {"receipt": made.number}, name)
        for name in papers.LANGUAGES
    }
    page = page_of(printed["fa"])
    text = text_of(page)
    for expected in ("انار", "3 جعبه", "سالم", "2٫5 کیلو", made.number):
        assert canonical(expected) in text, expected
    assert canonical(jalali.long(made.return_by)) in text
    assert [code.text for code in zxingcpp.read_barcodes(picture_of(page))] == [ADDRESS]
    assert "Receipt for goods taken into keeping" in text_of(page_of(printed["en"]))


def test_forty_things_fit_on_one_page() -> None:
    many = [Item(f"کالای شمارهٔ {n}", n, "عدد", "سالم") for n in range(1, 41)]
    made = taken(an_office(), many)
    page_of(papers.read(made.case_id, {"receipt": made.number}, "fa"))
