"""Offers lots to whom the draw gave them, and to the next when they don't want them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.services import allocate, end_right
from gis_app.errors import Conflict
from gis_app.land.models import Right
from gis_app.lib.draw import suits
from gis_app.rounds.calls import go_to, locked, need_stage
from gis_app.rounds.drawing import lot_name
from gis_app.rounds.models import Application, Lot, Offer, Round
from gis_app.rounds.stages import Stage

HELD = (Offer.State.OPEN, Offer.State.ACCEPTED)


@transaction.atomic
def make_offers(*, call: Round, by: User) -> list[Offer]:
    """Offer what the draw gave; what was offered already is left as it is."""
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.DRAWN)
    lots = {lot_name(lot): lot for lot in call.lots.select_related("spot")}
    people = {one.receipt: one for one in call.applications.all()}
    known = set(
        Offer.objects.filter(application__round=call).values_list(
            "application_id", "lot_id"
        )
    )
    made = []
    for result in json.loads(call.record.drawn)["results"]:
        if result["given"] is None:
            continue
        one, lot = people[result["receipt"]], lots[result["given"]]
        if (one.pk, lot.pk) not in known:
            made.append(_offer(call, one, lot))
    return made


def _offer(call: Round, application: Application, lot: Lot) -> Offer:
    now = timezone.now()
    return Offer.objects.create(
        application=application,
        lot=lot,
        made_at=now,
        answer_by=now + timedelta(days=call.answer_days),
    )


@transaction.atomic
def accept(*, offer: Offer, by: User) -> Offer:
    """The offer becomes a right. Accepting twice changes nothing."""
    act_as(by)
    call = locked(offer.application.round)
    need_stage(call, Stage.DRAWN)
    offer = _held(offer)
    if offer.state == Offer.State.ACCEPTED:
        return offer
    _need_open(offer)
    if timezone.now() > offer.answer_by:
        raise Conflict(_("The time to answer is over."))
    offer.right = allocate(
        vendor=offer.application.vendor,
        spot=offer.lot.spot,
        valid=call.valid,
        week=offer.lot.week,
        by=by,
    )
    _answer(offer, Offer.State.ACCEPTED, by)
    return offer


@transaction.atomic
def refuse(*, offer: Offer, by: User) -> Offer | None:
    """Not wanted: the lot goes to the next. The offer that was made instead, if any."""
    act_as(by)
    call = locked(offer.application.round)
    need_stage(call, Stage.DRAWN)
    offer = _held(offer)
    _need_open(offer)
    _answer(offer, Offer.State.REFUSED, by)
    return _to_the_next(call, offer.lot)


@transaction.atomic
def expire(*, call: Round, by: User | str) -> list[Offer]:
    """Offers that nobody answered in time go to the next; the new offers."""
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.DRAWN)
    late = Offer.objects.select_for_update(of=("self",)).filter(
        application__round=call,
        state=Offer.State.OPEN,
        answer_by__lt=timezone.now(),
    )
    made = []
    for offer in late.select_related("lot__spot__zone", "application"):
        _answer(offer, Offer.State.EXPIRED, by)
        if after := _to_the_next(call, offer.lot):
            made.append(after)
    return made


@transaction.atomic
def give_back(*, offer: Offer, by: User) -> Offer | None:
    """A late cancellation: the right ends and the lot is offered to the next."""
    act_as(by)
    call = locked(offer.application.round)
    need_stage(call, Stage.DRAWN)
    offer = _held(offer)
    if offer.state != Offer.State.ACCEPTED:
        raise Conflict(_("Only an accepted lot can be given back."))
    if offer.right is not None:
        end_right(right=offer.right, by=by)
    _answer(offer, Offer.State.RELEASED, by)
    return _to_the_next(call, offer.lot)


@transaction.atomic
def offer_idle(*, call: Round, by: User) -> list[Offer]:
    """Lots that nobody holds or was asked for, to whoever waits for them by now.

    A lot may have found nobody when it came back, while everybody had an offer; or its
    permit was ended elsewhere than here.
    """
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.DRAWN)
    _need_offers(call)
    for offer in given_up(call):
        _answer(offer, Offer.State.RELEASED, by)
    busy = Offer.objects.filter(application__round=call, state__in=HELD)
    idle = call.lots.exclude(pk__in=busy.values("lot")).order_by("pk")
    waiting, made = Waiting(call), []
    for lot in idle.select_related("spot__zone"):
        if one := _to_the_next(call, lot, waiting):
            made.append(one)
            waiting.read_again()
    return made


def given_up(call: Round) -> list[Offer]:
    """Accepted, but the permit ended before its last day, and nobody has the spot now.

    A permit that went into a swap is over too: its spot is somebody else's.
    """
    upper = call.valid.upper
    early = Q(right__valid__upper_inf=False)
    if upper is not None:
        early = Q(right__valid__endswith__lt=upper)
    over = Offer.objects.filter(
        Q(right__isnull=True) | Q(right__status=Right.Status.REVOKED) | early,
        application__round=call,
        state=Offer.State.ACCEPTED,
    )
    return [
        offer
        for offer in over.select_related("lot__spot", "right")
        if not _taken(offer.lot, call)
    ]


def _taken(lot: Lot, call: Round) -> bool:
    rest = DateTimeTZRange(timezone.now(), call.valid.upper, "[)")
    held = Right.objects.filter(
        spot=lot.spot_id, status=Right.Status.ACTIVE, valid__overlap=rest
    )
    return any((right.week & lot.week).ranges for right in held.only("week"))


@transaction.atomic
def close(*, call: Round, by: User) -> Round:
    """The last answer was given: no offer is made any more."""
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.DRAWN)
    _need_offers(call)
    mine = Offer.objects.filter(application__round=call)
    if waiting := mine.filter(state=Offer.State.OPEN).count():
        raise Conflict(_("Some offers still wait for an answer."), offers=waiting)
    go_to(call, Stage.CLOSED, by)
    return call


def _need_offers(call: Round) -> None:
    if call.record.given and not Offer.objects.filter(application__round=call).exists():
        raise Conflict(_("Make the offers of the draw first."))


class Waiting:
    """Who is next for a lot: wished for it, has none, was not asked before.

    In the order of the draw: class in the zone, then rank. ``drawn`` is the record.
    """

    def __init__(self, call: Round, drawn: dict[str, Any] | None = None) -> None:
        drawn = drawn or json.loads(call.record.drawn)
        self.call = call
        self.ranks = {one["receipt"]: one["rank"] for one in drawn["results"]}
        self.entries = {one["receipt"]: one for one in drawn["list"]}
        self.goods = {lot["id"]: lot["goods"] for lot in drawn["rules"]["lots"]}
        self.wanted: dict[str, list[str]] = {}
        for one in drawn["list"]:
            for wish in one["wishes"]:
                self.wanted.setdefault(wish, []).append(one["receipt"])
        self.read_again()

    def read_again(self) -> None:
        """Who is still free, and who was asked for what."""
        eligible = self.call.applications.filter(status="eligible")
        held = Offer.objects.filter(
            Q(state__in=HELD) | Q(state=Offer.State.RELEASED),
            application__round=self.call,
        )
        free = eligible.exclude(pk__in=held.values("application"))
        self.free = {one.receipt: one for one in free.select_related("vendor__party")}
        self.queues: dict[tuple[str, tuple[str, ...]], list[tuple[int, int, str]]] = {}
        asked = Offer.objects.filter(application__round=self.call)
        self.asked = set(asked.values_list("application__receipt", "lot"))

    def for_lot(self, lot: Lot) -> list[Application]:
        """The waiting list of a lot."""
        zone, name = lot.spot.zone.code, lot_name(lot)
        goods = tuple(self.goods[name])
        # Two lists in order, one of them short: sorting them together is a merge.
        queue = sorted(
            self._queue(f"lot:{name}", zone, goods)
            + self._queue(f"zone:{zone}", zone, goods)
        )
        return [
            self.free[receipt]
            for receipt in dict.fromkeys(receipt for *_place, receipt in queue)
            if (receipt, lot.pk) not in self.asked
        ]

    def _queue(
        self, wish: str, zone: str, goods: tuple[str, ...]
    ) -> list[tuple[int, int, str]]:
        """Class, rank and receipt of who still waits by a wish, in this order."""
        key = (wish, goods)
        if key not in self.queues:
            self.queues[key] = sorted(
                (self.entries[one]["classes"][zone], self.ranks[one], one)
                for one in self.wanted.get(wish, [])
                if one in self.free and suits(self.entries[one], goods)
            )
        return self.queues[key]


def _to_the_next(call: Round, lot: Lot, waiting: Waiting | None = None) -> Offer | None:
    queue = (waiting or Waiting(call)).for_lot(lot)
    return _offer(call, queue[0], lot) if queue else None


def _held(offer: Offer) -> Offer:
    return (
        Offer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("lot__spot__zone", "application__vendor", "right")
        .get(pk=offer.pk)
    )


def _need_open(offer: Offer) -> None:
    if offer.state != Offer.State.OPEN:
        raise Conflict(
            _("This offer was answered already: %(answer)s.")
            % {"answer": offer.get_state_display()}
        )


def _answer(offer: Offer, state: Offer.State, by: User | str) -> None:
    offer.state, offer.answered_at = state, timezone.now()
    offer.save(update_fields=["state", "answered_at", "right"])
    record(by, f"offer_{state}", f"offer:{offer.pk}", lot=offer.lot_id)
