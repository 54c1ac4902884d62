"""Issues, replaces and revokes the cards of vendors."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput, Conflict
from gis_app.lib import card_token
from gis_app.vendors import keys
from gis_app.vendors.models import MOST_NOTE, Card, CardRevocation, Portrait

LONGEST = timedelta(days=3 * 366)
Reason = CardRevocation.Reason


@transaction.atomic
def issue(
    *, vendor: Vendor, expires_at: datetime, by: User, at: datetime | None = None
) -> Card:
    """Sign a card for a vendor; ``at`` is now.

    Raises BadInput when the vendor is suspended or has no photo, or the dates make no
    sense, and Conflict while another card of his is in force.
    """
    act_as(by)
    now = (at or timezone.now()).replace(microsecond=0)
    expires_at = expires_at.replace(microsecond=0)
    vendor = Vendor.objects.select_for_update(of=("self",), no_key=True).get(
        pk=vendor.pk
    )
    portrait = _check(vendor, now, expires_at)
    card = Card(
        pk=_next_serial(),
        vendor=vendor,
        key=keys.signing(),
        issued_at=now,
        expires_at=expires_at,
        goods=vendor.goods,
        portrait_sha256=portrait.sha256,
        portrait_path=portrait.path,
        by=by.get_username(),
    )
    card.token = _signed(card)
    try:
        with transaction.atomic():
            card.save(force_insert=True)
    except IntegrityError as error:
        raise _refused(error) from error
    record(by, "issue-card", f"card:{card.pk}", vendor=vendor.pk, kid=card.key.kid)
    return card


@transaction.atomic
def replace(
    *, card: Card, reason: str, note: str = "", expires_at: datetime, by: User
) -> Card:
    """Revoke a card and issue the next one, both or neither."""
    revoke(card=card, reason=reason, note=note, by=by)
    return issue(vendor=card.vendor, expires_at=expires_at, by=by)


@transaction.atomic
def revoke(*, card: Card, reason: str, note: str = "", by: User) -> CardRevocation:
    """End a card for good; the same reason again changes nothing.

    Raises BadInput for an unknown reason, and Conflict when it was revoked for another.
    """
    act_as(by)
    if reason not in Reason.values:
        raise BadInput(_("Choose why the card is revoked."), needs="reason")
    known = CardRevocation.objects.filter(card=card).first()
    if known is None:
        known = _revoked(card, reason, note, by)
    if known.reason != reason:
        raise Conflict(
            _("This card is revoked already: %(reason)s.")
            % {"reason": known.get_reason_display()}
        )
    return known


def _revoked(card: Card, reason: str, note: str, by: User) -> CardRevocation:
    try:
        with transaction.atomic():
            made = CardRevocation.objects.create(
                card=card,
                reason=reason,
                note=" ".join(note.replace("\x00", "").split())[:MOST_NOTE],
                by=by.get_username(),
            )
    except IntegrityError:  # somebody else was first
        return CardRevocation.objects.get(card=card)
    record(by, "revoke-card", f"card:{card.pk}", reason=reason)
    made.refresh_from_db()
    return made


def _check(vendor: Vendor, now: datetime, expires_at: datetime) -> Portrait:
    if vendor.status != Vendor.Status.ACTIVE:
        raise BadInput(_("This vendor is suspended."), needs="active")
    if not now < expires_at <= now + LONGEST:
        raise BadInput(
            _("A card is valid for at least a day and at most three years."),
            needs="valid_until",
        )
    portrait = Portrait.objects.filter(vendor=vendor).first()
    if portrait is None:
        raise BadInput(_("Add the vendor's photo first."), needs="portrait")
    return portrait


def _signed(card: Card) -> str:
    claims = card_token.Claims(
        serial=card.pk,
        vendor=card.vendor.code,
        issued_at=card.issued_at,
        expires_at=card.expires_at,
        goods=tuple(card.goods),
    )
    private = keys.private_half(card.key)
    return card_token.write(claims, private, bytes.fromhex(card.key.kid))


def _refused(error: IntegrityError) -> Conflict:
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    if broken == "card_key_signs":
        return Conflict(_("The key was changed just now: try again."))
    return Conflict(
        _("This vendor has a card in force: replace it, and say why."), reason="has_one"
    )


def _next_serial() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('vendors_card', 'id'))")
        return int(cursor.fetchone()[0])
