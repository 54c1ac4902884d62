"""Who is willing is collected; the cycles are shown, and carried out as a whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.allocation.services import allocate, end_right
from gis_app.errors import BadInput, Conflict, Refusal
from gis_app.land.models import Right
from gis_app.lib import swaps as arithmetic
from gis_app.swaps.models import MOST_WISHES, Rather, Swap, Willing
from gis_app.swaps.queries import exchangeable, lot_name, of_swap
from gis_app.zones.models import VendingSpot


@transaction.atomic
def begin(*, title_fa: str, title_en: str, by: User) -> Swap:
    """Begin to collect who is willing."""
    act_as(by)
    if not title_fa.strip() or not title_en.strip():
        raise BadInput(_("A swap needs a title in both languages."))
    made = Swap.objects.create(title_fa=title_fa.strip(), title_en=title_en.strip())
    record(by, "swap_begin", f"swap:{made.pk}")
    return made


@transaction.atomic
def enter(*, swap: Swap, held: Right, wishes: Sequence[Right], by: User) -> Willing:
    """A holder is willing, for these permits of others, best first; or for others now.

    Raises BadInput for wishes that make no sense, Conflict for a permit that is over.
    """
    act_as(by)
    swap = _locked(swap, Swap.Stage.COLLECTING)
    if not 1 <= len(wishes) <= MOST_WISHES:
        raise BadInput(_("Name between one and ten wishes."))
    if len({right.pk for right in wishes}) < len(wishes) or held in wishes:
        raise BadInput(_("Each permit of somebody else can be wished for once."))
    known = set(
        exchangeable()
        .values_list("pk", flat=True)
        .filter(pk__in=[held.pk, *(right.pk for right in wishes)])
    )
    if held.pk not in known or len(known) <= len(wishes):
        raise Conflict(_("Only a vending permit in force can be exchanged."))
    vendor = _vendor(held)
    for right in wishes:
        if not _takes(right, vendor):
            raise BadInput(
                _("None of the vendor's goods may be sold at spot %(spot)s.")
                % {"spot": right.spot.number if right.spot else ""}
            )
    try:
        with transaction.atomic():
            made, _new = Willing.objects.get_or_create(swap=swap, held=held)
    except IntegrityError as error:
        raise Conflict(_("This permit is in the swap already.")) from error
    made.wishes.all().delete()
    Rather.objects.bulk_create(
        Rather(willing=made, place=place, right=right)
        for place, right in enumerate(wishes, 1)
    )
    record(by, "swap_enter", f"swap:{swap.pk}", right=held.pk, wishes=len(wishes))
    return made


@transaction.atomic
def take_out(*, willing: Willing, by: User) -> None:
    """No longer willing."""
    act_as(by)
    _locked(willing.swap, Swap.Stage.COLLECTING)
    record(by, "swap_take_out", f"swap:{willing.swap_id}", right=willing.held_id)
    willing.delete()


@transaction.atomic
def show(*, swap: Swap, by: User) -> Swap:
    """Find the cycles and fix them in a record; nothing is exchanged yet."""
    act_as(by)
    swap = _locked(swap, Swap.Stage.COLLECTING)
    _check_all(swap)
    made = arithmetic.exchange(*_market(swap))
    swap.stage = Swap.Stage.SHOWN
    swap.record = arithmetic.canonical(made).decode() + "\n"
    swap.save(update_fields=["stage", "record"])
    record(by, "swap_show", f"swap:{swap.pk}", cycles=len(made["cycles"]))
    return swap


@transaction.atomic
def collect_again(*, swap: Swap, by: User) -> Swap:
    """Back to collecting: what was shown counts no more."""
    act_as(by)
    swap = _locked(swap, Swap.Stage.SHOWN)
    swap.stage, swap.record = Swap.Stage.COLLECTING, ""
    swap.save(update_fields=["stage", "record"])
    record(by, "swap_again", f"swap:{swap.pk}")
    return swap


@transaction.atomic
def call_off(*, swap: Swap, by: User) -> Swap:
    """Nothing is exchanged."""
    act_as(by)
    swap = _locked(swap, Swap.Stage.COLLECTING)
    swap.stage = Swap.Stage.CANCELLED
    swap.save(update_fields=["stage"])
    record(by, "swap_call_off", f"swap:{swap.pk}")
    return swap


@transaction.atomic
def carry_out(*, swap: Swap, by: User) -> Swap:
    """End the old permits and give the new ones: all of them, or none at all.

    Each gets the other's spot and hours, from now to the other's last day. Raises
    Conflict or BadInput, naming the receipt, where one of them can't be given.
    """
    act_as(by)
    swap = _locked(swap, Swap.Stage.SHOWN)
    told = json.loads(swap.record)
    people = {one.receipt: one for one in of_swap(swap)}
    lots = {lot_name(one.held): one.held for one in people.values()}
    moving = [who for cycle in told["cycles"] for who in cycle]
    now = timezone.now()
    _check_same(told, people)
    for who in moving:
        end_right(right=people[who].held, at=now, by=by)
    for who in moving:
        people[who].got = _give(people[who], lots[told["after"][who]], now, by)
        people[who].save(update_fields=["got"])
    swap.stage, swap.done_at = Swap.Stage.DONE, now
    swap.save(update_fields=["stage", "done_at"])
    record(by, "swap_carry_out", f"swap:{swap.pk}", permits=len(moving))
    return swap


def _give(one: Willing, lot: Right, now: Any, by: User) -> Right:
    begins = max(now, lot.valid.lower)
    spot = VendingSpot.objects.get(right=lot)
    try:
        return allocate(
            vendor=_vendor(one.held),
            spot=spot,
            valid=DateTimeTZRange(begins, lot.valid.upper, "[)"),
            week=lot.week,
            by=by,
        )
    except Refusal as refusal:
        raise type(refusal)(
            _("Nothing was exchanged. Receipt %(receipt)s: %(why)s")
            % {"receipt": one.receipt, "why": refusal.message},
            **refusal.detail,
        ) from refusal


def _check_all(swap: Swap) -> None:
    """Everybody still has the permit he entered."""
    living = set(exchangeable().filter(willing__swap=swap).values_list("pk", flat=True))
    gone = [one.receipt for one in of_swap(swap) if one.held_id not in living]
    if gone:
        raise Conflict(
            _("Permits that ended meanwhile: %(receipts)s. Take them out first.")
            % {"receipts": ", ".join(gone)}
        )
    if not swap.willing.exists():
        raise BadInput(_("Nobody is willing yet."))


def _check_same(told: dict[str, Any], people: dict[str, Willing]) -> None:
    _lots, now = _market_of(list(people.values()))
    before = {one["receipt"]: one["held"] for one in told["list"]}
    living = set(
        exchangeable()
        .values_list("pk", flat=True)
        .filter(pk__in=[one.held_id for one in people.values()])
    )
    after = {
        one["receipt"]: one["held"]
        for one in now
        if people[one["receipt"]].held_id in living
    }
    if before != after:
        raise Conflict(
            _("A permit of this swap ended or changed meanwhile: collect again.")
        )


def _market(swap: Swap) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    lots, entries = _market_of(list(of_swap(swap)))
    return f"swap {swap.pk}", lots, entries


def _market_of(
    people: list[Willing],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Lots and entries as the record has them: no name, no vendor, no id."""
    lots = [
        {
            "id": lot_name(one.held),
            "spot": one.held.spot.number,
            "zone": one.held.spot.zone.code,
            "week": str(one.held.week),
            "until": one.held.valid.upper.isoformat() if one.held.valid.upper else None,
        }
        for one in people
        if one.held.spot
    ]
    entries = [
        {
            "receipt": one.receipt,
            "held": lot_name(one.held),
            "wishes": [
                lot_name(wish.right)
                for wish in one.wishes.all()
                if _takes(wish.right, _vendor(one.held))
            ],
        }
        for one in people
    ]
    return lots, entries


def _takes(right: Right, vendor: Vendor) -> bool:
    spot = right.spot
    allowed = (spot.goods or spot.zone.goods) if spot else []
    return not allowed or not set(allowed).isdisjoint(vendor.goods)


def _vendor(right: Right) -> Vendor:
    return Vendor.objects.get(party=right.party_id)


def _locked(swap: Swap, stage: Swap.Stage) -> Swap:
    found = Swap.objects.select_for_update(no_key=True).get(pk=swap.pk)
    if found.stage != stage:
        raise Conflict(
            _("The swap is at the stage “%(stage)s”: this can't be done now.")
            % {"stage": found.get_stage_display()},
            stage=found.stage,
        )
    return found
