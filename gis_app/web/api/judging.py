"""As of when the findings are true, what waits to be judged, and who may hold it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth
from pydantic import Field

from gis_app.accounts.roles import May, may
from gis_app.encroachment import judging
from gis_app.web import wording
from gis_app.web.api import gate
from gis_app.web.api.schemas import Problem

router = Router(tags=["findings"])


class Judging(Schema):
    """Findings are true as of ``true_at``, but for ``waiting`` places."""

    true_at: str | None = Field(description="Empty: nothing was ever judged.")
    true_label: str | None
    waiting: int
    done: int = Field(description="Of the work under way.")
    total: int
    held: bool = Field(description="Somebody said to wait with it.")
    kept: bool = Field(description="A worker is there.")
    aside: int = Field(description="Places that can't be judged: see the log.")
    may_hold: bool


class Wish(Schema):
    """Hold it, or go on."""

    hold: bool


@router.get("/findings/judging", response=Judging, summary="How true they are now")
def how_true(request: HttpRequest) -> dict[str, Any]:
    """As of when, and how much of a bulk edit is judged."""
    gate.allowed(request, May.SEE_FINDINGS)
    return _told(request)


@router.post(
    "/findings/judging",
    auth=django_auth,
    response={200: Judging, 403: Problem},
    summary="Hold the judging of a bulk edit, or go on",
)
def hold_or_go_on(request: HttpRequest, body: Wish) -> dict[str, Any]:
    """What waits goes on waiting; edits that follow are judged all the same."""
    person = gate.allowed(request, May.HOLD_JUDGING)
    (judging.hold if body.hold else judging.go_on)(by=person)
    return _told(request)


def _told(request: HttpRequest) -> dict[str, Any]:
    state = judging.state()
    return asdict(state) | {
        "true_at": state.true_at and state.true_at.isoformat(),
        "true_label": state.true_at and wording.moment(state.true_at),
        "may_hold": may(request.user, May.HOLD_JUDGING),
    }
