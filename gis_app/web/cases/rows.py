"""Cases as lists need them: one line each, within what its reader may know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gis_app.accounts.models import User
from gis_app.accounts.roles import Person, may_open
from gis_app.enforcement.models import Case
from gis_app.enforcement.workdays import Calendar, left
from gis_app.web import findings, verdicts, wording
from gis_app.web.cases import words
from gis_app.web.shapes import Box, Place

OF_FINDING = tuple(f"finding__{name}" for name in findings.RELATED)


def listed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what a row needs, and without the heavy columns."""
    heavy = ["geom", "judged_by", "finding__geom", "district__geom"]
    heavy += [f"{name}__geom" for name in OF_FINDING]
    return (
        cases.select_related("district", "assigned_to", *OF_FINDING)
        .defer(*heavy)
        .annotate(box_lonlat=Box("geom"), place_lonlat=Place("geom"))
    )


class Rows:
    """Makes rows for one reader at one moment; the calendar is read once."""

    def __init__(self, person: Person, now: datetime | None = None) -> None:
        self.person = person
        self.now = now or timezone.now()
        self.calendar = Calendar()

    def row(self, case: Case) -> dict[str, Any]:
        """One case that came from ``listed``."""
        sees_finding = may_open(self.person, "finding")
        return {
            "id": case.pk,
            "number": case.number,
            "number_label": wording.digits(case.number),
            "title": verdicts.title(case.finding),
            "track": case.track,
            "track_label": case.get_track_display(),
            "state": case.state,
            "state_label": case.get_state_display(),
            "opened_at": case.opened_at.isoformat(),
            "opened_label": wording.day(case.opened_at),
            **self.deadline(case),
            "assigned": staff(case.assigned_to),
            "district": case.district_id,
            "district_label": wording.name(case.district) if case.district else "",
            "finding": case.finding_id if sees_finding else None,
            "point": getattr(case, "place_lonlat"),  # noqa: B009 (annotation)
            "bbox": getattr(case, "box_lonlat"),  # noqa: B009 (annotation)
        }

    def deadline(self, case: Case) -> dict[str, Any]:
        """Until when, and how many working days that leaves."""
        due = case.due_at
        return {
            "due_at": due.isoformat() if due else None,
            "due_label": wording.day(due) if due else "",
            "due_words": words.due(due, self.now, self.calendar),
            "days_left": left(self.now, due, self.calendar) if due else None,
            "overdue": bool(due and due < self.now),
        }


def staff(user: User | None) -> dict[str, Any] | None:
    """A member of staff, by name where there is one."""
    if user is None:
        return None
    return {"id": user.pk, "name": user.get_full_name() or user.get_username()}
