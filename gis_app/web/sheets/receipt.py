"""A receipt for goods that were taken into keeping, on one sheet of A4."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.enforcement import papers, workdays
from gis_app.enforcement.days import SEIZED
from gis_app.enforcement.models import SeizedGoods
from gis_app.enforcement.seizures import Printer
from gis_app.web import units, wording
from gis_app.web.sheets import letter, press

ONE_TABLE = 14
"""Lines that fit below one another on the page."""


def printer(status: letter.Status) -> Printer:
    """Prints a receipt whose QR code leads to the page that ``status`` names."""

    def print_(seized: SeizedGoods) -> dict[str, bytes]:
        address = status(seized.case)
        pages = [html(seized, address, name) for name in papers.LANGUAGES]
        return dict(zip(papers.LANGUAGES, press.to_pdf(pages), strict=True))

    return print_


def html(seized: SeizedGoods, address: str, language: str) -> str:
    """The whole sheet in one language."""
    return letter.in_language(
        "sheets/receipt.html", lambda: context(seized, address), language
    )


def context(seized: SeizedGoods, address: str) -> dict[str, Any]:
    """What the sheet shows, in the current language."""
    case, by = seized.case, seized.receipt_by
    framed = letter.frame(case, seized.number, seized.receipt_at, by, address)
    rule = workdays.rule(case.track, SEIZED, timezone.localdate(seized.receipt_at))
    return framed | {
        "title": _("Receipt for goods taken into keeping"),
        "sentence": sentence(seized),
        "tables": tables(lines(seized)),
        "objection": _(
            "You may object in writing, at the secretariat of this office, giving the"
            " number of this receipt. Against the decision you may go to the Court of"
            " Administrative Justice."
        ),
        "deadline": wording.whole_day(seized.return_by),
        "legal": wording.either(rule.legal_ref, rule.legal_ref_en) if rule else "",
    }


def sentence(seized: SeizedGoods) -> str:
    """Where and when, and what for."""
    return _(
        "On %(moment)s the municipality took the goods listed here into keeping, to"
        " clear %(unit)s. They stay yours."
    ) % {
        "moment": wording.moment(seized.receipt_at),
        "unit": units.label(units.of_finding(seized.case.finding)[1]),
    }


def lines(seized: SeizedGoods) -> list[dict[str, str]]:
    """The goods, one a line."""
    return [
        {
            "number": wording.number(n),
            "what": wording.digits(item["what"]),
            "quantity": quantity(item),
            "condition": item["condition"] or "–",
        }
        for n, item in enumerate(seized.goods, start=1)
    ]


def tables(rows: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Side by side, when there are too many for one below the other."""
    if len(rows) <= ONE_TABLE:
        return [rows]
    half = (len(rows) + 1) // 2
    return [rows[:half], rows[half:]]


def quantity(item: dict[str, Any]) -> str:
    """``3 boxes``, ``2.5 kg``."""
    number = float(item["quantity"])
    return f"{wording.number(number, 0 if number.is_integer() else 1)} {item['unit']}"
