"""Reads who walks, on which day, from where and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.gis.geos import Point
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.models import Role, User
from gis_app.accounts.roles import May, bound_to_districts, may
from gis_app.crs import STORAGE_SRID
from gis_app.enforcement.visits import middle_of
from gis_app.errors import BadInput
from gis_app.lib.week import CITY_TIME
from gis_app.web.boxes import storage_xy
from gis_app.web.giving import read_valid

HOURS, VISIT_MINUTES, BEGINS = 6.0, 12.0, 8
"""A day in the field, a visit, and the hour of the day it begins (proposed)."""


@dataclass(frozen=True)
class Asked:
    """One officer's day; ``start`` in the storage CRS."""

    officer: User
    day: date
    start: Point
    hours: float = HOURS
    visit_minutes: float = VISIT_MINUTES
    back: bool = False


def officers(person: User) -> list[User]:
    """Whose rounds this person may plan or read; an officer only the own ones."""
    if not may(person, May.SEE_FINDINGS):
        return []
    if bound_to_districts(person):
        return [person]
    found = User.objects.filter(role=Role.OFFICER, is_active=True)
    return list(found.prefetch_related("districts").order_by("username"))


def officer_for(person: User, key: int | None) -> User:
    """The officer that was chosen; the person, or the first one, when none was.

    Raises BadInput for somebody whose rounds this person has nothing to do with.
    """
    known = officers(person)
    for officer in known:
        if key is None or officer.pk == key:
            return officer
    if not known:
        raise BadInput(_("There is no officer yet: the back office adds one."))
    raise BadInput(_("There is no such officer: choose one from the list."))


def day_of(text: str | None) -> date:
    """A day as people type it, today when empty; raises BadInput."""
    if not text:
        return timezone.now().astimezone(CITY_TIME).date()
    first: datetime = read_valid(text, text).lower
    return first.astimezone(CITY_TIME).date()


def start_of(officer: User, lon: float | None, lat: float | None) -> Point:
    """Where the round begins: a place, or amid the officer's districts."""
    if lon is not None and lat is not None:
        return Point(*storage_xy(lon, lat), srid=STORAGE_SRID)
    return middle_of(officer) or Point(0, 0, srid=STORAGE_SRID)
