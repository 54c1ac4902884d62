"""Questions about cases and evidence that read like the question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.query import QuerySet

from gis_app.accounts.models import District
from gis_app.enforcement.stages import FINAL

if TYPE_CHECKING:
    from gis_app.enforcement.models import Case, Evidence  # noqa: F401


class CaseSet(QuerySet["Case"]):
    """``Case.objects.open().in_districts(mine).overdue(now)``."""

    def open(self) -> CaseSet:
        """Neither closed nor dismissed."""
        return self.exclude(state__in=FINAL)

    def in_districts(self, districts: Iterable[District]) -> CaseSet:
        """Those of an officer's reach."""
        return self.filter(district__in=districts)

    def overdue(self, at: datetime) -> CaseSet:
        """Open ones whose deadline has passed."""
        return self.open().filter(due_at__lt=at)


class EvidenceSet(QuerySet["Evidence"]):
    """``Evidence.objects.of(case)``."""

    def of(self, case: Case) -> EvidenceSet:
        """What was filed for the case, or for its occupation before there was one."""
        mine = Q(case=case)
        if case.finding.occupation_id is not None:
            mine |= Q(case=None, occupation=case.finding.occupation_id)
        return self.filter(mine).order_by("seq")
