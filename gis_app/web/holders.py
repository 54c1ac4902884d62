"""Rights on a card: who holds what and when, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.roles import May, Person, may
from gis_app.allocation.queries import may_undo
from gis_app.land.models import Party, Right
from gis_app.web import wording


def holder(party: Party | None, person: Person) -> str | None:
    """The name, the pseudonym, or nothing at all, by the reader's role."""
    if party is None or not may(person, May.SEE_RIGHTS):
        return None
    return party.name if may(person, May.SEE_NAMES) else party.pseudonym


def held(rights: QuerySet[Right], person: Person) -> list[dict[str, Any]]:
    """Rights for a card, the newest first; none for those who may not see rights."""
    if not may(person, May.SEE_RIGHTS):
        return []
    rows = rights.select_related("party").defer("geom").order_by("-valid", "-pk")[:50]
    return [_held(right, person) for right in rows]


def taken(rights: Iterable[Right]) -> list[str]:
    """``until 29 Esfand 1405: every day 17:00–21:00``: hours without persons."""
    return [f"{wording.week(r.week)} ({wording.period(r.valid)})" for r in rights]


def state(right: Right) -> tuple[str, str]:
    """What a right's status means today, as a code and in words."""
    now = timezone.now()
    if right.status == Right.Status.ACTIVE:
        if right.valid.upper is not None and right.valid.upper <= now:
            return "ended", _("Ended")
        if right.valid.lower is not None and right.valid.lower > now:
            return "future", _("Not yet begun")
    return right.status, str(right.get_status_display())


def _held(right: Right, person: Person) -> dict[str, Any]:
    status, status_label = state(right)
    permit = right.kind == Right.Kind.VENDING_PERMIT
    allocates = permit and may(person, May.ALLOCATE)
    return {
        "id": right.pk,
        "label": str(right.get_kind_display()),
        "holder": holder(right.party, person),
        "valid": wording.period(right.valid),
        "week": wording.week(right.week),
        "status": status,
        "status_label": status_label,
        "can_end": allocates and status in ("active", "future"),
        "can_undo": allocates and may_undo(right, person),
    }
