"""Zones are drawn: live answers, drafts, publication with a date, cutting in two."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from ninja.responses import Status
from ninja.security import django_auth

from gis_app.accounts.roles import May
from gis_app.errors import BadInput
from gis_app.web.api import gate
from gis_app.web.api.schemas import Problem
from gis_app.web.api.zone_schemas import (
    Beginning,
    Cut,
    DraftList,
    Parts,
    TypedZone,
    ZoneAnswer,
    ZoneDetail,
    ZoneRow,
)
from gis_app.web.rules import typed
from gis_app.web.zoning import rows, versions
from gis_app.zones import drafting
from gis_app.zones.models import VendingZone, ZoneDraft

router = Router(tags=["zones"])
REFUSALS: Any = {400: Problem, 403: Problem, 404: Problem, 409: Problem}
OPEN = ("draft", "published", "failed")


@router.get("/zones/{int:zone_id}", response=ZoneDetail, summary="A zone to change")
def zone(request: HttpRequest, zone_id: int) -> dict[str, Any]:
    """Its shape, what the form asks for, and its versions."""
    gate.allowed(request, May.WORK_ON_MAP)
    found = get_object_or_404(VendingZone, pk=zone_id)
    return rows.zone(found) | {"versions": versions.of(found)}


@router.get("/zones/drafts", response=DraftList, summary="Drafts of zones")
def drafts(request: HttpRequest) -> dict[str, Any]:
    """Those that are worked on, wait for their day, or failed."""
    gate.allowed(request, May.EDIT_ZONES)
    found = ZoneDraft.objects.filter(stage__in=OPEN).order_by("-pk")
    return {"items": [rows.draft(draft) for draft in found]}


@router.post(
    "/zones/drafts",
    auth=django_auth,
    response={200: ZoneRow, 201: ZoneRow} | REFUSALS,
    summary="Keep a draft of a zone",
)
def keep(request: HttpRequest, body: TypedZone) -> Status[dict[str, Any]]:
    """201 for a new one; 409 when it was published meanwhile."""
    person = gate.allowed(request, May.EDIT_ZONES)
    draft = _draft(body)
    for field, text in (("code", body.code), ("name_fa", body.name_fa)):
        if not text.strip():
            raise BadInput(_("A zone needs a code and a Persian name."), field=field)
    kept = drafting.keep(draft=draft, by=person)
    return Status(200 if body.id else 201, rows.draft(kept))


@router.post(
    "/zones/drafts/preview",
    auth=django_auth,
    response={200: ZoneAnswer} | REFUSALS,
    summary="What a drawn zone holds and would do",
)
def preview(request: HttpRequest, body: TypedZone) -> dict[str, Any]:
    """Answers while one draws; nothing is kept."""
    gate.allowed(request, May.EDIT_ZONES)
    draft = _draft(body)
    draft.code = draft.code or f"?{draft.zone_id or ''}"
    return rows.answer(drafting.room(draft.geom, draft.zone), drafting.change(draft))


@router.post(
    "/zones/drafts/{int:draft_id}/publish",
    auth=django_auth,
    response={200: ZoneRow} | REFUSALS,
    summary="Publish a draft of a zone",
)
def publish(request: HttpRequest, draft_id: int, body: Beginning) -> dict[str, Any]:
    """From a day on, or at once."""
    person = gate.allowed(request, May.EDIT_ZONES)
    draft = get_object_or_404(ZoneDraft, pk=draft_id)
    begins = timezone.now()
    if body.first_day.strip():
        first = typed.days(body.first_day, "").lower
        if first.date() < begins.astimezone(first.tzinfo).date():
            raise BadInput(_("A zone begins today at the earliest."), field="first_day")
        begins = max(first, begins)
    return rows.draft(drafting.publish(draft=draft, begins=begins, by=person))


@router.post(
    "/zones/drafts/{int:draft_id}/withdraw",
    auth=django_auth,
    response={200: ZoneRow} | REFUSALS,
    summary="Take a draft of a zone back",
)
def withdraw(request: HttpRequest, draft_id: int) -> dict[str, Any]:
    """Also one that was published and waits for its day."""
    person = gate.allowed(request, May.EDIT_ZONES)
    draft = get_object_or_404(ZoneDraft, pk=draft_id)
    return rows.draft(drafting.withdraw(draft=draft, by=person))


@router.post(
    "/zones/split",
    auth=django_auth,
    response={200: Parts} | REFUSALS,
    summary="Cut a shape in two",
)
def split(request: HttpRequest, body: Cut) -> dict[str, Any]:
    """The parts, the largest first."""
    gate.allowed(request, May.EDIT_ZONES)
    shape = typed.shape(body.shape)
    if shape is None:
        raise BadInput(_("This is not a shape."), field="shape")
    return {"parts": drafting.split(shape, typed.line(body.line))}


def _draft(body: TypedZone) -> ZoneDraft:
    """The draft as it was typed, kept nowhere yet."""
    draft = get_object_or_404(ZoneDraft, pk=body.id) if body.id else ZoneDraft()
    shape = typed.shape(body.shape)
    if shape is None:
        raise BadInput(_("This is not a shape."), field="shape")
    draft.zone = get_object_or_404(VendingZone, pk=body.zone) if body.zone else None
    draft.code, draft.kind = body.code.strip(), body.kind
    draft.name_fa, draft.name_en = body.name_fa.strip(), body.name_en.strip()
    draft.goods, draft.week = typed.goods(body.goods), typed.week(body.week)
    draft.legal_ref, draft.geom = body.legal_ref.strip(), shape
    draft.ends = (
        typed.days(body.valid_until, body.valid_until).upper
        if (body.valid_until.strip())
        else None
    )
    return draft
