"""The order of the findings queue, and pages that stay right while it changes."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from django.db.models import Case, F, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from gis_app.encroachment.models import Encroachment
from gis_app.errors import BadInput

RANKS = {"strong": 4, "probable": 3, "suspect": 2, "unknown": 1, "noise": 0}
ORDERS = {
    "severity": ("rank", "sureness", "area_m2"),
    "newest": ("found_at",),
    "area": ("area_m2",),
}


def page(
    findings: QuerySet[Encroachment], order: str, limit: int, cursor: str | None
) -> tuple[list[int], str | None]:
    """The ids of at most ``limit`` findings after ``cursor``, and the next cursor.

    Keyset paging: a finding that appears or closes meanwhile moves no other one. Only
    the keys are sorted; what a row shows is fetched for the page alone.
    """
    keys = (*ORDERS[order], "id")
    ordered = _ranked(findings).order_by(*(f"-{key}" for key in keys))
    if cursor:
        ordered = ordered.filter(_after(keys, _decode(cursor, order)))
    rows = list(ordered.values_list(*keys)[: limit + 1])
    shown = [row[-1] for row in rows[:limit]]
    if len(rows) <= limit:
        return shown, None
    return shown, _encode(order, list(rows[limit - 1]))


def _ranked(findings: QuerySet[Encroachment]) -> QuerySet[Encroachment]:
    whens = [When(certainty=name, then=Value(rank)) for name, rank in RANKS.items()]
    return findings.annotate(
        rank=Case(*whens, default=Value(0), output_field=IntegerField()),
        sureness=Coalesce(F("z"), Value(0.0), output_field=FloatField()),
    )


def _after(keys: tuple[str, ...], values: list[Any]) -> Q:
    """``(a, b, id) < (x, y, z)``, spelled out: the ORM has no row comparison."""
    condition = Q()
    for i, key in enumerate(keys):
        same = {keys[j]: values[j] for j in range(i)}
        condition |= Q(**same, **{f"{key}__lt": values[i]})
    return condition


def _encode(order: str, values: list[Any]) -> str:
    plain = [v.isoformat() if isinstance(v, datetime) else v for v in values]
    text = json.dumps([order, *plain], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, order: str) -> list[Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        told, *values = json.loads(base64.urlsafe_b64decode(padded))
        if told != order or len(values) != len(ORDERS[order]) + 1:
            raise ValueError("a cursor of another order")
        if order == "newest":
            values[0] = datetime.fromisoformat(values[0])
        return [v if isinstance(v, datetime) else _number(v) for v in values]
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadInput(_("This page is gone: start again.")) from error


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or not abs(value) < 2**62:
        raise ValueError("not a key")
    return value
