"""A notice on one sheet of A4, as an official letter: in Persian, and in English."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gis_app.enforcement import papers
from gis_app.enforcement.days import DeadlineRule
from gis_app.enforcement.models import Case, Notice
from gis_app.enforcement.notices import Printer, measurement
from gis_app.enforcement.stages import Track
from gis_app.web import verdicts, wording
from gis_app.web.sheets import drawing, facts, ground, letter, press

MAP = ground.Frame(177, 102)


def printer(status: letter.Status) -> Printer:
    """Prints a notice whose QR code leads to the page that ``status`` names."""

    def print_(notice: Notice, rule: DeadlineRule) -> dict[str, bytes]:
        address = status(notice.case)
        pages = [html(notice, rule, address, name) for name in papers.LANGUAGES]
        return dict(zip(papers.LANGUAGES, press.to_pdf(pages), strict=True))

    return print_


def html(notice: Notice, rule: DeadlineRule, address: str, language: str) -> str:
    """The whole sheet in one language."""
    return letter.in_language(
        "sheets/notice.html", lambda: context(notice, rule, address), language
    )


def context(notice: Notice, rule: DeadlineRule, address: str) -> dict[str, Any]:
    """What the sheet shows, in the current language."""
    case, by = notice.case, notice.issued_by
    framed = letter.frame(case, notice.number, notice.issued_at, by, address)
    return framed | {
        "title": title(case),
        "found": verdicts.reasons(case.finding),
        "figures": facts.figures(case, measurement(case)),
        "map": drawing.draw(ground.of_case(case, MAP), case.finding),
        "demand": facts.demand(case.finding),
        "days": period(rule.working_days),
        "deadline": wording.whole_day(notice.deadline),
        "legal": wording.either(notice.legal_ref, notice.legal_ref_en),
    }


def title(case: Case) -> str:
    """What kind of notice it is, by the law that the case is handled under."""
    if case.track == Track.CONSTRUCTION:
        return _("Notice of encroachment")
    if case.finding.parcel_id is not None:
        return _("Notice to clear municipal land")
    return _("Notice to clear a public way")


def period(days: int) -> str:
    """``2 working days after service``."""
    return _("%(days)s working days after this notice was served") % {
        "days": wording.number(days)
    }
