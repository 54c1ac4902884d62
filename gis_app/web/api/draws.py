"""Rounds of allocation in the office: a call is prepared, opened, frozen and drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.responses import Status
from ninja.security import django_auth

from gis_app.accounts.models import User
from gis_app.accounts.roles import May
from gis_app.errors import Conflict
from gis_app.rounds import calls, drawing, offering, preparing, queries
from gis_app.rounds.models import Round, Witness
from gis_app.web import giving, wording
from gis_app.web.api import gate
from gis_app.web.api.draw_schemas import (
    CallPlan,
    FillZone,
    LotsOut,
    NewCall,
    RoundStep,
    Witnesses,
    Word,
    ZoneClasses,
)
from gis_app.web.api.schemas import Problem
from gis_app.web.draw_office import lots as shown
from gis_app.web.draw_office import told, typed
from gis_app.web.draw_office.sentences import changed_meanwhile, left_out
from gis_app.zones.models import VendingZone

router = Router(tags=["rounds of allocation"])
REFUSED = {401: Problem, 403: Problem, 404: Problem}
READ: Any = {200: dict[str, Any]} | REFUSED
WRITTEN: Any = READ | {400: Problem, 409: Problem}


def round_of(code: str) -> Any:
    """The round with its counts; raises Http404."""
    return get_object_or_404(queries.in_office(), code=code)


@router.get("/draws", response=READ, summary="Rounds with what is due next")
def rounds(request: HttpRequest) -> dict[str, Any]:
    """The newest first, drafts too."""
    return told.listed(gate.allowed(request, May.SEE_ROUNDS))


@router.post(
    "/draws",
    auth=django_auth,
    response={201: dict[str, Any]} | WRITTEN,
    summary="Prepare a round",
)
def prepare(request: HttpRequest, body: NewCall) -> Status[dict[str, Any]]:
    """A draft: nobody outside sees it yet."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    made = preparing.prepare(code=body.code, plan=_plan(body), by=person)
    return Status(201, _told(made.code, person))


@router.get("/draws/{code}", response=READ, summary="One round, with its next steps")
def one(request: HttpRequest, code: str) -> dict[str, Any]:
    """Dates, what stands in the way, witnesses, counts, the record's hashes."""
    return _told(code, gate.allowed(request, May.SEE_ROUNDS))


@router.post(
    "/draws/{code}/plan", auth=django_auth, response=WRITTEN, summary="Change a draft"
)
def change(request: HttpRequest, code: str, body: CallPlan) -> dict[str, Any]:
    """Titles, dates, the number's name."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    preparing.change(call=round_of(code), plan=_plan(body), by=person)
    return _told(code, person)


@router.get("/draws/{code}/zones", response=READ, summary="Zones to take lots from")
def zones(request: HttpRequest, code: str) -> dict[str, Any]:
    """Those that allow vending all the time that the permits are for."""
    gate.allowed(request, May.SEE_ROUNDS)
    return {"items": shown.to_choose(round_of(code))}


@router.get("/draws/{code}/lots", response=READ, summary="Lots by zone, with maps")
def lots(request: HttpRequest, code: str) -> dict[str, Any]:
    """And who goes first in each zone."""
    gate.allowed(request, May.SEE_ROUNDS)
    return {"zones": shown.by_zone(round_of(code))}


@router.post(
    "/draws/{code}/lots",
    auth=django_auth,
    response=WRITTEN,
    summary="All lawful free spots of a zone",
)
def fill(request: HttpRequest, code: str, body: FillZone) -> dict[str, Any]:
    """How many lots came in, and in words why other spots did not."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    call = round_of(code)
    filled = preparing.fill_zone(
        call=call,
        zone=get_object_or_404(VendingZone, pk=body.zone),
        weeks=[giving.read_week(text) for text in body.weeks],
        by=person,
    )
    return {
        "added": len(filled.lots),
        "added_label": wording.number(len(filled.lots)),
        "left_out": [left_out(why, n) for why, n in filled.left_out.items()],
        "zones": shown.by_zone(call),
    }


@router.post(
    "/draws/{code}/lots/remove",
    auth=django_auth,
    response=WRITTEN,
    summary="Take lots out",
)
def remove(request: HttpRequest, code: str, body: LotsOut) -> dict[str, Any]:
    """Of a draft; what is not in it already changes nothing."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    call = round_of(code)
    removed = preparing.remove_lots(call=call, lots=body.lots, by=person)
    return {"removed": removed, "zones": shown.by_zone(call)}


@router.post(
    "/draws/{code}/classes",
    auth=django_auth,
    response=WRITTEN,
    summary="Who goes first in a zone",
)
def classes(request: HttpRequest, code: str, body: ZoneClasses) -> dict[str, Any]:
    """They take the place of those that the zone had."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    call = round_of(code)
    preparing.set_classes(
        call=call,
        zone=get_object_or_404(VendingZone, pk=body.zone),
        classes=[each.dict() for each in body.classes],
        by=person,
    )
    return {"zones": shown.by_zone(call)}


@router.post(
    "/draws/{code}/witnesses",
    auth=django_auth,
    response=WRITTEN,
    summary="Witnesses with their seals",
)
def witnesses(request: HttpRequest, code: str, body: Witnesses) -> dict[str, Any]:
    """They take the place of those that the round had."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    pairs = [(each.name, each.commit) for each in body.witnesses]
    preparing.set_witnesses(call=round_of(code), witnesses=pairs, by=person)
    return _told(code, person)


@router.post(
    "/draws/{code}/witnesses/{int:witness_id}/reveal",
    auth=django_auth,
    response=WRITTEN,
    summary="Take a witness's word",
)
def reveal(
    request: HttpRequest, code: str, witness_id: int, body: Word
) -> dict[str, Any]:
    """409 for any word but the one he committed to."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    witness = get_object_or_404(Witness, pk=witness_id, round=round_of(code))
    drawing.reveal(witness=witness, word=body.word, by=person)
    return _told(code, person)


@router.post(
    "/draws/{code}/step", auth=django_auth, response=WRITTEN, summary="Take a step"
)
def step(request: HttpRequest, code: str, body: RoundStep) -> dict[str, Any]:
    """From the stage that the page showed, else 409."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    call = round_of(code)
    if call.stage != body.seen:
        raise Conflict(changed_meanwhile(call), stage=call.stage)
    _take(call, body, person)
    return _told(code, person)


@router.post(
    "/draws/{code}/offers",
    auth=django_auth,
    response=WRITTEN,
    summary="Make the offers of the draw",
)
def offers(request: HttpRequest, code: str) -> dict[str, Any]:
    """Those that were made already stay as they are."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    made = offering.make_offers(call=round_of(code), by=person)
    return {"made": len(made)}


def _take(call: Round, body: RoundStep, person: User) -> None:
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: calls.open_round(call=call, by=person),
        "review": lambda: calls.close_applications(call=call, by=person),
        "frozen": lambda: drawing.freeze(call=call, by=person),
        "drawn": lambda: drawing.draw(call=call, number=body.number, by=person),
        "closed": lambda: offering.close(call=call, by=person),
        "cancelled": lambda: calls.cancel_round(
            call=call, reason=body.reason, by=person
        ),
    }
    acts[body.to]()


def _plan(body: CallPlan) -> preparing.Plan:
    return preparing.Plan(
        title_fa=body.title_fa.strip(),
        title_en=body.title_en.strip(),
        opens_at=typed.moment(body.opens_at),
        closes_at=typed.moment(body.closes_at),
        challenge_until=typed.moment(body.challenge_until),
        draw_at=typed.moment(body.draw_at),
        valid=giving.read_valid(body.valid_from, body.valid_until),
        answer_days=body.answer_days,
        number_name=body.number_name.strip(),
        legal_ref=body.legal_ref.strip(),
    )


def _told(code: str, person: User) -> dict[str, Any]:
    return told.whole(round_of(code), person)
