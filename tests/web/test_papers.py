"""Papers on a case's card in a real browser: issued, served, taken and given back."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import override_settings
from playwright.sync_api import FilePayload, Locator, Page, expect

from gis_app.accounts.models import User
from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.measuring import Measured, Method, measure
from gis_app.enforcement.models import Case, Evidence, Notice, SeizedGoods
from gis_app.enforcement.opening import open_case
from gis_app.enforcement.services import take_step
from gis_app.web.sheets import press
from tests import factories as make
from tests.field.conftest import a_photo
from tests.web.conftest import MIDDLE, PATIENCE_S, Street, Watched, signed_in
from tests.web.test_browser import Visit, forgive, graves

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def verified(
    street: Street, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    """A case that an officer measured and confirmed; the press takes no time."""
    scan(make.day("2026-06-15T12:00"))
    finding = Encroachment.objects.get(occupation=street.kiosk, kind="way_obstruction")
    planner, officer = (User.objects.get(username=n) for n in ("planner", "officer"))
    patch = pytest.MonkeyPatch()
    patch.setattr(press, "to_pdf", lambda pages: [b"%PDF-1.7" for _ in pages])
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data")):
        case = open_case(finding=finding, by=planner)[0]
        taped = Measured(1.4, Method.TAPE)
        measure(case=case, measured=taped, by=officer, client_id=uuid4())
        yield take_step(case=case, to="verified", by=officer)
    patch.undo()


@pytest.fixture(scope="module")
def sessions(verified: Case) -> dict[str, str]:
    return signed_in()


def card(visit: Visit, case: Case, role: str, language: str = "en") -> Watched:
    path = f"/workbench/#{MIDDLE}&selected=case:{case.pk}"
    watched = visit(path, role=role, language=language)
    loaded = watched.page.locator("#card .papers:not([aria-busy])")
    loaded.wait_for(state="attached", timeout=PATIENCE_S * 1000)
    return watched


def part(page: Page, heading: str) -> Locator:
    """The notices, or the goods."""
    of = page.get_by_role("heading", name=heading, exact=True)
    return page.locator("#card .papers section").filter(has=of)


def a_file(kind: str, content: bytes) -> FilePayload:
    return {"name": "file", "mimeType": kind, "buffer": content}


def test_an_officer_issues_a_notice_and_records_its_service(
    visit: Visit, verified: Case
) -> None:
    watched = card(visit, verified, "officer")
    page, papers = watched.page, part(watched.page, "Notices")
    papers.get_by_role("button", name="Issue a notice").click()
    expect(papers).to_contain_text("That can't be undone.")
    papers.get_by_role("button", name="Issue and print").click()
    expect(papers.locator(".paper-list")).to_contain_text("Not served yet")
    notice = Notice.objects.get(case=verified)
    expect(papers.locator(".paper-list strong")).to_have_text(f"Notice {notice.number}")
    print_ = papers.get_by_role("link", name=f"Print {notice.number}")
    expect(print_).to_have_attribute(
        "href", f"/api/notices/{notice.pk}/pdf?language=fa"
    )
    expect(papers.get_by_role("button", name="Issue a notice")).to_have_count(0)
    by_hand = page.get_by_role("button", name="The notice was served")
    expect(by_hand).to_have_count(0)
    papers.get_by_role("button", name="Record the service").click()
    papers.get_by_label("How it was served").select_option("affixed")
    papers.get_by_role("button", name="Confirm", exact=True).click()
    expect(papers.get_by_role("alert")).to_contain_text("needs a witness")
    papers.get_by_label("Witness").fill("the baker next door")
    papers.get_by_label("signed slip").set_input_files(a_file("image/jpeg", a_photo()))
    assert graves(page) == []
    papers.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.locator('#card .way [aria-current="step"]')).to_contain_text(
        "Notice served"
    )
    expect(papers.locator(".paper-list")).to_contain_text("the baker next door")
    assert Case.objects.get(pk=verified.pk).state == "notice_served"
    photo = Evidence.objects.get(case=verified, meta__slip=notice.number)
    link = papers.get_by_role("link", name="Signed slip")
    expect(link).to_have_attribute(
        "href", f"/api/cases/{verified.pk}/evidence/{photo.seq}/photo"
    )
    forgive(watched, "400")


@pytest.mark.parametrize(
    ("role", "language", "words"),
    [
        ("planner", "en", ("Add a photo", "Photo (JPEG", "Confirm", "not a photo")),
        ("officer", "fa", ("افزودن عکس", "عکس (JPEG", "تأیید", "عکس نیست")),
    ],
)
def test_a_photo_is_added_to_the_evidence_from_the_card(
    visit: Visit, verified: Case, role: str, language: str, words: tuple[str, ...]
) -> None:
    button, field, confirm, no_photo = words
    page = card(visit, verified, role, language).page
    photos = Evidence.objects.filter(case=verified, kind="photo", by=role)
    before = photos.count()
    page.get_by_role("button", name=button).press("Enter")
    box = page.locator("#card form.ask")
    chosen = box.get_by_label(field)
    expect(chosen).to_be_focused()
    chosen.set_input_files(a_file("text/plain", b"text"))
    box.get_by_role("button", name=confirm, exact=True).click()
    expect(box.get_by_role("alert")).to_contain_text(no_photo)
    assert graves(page) == []
    chosen.set_input_files(a_file("image/jpeg", a_photo()))
    box.get_by_role("button", name=confirm, exact=True).click()
    expect(page.locator("#card .shots img").first).to_be_visible()
    expect(box).to_have_count(0)
    assert photos.count() == before + 1


def test_escape_leaves_only_the_question(visit: Visit, verified: Case) -> None:
    page = card(visit, verified, "officer").page
    papers, before = part(page, "Notices"), Notice.objects.count()
    papers.get_by_role("button", name="Issue a notice").click()
    page.keyboard.press("Escape")
    expect(papers.get_by_role("button", name="Issue a notice")).to_be_visible()
    expect(page.locator("#card")).to_be_visible()
    assert Notice.objects.count() == before


def test_goods_are_listed_with_persian_digits_taken_and_given_back(
    visit: Visit, verified: Case
) -> None:
    page = card(visit, verified, "officer", language="fa").page
    papers = part(page, "کالای توقیف‌شده")
    papers.get_by_role("button", name="توقیف کالا").click()
    papers.get_by_label("شرح").fill("انار")
    papers.get_by_role("button", name="توقیف و چاپ رسید").click()
    expect(papers.get_by_role("alert").first).to_contain_text("بزرگ‌تر از صفر")
    papers.get_by_label("مقدار").fill("۲٫۵")
    papers.get_by_label("واحد").fill("کیلو")
    papers.get_by_role("button", name="توقیف و چاپ رسید").click()
    expect(papers.locator(".paper-list")).to_contain_text("انار: ۲٫۵ کیلو")
    assert graves(page) == []
    papers.get_by_role("button", name="بازگردانده").click()
    expect(papers.locator(".paper-list")).to_contain_text("پس داده شد")
    seized = SeizedGoods.objects.get(case=verified)
    assert seized.goods[0]["quantity"] == 2.5
    assert seized.returned_by == "officer"


@pytest.mark.parametrize("role", ["planner", "clerk", "auditor"])
def test_others_are_offered_nothing_that_is_not_theirs(
    visit: Visit, verified: Case, role: str
) -> None:
    page = card(visit, verified, role).page
    buttons = page.locator("#card .papers button")
    expect(buttons).to_have_count(0)
