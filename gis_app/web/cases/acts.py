"""What a person may do next with a case, and what still stands in the way."""

from __future__ import annotations

from typing import Any

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.enforcement import queries, services
from gis_app.enforcement.models import Case
from gis_app.enforcement.stages import FINAL, Stage, steps_from
from gis_app.web.cases import words
from gis_app.web.cases.rows import staff


def steps(case: Case, person: User) -> list[dict[str, Any]]:
    """Lawful steps for this role, in the order of the way; dismissal is the last."""
    if not may(person, May.WORK_ON_CASES):
        return []
    found = []
    for lawful in steps_from(case.state, case.track):
        # Recording how a notice was served takes that step, under the papers.
        if lawful.end != Stage.NOTICE_SERVED and services.may_take(lawful, person):
            missing = services.lacks(case, lawful)
            found.append(
                {
                    "to": str(lawful.end),
                    "label": words.act(lawful.end),
                    "needs_reason": lawful.needs_reason,
                    "grave": lawful.end in (Stage.DISMISSED, Stage.REMOVED),
                    "blocked": missing.message if missing else None,
                }
            )
    return found


def may_do(case: Case, person: User) -> dict[str, bool]:
    """Besides the steps: giving it to somebody, taking it on, measuring."""
    open_still = case.state not in FINAL
    measures = open_still and may(person, May.MEASURE)
    return {
        "assign": open_still and may(person, May.ASSIGN_CASES),
        "take_on": measures
        and case.assigned_to_id != person.pk
        and queries.officers_of(case.district_id).filter(pk=person.pk).exists(),
        "measure": measures,
        "add_photo": open_still and may(person, May.ADD_EVIDENCE),
    }


def officers(case: Case, person: User) -> list[dict[str, Any]]:
    """Who the case can be given to, with how many open cases each has."""
    if case.state in FINAL or not may(person, May.ASSIGN_CASES):
        return []
    found: Any = queries.officers_of(case.district_id)
    return [(staff(user) or {}) | {"open_cases": user.open_cases} for user in found]
