"""Notices and receipts: issue, serve, take, give back, and the sheets as PDF."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.responses import Status
from ninja.security import django_auth

from gis_app.accounts.models import User
from gis_app.accounts.roles import May
from gis_app.enforcement import notices, papers, queries, seizures
from gis_app.enforcement.models import Case, Notice, SeizedGoods
from gis_app.web.api import gate
from gis_app.web.api.manners import nothing_here
from gis_app.web.api.paper_schemas import (
    Paper,
    Papers,
    Receipt,
    Receipts,
    Seizing,
    Serving,
)
from gis_app.web.api.schemas import Problem
from gis_app.web.papers import status, told
from gis_app.web.sheets import notice as notice_sheet
from gis_app.web.sheets import receipt as receipt_sheet

router = Router(tags=["notices and goods"])
REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem}
PRINTED = REFUSED | {503: Problem}
Language = Literal["fa", "en"]


@router.get(
    "/cases/{int:case_id}/papers",
    response={200: Papers} | REFUSED,
    summary="Notices and receipts of a case",
)
def list_papers(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """With what this person may do, and what a notice still needs."""
    person = gate.allowed(request, May.SEE_CASES)
    return told.of_case(_case(case_id, person), person)


@router.post(
    "/cases/{int:case_id}/notices",
    auth=django_auth,
    response={201: Paper} | PRINTED,
    summary="Issue a notice",
)
def issue(request: HttpRequest, case_id: int) -> Status[dict[str, Any]]:
    """Numbered and printed; 400 with ``detail.missing``, 409 while another waits."""
    person = gate.allowed(request, May.ISSUE_NOTICES)
    made = notices.issue(
        case=_case(case_id, person),
        by=person,
        printer=notice_sheet.printer(lambda case: status.address(request, case)),
    )
    return Status(201, told.notice(made))


@router.post(
    "/notices/{int:notice_id}/service",
    auth=django_auth,
    response={200: Paper} | REFUSED,
    summary="Record how a notice was served",
)
def serve(request: HttpRequest, notice_id: int, body: Serving) -> dict[str, Any]:
    """The case goes on to “notice served”; the same again changes nothing."""
    person = gate.allowed(request, May.ISSUE_NOTICES)
    at = body.at or told.moment_typed(body.day, body.hour)
    witness = " ".join(body.witness.split())
    service = notices.Service(body.how, at, witness, body.slip)
    notice = notices.record_service(
        notice=_notice(notice_id, person), service=service, by=person
    )
    return told.notice(notice)


@router.get(
    "/notices/{int:notice_id}/pdf",
    response={200: None} | REFUSED,
    summary="The sheet of a notice",
)
def notice_pdf(
    request: HttpRequest, notice_id: int, language: Language = "fa"
) -> HttpResponse:
    """The bytes that were printed; 409 when they are not what was stored."""
    person = gate.allowed(request, May.READ_NOTICES)
    notice = _notice(notice_id, person)
    return _pdf(notices.sheet(notice, language), f"notice-{notice.number}")


@router.post(
    "/cases/{int:case_id}/goods",
    auth=django_auth,
    response={201: Receipt} | PRINTED,
    summary="Take goods into keeping",
)
def seize(request: HttpRequest, case_id: int, body: Seizing) -> Status[dict[str, Any]]:
    """Numbered and printed; the same ``client_id`` gives the first receipt again."""
    person = gate.allowed(request, May.ISSUE_NOTICES)
    seized = seizures.seize(
        case=_case(case_id, person),
        items=[seizures.Item(**item.dict()) for item in body.items],
        by=person,
        client_id=body.client_id,
        printer=receipt_sheet.printer(lambda case: status.address(request, case)),
    )
    return Status(201, told.goods(seized, timezone.now()))


@router.get(
    "/goods/overdue",
    response={200: Receipts, 401: Problem, 403: Problem},
    summary="Goods that should have gone back",
)
def overdue(request: HttpRequest) -> dict[str, Any]:
    """Those in this person's reach, the longest kept first."""
    person = gate.allowed(request, May.SEE_CASES)
    return {"items": told.late(person, timezone.now())}


@router.post(
    "/goods/{int:goods_id}/return",
    auth=django_auth,
    response={200: Receipt} | REFUSED,
    summary="Goods went back",
)
def give_back(request: HttpRequest, goods_id: int) -> dict[str, Any]:
    """Twice changes nothing."""
    person = gate.allowed(request, May.RETURN_GOODS)
    seized = seizures.give_back(seized=_goods(goods_id, person), by=person)
    return told.goods(seized, timezone.now())


@router.get(
    "/goods/{int:goods_id}/pdf",
    response={200: None} | REFUSED,
    summary="A receipt",
)
def receipt_pdf(
    request: HttpRequest, goods_id: int, language: Language = "fa"
) -> HttpResponse:
    """The bytes that were printed."""
    person = gate.allowed(request, May.READ_NOTICES)
    seized = _goods(goods_id, person)
    content = papers.read(seized.case_id, {"receipt": seized.number}, language)
    return _pdf(content, f"receipt-{seized.number}")


def _case(case_id: int, person: User) -> Case:
    case = queries.visible_to(person).filter(pk=case_id).first()
    if case is None:
        raise nothing_here()
    return case


def _notice(notice_id: int, person: User) -> Notice:
    reach = queries.visible_to(person)
    found = Notice.objects.filter(pk=notice_id, case__in=reach).first()
    if found is None:
        raise nothing_here()
    return found


def _goods(goods_id: int, person: User) -> SeizedGoods:
    reach = queries.visible_to(person)
    found = SeizedGoods.objects.filter(pk=goods_id, case__in=reach).first()
    if found is None:
        raise nothing_here()
    return found


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    file = name.replace("/", "-")
    response["Content-Disposition"] = f'inline; filename="{file}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
