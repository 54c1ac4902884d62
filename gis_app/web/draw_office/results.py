"""The result of a draw by zone: who got what, who was asked, who waits."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.utils import timezone

from gis_app.accounts.models import User
from gis_app.rounds.drawing import lot_name
from gis_app.rounds.models import Application, Lot, Offer, Round
from gis_app.rounds.offering import HELD, Waiting, given_up
from gis_app.rounds.stages import Stage
from gis_app.web import wording
from gis_app.web.draw_office.lots import lot_label
from gis_app.web.holders import holder

MOST_NEXT = 3


def told(call: Round, person: User) -> dict[str, Any]:
    """By zone, each lot with what the draw gave, its newest offer, and who is next."""
    drawn = json.loads(call.record.drawn)
    waiting = Waiting(call, drawn)
    people = {one.receipt: one for one in _people(call)}
    given = {one["given"]: one for one in drawn["results"] if one["given"]}
    offers: dict[int, list[Offer]] = {}
    for offer in Offer.objects.filter(application__round=call).order_by("pk"):
        offers.setdefault(offer.lot_id, []).append(offer)
    by_pk = {one.pk: one for one in people.values()}
    zones: dict[str, dict[str, Any]] = {}
    for lot in call.lots.select_related("spot__zone").order_by("spot__number", "week"):
        zone = lot.spot.zone
        rows = zones.setdefault(
            zone.code, {"id": zone.pk, "name": wording.name(zone), "lots": []}
        )["lots"]
        own = given.get(lot_name(lot))
        rows.append(
            {
                "id": lot.pk,
                "label": lot_label(lot),
                "given": own and _given(own, people, person),
                "offers": [
                    _offer(each, by_pk[each.application_id], person)
                    for each in offers.get(lot.pk, [])
                ],
                **_waiting(waiting, lot, person),
            }
        )
    return {
        "summary": _summary(call, zones),
        "zones": [zones[code] for code in sorted(zones)],
    }


def _people(call: Round) -> Any:
    return call.applications.select_related("vendor__party")


def _given(
    result: dict[str, Any], people: dict[str, Application], person: User
) -> dict[str, Any]:
    one = people[result["receipt"]]
    return _who(one, person) | {"rank_label": wording.number(result["rank"])}


def _who(one: Application, person: User) -> dict[str, Any]:
    return {
        "receipt": one.receipt,
        "name": holder(one.vendor.party, person),
        "code": one.vendor.code,
    }


def _offer(offer: Offer, one: Application, person: User) -> dict[str, Any]:
    late = offer.state == Offer.State.OPEN and offer.answer_by < timezone.now()
    return _who(one, person) | {
        "id": offer.pk,
        "state": offer.state,
        "state_label": str(offer.get_state_display()),
        "answer_by": offer.answer_by.isoformat(),
        "answer_by_label": wording.moment(offer.answer_by),
        "answered_label": wording.moment(offer.answered_at)
        if offer.answered_at
        else "",
        "late": late,
        "right": offer.right_id,
    }


def _waiting(waiting: Waiting, lot: Lot, person: User) -> dict[str, Any]:
    queue = waiting.for_lot(lot)
    return {
        "waiting": len(queue),
        "next": [_who(one, person) for one in queue[:MOST_NEXT]],
    }


def _summary(call: Round, zones: dict[str, dict[str, Any]]) -> dict[str, Any]:
    lots = [lot for zone in zones.values() for lot in zone["lots"]]
    states = Counter(offer["state"] for lot in lots for offer in lot["offers"])
    held = sum(any(offer["state"] in HELD for offer in lot["offers"]) for lot in lots)
    over = given_up(call) if call.stage == Stage.DRAWN else []
    return {
        "given_up": len(over),
        "lots": len(lots),
        "pool": call.record.pool,
        "given": call.record.given,
        "offered": sum(states.values()),
        **{state: states.get(state, 0) for state in Offer.State.values},
        "late": sum(offer["late"] for lot in lots for offer in lot["offers"]),
        "idle": len(lots) - held,
        "idle_wanted": sum(
            not any(offer["state"] in HELD for offer in lot["offers"])
            and lot["waiting"] > 0
            for lot in lots
        ),
    }
