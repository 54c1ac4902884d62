"""Questions about findings that read like the question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, Value, When
from django.db.models.query import QuerySet

from gis_app.accounts.models import District

if TYPE_CHECKING:
    from gis_app.encroachment.models import Encroachment  # noqa: F401

SEVERITY = ("noise", "unknown", "suspect", "probable", "strong")


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

    def by_severity(self) -> FindingSet:
        """The surest first, then the deepest in σ, then the largest."""
        ranks = [When(certainty=c, then=Value(n)) for n, c in enumerate(SEVERITY)]
        return self.annotate(
            severity=Case(*ranks, default=Value(0), output_field=IntegerField())
        ).order_by("-severity", F("z").desc(nulls_last=True), "-area_m2", "id")

    def counts(self, by: str) -> dict[str, int]:
        """How many there are of each ``kind`` or ``certainty``."""
        rows = self.order_by().values_list(by).annotate(Count("id")).order_by(by)
        return dict(rows)
