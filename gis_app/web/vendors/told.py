"""A vendor's row, file and cards as the reader's role may know them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.allocation.models import Vendor
from gis_app.land.models import Right
from gis_app.lib.week import CITY_TIME
from gis_app.vendors import queries
from gis_app.vendors.models import Card, PriorityPaper
from gis_app.vendors.queries import CardState
from gis_app.web import holders, units, wording
from gis_app.web.goods import goods

WORDS = {
    CardState.VALID: gettext_lazy("In force"),
    CardState.EXPIRED: gettext_lazy("Expired"),
    CardState.SUSPENDED: gettext_lazy("Suspended"),
    CardState.REVOKED: gettext_lazy("Revoked"),
    CardState.KEY_WITHDRAWN: gettext_lazy("Void"),
}


def rows(found: Sequence[Vendor], person: User) -> list[dict[str, Any]]:
    """Vendors for the list, each with the newest card."""
    newest: dict[int, Card] = {}
    for each in queries.cards().filter(vendor__in=[vendor.pk for vendor in found]):
        newest.setdefault(each.vendor_id, each)
    return [_row(vendor, newest.get(vendor.pk), person) for vendor in found]


def _row(vendor: Vendor, newest: Card | None, person: User) -> dict[str, Any]:
    return {
        "id": vendor.pk,
        "code": vendor.code,
        "code_label": wording.digits(vendor.code),
        "name": vendor.party.name if may(person, May.SEE_NAMES) else None,
        "pseudonym": vendor.party.pseudonym,
        "trade": vendor.trade,
        "goods_label": goods(vendor.goods),
        "status": vendor.status,
        "status_label": str(vendor.get_status_display()),
        "portrait": portrait(vendor, person),
        "card": newest and card(newest),
    }


def file(vendor: Vendor, person: User) -> dict[str, Any]:
    """All that this reader may know of one vendor."""
    cards = list(queries.cards().filter(vendor=vendor))
    return _row(vendor, cards[0] if cards else None, person) | {
        "goods": vendor.goods,
        "suspended_because": vendor.suspended_because,
        "has_phone": vendor.party.phone_sealed is not None,
        "permits": _permits(vendor),
        "papers": papers(vendor) if may(person, May.SEE_PAPERS) else None,
        "cards": [card(each) for each in cards],
        "may": {"edit": may(person, May.REGISTER_VENDORS)},
    }


def portrait(vendor: Vendor, person: User) -> str | None:
    """Where the photo is; None when there is none, or not for this reader."""
    kept = getattr(vendor, "portrait", None)
    if kept is None or not may(person, May.SEE_PORTRAITS):
        return None
    return f"/api/register/vendors/{vendor.pk}/portrait?{kept.sha256[:12]}"


def papers(vendor: Vendor) -> list[dict[str, Any]]:
    """Papers of priority, those that count first."""
    counting = set(queries.papers_in_force(vendor).values_list("pk", flat=True))
    found = vendor.papers.select_related("kind").order_by("-verified_at", "-pk")
    told = [_paper(paper, counts=paper.pk in counting) for paper in found]
    return sorted(told, key=lambda paper: not paper["counts"])


def _paper(paper: PriorityPaper, *, counts: bool) -> dict[str, Any]:
    ends = paper.valid_until
    return {
        "id": paper.pk,
        "kind": paper.kind.code,
        "title": wording.either(paper.kind.title_fa, paper.kind.title_en),
        "paper": wording.either(paper.kind.paper_fa, paper.kind.paper_en),
        "number": wording.digits(paper.number),
        "until_label": _("until %(last)s") % {"last": wording.day(_noon(ends))}
        if ends
        else _("without an end"),
        "verified_label": _("original seen by %(who)s on %(day)s")
        % {"who": paper.verified_by, "day": wording.day(paper.verified_at)},
        "counts": counts,
        "withdrawn": paper.withdrawn_because,
    }


def card(card: Card) -> dict[str, Any]:
    """One card of ``queries.cards()``, with its state first."""
    state = queries.state_of(card)
    ended = getattr(card, "revocation", None)
    return {
        "serial": card.pk,
        "number": card.number,
        "number_label": wording.digits(card.number),
        "state": state.value,
        "state_word": str(WORDS[state]),
        "state_label": state_label(card, state),
        "issued_label": wording.day(card.issued_at),
        "until_label": wording.day(last_moment(card)),
        "ends_soon": state == CardState.VALID
        and (card.expires_at - timezone.now()).days < 30,
        "note": ended.note if ended else "",
        "pdf": f"/api/register/cards/{card.pk}/pdf",
    }


def state_label(card: Card, state: CardState) -> str:
    """``Revoked on 2 Azar 1405: lost``."""
    if state == CardState.REVOKED:
        return _("Revoked on %(day)s: %(reason)s") % {
            "day": wording.day(card.revocation.at),
            "reason": str(card.revocation.get_reason_display()).lower(),
        }
    if state == CardState.KEY_WITHDRAWN:
        return _("Void: its key was withdrawn")
    if state == CardState.SUSPENDED:
        return _("Not valid while the vendor is suspended")
    return str(WORDS[state])


def last_moment(card: Card) -> datetime:
    """The last second in which the card is valid: its day is the one to tell."""
    return card.expires_at - timedelta(seconds=1)


def _permits(vendor: Vendor) -> list[dict[str, str]]:
    found = (
        Right.objects.filter(
            party=vendor.party, kind=Right.Kind.VENDING_PERMIT, spot__isnull=False
        )
        .select_related("spot")
        .defer("geom", "spot__geom")
        .order_by("-valid")[:10]
    )
    told = []
    for right in found:
        code, label = holders.state(right)
        told.append(
            {
                "spot": units.label(right.spot) if right.spot else "",
                "spot_id": str(right.spot_id),
                "week": wording.week(right.week),
                "valid": wording.period(right.valid),
                "state": code,
                "state_label": label,
            }
        )
    return told


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), CITY_TIME)
