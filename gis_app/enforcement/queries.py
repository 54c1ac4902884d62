"""Which cases a person may know of, which went before, and who could take one on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gis_app.accounts.models import District, Role, User
from gis_app.accounts.roles import May, Person, bound_to_districts, may
from gis_app.enforcement.models import Case
from gis_app.enforcement.querysets import CaseSet
from gis_app.enforcement.stages import FINAL


def visible_to(person: Person) -> CaseSet:
    """The cases that this person may know of; an officer: of own districts."""
    cases: CaseSet = Case.objects.all()
    if not may(person, May.SEE_CASES):
        return cases.none()
    if bound_to_districts(person):
        return cases.in_districts(person.districts.all())
    return cases


def previous_cases(case: Case) -> CaseSet:
    """Other cases of the same place or of the same party, the newest first.

    The same place: the shapes share more than an edge.
    """
    # Neighbours that only touch along a line are no former cases of this place.
    same: Q = Q(geom__bboverlaps=case.geom, geom__relate=(case.geom, "T********"))
    if case.party_id is not None:
        same |= Q(party=case.party_id)
    others: CaseSet = Case.objects.exclude(pk=case.pk)
    return others.filter(same).order_by("-opened_at", "-pk")


def district_of(shape: Any) -> District | None:
    """The district that holds a point that surely lies on the shape."""
    middle = shape.point_on_surface
    return (
        District.objects.filter(geom__intersects=middle)
        .order_by("code")
        .defer("geom")
        .first()
    )


def officers_of(district: District | int | None) -> QuerySet[User]:
    """Active officers of a district, who has the fewest open cases first."""
    open_cases = Count("cases", filter=~Q(cases__state__in=FINAL), distinct=True)
    return (
        User.objects.filter(role=Role.OFFICER, is_active=True, districts=district)
        .annotate(open_cases=open_cases)
        .order_by("open_cases", "pk")
    )


def due_today(cases: CaseSet, at: datetime) -> CaseSet:
    """Open ones whose deadline ends within the city's day, and hasn't passed yet."""
    begin = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return cases.open().filter(due_at__gte=at, due_at__lt=begin + timedelta(days=1))


def workload(cases: CaseSet, at: datetime) -> list[dict[str, Any]]:
    """Per officer: open cases, and how many of them are overdue; the most first."""
    late = Count("pk", filter=Q(due_at__lt=at))
    rows = (
        cases.open()
        .exclude(assigned_to=None)
        .order_by()
        .values("assigned_to")
        .annotate(open=Count("pk"), overdue=late)
        .order_by("-overdue", "-open", "assigned_to")
    )
    return [dict(row) for row in rows]
