"""A vendor's card to print: one page of the size of a bank card."""

from __future__ import annotations

from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from gis_app.errors import Conflict
from gis_app.vendors import queries
from gis_app.vendors.models import Card
from gis_app.vendors.queries import CardState
from gis_app.web import wording
from gis_app.web.goods import goods
from gis_app.web.sheets import press
from gis_app.web.vendors import portraits, told

MOST_GOODS = 2
LONG = 20
"""A name of more letters than this is set smaller."""


def printed(card: Card) -> bytes:
    """The card as PDF, in Persian with the essentials in English.

    Raises Conflict for a card that isn't valid, and press.PressBroken.
    """
    if queries.state_of(card) != CardState.VALID:
        raise Conflict(_("Only a valid card is printed: issue a new one."))
    return press.to_pdf([html(card)])[0]


def html(card: Card) -> str:
    """The whole page."""
    english = _in("en", card)
    with translation.override("fa"):
        return render_to_string(
            "sheets/vendor_card.html", _context(card) | {"en": english}
        )


def _in(language: str, card: Card) -> dict[str, str]:
    with translation.override(language):
        return {
            "until": wording.day(told.last_moment(card)),
            "issued": wording.day(card.issued_at),
            "goods": few(card.goods),
        }


def few(codes: list[str]) -> str:
    """Two sorts of goods by name; there is no room for more: the code has them all."""
    if len(codes) <= MOST_GOODS:
        return goods(codes)
    more = wording.number(len(codes) - MOST_GOODS)
    named = [goods([code]) for code in codes[:MOST_GOODS]]
    return wording.enumerate_words([*named, _("%(n)s more") % {"n": more}])


def _context(card: Card) -> dict[str, Any]:
    return _in("fa", card) | {
        "name": card.vendor.party.name,
        "long_name": len(card.vendor.party.name) > LONG,
        "trade": card.vendor.trade,
        "code": card.vendor.code,
        "code_label": wording.digits(card.vendor.code),
        "number": card.number,
        "number_label": wording.digits(card.number),
        "portrait": portraits.as_data(portraits.read(card.portrait_path)),
        "qr": qr(card.token),
    }


def qr(token: str) -> str:
    """The code as SVG, with the quiet zone of four modules that readers need."""
    code = segno.make(token, error="m", micro=False)
    return str(code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff"))


def nothing_to_replace() -> str:
    """The refusal to replace a card that there isn't."""
    return _("There is no card to replace: issue one without a reason.")
