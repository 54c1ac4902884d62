"""What the files of vendors say: which papers count, in which state a card is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gis_app import sql
from gis_app.allocation.models import Vendor
from gis_app.land.models import Right
from gis_app.vendors.models import Card, CardKey, CardRevocation, PriorityPaper


class CardState(StrEnum):
    """What a card is worth; the first that applies, in this order."""

    REVOKED = "revoked"
    KEY_WITHDRAWN = "key_withdrawn"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    VALID = "valid"


def papers_in_force(vendor: Vendor) -> QuerySet[PriorityPaper]:
    """Papers that count today."""
    today = timezone.localdate()
    return PriorityPaper.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today),
        vendor=vendor,
        withdrawn_at__isnull=True,
    ).select_related("kind")


def cards() -> QuerySet[Card]:
    """Cards with all that their state depends on, the newest first."""
    related = Card.objects.select_related("key", "vendor__party", "revocation")
    return related.order_by("-issued_at", "-pk")


def unrevoked() -> QuerySet[Card]:
    """Cards that nobody revoked."""
    ended = CardRevocation.objects.filter(card=OuterRef("pk"))
    return Card.objects.filter(~Exists(ended))


def in_force(now: datetime | None = None) -> QuerySet[Card]:
    """Cards that are valid now."""
    return unrevoked().filter(
        ~Q(key__state=CardKey.State.WITHDRAWN),
        expires_at__gt=now or timezone.now(),
        vendor__status=Vendor.Status.ACTIVE,
    )


def state_of(card: Card, now: datetime | None = None) -> CardState:
    """The state of one card, of ``cards()``."""
    if getattr(card, "revocation", None) is not None:
        return CardState.REVOKED
    if card.key.state == CardKey.State.WITHDRAWN:
        return CardState.KEY_WITHDRAWN
    if card.vendor.status != Vendor.Status.ACTIVE:
        return CardState.SUSPENDED
    if card.expires_at <= (now or timezone.now()):
        return CardState.EXPIRED
    return CardState.VALID


def vendors_without(what: str) -> Q:
    """Active vendors who lack a ``portrait`` or a valid ``card``."""
    if what == "portrait":
        return Q(status=Vendor.Status.ACTIVE, portrait__isnull=True)
    valid = in_force().filter(vendor=OuterRef("pk"))
    return Q(status=Vendor.Status.ACTIVE) & ~Q(Exists(valid))


def file_of(vendor_id: int) -> Vendor | None:
    """A vendor with the person and the photo."""
    related = Vendor.objects.select_related("party", "portrait")
    return related.filter(pk=vendor_id).first()


def card_list(districts: Sequence[int], now: datetime | None = None) -> str:
    """What phones of some districts need to judge cards without signal, as JSON.

    ``keys`` (public halves), ``ended`` ([number, epoch, reason]: revoked, or the vendor
    is suspended) and ``held`` (permits on spots of the districts by card).
    """
    values = {"districts": list(districts), "now": now or timezone.now()}
    return str(sql.rows("vendors", "card_list", values)[0]["body"])


def permits_of(vendor: Vendor, now: datetime) -> QuerySet[Right]:
    """The spots that a vendor holds, now or later."""
    return (
        Right.objects.filter(
            Q(valid__endswith__gt=now) | Q(valid__upper_inf=True),
            party=vendor.party,
            kind=Right.Kind.VENDING_PERMIT,
            status=Right.Status.ACTIVE,
            spot__isnull=False,
        )
        .select_related("spot")
        .defer("geom")
        .order_by("valid")
    )
