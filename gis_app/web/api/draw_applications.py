"""Applications at the counter, their review, and the answers to offers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.responses import Status
from ninja.security import django_auth

from gis_app.accounts.models import User
from gis_app.accounts.roles import May
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput, Conflict
from gis_app.rounds import applying, judging, offering
from gis_app.rounds.models import Application, Challenge, Lot, Offer, Round
from gis_app.web.api import gate
from gis_app.web.api.draw_schemas import (
    Applying,
    Doubt,
    DoubtDecided,
    JudgingApplication,
    Listing,
    OfferAnswer,
    Wishes,
    WishFor,
)
from gis_app.web.api.draws import READ, WRITTEN, round_of
from gis_app.web.api.manners import nothing_here
from gis_app.web.draw_office import applications as shown
from gis_app.web.draw_office import results
from gis_app.web.draw_office.sentences import not_drawn, one_of_two, telling_hours
from gis_app.zones.models import VendingZone

router = Router(tags=["rounds of allocation"])
ONE = "/draws/{code}/applications/{receipt}"


@router.get("/draws/{code}/applications", response=READ, summary="Applications")
def listed(request: HttpRequest, code: str, asked: Query[Listing]) -> dict[str, Any]:
    """A hundred at a time, in the order of submission; vendors by name or pseudonym."""
    person = gate.allowed(request, May.SEE_ROUNDS)
    return shown.page(
        round_of(code), person, status=asked.status, words=asked.q, after=asked.after
    )


@router.post(
    "/draws/{code}/applications",
    auth=django_auth,
    response={201: dict[str, Any]} | WRITTEN,
    summary="Enter an application",
)
def apply(request: HttpRequest, code: str, body: Applying) -> Status[dict[str, Any]]:
    """409 when the vendor has applied, or applications are closed."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    call = round_of(code)
    vendor = get_object_or_404(Vendor, pk=body.vendor)
    wishes = _wishes(call, body.wishes)
    made = applying.apply(call=call, vendor=vendor, wishes=wishes, by=person)
    return Status(201, _row(call, made.receipt, person))


@router.post(
    ONE + "/wishes", auth=django_auth, response=WRITTEN, summary="Change the wishes"
)
def change(
    request: HttpRequest, code: str, receipt: str, body: Wishes
) -> dict[str, Any]:
    """While applications are taken; the receipt number stays."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    call = round_of(code)
    applying.change_wishes(
        application=_application(call, receipt),
        wishes=_wishes(call, body.wishes),
        by=person,
    )
    return _row(call, receipt, person)


@router.post(
    ONE + "/withdraw", auth=django_auth, response=WRITTEN, summary="Take it back"
)
def withdraw(request: HttpRequest, code: str, receipt: str) -> dict[str, Any]:
    """Until the list is frozen; twice changes nothing."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    call = round_of(code)
    applying.withdraw(application=_application(call, receipt), by=person)
    return _row(call, receipt, person)


@router.post(
    ONE + "/judge", auth=django_auth, response=WRITTEN, summary="Eligible or not"
)
def judge(
    request: HttpRequest, code: str, receipt: str, body: JudgingApplication
) -> dict[str, Any]:
    """By rule, or by hand with a note; not by whoever challenged it."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    call = round_of(code)
    hand = body.by_hand
    judging.judge(
        application=_application(call, receipt),
        classes=list(call.classes.filter(pk__in=body.classes)),
        weight=body.weight,
        by=person,
        by_hand=(hand.reasons, hand.note) if hand else None,
    )
    return _row(call, receipt, person)


@router.post(
    "/draws/{code}/judge", auth=django_auth, response=WRITTEN, summary="Judge the rest"
)
def judge_rest(request: HttpRequest, code: str) -> dict[str, Any]:
    """By rule, whoever is not judged yet."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    return {"judged": len(judging.judge_rest(call=round_of(code), by=person))}


@router.post(
    ONE + "/challenges",
    auth=django_auth,
    response={201: dict[str, Any]} | WRITTEN,
    summary="Challenge an application",
)
def challenge(
    request: HttpRequest, code: str, receipt: str, body: Doubt
) -> Status[dict[str, Any]]:
    """Until the day that was published; somebody else decides."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    call = round_of(code)
    application = _application(call, receipt)
    judging.challenge(application=application, text=body.text, by=person)
    return Status(201, _row(call, receipt, person))


@router.post(
    "/draws/{code}/challenges/{int:challenge_id}",
    auth=django_auth,
    response=WRITTEN,
    summary="Decide a challenge",
)
def decide(
    request: HttpRequest, code: str, challenge_id: int, body: DoubtDecided
) -> dict[str, Any]:
    """409 for whoever raised it."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    call = round_of(code)
    doubt = get_object_or_404(Challenge, pk=challenge_id, application__round=call)
    judging.decide_challenge(
        doubt=doubt, upheld=body.upheld, answer=body.answer, by=person
    )
    return _row(call, doubt.application.receipt, person)


@router.get("/draws/{code}/result", response=READ, summary="Who got what, who waits")
def result(request: HttpRequest, code: str) -> dict[str, Any]:
    """By zone, with offers and waiting lists; 404 before the draw."""
    person = gate.allowed(request, May.SEE_ROUNDS)
    call = round_of(code)
    _need_draw(call)
    return results.told(call, person)


@router.post(
    "/draws/{code}/offers/{int:offer_id}/answer",
    auth=django_auth,
    response=WRITTEN,
    summary="An answer to an offer",
)
def answer(
    request: HttpRequest, code: str, offer_id: int, body: OfferAnswer
) -> dict[str, Any]:
    """Accepting makes the right, 409 where it can't; else the next one is asked."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    call = round_of(code)
    offer = get_object_or_404(Offer, pk=offer_id, application__round=call)
    with telling_hours():
        if body.answer == "accept":
            offering.accept(offer=offer, by=person)
        elif body.answer == "refuse":
            offering.refuse(offer=offer, by=person)
        else:
            offering.give_back(offer=offer, by=person)
    return results.told(call, person)


@router.post(
    "/draws/{code}/offers/pass-on",
    auth=django_auth,
    response=WRITTEN,
    summary="Pass on what is free",
)
def pass_on(request: HttpRequest, code: str) -> dict[str, Any]:
    """What nobody answered in time, and lots that nobody has, go to the next."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    call = round_of(code)
    _need_draw(call)
    offering.expire(call=call, by=person)
    offering.offer_idle(call=call, by=person)
    return results.told(call, person)


def _need_draw(call: Round) -> None:
    record = getattr(call, "record", None)
    if record is None or record.drawn_at is None:
        raise Conflict(not_drawn())


def _application(call: Round, receipt: str) -> Application:
    found = call.applications.filter(receipt=receipt.strip().upper()).first()
    if found is None:
        raise nothing_here()
    return found


def _row(call: Round, receipt: str, person: User) -> dict[str, Any]:
    found = shown.related(call.applications.filter(receipt=receipt.strip().upper()))
    (row,) = shown.rows([found.get()], person, call)
    return row


def _wishes(call: Round, asked: list[WishFor]) -> list[Lot | VendingZone]:
    lots = call.lots.select_related("spot__zone").in_bulk(
        [one.lot for one in asked if one.lot]
    )
    zones = VendingZone.objects.in_bulk([one.zone for one in asked if one.zone])
    wished: list[Lot | VendingZone] = []
    for one in asked:
        if (one.lot is None) == (one.zone is None):
            raise BadInput(one_of_two())
        found = lots.get(one.lot) if one.lot else zones.get(one.zone or 0)
        if found is None:
            raise nothing_here()
        wished.append(found)
    return wished
