"""The filters of the findings queue, and how many findings each answer would leave.

Every finding has exactly one value of every facet, so that the counts of a facet, taken
under the other filters, add up to what is left without that facet's own filter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from gis_app.encroachment.models import Encroachment
from gis_app.encroachment.querysets import FindingSet
from gis_app.enforcement.models import Case as CaseFile
from gis_app.enforcement.stages import Stage

NONE = "none"
"""A finding without a case, or in no district."""

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
AGES = {
    "week": _("The last week"),
    "month": _("Before that, within a month"),
    "older": _("Longer ago"),
}
STAGES = {NONE: _("No case yet"), **{str(s): s.label for s in Stage}}
FACETS = ("certainty", "kind", "district", "age", "stage")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Chosen:
    """One value a facet; None is "all" (of the certainties: all but noise)."""

    certainty: str | None = None
    kind: str | None = None
    district: str | None = None
    age: str | None = None
    stage: str | None = None

    def admits(self, facet: str, value: str) -> bool:
        """Whether a finding with this value of the facet passes the facet's filter."""
        wanted: str | None = asdict(self)[facet]
        if facet != "certainty":
            return wanted is None or value == wanted
        if wanted is None:
            return value != Encroachment.Certainty.NOISE
        return wanted == "all" or value == wanted

    def condition(self) -> Q:
        """The same for the database, over what ``valued`` came up with."""
        condition = Q()
        for facet, wanted in asdict(self).items():
            if wanted is not None and wanted != "all":
                condition &= Q(**{f"of_{facet}": wanted})
        if self.certainty is None:
            condition &= ~Q(certainty=Encroachment.Certainty.NOISE)
        return condition


def valued(findings: FindingSet, now: datetime) -> FindingSet:
    """Findings with their value of each facet, as text: ``of_kind``, ``of_age`` …"""
    return findings.annotate(
        of_certainty=F("certainty"),
        of_kind=F("kind"),
        of_district=Coalesce(
            Cast("district_id", CharField()), Value(NONE), output_field=CharField()
        ),
        of_age=Case(
            When(found_at__gt=now - WEEK, then=Value("week")),
            When(found_at__gt=now - MONTH, then=Value("month")),
            default=Value("older"),
            output_field=CharField(),
        ),
        of_stage=Coalesce(newest_case("state"), Value(NONE)),
    )


def newest_case(field: str) -> Subquery:
    """A column of the finding's newest case: it may have had several."""
    of_finding = CaseFile.objects.filter(finding=OuterRef("pk"))
    return Subquery(of_finding.order_by("-pk").values(field)[:1])


def counts(
    findings: FindingSet, chosen: Chosen
) -> tuple[int, dict[str, dict[str, int]]]:
    """How many pass all filters; and by facet and value, under the other filters.

    ``findings`` come from ``valued``. One query, whatever is chosen.
    """
    values = [f"of_{facet}" for facet in FACETS]
    rows = findings.order_by().values(*values).annotate(n=Count("pk"))
    return tallies(list(rows), chosen)


def tallies(
    rows: Iterable[Row], chosen: Chosen
) -> tuple[int, dict[str, dict[str, int]]]:
    """``counts`` from groups: a value of each facet (``of_kind`` …) and ``n``."""
    total = sum(row["n"] for row in rows if _passes(row, chosen, FACETS))
    return total, {facet: _tally(rows, chosen, facet) for facet in FACETS}


def _tally(rows: Iterable[Row], chosen: Chosen, facet: str) -> dict[str, int]:
    others = [other for other in FACETS if other != facet]
    found: dict[str, int] = {}
    for row in rows:
        if _passes(row, chosen, others):
            value = row[f"of_{facet}"]
            found[value] = found.get(value, 0) + row["n"]
    return found


def _passes(row: Row, chosen: Chosen, facets: Iterable[str]) -> bool:
    return all(chosen.admits(facet, row[f"of_{facet}"]) for facet in facets)
