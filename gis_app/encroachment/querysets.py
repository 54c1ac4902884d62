"""Questions about findings that read like the question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DurationField,
    F,
    Func,
    IntegerField,
    Value,
    When,
)
from django.db.models.query import QuerySet

from gis_app.accounts.models import District
from gis_app.lib.week import CITY_TIME, Week
from gis_app.weekfield import WeekField

if TYPE_CHECKING:
    from gis_app.encroachment.models import Encroachment  # noqa: F401

SEVERITY = ("noise", "unknown", "suspect", "probable", "strong")
MOBILE = ("stall", "goods", "vehicle")
"""Kinds of occupation that come and go, so that the hour of a sighting tells."""


class WeekMinutes(Func):
    """The minutes of the week that a range of time covers (sql/week_minutes.sql)."""

    function = "meydan.week_minutes"
    template = f"%(function)s(%(expressions)s, '{CITY_TIME.key}')"
    output_field = WeekField()
    arity = 1


class Lasted(Func):
    """How long a range of time lasted by the city's clock, as in ``WeekMinutes``."""

    template = (
        f"(upper(%(expressions)s) AT TIME ZONE '{CITY_TIME.key}'"
        f" - lower(%(expressions)s) AT TIME ZONE '{CITY_TIME.key}')"
    )
    output_field = DurationField()
    arity = 1


class Overlap(Func):
    """``Overlap(a, b)``: whether two ranges share anything."""

    template = "(%(expressions)s)"
    arg_joiner = " && "
    output_field = BooleanField()
    arity = 2


class FindingSet(QuerySet["Encroachment"]):
    """``Encroachment.objects.open().shown().by_severity()``."""

    def open(self) -> FindingSet:
        """Still found by the last scan that looked."""
        return self.filter(closed_at=None)

    def shown(self) -> FindingSet:
        """All but what measurement error explains."""
        return self.exclude(certainty="noise")

    def in_districts(self, districts: Iterable[District]) -> FindingSet:
        """Those of an officer's reach."""
        return self.filter(district__in=districts)

    def seen_in_hour(self, hour: int) -> FindingSet:
        """Of what comes and goes: seen in an hour of the week, 0 is Saturday 0:00."""
        hours = Value(Week(((hour * 60, hour * 60 + 60),)), output_field=WeekField())
        return self.filter(
            Overlap(WeekMinutes("occupation__seen"), hours), occupation__kind__in=MOBILE
        )

    def with_hours(self) -> FindingSet:
        """Those whose sighting says anything of the hours of the week."""
        # Without the minutes themselves, which would be worked out to be dropped.
        lasted = Lasted("occupation__seen")
        return self.alias(lasted=lasted).filter(lasted__lt=timedelta(days=7))

    def by_severity(self) -> FindingSet:
        """The surest first, then the deepest in σ, then the largest."""
        deepest = F("z").desc(nulls_last=True)
        return self.order_by(_rank().desc(), deepest, "-area_m2", "id")

    def by_severity_near(self, place: Point) -> FindingSet:
        """The surest first, of each class the nearest to a place."""
        return self.order_by(_rank().desc(), Distance("geom", place), "id")

    def counts(self, by: str) -> dict[str, int]:
        """How many there are of each ``kind`` or ``certainty``."""
        rows = self.order_by().values_list(by).annotate(Count("id")).order_by(by)
        return dict(rows)


def _rank() -> Case:
    """How sure, as a number that sorts."""
    ranks = [When(certainty=c, then=Value(n)) for n, c in enumerate(SEVERITY)]
    return Case(*ranks, default=Value(0), output_field=IntegerField())
