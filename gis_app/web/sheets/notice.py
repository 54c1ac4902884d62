"""A notice on one sheet of A4, as an official letter: in Persian, and in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from gis_app.accounts.models import District
from gis_app.enforcement.days import DeadlineRule
from gis_app.enforcement.models import Case, EvidenceHead, Notice
from gis_app.enforcement.notices import LANGUAGES, Printer, measurement
from gis_app.enforcement.officers import number
from gis_app.enforcement.stages import Track
from gis_app.web import units, verdicts, wording
from gis_app.web.sheets import drawing, facts, ground, press

MAP = ground.Frame(177, 102)


def printer(status: Callable[[Case], str]) -> Printer:
    """Prints a notice whose QR code leads to the page that ``status`` names."""

    def print_(notice: Notice, rule: DeadlineRule) -> dict[str, bytes]:
        pages = [html(notice, rule, status(notice.case), name) for name in LANGUAGES]
        return dict(zip(LANGUAGES, press.to_pdf(pages), strict=True))

    return print_


def html(notice: Notice, rule: DeadlineRule, address: str, language: str) -> str:
    """The whole sheet in one language."""
    with translation.override(language):
        return render_to_string("sheets/notice.html", context(notice, rule, address))


def context(notice: Notice, rule: DeadlineRule, address: str) -> dict[str, Any]:
    """What the sheet shows, in the current language."""
    case = notice.case
    finding = case.finding
    piece = ground.of_case(case, MAP)
    return letterhead(case, notice.number) | {
        "title": title(case),
        "subject": verdicts.title(finding),
        "day": wording.whole_day(notice.issued_at),
        "to": addressee(case),
        "found": verdicts.reasons(finding),
        "figures": facts.figures(case, measurement(case)),
        "map": drawing.draw(piece, finding),
        "demand": facts.demand(finding),
        "days": period(rule.working_days),
        "deadline": wording.whole_day(notice.deadline),
        "objection": objection(case),
        "legal": wording.either(notice.legal_ref, notice.legal_ref_en),
        "officer": wording.digits(number(notice.issued_by)),
        "head": str(EvidenceHead.objects.first() or "0:" + "0" * 64),
        "address": address,
        "qr": qr(address),
        "translation": not wording.persian(),
    }


def letterhead(case: Case, number_: str) -> dict[str, Any]:
    """Who writes, under which number."""
    return {
        "office": office(case.district),
        "number": wording.digits(number_),
        "case": wording.digits(case.number),
        "rtl": translation.get_language_bidi(),
        "language": translation.get_language(),
    }


def office(district: District | None) -> str:
    """The office that acts."""
    if district is None:
        return _("Enforcement office")
    return _("Enforcement office of %(district)s") % {
        "district": wording.name(district)
    }


def title(case: Case) -> str:
    """What kind of notice it is, by the law that the case is handled under."""
    if case.track == Track.CONSTRUCTION:
        return _("Notice of encroachment")
    if case.finding.parcel_id is not None:
        return _("Notice to clear municipal land")
    return _("Notice to clear a public way")


def addressee(case: Case) -> str:
    """By name where it is known, else by what stands there."""
    if case.party is not None:
        return case.party.name
    unit = units.label(units.of_finding(case.finding)[1])
    what = verdicts.what(case.finding).lower()
    return _("To whom the %(what)s at %(unit)s belongs") % {"what": what, "unit": unit}


def period(days: int) -> str:
    """``2 working days after service``."""
    return _("%(days)s working days after this notice was served") % {
        "days": wording.number(days)
    }


def objection(case: Case) -> str:
    """How and where to object."""
    if case.track == Track.CONSTRUCTION:
        return _(
            "You may explain yourself in writing within the same period, to the"
            " secretariat of the article 100 commission at this office; the commission"
            " hears the case after it. Its decision may be appealed within ten days."
        )
    return _(
        "You may object in writing within the same period, at the secretariat of this"
        " office, giving the number of this notice. Against the decision you may go to"
        " the Court of Administrative Justice."
    )


def qr(address: str) -> str:
    """The code as SVG, without a size of its own."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(border=0, omitsize=True, dark="#1f2a2e"))
