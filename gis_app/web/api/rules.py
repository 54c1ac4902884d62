"""Siting rules: list, enter, replace, end; and what they say of any place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from ninja.responses import Status
from ninja.security import django_auth

from gis_app.accounts.roles import May
from gis_app.errors import Conflict
from gis_app.web import siting, units, wording
from gis_app.web.api import gate
from gis_app.web.api.rule_schemas import (
    Ending,
    Place,
    PlaceAnswer,
    RuleKinds,
    RuleList,
    RulePreview,
    RuleRow,
    TypedRule,
    UnlawfulSpots,
)
from gis_app.web.api.schemas import Problem
from gis_app.web.boxes import storage_xy
from gis_app.web.rules import rows, typed
from gis_app.zones import queries, services
from gis_app.zones.models import Rule, VendingZone

router = Router(tags=["siting rules"])
REFUSALS: Any = {400: Problem, 403: Problem, 404: Problem, 409: Problem}


@router.get("/rules", response=RuleList, summary="Siting rules")
def rules(
    request: HttpRequest,
    when: Literal["now", "ended"] = "now",
    zone: int | None = None,
) -> dict[str, Any]:
    """Those in force and those to come, or those that ended."""
    gate.allowed(request, May.WORK_ON_MAP)
    return {"items": [rows.row(rule) for rule in rows.listed(when, zone)]}


@router.get("/rules/kinds", response=RuleKinds, summary="Kinds of siting rules")
def kinds(request: HttpRequest) -> dict[str, Any]:
    """What the form of each kind asks for."""
    gate.allowed(request, May.WORK_ON_MAP)
    return {"items": rows.kinds()}


@router.post(
    "/rules",
    auth=django_auth,
    response={201: RuleRow} | REFUSALS,
    summary="Enter a siting rule",
)
def enter(request: HttpRequest, body: TypedRule) -> Status[dict[str, Any]]:
    """409 when a rule of the same priority says something else about the same."""
    person = gate.allowed(request, May.EDIT_ZONES)
    with _told():
        rule = services.enter_rule(
            draft=_draft(body), by=person, replaces=_replaced(body)
        )
    return Status(201, rows.row(rule))


@router.post(
    "/rules/preview",
    auth=django_auth,
    response={200: RulePreview} | REFUSALS,
    summary="What a siting rule would change",
)
def preview(request: HttpRequest, body: TypedRule) -> dict[str, Any]:
    """The spots in use that would become unlawful or lawful; nothing is kept."""
    gate.allowed(request, May.EDIT_ZONES)
    with _told():
        found = services.consequences(draft=_draft(body), replaces=_replaced(body))
    return rows.preview(found)


@router.post(
    "/rules/{int:rule_id}/end",
    auth=django_auth,
    response={200: RuleList} | REFUSALS,
    summary="End a siting rule",
)
def end(request: HttpRequest, rule_id: int, body: Ending) -> dict[str, Any]:
    """After a day; one that hasn't begun by then goes whole, and the list is empty."""
    person = gate.allowed(request, May.EDIT_ZONES)
    rule = get_object_or_404(Rule, pk=rule_id)
    last = typed.days(body.last_day, body.last_day).upper
    kept = services.end_rule(rule=rule, at=last, by=person)
    return {"items": [rows.row(kept)] if kept else []}


@router.get(
    "/spots/unlawful", response=UnlawfulSpots, summary="Spots that a rule forbids"
)
def unlawful(request: HttpRequest, at: str = "") -> dict[str, Any]:
    """Every spot in use is measured anew, today or on another day."""
    gate.allowed(request, May.WORK_ON_MAP)
    return {"items": rows.unlawful(queries.forbidden_spots(typed.moment(at)))}


@router.post(
    "/siting",
    auth=django_auth,
    response={200: PlaceAnswer} | REFUSALS,
    summary="What the siting rules say of a place",
)
def place(request: HttpRequest, body: Place) -> dict[str, Any]:
    """Of a drawn footprint, or of a usual stall at a point along its street."""
    gate.allowed(request, May.WORK_ON_MAP)
    moment = typed.moment(body.at) or timezone.now()
    ring = body.ring
    if not ring:
        x, y = storage_xy(body.lon or 0, body.lat or 0)
        corners = queries.stall_at(x, y, body.length_m, body.depth_m)
        ring = [(lon, lat) for lon, lat in corners]
    footprint = typed.footprint(ring)
    zone = (
        get_object_or_404(VendingZone, pk=body.zone)
        if body.zone
        else queries.zone_at(footprint, moment)
    )
    found = queries.place_verdicts(
        footprint,
        zone_id=zone.pk if zone else None,
        spot_id=body.spot,
        moment=moment,
        goods=typed.goods(body.goods) if body.goods else None,
        week=typed.week(body.week) if body.week else None,
    )
    bans = queries.bans_at(footprint, DateTimeTZRange(moment, moment, "[]"))
    return {
        "ring": ring,
        "zone": zone and {"type": "zone", "id": zone.pk, "label": units.label(zone)},
        "bans": [wording.name(ban) for ban in bans],
        "lawful": zone is not None
        and not bans
        and not any(verdict.blocks for verdict in found),
        "verdicts": siting.rows(found),
    }


def _draft(body: TypedRule) -> services.RuleDraft:
    zone = get_object_or_404(VendingZone, pk=body.zone) if body.zone else None
    return services.RuleDraft(
        kind=body.kind,
        params=body.params,
        valid=typed.days(body.valid_from, body.valid_until),
        severity=body.severity,
        zone_id=zone.pk if zone else None,
        goods=typed.goods(body.goods),
        week=typed.week(body.week),
        priority=body.priority,
        shape=typed.shape(body.shape),
        on_missing_data=body.on_missing_data,
        legal_ref=body.legal_ref.strip(),
    )


@contextmanager
def _told() -> Iterator[None]:
    """A contradiction tells the rules that already speak about it."""
    try:
        yield
    except Conflict as conflict:
        found = Rule.objects.filter(pk__in=conflict.detail["rules"])
        conflict.detail["said"] = [rows.row(rule) for rule in found]
        raise


def _replaced(body: TypedRule) -> Rule | None:
    return get_object_or_404(Rule, pk=body.replaces) if body.replaces else None
