"""A day's inspection round: for the officer who walks it, and for who plans it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from gis_app.accounts.models import User
from gis_app.accounts.roles import May
from gis_app.web.api import gate
from gis_app.web.api.inspection_schemas import InspectionRound, Planning, Walking
from gis_app.web.api.schemas import Problem
from gis_app.web.inspection.asked import Asked, day_of, officer_for, start_of
from gis_app.web.inspection.rounds import round_of, told

router = Router(tags=["inspection"])
ANSWERS = {200: InspectionRound, 400: Problem, 401: Problem, 403: Problem}


@router.get("/rounds/today", response=ANSWERS, summary="One's own round of today")
def today(request: HttpRequest, walking: Query[Walking]) -> dict[str, Any]:
    """For an officer; the phone tells its position as where it begins."""
    person = gate.allowed(request, May.REPORT)
    return told(round_of(read(person, Planning(**walking.dict()), person)))


@router.get("/rounds/plan", response=ANSWERS, summary="A round of an officer on a day")
def plan(request: HttpRequest, planning: Query[Planning]) -> dict[str, Any]:
    """An officer plans the own rounds, planners and auditors those of any officer."""
    person = gate.allowed(request, May.SEE_FINDINGS)
    return told(round_of(read(person, planning)))


def read(person: User, planning: Planning, officer: User | None = None) -> Asked:
    """What was asked, with the officer, the day and the place found."""
    officer = officer or officer_for(person, planning.officer)
    return Asked(
        officer=officer,
        day=day_of(planning.day),
        start=start_of(officer, planning.lon, planning.lat),
        hours=planning.hours,
        visit_minutes=planning.visit_minutes,
        back=planning.back,
    )
