"""The auditor's random sample: draw it, record what was right, take it as a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from ninja.security import django_auth
from pydantic import Field

from gis_app.accounts.roles import May
from gis_app.enforcement import auditing
from gis_app.enforcement.audits import AuditItem, AuditSample
from gis_app.errors import BadInput
from gis_app.web.api import gate
from gis_app.web.api.schemas import Problem
from gis_app.web.audit import files, week

router = Router(tags=["audit"])
REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem}
SATURDAY = 5
Verdict = Literal["right", "wrong", "unclear", ""]


class OfWeek(Schema):
    """Which week, by its Saturday; empty: this one."""

    week: date | None = None


class Drawing(Schema):
    """How many of each group."""

    size: Annotated[int, Field(ge=1, le=200)] = 10


class Judging(Schema):
    """What the auditor found; an empty verdict takes it back."""

    verdict: Verdict
    note: Annotated[str, Field(max_length=500)] = ""


@router.get(
    "/audit",
    response={200: dict[str, Any]} | REFUSED,
    summary="The random sample of a week",
)
def audit(request: HttpRequest, asked: Query[OfWeek]) -> dict[str, Any]:
    """What was drawn, what was found, and the share of errors with its interval."""
    gate.allowed(request, May.AUDIT)
    return week.told(_saturday(asked.week), auditing.week_of(timezone.now()))


@router.post(
    "/audit/draw",
    auth=django_auth,
    response={201: dict[str, Any]} | REFUSED | {409: Problem},
    summary="Draw this week's sample",
)
def draw(request: HttpRequest, drawing: Drawing) -> Status[dict[str, Any]]:
    """Once a week; 409 when it was drawn already."""
    person = gate.allowed(request, May.AUDIT)
    auditing.draw(size=drawing.size, by=person)
    this_week = auditing.week_of(timezone.now())
    return Status(201, week.told(this_week, this_week))


@router.post(
    "/audit/items/{int:item_id}",
    auth=django_auth,
    response={200: dict[str, Any]} | REFUSED,
    summary="Say whether it was right",
)
def judge(request: HttpRequest, item_id: int, judging: Judging) -> dict[str, Any]:
    """The week as it is then; earlier verdicts stay in the history."""
    person = gate.allowed(request, May.AUDIT)
    item = get_object_or_404(AuditItem, pk=item_id)
    auditing.judge(item=item, by=person, verdict=judging.verdict, note=judging.note)
    return week.told(item.sample.week, auditing.week_of(timezone.now()))


@router.get(
    "/audit/table",
    response={200: None} | REFUSED,
    summary="The week's sample as CSV",
)
def table(request: HttpRequest, asked: Query[OfWeek]) -> HttpResponse:
    """For spreadsheets: UTF-8 with its mark, commas."""
    gate.allowed(request, May.AUDIT)
    day = _saturday(asked.week)
    return _file(files.table(day), "text/csv", f"audit-{day}.csv")


@router.get(
    "/audit/list/{group}",
    response={200: None} | REFUSED,
    summary="The list that a sample was drawn from",
)
def frame(
    request: HttpRequest, group: AuditSample.Group, asked: Query[OfWeek]
) -> HttpResponse:
    """District, officer and subject, tab-separated: its SHA-256 is the root."""
    gate.allowed(request, May.AUDIT)
    day = _saturday(asked.week)
    sample = get_object_or_404(AuditSample, week=day, group=group)
    return _file(sample.frame, "text/plain", f"audit-{day}-{group}.txt")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _saturday(day: date | None) -> date:
    if day is None:
        return auditing.week_of(timezone.now())
    if day.weekday() != SATURDAY:
        before = day - timedelta(days=(day.weekday() + 2) % 7)
        raise BadInput(
            _("A week is named by its Saturday: %(day)s.") % {"day": before.isoformat()}
        )
    return day
