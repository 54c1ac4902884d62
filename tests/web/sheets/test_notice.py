"""The sheet as a person holds it: one page, every figure, a code that leads on."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pytest
import zxingcpp
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from gis_app.enforcement import workdays
from gis_app.enforcement.models import Evidence, Notice
from gis_app.enforcement.notices import Printer, issue, sheet
from gis_app.enforcement.officers import number
from gis_app.errors import Refusal
from gis_app.lib import jalali
from gis_app.lib.digits import canonical, to_persian
from gis_app.lib.week import CITY_TIME
from gis_app.web.sheets import ground, notice, press, press_child
from tests.enforcement.conftest import Office, an_office, brought_to, data_dir, english
from tests.factories import a_parcel, a_way
from tests.geometry import rect

__all__ = ["data_dir", "english"]

pytestmark = pytest.mark.django_db
ADDRESS = "https://meydan.example/notice/tOkEn_of-16_bytes0000/"
PRINTER = notice.printer(lambda _case: ADDRESS)


@pytest.fixture
def office(db: None) -> Office:
    return beside_a_street()


def beside_a_street() -> Office:
    made = an_office()
    a_way(kind="street", geom=rect(-50, -12, 200, 9))
    for n in range(6):
        a_parcel(geom=rect(n * 10, 0, 10, 14), plate=f"34/{118 + n}")
    return made


@dataclass
class Printed:
    """A notice, its two sheets as PDF, and what they have from the register."""

    notice: Notice
    fa: bytes
    en: bytes
    kept: Evidence
    officer: str
    scale: int


@pytest.fixture(scope="module")
def printed(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Printed:
    """One for all who only read it: printing takes a second and a half."""
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=tmp_path_factory.mktemp("data")),
        translation.override("en"),
        transaction.atomic(),
    ):
        made = issued(beside_a_street())
        found = Printed(
            notice=made,
            fa=sheet(made),
            en=sheet(made, "en"),
            kept=Evidence.objects.get(sha256=made.pdf_sha256),
            officer=number("officer"),
            scale=ground.of_case(made.case, notice.MAP).scale,
        )
        transaction.set_rollback(True)
    return found


def issued(office: Office, printer: Printer = PRINTER) -> Notice:
    case = brought_to(office, "verified")
    return issue(case=case, by=office.officer, printer=printer)


def page_of(content: bytes) -> Any:
    document = pdfium.PdfDocument(content)
    assert len(document) == 1
    assert outside(document[0]) == []
    return document[0]


def outside(page: Any) -> list[tuple[float, float]]:
    """Where letters stand nearer than 5 mm to the paper's edge, or beyond it."""
    text, (width, height), edge = page.get_textpage(), page.get_size(), 14
    boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    return [
        (left, low)
        for left, low, right, high in boxes
        if right > left
        and not (edge <= left and right <= width - edge and 0 < low < high < height)
    ]


def text_of(page: Any) -> str:
    """What a reader finds in it, in one form."""
    return canonical(page.get_textpage().get_text_range().replace("\r\n", " "))


def picture_of(page: Any, scale: float = 3) -> Any:
    return page.render(scale=scale).to_pil()


def test_the_persian_sheet_is_one_page_with_number_date_and_figures(
    printed: Printed,
) -> None:
    made, kept = printed.notice, printed.kept
    page = page_of(printed.fa)
    text = text_of(page)
    assert (round(page.get_width()), round(page.get_height())) == (595, 842)
    for expected in (
        made.number,
        jalali.long(made.issued_at),
        jalali.long(made.deadline),
        to_persian("3٫0"),
        printed.officer,
        f"{kept.seq - 1}:{kept.prev_hash}",
        ADDRESS,
        "اخطاری",
    ):
        assert canonical(expected) in text or expected in text, expected


def test_the_english_sheet_says_the_same_and_that_persian_counts(
    printed: Printed,
) -> None:
    made = printed.notice
    text = text_of(page_of(printed.en))
    for expected in (
        "Notice to clear a public way",
        "the Persian sheet is the one that counts",
        made.number,
        f"{made.issued_at.astimezone(CITY_TIME):%Y-%m-%d}",
        "Municipalities Act, art. 55 (2) note 1",
        "1.50 ± 0.10 m",
    ):
        assert expected in text, expected


def test_the_code_leads_to_the_status_page(printed: Printed) -> None:
    picture = picture_of(page_of(printed.fa))
    found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == [ADDRESS]


def test_the_overlap_is_drawn_in_red_at_its_true_size(printed: Printed) -> None:
    """A stall of 2 m × 1.5 m at 1 : 50 is 40 mm × 30 mm on paper."""
    assert printed.scale == 50
    scale = 4.0
    picture = picture_of(page_of(printed.fa), scale).convert("RGB")
    red = [
        (x, y)
        for x in range(0, picture.width, 2)
        for y in range(int(picture.height * 0.2), int(picture.height * 0.55), 2)
        if near(picture.getpixel((x, y)), (155, 28, 49))
    ]
    mm = 72 / 25.4 * scale
    wide = (max(x for x, _ in red) - min(x for x, _ in red)) / mm
    high = (max(y for _, y in red) - min(y for _, y in red)) / mm
    assert (wide, high) == pytest.approx((40, 30), abs=1.5)


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def test_long_names_still_fit_on_one_page(office: Office) -> None:
    case = brought_to(office, "verified")
    assert case.party is not None
    type(case.party).objects.update(name="سیده فاطمه‌زهرا حسینی‌نسب رودباری " * 5)
    type(office.here).objects.update(name_fa="منطقهٔ دراز " * 9, name_en="Long " * 24)
    made = issue(case=case, by=office.officer, printer=PRINTER)
    page_of(sheet(made))
    page_of(sheet(made, "en"))


def test_what_a_name_holds_is_text_and_no_markup(office: Office) -> None:
    made = issued(office, lambda _notice, _rule: {"fa": b"a sheet", "en": b"a sheet"})
    assert made.case.party is not None
    made.case.party.name = "<b>x</b><img src=file:///etc/passwd>"
    rule = workdays.rule("obstruction", "cure_period", made.issued_at.date())
    assert rule is not None
    html = notice.html(made, rule, ADDRESS, "fa")
    assert "&lt;b&gt;x&lt;/b&gt;&lt;img src" in html
    assert "<img" not in html


def test_the_sheet_shows_the_shape_that_was_judged_not_a_later_one(
    office: Office,
) -> None:
    case = brought_to(office, "verified")
    before = ground.of_case(case, notice.MAP)
    occupation = case.finding.occupation
    assert occupation is not None
    # The history keeps a version from the moment that another transaction could see.
    occupation.geom = rect(10, -2, 9, 9)
    occupation.save()
    after = ground.of_case(case, notice.MAP)
    assert after.overlap.equals(before.overlap)


@pytest.mark.parametrize(
    "harm",
    [
        lambda m: m.setattr(press, "PATIENCE_S", 0.05),
        lambda m: m.setattr(press, "HOUSE", "/nonexistent"),
    ],
)
def test_a_press_that_hangs_or_dies_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, harm: Callable[[pytest.MonkeyPatch], None]
) -> None:
    harm(monkeypatch)
    with pytest.raises(Refusal, match="could not be printed") as refused:
        press.to_pdf(["<p>x</p>"])
    assert refused.value.status == 503


def test_a_sheet_can_fetch_nothing(tmp_path: Any) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    with pytest.raises(Refusal):
        press.to_pdf([f'<img src="file://{secret}">'])
    with pytest.raises(Refusal):
        press.to_pdf(['<img src="http://127.0.0.1:1/x.png">'])


def test_sheets_are_archival_and_carry_their_font(printed: Printed) -> None:
    content = printed.fa
    inside = content + b"".join(inflated(content))
    assert re.search(rb"pdfaid[^>]{0,80}part[^0-9]{0,3}3", inside)
    fonts = set(re.findall(rb"/BaseFont\s*/([\w+-]+)", inside))
    assert fonts
    assert all(re.fullmatch(rb"[A-Z]{6}\+Vazirmatn[\w-]*", font) for font in fonts)


def inflated(content: bytes) -> Iterator[bytes]:
    """The streams of a PDF, unpacked."""
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(packed)


def test_every_weight_of_the_font_is_there() -> None:
    for name in press_child.WEIGHTS:
        assert (press_child.FONTS / name / f"Vazirmatn_{name}.ttf").is_file()


def test_a_period_of_the_rule_is_told_in_words() -> None:
    rule = workdays.rule("construction", "cure_period", jalali.parse("1405/9/5"))
    assert rule is not None
    with translation.override("fa"):
        assert notice.period(rule.working_days).startswith("۱۰ روز کاری")
