"""A day's inspection round: the stops in their order, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from pyproj import Transformer

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.models import Case
from gis_app.enforcement.visits import Visit, visits
from gis_app.enforcement.workdays import Calendar
from gis_app.lib.walk import METRES_A_MINUTE, Walk, plan
from gis_app.lib.week import CITY_TIME
from gis_app.web import findings, verdicts, wording
from gis_app.web.inspection import words
from gis_app.web.inspection.asked import BEGINS, Asked

MOST_TOLD = 50
"""So many of those that did not fit are named; the rest is a number."""
_TO_LONLAT = Transformer.from_crs(STORAGE_SRID, LONLAT_SRID, always_xy=True)


@dataclass(frozen=True)
class Round:
    """A planned walk and what its stops are about."""

    asked: Asked
    walk: Walk
    visits: dict[int, Visit]
    """By finding."""
    has_districts: bool

    @property
    def pressing(self) -> int:
        """How many stops are overdue or due on the day."""
        taken = [self.visits[stop.key] for stop in self.walk.stops]
        return sum(visit.overdue or visit.due_today for visit in taken)


def round_of(asked: Asked) -> Round:
    """Choose and order the stops of an officer's day."""
    has_districts = asked.officer.districts.exists()
    found = visits(asked.officer, asked.day, asked.start) if has_districts else []
    walk = plan(
        (asked.start.x, asked.start.y),
        [visit.stop for visit in found],
        minutes=asked.hours * 60,
        visit_minutes=asked.visit_minutes,
        back=asked.back,
    )
    return Round(asked, walk, {visit.finding: visit for visit in found}, has_districts)


def told(planned: Round) -> dict[str, Any]:
    """The round as JSON; times count from the hour at which a day begins."""
    asked, walk = planned.asked, planned.walk
    left = walk.left_out[:MOST_TOLD]
    rows = _rows([stop.key for stop in (*walk.stops, *left)])
    calendar = Calendar()
    return {
        "day": asked.day.isoformat(),
        "day_label": words.day(_at(asked, 0)),
        "working_day": calendar.is_open(asked.day),
        "officer": {"id": asked.officer.pk, "name": _name(asked)},
        "start": _lonlat(asked.start.x, asked.start.y),
        "hours": asked.hours,
        "visit_minutes": asked.visit_minutes,
        "back": asked.back,
        "length_m": round(walk.length_m),
        "minutes": round(walk.minutes),
        "summary": words.summary(walk, planned.pressing, len(walk.left_out))
        or words.nothing(planned.has_districts),
        "order": words.order(),
        "stops": [_stop(planned, rows, n) for n in range(len(walk.stops))],
        "left_out": [_left(planned, rows, stop.key) for stop in left],
        "left_out_count": len(walk.left_out),
    }


def _stop(planned: Round, rows: dict[int, dict[str, Any]], n: int) -> dict[str, Any]:
    walk, asked = planned.walk, planned.asked
    on_foot = sum(walk.legs_m[: n + 1]) / METRES_A_MINUTE
    arrives = _at(asked, on_foot + n * asked.visit_minutes)
    stop = walk.stops[n]
    return _told_of(planned, rows, stop.key) | {
        "n": n + 1,
        "n_label": wording.number(n + 1),
        "leg_m": round(walk.legs_m[n]),
        "leg_label": words.far(walk.legs_m[n]),
        "arrives_label": words.clock(arrives),
        "place": _lonlat(stop.x, stop.y),
    }


def _left(planned: Round, rows: dict[int, dict[str, Any]], key: int) -> dict[str, Any]:
    visit = planned.visits[key]
    pressing = visit.overdue or visit.due_today
    return _told_of(planned, rows, key) | {"pressing": pressing}


def _told_of(
    planned: Round, rows: dict[int, dict[str, Any]], key: int
) -> dict[str, Any]:
    visit, row = planned.visits[key], rows[key]
    return {
        "finding": row,
        "task": visit.task.value,
        "task_label": str(words.TASKS[visit.task]),
        "reason": words.reason(visit, row["certainty"]),
        "overdue": visit.overdue,
        "due_today": visit.due_today,
    }


def _rows(keys: list[int]) -> dict[int, dict[str, Any]]:
    """Findings by id, the case's number with them; two queries."""
    found = findings.listed(Encroachment.objects.filter(pk__in=keys))
    rows = {
        finding.pk: findings.row(finding) | {"seen_label": verdicts.seen(finding)}
        for finding in found
    }
    cases = [row["case"]["id"] for row in rows.values() if row["case"]]
    numbers = {
        case.pk: wording.digits(case.number)
        for case in Case.objects.filter(pk__in=cases).only("year", "sequence")
    }
    for row in rows.values():
        if row["case"]:
            row["case"]["number_label"] = numbers[row["case"]["id"]]
    return rows


def _at(asked: Asked, minutes: float) -> datetime:
    begins = datetime.combine(asked.day, time(BEGINS), CITY_TIME)
    return begins + timedelta(minutes=minutes)


def _name(asked: Asked) -> str:
    return asked.officer.get_full_name() or asked.officer.get_username()


def _lonlat(x: float, y: float) -> list[float]:
    lon, lat = _TO_LONLAT.transform(x, y)
    return [round(lon, 6), round(lat, 6)]
