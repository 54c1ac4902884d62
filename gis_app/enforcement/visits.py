"""Which findings and cases need somebody to go there on a day, and how much it presses.

Deadlines first: what is overdue, the oldest first, then what is due on the day. Then by
severity, in each class the cases before findings that nobody followed yet. Who walks
where is lib/walk.py's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.contrib.gis.db.models.functions import Centroid
from django.contrib.gis.geos import Point
from django.db.models import Q

from gis_app.accounts.models import User
from gis_app.crs import STORAGE_SRID
from gis_app.encroachment.models import Encroachment
from gis_app.encroachment.querysets import MOBILE
from gis_app.enforcement.models import Case
from gis_app.enforcement.stages import Stage
from gis_app.lib.walk import Stop
from gis_app.lib.week import CITY_TIME

MOST_CANDIDATES = 200
STILL_THERE = timedelta(days=7)
"""A stall that was seen within so many days may stand there again (proposed)."""
CLASSES = ("strong", "probable", "suspect", "unknown", "noise")
OVERDUE, TODAY, CLASS = 0, 1, 2
"""The first part of an urgency; from CLASS on it is the class of certainty."""


class Task(StrEnum):
    """What is to be done on the spot."""

    LOOK = "look"
    VERIFY = "verify"
    SERVE = "serve"
    CHECK = "check"
    ENFORCE = "enforce"


TASKS = {
    Stage.DETECTED: Task.VERIFY,
    Stage.VERIFIED: Task.SERVE,
    Stage.CURE_PERIOD: Task.CHECK,
    Stage.DECIDED: Task.ENFORCE,
}
"""What a stage asks of the officer in the field; the others are work at a desk."""


@dataclass(frozen=True)
class Visit:
    """One place to go to; ``case`` is None where nobody opened one."""

    finding: int
    case: int | None
    task: Task
    due_at: datetime | None
    stop: Stop

    @property
    def overdue(self) -> bool:
        """Its deadline was before the day."""
        return self.stop.urgency[0] == OVERDUE

    @property
    def due_today(self) -> bool:
        """Its deadline is on the day."""
        return self.stop.urgency[0] == TODAY


def visits(officer: User, day: date, start: Point) -> list[Visit]:
    """What the officer could visit on a day: all that presses, then the nearest.

    Cases that were given to somebody else are left to them.
    """
    found = [*_cases(officer, day)]
    room = max(MOST_CANDIDATES - len(found), 0)
    return [*found, *_findings(officer, day, start, room)]


def _cases(officer: User, day: date) -> Iterator[Visit]:
    begins, ends = _bounds(day)
    mine = Q(assigned_to=officer) | Q(assigned_to=None)
    at_work = [stage for stage in TASKS if stage != Stage.CURE_PERIOD]
    # Before its end the time to put it right asks nothing of anybody.
    pressing = Q(state__in=at_work) | Q(state=Stage.CURE_PERIOD, due_at__lt=ends)
    cases = (
        Case.objects.open()
        .in_districts(officer.districts.all())
        .filter(mine, pressing)
        .annotate(middle=Centroid("geom"))
        .order_by("due_at", "pk")
    )
    for case in cases.values(
        "pk", "finding", "state", "due_at", "middle", "finding__certainty"
    ):
        due = case["due_at"]
        urgency = (CLASS + CLASSES.index(case["finding__certainty"]), 0)
        if due and due < begins:
            urgency = (OVERDUE, due.astimezone(CITY_TIME).date().toordinal())
        elif due and due < ends:
            urgency = (TODAY, 0)
        yield _visit(case, case["pk"], case["finding"], urgency)


def _findings(officer: User, day: date, start: Point, most: int) -> Iterator[Visit]:
    begins, _ = _bounds(day)
    lasting = ~Q(occupation__kind__in=MOBILE)
    open_end = Q(occupation__seen__endswith=None)
    findings = (
        Encroachment.objects.open()
        .shown()
        .in_districts(officer.districts.all())
        .filter(occupation__isnull=False, cases=None)
        .filter(
            open_end
            | Q(lasting, occupation__seen__endswith__gt=begins)
            | Q(occupation__seen__endswith__gt=begins - STILL_THERE) & ~lasting
        )
        .by_severity_near(start)
        .annotate(middle=Centroid("geom"))
    )
    for row in findings.values("pk", "certainty", "middle")[:most]:
        urgency = (CLASS + CLASSES.index(row["certainty"]), 1)
        yield _visit(row, None, row["pk"], urgency)


def _visit(
    row: Mapping[str, Any], case: int | None, finding: int, urgency: tuple[int, ...]
) -> Visit:
    return Visit(
        finding=finding,
        case=case,
        task=TASKS[row["state"]] if case else Task.LOOK,
        due_at=row.get("due_at"),
        stop=Stop(finding, row["middle"].x, row["middle"].y, urgency),
    )


def _bounds(day: date) -> tuple[datetime, datetime]:
    """The beginning and the end of a day in the city's time."""
    begins = datetime.combine(day, time(), CITY_TIME)
    return begins, begins + timedelta(days=1)


def middle_of(officer: User) -> Point | None:
    """Where a round begins when nobody says: amid the districts; None without any."""
    centres = [d.geom.centroid for d in officer.districts.order_by("pk")]
    if not centres:
        return None
    x = sum(c.x for c in centres) / len(centres)
    y = sum(c.y for c in centres) / len(centres)
    return Point(x, y, srid=STORAGE_SRID)
