"""Swaps among holders: who is willing, the cycles, and carrying them out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.responses import Status
from ninja.security import django_auth
from pydantic import Field

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.errors import Conflict
from gis_app.land.models import Right
from gis_app.swaps import queries, services
from gis_app.swaps.models import Swap
from gis_app.web.api import gate
from gis_app.web.api.draw_schemas import Id, Short
from gis_app.web.api.draws import READ, WRITTEN
from gis_app.web.api.manners import nothing_here
from gis_app.web.draw_office.sentences import telling_hours
from gis_app.web.swap_office import told

router = Router(tags=["swaps among holders"])


class NewSwap(Schema):
    """A swap's title."""

    title_fa: Short
    title_en: Short


class WillingHolder(Schema):
    """A permit, and those its holder would rather have, best first."""

    right: Id
    wishes: Annotated[list[Id], Field(max_length=50)]


class SwapStep(Schema):
    """Where to, from the stage that the page showed."""

    to: Literal["shown", "collecting", "done", "cancelled"]
    seen: Annotated[str, Field(max_length=10)]


class Asked(Schema):
    """Part of a spot's number, a vendor's code, or a name for who may see names."""

    q: Annotated[str, Field(max_length=100)] = ""


@router.get("/swaps", response=READ, summary="Swaps")
def swaps(request: HttpRequest) -> dict[str, Any]:
    """The newest first."""
    return told.listed(gate.allowed(request, May.SEE_ROUNDS))


@router.post(
    "/swaps",
    auth=django_auth,
    response={201: dict[str, Any]} | WRITTEN,
    summary="Begin a swap",
)
def begin(request: HttpRequest, body: NewSwap) -> Status[dict[str, Any]]:
    """From now on holders may be entered."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    made = services.begin(title_fa=body.title_fa, title_en=body.title_en, by=person)
    return Status(201, _told(made.pk, person))


@router.get("/swaps/permits", response=READ, summary="Permits that can be exchanged")
def permits(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Vending permits in force, of vendors in good standing."""
    person = gate.allowed(request, May.SEE_ROUNDS)
    found = queries.find(asked.q, by_name=may(person, May.SEE_NAMES))
    return {"items": told.permits(found, person)}


@router.get("/swaps/{int:swap_id}", response=READ, summary="One swap")
def one(request: HttpRequest, swap_id: int) -> dict[str, Any]:
    """Who is willing and, once shown, the cycles."""
    return _told(swap_id, gate.allowed(request, May.SEE_ROUNDS))


@router.post(
    "/swaps/{int:swap_id}/willing",
    auth=django_auth,
    response=WRITTEN,
    summary="Enter a willing holder",
)
def enter(request: HttpRequest, swap_id: int, body: WillingHolder) -> dict[str, Any]:
    """Entering a permit again gives it these wishes; its receipt number stays."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    swap = get_object_or_404(Swap, pk=swap_id)
    held = get_object_or_404(_rights(), pk=body.right)
    by_id = _rights().in_bulk(body.wishes)
    if len(by_id) < len(set(body.wishes)):
        raise nothing_here()
    wishes = [by_id[key] for key in body.wishes]
    made = services.enter(swap=swap, held=held, wishes=wishes, by=person)
    return _told(swap_id, person) | {"entered": made.receipt}


@router.post(
    "/swaps/{int:swap_id}/willing/{receipt}/take-out",
    auth=django_auth,
    response=WRITTEN,
    summary="No longer willing",
)
def take_out(request: HttpRequest, swap_id: int, receipt: str) -> dict[str, Any]:
    """While it is collected."""
    person = gate.allowed(request, May.HANDLE_APPLICATIONS)
    swap = get_object_or_404(Swap, pk=swap_id)
    services.take_out(
        willing=get_object_or_404(swap.willing, receipt=receipt), by=person
    )
    return _told(swap_id, person)


@router.post(
    "/swaps/{int:swap_id}/step", auth=django_auth, response=WRITTEN, summary="A step"
)
def step(request: HttpRequest, swap_id: int, body: SwapStep) -> dict[str, Any]:
    """``done`` carries it out as a whole, or tells which permit can't be given."""
    person = gate.allowed(request, May.PLAN_ROUNDS)
    swap = get_object_or_404(Swap, pk=swap_id)
    if swap.stage != body.seen:
        raise Conflict(told.changed_meanwhile(swap), stage=swap.stage)
    acts = {
        "shown": services.show,
        "collecting": services.collect_again,
        "done": services.carry_out,
        "cancelled": services.call_off,
    }
    with telling_hours():
        acts[body.to](swap=swap, by=person)
    return _told(swap_id, person)


def _rights() -> Any:
    return Right.objects.select_related("spot__zone", "party").defer("geom")


def _told(swap_id: int, person: User) -> dict[str, Any]:
    return told.whole(get_object_or_404(Swap, pk=swap_id), person)
