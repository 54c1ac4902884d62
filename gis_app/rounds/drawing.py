"""Freezes the list, takes the witnesses' words, and draws; the record is public."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.errors import BadInput, Conflict
from gis_app.land.models import Right
from gis_app.lib import draw as arithmetic
from gis_app.rounds import applying
from gis_app.rounds.calls import go_to, locked, need_stage
from gis_app.rounds.models import (
    NO_CLASS,
    Application,
    Challenge,
    Lot,
    Record,
    Round,
    Wish,
    Witness,
)
from gis_app.rounds.stages import Stage


def lot_name(lot: Lot) -> str:
    """How the record calls a lot: its spot's number, and its own."""
    return f"{lot.spot.number}/{lot.pk}"


@transaction.atomic
def freeze(*, call: Round, by: User) -> Record:
    """Fix list and rules; their hashes are published before anybody knows the chance.

    Raises Conflict while somebody is not judged or a challenge not decided.
    """
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.REVIEW)
    if timezone.now() < call.challenge_until:
        raise BadInput(_("Challenges are taken until the day that was published."))
    waiting = call.applications.filter(status=Application.Status.SUBMITTED)
    doubts = Challenge.objects.filter(application__round=call, outcome="")
    if waiting.exists() or doubts.exists():
        raise Conflict(
            _("Judge every application and decide every challenge first."),
            applications=waiting.count(),
            challenges=doubts.count(),
        )
    made = arithmetic.freeze(rules_of(call), entries_of(call))
    kept = Record.objects.create(
        round=call,
        frozen=arithmetic.canonical(made).decode() + "\n",
        root=made["root"],
        rules_hash=made["rules_hash"],
    )
    go_to(call, Stage.FROZEN, by)
    return kept


def rules_of(call: Round) -> dict[str, Any]:
    """What the record says before the list: lots, classes, witnesses, the number."""
    lots = call.lots.select_related("spot__zone").order_by("pk")
    return {
        "round": call.code,
        "title": call.title_fa,
        "legal_ref": call.legal_ref,
        "draw_at": call.draw_at.isoformat(),
        "valid": [
            call.valid.lower.isoformat(),
            call.valid.upper.isoformat() if call.valid.upper else None,
        ],
        "number": call.number_name,
        "lots": [
            {
                "id": lot_name(lot),
                "spot": lot.spot.number,
                "zone": lot.spot.zone.code,
                "week": str(lot.week),
                "goods": sorted(lot.spot.goods or lot.spot.zone.goods),
            }
            for lot in lots
        ],
        "classes": [
            {
                "zone": one.zone.code,
                "level": one.level,
                "title": one.title_fa,
                "legal_ref": one.legal_ref,
            }
            for one in call.classes.select_related("zone").order_by("zone", "level")
        ],
        "no_class": NO_CLASS,
        "holder_adds": NO_CLASS + 1,
        "witnesses": [
            {"name": one.name, "commit": one.commit}
            for one in call.witnesses.order_by("pk")
        ],
    }


def entries_of(
    call: Round, among: Collection[str] = (Application.Status.ELIGIBLE,)
) -> list[dict[str, Any]]:
    """Applications as the record has them: no name, no vendor, no id.

    ``among`` these statuses: in a draw only eligible ones take part.
    """
    holders = set(
        Right.objects.filter(
            kind=Right.Kind.VENDING_PERMIT,
            status=Right.Status.ACTIVE,
            valid__overlap=call.valid,
        ).values_list("party_id", flat=True)
    )
    taking_part = call.applications.filter(status__in=among)
    found = taking_part.select_related("vendor").prefetch_related(
        "classes__zone", "wishes__lot__spot__zone", "wishes__zone"
    )
    return [_entry(one, held=one.vendor.party_id in holders) for one in found]


def _entry(application: Application, *, held: bool) -> dict[str, Any]:
    own = {one.zone.code: one.level for one in application.classes.all()}
    wishes = list(application.wishes.all())
    zones = {_zone_of(wish) for wish in wishes}
    behind = NO_CLASS + 1 if held else 0
    return {
        "receipt": application.receipt,
        "weight": application.weight,
        "goods": sorted(application.vendor.goods),
        "classes": {zone: own.get(zone, NO_CLASS) + behind for zone in sorted(zones)},
        "wishes": [
            f"lot:{lot_name(wish.lot)}" if wish.lot else f"zone:{_zone_of(wish)}"
            for wish in wishes
            if applying.may_sell(application.vendor, wish)
        ],
    }


def _zone_of(wish: Wish) -> str:
    zone = wish.lot.spot.zone if wish.lot else wish.zone
    return str(zone.code) if zone else ""


@transaction.atomic
def reveal(*, witness: Witness, word: str, by: User | str) -> Witness:
    """Take a witness's word; the database refuses any but the one he committed to."""
    act_as(by)
    call = locked(witness.round)
    need_stage(call, Stage.FROZEN)
    witness = Witness.objects.select_for_update().get(pk=witness.pk)
    if witness.reveal == word:
        return witness
    witness.reveal = word
    try:
        with transaction.atomic():
            witness.save(update_fields=["reveal"])
    except IntegrityError as error:
        raise Conflict(
            _("This is not the word that this witness committed to.")
        ) from error
    record(by, "reveal", f"witness:{witness.pk}", round=call.pk)
    return witness


@transaction.atomic
def draw(*, call: Round, number: str, by: User) -> Record:
    """Draw at the published time; a missing word has its substitute, never a redraw."""
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.FROZEN)
    if timezone.now() < call.draw_at:
        raise BadInput(_("The draw is at the time that was published."))
    if not number.strip():
        raise BadInput(_("Give the public number as it was published."))
    kept = Record.objects.select_for_update().get(round=call)
    words = call.witnesses.order_by("pk").values_list("reveal", flat=True)
    drawn = arithmetic.draw(
        json.loads(kept.frozen), [word or None for word in words], number.strip()
    )
    kept.drawn = arithmetic.canonical(drawn).decode() + "\n"
    kept.drawn_at = timezone.now()
    kept.pool = len(drawn["results"])
    kept.given = sum(one["given"] is not None for one in drawn["results"])
    kept.save(update_fields=["drawn", "drawn_at", "pool", "given"])
    call.number = number.strip()
    call.save(update_fields=["number"])
    go_to(call, Stage.DRAWN, by)
    return kept
