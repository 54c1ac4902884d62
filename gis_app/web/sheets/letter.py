"""What every sheet has: who writes to whom, by which law, and the code at its foot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from gis_app.accounts.models import District
from gis_app.enforcement.models import Case, EvidenceHead
from gis_app.enforcement.officers import number
from gis_app.enforcement.stages import Track
from gis_app.web import units, verdicts, wording

Status = Callable[[Case], str]
"""The public address of a case's state."""


def in_language(
    template: str, context: Callable[[], dict[str, Any]], language: str
) -> str:
    """A sheet as HTML; the context is asked for in its language."""
    with translation.override(language):
        return render_to_string(template, context())


def frame(
    case: Case, number_: str, at: datetime, by: str, address: str
) -> dict[str, Any]:
    """Head and foot."""
    return {
        "office": office(case.district),
        "number": wording.digits(number_),
        "case": wording.digits(case.number),
        "day": wording.whole_day(at),
        "to": addressee(case),
        "objection": objection(case),
        "officer": wording.digits(number(by)),
        "head": str(EvidenceHead.objects.first() or "0:" + "0" * 64),
        "address": address,
        "qr": qr(address),
        "rtl": translation.get_language_bidi(),
        "language": translation.get_language(),
        "translation": not wording.persian(),
    }


def office(district: District | None) -> str:
    """The office that acts."""
    if district is None:
        return _("Enforcement office")
    return _("Enforcement office of %(district)s") % {
        "district": wording.name(district)
    }


def addressee(case: Case) -> str:
    """By name where it is known, else by what stands there."""
    if case.party is not None:
        return case.party.name
    unit = units.label(units.of_finding(case.finding)[1])
    what = verdicts.what(case.finding).lower()
    return _("To whom the %(what)s at %(unit)s belongs") % {"what": what, "unit": unit}


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
