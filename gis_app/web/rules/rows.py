"""Siting rules as the workbench lists them, and the form that enters one."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import MultiPolygon
from django.db.models import Q, QuerySet
from django.utils import timezone

from gis_app.crs import LONLAT_SRID
from gis_app.lib import jalali
from gis_app.lib.week import CITY_TIME
from gis_app.web import siting, wording
from gis_app.web.goods import goods
from gis_app.web.rules.sentence import demand
from gis_app.zones.models import Rule, VendingZone
from gis_app.zones.queries import ForbiddenSpot
from gis_app.zones.rulebook import BOOK, Asked
from gis_app.zones.services import Consequences, Forbidden

MOST_SPOTS = 200
"""How many spots a preview names; it counts all of them."""


def listed(when: str, zone: int | None) -> QuerySet[Rule]:
    """Rules in force or to come (``now``), or those that ended (``ended``)."""
    moment = timezone.now()
    over = Q(valid__endswith__lte=moment)
    holds = Q(valid__upper_inf=True) | Q(valid__endswith__gt=moment)
    found = Rule.objects.select_related("zone").defer("zone__geom")
    found = found.filter(over if when == "ended" else holds)
    if zone is not None:
        found = found.filter(Q(zone=zone) | Q(zone__isnull=True))
    return found.order_by("zone__name_fa", "zone", "kind", "-priority", "valid", "pk")


def row(rule: Rule) -> dict[str, Any]:
    """One rule, in words and as the form takes it back."""
    moment = timezone.now()
    return {
        "id": rule.pk,
        "kind": rule.kind,
        "kind_label": str(rule.get_kind_display()),
        "sentence": demand(rule.kind, rule.params),
        "severity": rule.severity,
        "severity_label": str(rule.get_severity_display()),
        "zone": rule.zone and {"id": rule.zone.pk, "name": wording.name(rule.zone)},
        "goods": rule.goods,
        "goods_label": goods(rule.goods) if rule.goods else "",
        "week": str(rule.week),
        "week_label": wording.week(rule.week) if rule.week.rest().ranges else "",
        "valid_from": typed_day(rule.valid.lower),
        "valid_until": typed_day(rule.valid.upper, last=True),
        "valid_label": wording.period(rule.valid),
        "state": _state(rule, moment),
        "priority": rule.priority,
        "params": rule.params,
        "shape": _lonlat(rule.shape),
        "on_missing_data": rule.on_missing_data,
        "legal_ref": rule.legal_ref,
        "version": rule.version,
    }


def kinds() -> list[dict[str, Any]]:
    """Every kind with the entries that its form asks for."""
    return [
        {
            "kind": kind.value,
            "label": str(kind.label),
            "asks": [_asked(asked) for asked in asks],
        }
        for kind, asks in BOOK.items()
    ]


def preview(found: Consequences) -> dict[str, Any]:
    """What a rule would change, counted and named."""
    return {
        "forbidden": len(found.forbidden),
        "permits": found.permits,
        "freed": len(found.freed),
        "noted": len(found.noted),
        "spots": [_spot(spot) for spot in found.forbidden[:MOST_SPOTS]],
        "freed_spots": [_spot(spot) for spot in found.freed[:MOST_SPOTS]],
    }


def unlawful(found: list[ForbiddenSpot]) -> list[dict[str, Any]]:
    """Spots that a hard rule forbids, each with the sentence of the first one."""
    zones = {
        zone.pk: wording.name(zone)
        for zone in VendingZone.objects.defer("geom").filter(
            pk__in={spot.zone_id for spot in found}
        )
    }
    return [
        {
            "id": spot.id,
            "number": spot.number,
            "zone": zones[spot.zone_id],
            "sentence": siting.sentence(spot),
            "broken": spot.broken,
            "permits": spot.permits,
            "point": spot.point,
        }
        for spot in found
    ]


def _spot(spot: Forbidden) -> dict[str, Any]:
    return {
        "id": spot.id,
        "number": spot.number,
        "sentence": siting.sentence(spot),
        "permits": spot.permits,
        "point": spot.point,
    }


def _asked(asked: Asked) -> dict[str, Any]:
    return {
        "name": asked.name,
        "label": str(asked.label),
        "kind": asked.kind,
        "low": asked.low,
        "high": asked.high,
        "needed": asked.needed,
        "usual": asked.usual,
        "when": list(asked.when[1]) if asked.when else [],
        "of": asked.when[0] if asked.when else "",
        "choices": [
            {"value": value, "label": str(label)} for value, label in asked.choices
        ],
    }


def _state(rule: Rule, moment: datetime) -> str:
    if rule.valid.upper is not None and rule.valid.upper <= moment:
        return "ended"
    if rule.valid.lower is not None and rule.valid.lower > moment:
        return "coming"
    return "in_force"


def typed_day(at: datetime | None, last: bool = False) -> str:
    """A day as the form shows it: ``1405/09/05``; the last whole day of a range."""
    if at is None:
        return ""
    local = datetime.fromtimestamp(at.timestamp() - (1 if last else 0), CITY_TIME)
    return wording.digits(
        jalali.short(local) if wording.persian() else f"{local:%Y-%m-%d}"
    )


def _lonlat(shape: MultiPolygon | None) -> dict[str, Any] | None:
    if shape is None:
        return None
    moved = shape.transform(LONLAT_SRID, clone=True)
    read: dict[str, Any] = json.loads(moved.geojson)
    return read
