"""Enters, replaces and ends siting rules; says beforehand what a rule would forbid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import MultiPolygon
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app import sql
from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.errors import BadInput, Conflict
from gis_app.lib.week import CITY_TIME, Week
from gis_app.zones import rulebook
from gis_app.zones.models import Rule


@dataclass(frozen=True)
class RuleDraft:
    """A rule as it was typed. ``params`` are checked against the rulebook."""

    kind: str
    params: dict[str, Any]
    valid: DateTimeTZRange
    severity: str = "hard"
    zone_id: int | None = None
    goods: list[str] = field(default_factory=list)
    week: Week = field(default_factory=Week.whole)
    priority: int = 0
    shape: MultiPolygon | None = None
    on_missing_data: str = "warn"
    legal_ref: str = ""


@dataclass(frozen=True)
class Forbidden:
    """A spot in use that a rule forbids, advises against or can't judge."""

    id: int
    number: str
    kind: str
    severity: str
    params: dict[str, Any]
    result: str
    blocks: bool
    partial: bool
    measured: float | None
    threshold: float | None
    permits: int
    point: list[float]


@dataclass(frozen=True)
class Consequences:
    """What a rule would change: spots that it forbids and none did before by this
    rule, those it frees, and those it can't judge or only advises against."""

    forbidden: list[Forbidden]
    freed: list[Forbidden]
    noted: list[Forbidden]

    @property
    def permits(self) -> int:
        """Permits in force on spots that become unlawful."""
        return sum(spot.permits for spot in self.forbidden)


@transaction.atomic
def enter_rule(*, draft: RuleDraft, by: User, replaces: Rule | None = None) -> Rule:
    """Enter a rule, from today on at the earliest.

    ``replaces`` ends another one at the moment the new one begins. Raises BadInput for
    what the rulebook refuses, Conflict with the rules of the same priority that already
    speak about the same.
    """
    act_as(by)
    rule = _entered(draft, replaces)
    detail = {} if replaces is None else {"replaces": replaces.pk}
    record(by, "enter_rule", f"rule:{rule.pk}", **detail)
    return rule


@transaction.atomic
def end_rule(*, rule: Rule, at: datetime, by: User) -> Rule | None:
    """End a rule at a moment, not before now; one that hasn't begun by then goes whole.

    Its versions stay in history.
    """
    act_as(by)
    if at < _today():
        raise BadInput(_("A rule ends today at the earliest: the past stays."))
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    record(by, "end_rule", f"rule:{rule.pk}", at=at.isoformat())
    return _ended(rule, at)


def consequences(*, draft: RuleDraft, replaces: Rule | None = None) -> Consequences:
    """What the rule would forbid among the spots in use; nothing is kept."""
    moment = max(draft.valid.lower, timezone.now())
    with _tried():
        before = _forbids(replaces, moment) if replaces else []
        after = _forbids(_entered(draft, replaces), moment)
    was = {spot.id for spot in before if spot.blocks}
    now = {spot.id for spot in after if spot.blocks}
    return Consequences(
        forbidden=[spot for spot in after if spot.blocks and spot.id not in was],
        freed=[spot for spot in before if spot.blocks and spot.id not in now],
        noted=[spot for spot in after if not spot.blocks],
    )


@contextmanager
def _tried() -> Iterator[None]:
    """What is written inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _forbids(rule: Rule, moment: datetime) -> list[Forbidden]:
    values = {"rule": rule.pk, "zone": rule.zone_id, "moment": moment}
    return [Forbidden(**row) for row in sql.rows("zones", "rule_forbids", values)]


def _entered(draft: RuleDraft, replaces: Rule | None) -> Rule:
    params = rulebook.clean(draft.kind, draft.params)
    _check(draft, params)
    if replaces is not None:
        _ended(Rule.objects.select_for_update().get(pk=replaces.pk), draft.valid.lower)
    fields = vars(draft) | {"params": params}
    try:
        with transaction.atomic():
            rule = Rule.objects.create(**fields)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name != "rule_speaks_once":
            raise
        raise _contradicted(draft, params) from error
    rule.refresh_from_db()
    return rule


def _check(draft: RuleDraft, params: dict[str, Any]) -> None:
    if draft.valid.lower is None or draft.valid.isempty:
        raise BadInput(_("Say from which day on the rule holds."), field="valid_from")
    if draft.valid.lower < _today():
        raise BadInput(
            _("A rule begins today at the earliest: what was decided before stays."),
            field="valid_from",
        )
    if not draft.week.ranges:
        raise BadInput(_("Choose at least one hour of the week."), field="week")
    if (params.get("of") == "shape") != (draft.shape is not None):
        raise BadInput(
            _("Draw the shape that stalls must keep out of.")
            if draft.shape is None
            else _("A shape belongs to an area that is drawn."),
            field="shape",
        )


def _ended(rule: Rule, at: datetime) -> Rule | None:
    if rule.valid.upper is not None and rule.valid.upper <= at:
        return rule
    if rule.valid.lower is not None and rule.valid.lower >= at:
        rule.delete()
        return None
    rule.valid = DateTimeTZRange(rule.valid.lower, at, "[)")
    rule.save(update_fields=["valid"])
    return rule


def _contradicted(draft: RuleDraft, params: dict[str, Any]) -> Conflict:
    values = {
        "kind": draft.kind,
        "params": json.dumps(params),
        "shape": bytes(draft.shape.hexewkb).decode() if draft.shape else None,
        "priority": draft.priority,
        "zone": draft.zone_id,
        "goods": draft.goods,
        "week": str(draft.week),
        "valid": draft.valid,
    }
    found = [row["id"] for row in sql.rows("zones", "rule_conflicts", values)]
    return Conflict(
        _(
            "A rule of the same priority already says something else about this."
            " Replace it, end it before, or give one of them a higher priority."
        ),
        rules=found,
    )


def _today() -> datetime:
    return (
        timezone.now()
        .astimezone(CITY_TIME)
        .replace(hour=0, minute=0, second=0, microsecond=0)
    )
