"""When in the week obstructions were seen, and when anybody looked at all.

A sighting counts in every hour of the week (the city's time) that it touches. Reports
tell when somebody saw something, not when nothing was there: the only trace of looking
is that something, lawful or not, was reported on that day at that hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gis_app import sql
from gis_app.encroachment.models import Encroachment
from gis_app.encroachment.querysets import MOBILE, FindingSet
from gis_app.lib.week import CITY_TIME

HOURS = 168


@dataclass(frozen=True)
class Hour:
    """One hour of the week; 0 is Saturday 0:00 to 1:00."""

    hour: int
    findings: int
    minutes: int
    days: int
    """On how many days something that comes and goes was seen at this hour."""

    @property
    def a_day(self) -> float | None:
        """Findings a day on which anything was reported; None: nobody is known to have
        looked."""
        return self.findings / self.days if self.days else None


@dataclass(frozen=True)
class Heat:
    """All hours; how many findings have one, how many have no end or last a week."""

    hours: list[Hour]
    findings: int
    without_hours: int


def heat(findings: FindingSet, districts: Iterable[int] | None) -> Heat:
    """The week of those of the findings whose occupation comes and goes.

    ``districts`` bounds where looking counts; None is the whole city.
    """
    moving = findings.filter(occupation__kind__in=MOBILE)
    keys = list(moving.values_list("pk", flat=True))
    values = {
        "findings": keys,
        "districts": None if districts is None else list(districts),
        "mobile": list(MOBILE),
        "city_time": CITY_TIME.key,
    }
    hours = [Hour(**row) for row in sql.rows("encroachment", "heat", values)]
    told = Encroachment.objects.filter(pk__in=keys).with_hours().count()
    return Heat(hours, findings=told, without_hours=len(keys) - told)
