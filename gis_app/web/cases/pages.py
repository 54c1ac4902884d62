"""The list of cases: its filters, its order, and pages that stay right."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, datetime
from typing import Any, Literal

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.enforcement.models import Case
from gis_app.enforcement.queries import due_today, workload
from gis_app.enforcement.querysets import CaseSet
from gis_app.enforcement.stages import FINAL
from gis_app.errors import BadInput
from gis_app.web.cases.rows import staff

Order = Literal["due", "newest"]
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a case without a deadline stands among those that have one."""


def of_stage(cases: CaseSet, stage: str) -> CaseSet:
    """``open``, ``ended``, ``all``, or one stage."""
    if stage == "open":
        return cases.open()
    if stage == "ended":
        return cases.filter(state__in=FINAL)
    return cases if stage == "all" else cases.filter(state=stage)


def of_officer(cases: CaseSet, assigned: str, person: User) -> CaseSet:
    """``me``, ``none``, or the id of an officer; BadInput for anything else."""
    if assigned == "none":
        return cases.filter(assigned_to=None)
    if assigned == "me":
        return cases.filter(assigned_to=person)
    if not (assigned.isascii() and assigned.isdigit() and len(assigned) < 10):
        raise BadInput(_("Say me, none or the number of an officer."))
    return cases.filter(assigned_to=int(assigned))


def counts(cases: CaseSet, person: User, now: datetime) -> dict[str, int]:
    """What the reader should look at first, over all cases they may know of."""
    return {
        "open": cases.open().count(),
        "overdue": cases.overdue(now).count(),
        "today": due_today(cases, now).count(),
        "mine": cases.open().filter(assigned_to=person).count(),
    }


def officers(cases: CaseSet, now: datetime) -> list[dict[str, Any]]:
    """Who has open cases, and how many; the most overdue first."""
    burdens = workload(cases, now)
    people = User.objects.in_bulk([row["assigned_to"] for row in burdens])
    return [
        (staff(people[row["assigned_to"]]) or {})
        | {"open": row["open"], "overdue": row["overdue"]}
        for row in burdens
    ]


def page(
    cases: QuerySet[Case], order: Order, limit: int, cursor: str | None
) -> tuple[list[Case], str | None]:
    """At most ``limit`` cases after ``cursor``, and the next page's cursor.

    ``due``: the most urgent first; keys, not offsets, so that a step shifts no page.
    """
    key, sign, beyond = ("key", "", "gt") if order == "due" else ("key", "-", "lt")
    keyed = cases.annotate(
        key=Coalesce(F("due_at"), Value(NEVER)) if order == "due" else F("opened_at")
    ).order_by(f"{sign}{key}", f"{sign}id")
    if cursor:
        at, number = _decode(cursor, order)
        keyed = keyed.filter(
            Q(**{f"key__{beyond}": at}) | Q(key=at, **{f"id__{beyond}": number})
        )
    rows: list[Any] = list(keyed[: limit + 1])
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], _encode([order, last.key.isoformat(), last.pk])


def _encode(values: list[Any]) -> str:
    text = json.dumps(values, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, order: str) -> tuple[datetime, int]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        told, at, number = json.loads(base64.urlsafe_b64decode(padded))
        moment = datetime.fromisoformat(at)
        if told != order or moment.tzinfo is None or not 0 < int(number) < 2**62:
            raise ValueError("a cursor of another order")
        return moment, int(number)
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadInput(_("This page is gone: start again.")) from error
