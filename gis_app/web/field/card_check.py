"""What the register says of a card: its state, its holder's permits, and who it is."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gis_app.accounts.audit import record
from gis_app.accounts.models import User
from gis_app.accounts.roles import May, bound_to_districts, may
from gis_app.crs import LONLAT_SRID
from gis_app.errors import BadInput, NotFound
from gis_app.land.models import Right
from gis_app.lib import card_token, cose
from gis_app.lib.digits import canonical
from gis_app.vendors import keys, queries
from gis_app.vendors.models import Card
from gis_app.vendors.queries import CardState
from gis_app.web.vendors import portraits

_NUMBER = re.compile(r"K-?(\d{1,12})|(\d{1,12})", re.ASCII)


def scanned(token: str) -> Card:
    """The card of a code whose signature holds.

    Raises BadInput (``detail.reason``: ``forged``, ``unknown_key``), and NotFound for a
    card that was signed and never kept.
    """
    try:
        claims = card_token.read(token, keys.public_half)
    except cose.UnknownKey as error:
        raise BadInput(
            _("Signed with a key that is not ours."), reason="unknown_key"
        ) from error
    except cose.NotSigned as error:
        raise BadInput(
            _("Forged or damaged: the signature does not hold."), reason="forged"
        ) from error
    return _found(queries.cards().filter(pk=claims.serial, token=token).first())


def typed(number: str) -> Card:
    """The card of this number (``K-00042``), or the newest of a vendor's code.

    Raises NotFound.
    """
    plain = canonical(number.replace("\x00", "")).upper().replace(" ", "")[:30]
    as_number = _NUMBER.fullmatch(plain)
    if as_number is None:
        found = queries.cards().filter(vendor__code__iexact=plain).first()
    else:
        serial = int(as_number[1] or as_number[2])
        found = queries.cards().filter(pk=serial).first()
    return _found(found)


def told(card: Card, person: User, now: datetime, *, seen: bool) -> dict[str, Any]:
    """State, permits and, for who may know, name and photo.

    ``seen``: the code was scanned, so that the person stands before its bearer. By a
    number alone an officer learns names of own districts only, as everywhere.
    """
    vendor = card.vendor
    permits = list(queries.permits_of(vendor, now))
    named = may(person, May.SEE_NAMES) and (seen or _own(card, person, now))
    shown = named and may(person, May.SEE_PORTRAITS)
    if named:
        record(person, "check-card", f"card:{card.pk}", scanned=seen)
    return _state(card, now) | {
        "serial": card.pk,
        "number": card.number,
        "vendor": vendor.code,
        "name": vendor.party.name if named else None,
        "pseudonym": vendor.party.pseudonym,
        "trade": vendor.trade,
        "portrait": portraits.small(card.portrait_path) if shown else None,
        "goods": card.goods,
        "issued_at": card.issued_at.isoformat(),
        "expires_at": card.expires_at.isoformat(),
        "permits": [_permit(right) for right in permits],
    }


def _permit(right: Right) -> dict[str, Any]:
    """``point`` (degrees) and ``rmse`` (metres): a phone has spots of its own only."""
    spot = right.spot
    middle = spot.geom.point_on_surface if spot else None
    if middle is not None:
        middle.transform(LONLAT_SRID)
    return {
        "spot": right.spot_id,
        "number": spot.number if spot else "",
        "week": str(right.week),
        "since": right.valid.lower and right.valid.lower.isoformat(),
        "until": right.valid.upper and right.valid.upper.isoformat(),
        "point": middle and [round(middle.x, 7), round(middle.y, 7)],
        "rmse": spot.accuracy_m if spot else None,
    }


def _state(card: Card, now: datetime) -> dict[str, Any]:
    state = queries.state_of(card, now)
    since: datetime | None = None
    reason = ""
    if state == CardState.REVOKED:
        since, reason = card.revocation.at, card.revocation.reason
    elif state == CardState.KEY_WITHDRAWN:
        since = card.key.withdrawn_at
    elif state == CardState.SUSPENDED:
        since = card.vendor.begin_lifespan
    return {
        "state": state.value,
        "since": since and since.isoformat(),
        "reason": reason,
    }


def _own(card: Card, person: User, now: datetime) -> bool:
    if not bound_to_districts(person):
        return True
    rights = queries.permits_of(card.vendor, now)
    return any(
        rights.filter(spot__geom__intersects=district.geom).exists()
        for district in person.districts.all()
    )


def _found(card: Card | None) -> Card:
    if card is None:
        raise NotFound(_("There is no card of this number."))
    return card
