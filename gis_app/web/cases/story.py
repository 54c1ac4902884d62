"""How a case went so far: its way as a line of stages, and its events as a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gis_app.accounts.models import Role, User
from gis_app.enforcement.models import Case, CaseAssignment, CaseEvent
from gis_app.enforcement.stages import ahead_of
from gis_app.web import wording
from gis_app.web.cases import words
from gis_app.web.cases.rows import staff


def line(case: Case, events: Sequence[CaseEvent]) -> list[dict[str, Any]]:
    """Stages gone through, the one it stands at, and those that usually follow."""
    gone = [
        {
            "state": event.to_state,
            "label": words.stage(event.to_state),
            "where": "done",
            "at_label": wording.day(event.at),
        }
        for event in events
    ]
    if gone:
        gone[-1]["where"] = "here"
    ahead = [
        {
            "state": str(stage),
            "label": str(stage.label),
            "where": "ahead",
            "at_label": "",
        }
        for stage in ahead_of(case.state, case.track)
    ]
    return gone + ahead


def timeline(case: Case, events: Sequence[CaseEvent]) -> list[dict[str, Any]]:
    """Steps and assignments, the newest first."""
    given = list(case.assignments.select_related("officer").order_by("pk"))
    names = _names([*(e.by for e in events), *(a.by for a in given)])
    told = [_step(event, names) for event in events]
    told += [_given(assignment, names) for assignment in given]
    # At the same moment a case is opened first, and then given to somebody.
    told.sort(key=lambda one: (one["at"], one["to"] == ""))
    return told[::-1]


def _step(event: CaseEvent, names: dict[str, str]) -> dict[str, Any]:
    return {
        "at": event.at.isoformat(),
        "at_label": wording.moment(event.at),
        "by": names.get(event.by, event.by),
        "role_label": _role(event.role),
        "to": event.to_state,
        "what": words.happened(event.from_state, event.to_state),
        "reason": event.reason,
        "deadline_label": wording.day(event.deadline) if event.deadline else "",
        "legal_ref": event.legal_ref,
    }


def _given(assignment: CaseAssignment, names: dict[str, str]) -> dict[str, Any]:
    officer = staff(assignment.officer) or {}
    return {
        "at": assignment.at.isoformat(),
        "at_label": wording.moment(assignment.at),
        "by": names.get(assignment.by, assignment.by),
        "role_label": "",
        "to": "",
        "what": words.given_to(officer["name"]),
        "reason": assignment.reason,
        "deadline_label": "",
        "legal_ref": "",
    }


def _names(usernames: Sequence[str]) -> dict[str, str]:
    users = User.objects.filter(username__in=set(usernames))
    return {u.username: u.get_full_name() or u.username for u in users}


def _role(role: str) -> str:
    return str(Role(role).label) if role in Role.values else ""
