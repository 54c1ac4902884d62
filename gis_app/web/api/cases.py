"""Cases: the list, one of them, its evidence, and what is done about it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status
from ninja.security import django_auth
from pydantic import Field

from gis_app.accounts.models import User
from gis_app.accounts.roles import May
from gis_app.enforcement import added, measuring, opening, queries, services
from gis_app.enforcement.models import Case
from gis_app.enforcement.stages import Stage, Track
from gis_app.field.photos import clean
from gis_app.web import findings
from gis_app.web.api import gate
from gis_app.web.api.case_schemas import (
    Adding,
    Assigning,
    CaseDetail,
    Cases,
    Dismissing,
    Key,
    Measuring,
    Opening,
    Piece,
    Pieces,
    Stepping,
)
from gis_app.web.api.manners import nothing_here
from gis_app.web.api.schemas import Problem
from gis_app.web.api.sender import OnePhoto
from gis_app.web.cases import detail, pages, proof, rows
from gis_app.web.field.reports import whole

router = Router(tags=["cases"])
REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem}
LATE = REFUSED | {409: Problem}
BigNumber = Annotated[int, Field(gt=0, lt=2**31)]


class CaseFilters(Schema):
    """Which cases, in which order."""

    stage: Stage | Literal["open", "ended", "all"] = "open"
    track: Track | None = None
    district: BigNumber | None = None
    assigned: str | None = Field(
        None, max_length=10, description="me, none or the number of an officer"
    )
    overdue: bool = False
    today: bool = Field(False, description="Only those that are due today.")
    order: pages.Order = "due"
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: str | None = None


@router.get("/cases", response={200: Cases} | REFUSED, summary="The list of cases")
def list_cases(request: HttpRequest, filters: Query[CaseFilters]) -> dict[str, Any]:
    """Those this person may know of: an officer those of own districts."""
    person = gate.allowed(request, May.SEE_CASES)
    now, known = timezone.now(), queries.visible_to(person)
    chosen = pages.of_stage(known, filters.stage)
    if filters.track:
        chosen = chosen.filter(track=filters.track)
    if filters.district:
        chosen = chosen.filter(district=filters.district)
    if filters.assigned:
        chosen = pages.of_officer(chosen, filters.assigned, person)
    if filters.overdue:
        chosen = chosen.overdue(now)
    if filters.today:
        chosen = queries.due_today(chosen, now)
    page, cursor = pages.page(
        rows.listed(chosen), filters.order, filters.limit, filters.cursor
    )
    made = rows.Rows(person, now)
    return {
        "total": chosen.count(),
        "counts": pages.counts(known, person, now),
        "officers": pages.officers(known, now),
        "items": [made.row(case) for case in page],
        "next": cursor,
    }


@router.post(
    "/cases",
    auth=django_auth,
    response={200: CaseDetail, 201: CaseDetail} | LATE,
    summary="Open a case about a finding",
)
def open_case(request: HttpRequest, body: Opening) -> Status[dict[str, Any]]:
    """201; 200 when one opened it already oneself; 409 when somebody else was first."""
    person = gate.allowed(request, May.OPEN_CASES)
    finding = findings.visible_to(person).filter(pk=body.finding).first()
    if finding is None:
        raise nothing_here()
    officer = get_object_or_404(User, pk=body.officer) if body.officer else None
    case, first = opening.open_case(
        finding=finding, by=person, track=body.track, officer=officer
    )
    return Status(201 if first else 200, _told(case.pk, person))


@router.get(
    "/cases/{int:case_id}", response={200: CaseDetail} | REFUSED, summary="One case"
)
def one_case(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """Where it stands, how it came there, and what this person may do next."""
    return _told(case_id, gate.allowed(request, May.SEE_CASES))


@router.post(
    "/cases/{int:case_id}/step",
    auth=django_auth,
    response={200: CaseDetail} | LATE,
    summary="Take a step",
)
def take_step(request: HttpRequest, case_id: int, body: Stepping) -> dict[str, Any]:
    """409 when the case no longer stands where the page showed it."""
    person = gate.allowed(request, May.WORK_ON_CASES)
    services.take_step(
        case=_as_seen(case_id, person, state=body.seen),
        to=body.to,
        by=person,
        reason=body.reason,
    )
    return _told(case_id, person)


@router.post(
    "/cases/{int:case_id}/dismiss",
    auth=django_auth,
    response={200: CaseDetail} | LATE,
    summary="Dismiss, with a reason",
)
def dismiss(request: HttpRequest, case_id: int, body: Dismissing) -> dict[str, Any]:
    """Also the way to undo an opening; the finding can have a new case then."""
    person = gate.allowed(request, May.WORK_ON_CASES)
    case = _as_seen(case_id, person, state=body.seen)
    services.dismiss(case=case, by=person, reason=body.reason)
    return _told(case_id, person)


@router.post(
    "/cases/{int:case_id}/assign",
    auth=django_auth,
    response={200: CaseDetail} | LATE,
    summary="Give it to an officer",
)
def assign(request: HttpRequest, case_id: int, body: Assigning) -> dict[str, Any]:
    """From a colleague only with a reason; an officer takes a case on."""
    person = gate.allowed(request, May.WORK_ON_CASES)
    case = _as_seen(case_id, person, assigned_to_id=body.seen)
    officer = get_object_or_404(User, pk=body.officer)
    opening.assign(case=case, officer=officer, by=person, reason=body.reason)
    return _told(case_id, person)


@router.post(
    "/cases/{int:case_id}/measurements",
    auth=django_auth,
    response={200: CaseDetail} | LATE,
    summary="File what was measured in the field",
)
def measure(request: HttpRequest, case_id: int, body: Measuring) -> dict[str, Any]:
    """One link of the chain of evidence; the same ``client_id`` files it once."""
    person = gate.allowed(request, May.MEASURE)
    measuring.measure(
        case=_as_seen(case_id, person),
        measured=measuring.Measured(body.depth_m, body.method, body.note),
        by=person,
        client_id=body.client_id,
        device_at=body.device_at,
    )
    return _told(case_id, person)


@router.get(
    "/cases/{int:case_id}/evidence",
    response={200: Pieces} | REFUSED,
    summary="The evidence of a case",
)
def evidence(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """What was filed for it, or for its occupation before there was a case."""
    person = gate.allowed(request, May.SEE_EVIDENCE)
    return {"items": proof.listed(_as_seen(case_id, person), person)}


@router.get(
    "/cases/{int:case_id}/evidence/{int:seq}/photo",
    response={200: None} | LATE,
    summary="One photo",
)
def photo(request: HttpRequest, case_id: int, seq: int) -> HttpResponse:
    """The picture itself, never to be kept; 409 when it isn't what was filed."""
    person = gate.allowed(request, May.SEE_EVIDENCE)
    return proof.photo(_as_seen(case_id, person), seq)


@router.post(
    "/cases/{int:case_id}/evidence/photos",
    auth=OnePhoto(),
    response={201: Piece} | LATE,
    summary="Add a photo to the evidence",
)
def add_photo(
    request: HttpRequest, case_id: int, about: Form[Adding], photo: File[UploadedFile]
) -> Status[dict[str, Any]]:
    """Checked and made anew as from the street; the same ``client_id`` files it once.

    ``notice``: it shows the slip that was signed when that notice was served.
    """
    needed = May.ADD_EVIDENCE if about.notice is None else May.ISSUE_NOTICES
    person = gate.allowed(request, needed)
    case = _as_seen(case_id, person)
    found = clean(whole(photo, about.sha256), 1)
    piece = added.add_photo(
        case=case,
        picture=added.Picture(found.content, found.meta, about.note.strip()),
        by=person,
        client_id=about.client_id,
        notice=about.notice,
    )
    return Status(201, proof.piece(case, piece))


def _as_seen(case_id: Key, person: User, **seen: Any) -> Case:
    """The case, with the columns as the page showed them; the services compare."""
    case = queries.visible_to(person).defer("geom").filter(pk=case_id).first()
    if case is None:
        raise nothing_here()
    for column, value in seen.items():
        setattr(case, column, value)
    return case


def _told(case_id: int, person: User) -> dict[str, Any]:
    case = detail.find(case_id, person)
    if case is None:
        raise nothing_here()
    return detail.told(case, person)
