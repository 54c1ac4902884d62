"""The round as a sheet: chosen in the browser, printed, taken along."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.errors import BadInput
from gis_app.lib import jalali
from gis_app.web import wording
from gis_app.web.api.inspection import read
from gis_app.web.api.inspection_schemas import Planning
from gis_app.web.inspection.asked import Asked, officers
from gis_app.web.inspection.drawing import drawn
from gis_app.web.inspection.rounds import round_of, told
from gis_app.web.pages import role_label

HOURS = (2, 3, 4, 5, 6, 7, 8)
VISITS = (5, 8, 12, 20, 30)


@require_safe
@login_required
def sheet(request: HttpRequest) -> HttpResponse:
    """Plan and print a round; an officer's own, or any officer's for a planner."""
    person = request.user
    if not isinstance(person, User) or not may(person, May.SEE_FINDINGS):
        raise PermissionDenied
    asked, problem = _asked(person, request)
    context: dict[str, Any] = {"problem": problem, "role_label": role_label(request)}
    if asked is not None:
        context |= _planned(person, asked)
    return render(request, "round.html", context, status=400 if problem else 200)


def _asked(person: User, request: HttpRequest) -> tuple[Asked | None, str]:
    """What the form says; where it makes no sense, today's round and why."""
    said = {name: value for name, value in request.GET.items() if value}
    try:
        return read(person, Planning.model_validate(said)), ""
    except (ValidationError, BadInput) as error:
        problem = (
            error.message
            if isinstance(error, BadInput)
            else _("The form has something that can't be read: here is today's round.")
        )
    try:
        return read(person, Planning()), problem
    except BadInput as error:  # there is no officer at all
        return None, error.message


def _planned(person: User, asked: Asked) -> dict[str, Any]:
    planned = round_of(asked)
    known = officers(person)
    districts = asked.officer.districts.order_by("code").defer("geom")
    return {
        "round": told(planned),
        "drawing": drawn((asked.start.x, asked.start.y), planned.walk, back=asked.back)
        if planned.walk.stops
        else None,
        "officers": known if known != [person] else [],
        "districts": wording.enumerate_words([wording.name(d) for d in districts]),
        "typed_day": jalali.short(asked.day)
        if wording.persian()
        else asked.day.isoformat(),
        "hours": [(n, wording.number(n)) for n in HOURS],
        "visits": [(n, wording.number(n)) for n in VISITS],
        "asked": asked,
    }
