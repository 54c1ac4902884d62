"""The register of vendors: register, change, suspend; photos and papers."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from ninja.responses import Status
from ninja.security import django_auth

from gis_app.accounts.models import User
from gis_app.accounts.roles import May
from gis_app.allocation.models import Vendor
from gis_app.vendors import papers, queries, services
from gis_app.vendors.models import PriorityKind, PriorityPaper
from gis_app.web.api import gate
from gis_app.web.api.manners import nothing_here
from gis_app.web.api.schemas import Problem
from gis_app.web.api.sender import OnePhoto
from gis_app.web.api.vendor_schemas import (
    AddingPaper,
    Because,
    Changing,
    Registered,
    Registering,
    Suspending,
    VendorFile,
    VendorList,
)
from gis_app.web.field.reports import Sha256, whole
from gis_app.web.vendors import asked, portraits, told

router = Router(tags=["vendors"])
REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem}
Words = Annotated[str, Query(max_length=100)]


@router.get(
    "/register/vendors",
    response={200: VendorList, 401: Problem, 403: Problem},
    summary="The register of vendors",
)
def list_vendors(
    request: HttpRequest, q: Words = "", show: asked.Show = "all", after: Words = ""
) -> dict[str, Any]:
    """By code; ``show``: no_card, ending (within 30 days), no_portrait, suspended."""
    person = gate.allowed(request, May.READ_VENDORS)
    found = asked.page(q=q, show=show, after=after.replace("\x00", ""), person=person)
    return {
        "items": told.rows(found[: asked.PAGE], person),
        "next": asked.told(found, show, q),
        "counts": asked.counts(),
    }


@router.post(
    "/register/vendors",
    auth=django_auth,
    response={201: Registered} | REFUSED,
    summary="Register a vendor",
)
def register(request: HttpRequest, body: Registering) -> Status[dict[str, Any]]:
    """409 with ``detail.vendor`` when this person is a vendor already.

    409 with ``detail.reason`` = ``name`` when the national id is known under another
    name: ``same`` goes on with that one.
    """
    person = gate.allowed(request, May.REGISTER_VENDORS)
    who = services.Person(body.national_id, body.name, body.phone, body.same)
    vendor, known = services.register(
        person=who, trade=body.trade, goods=body.goods, by=person
    )
    return Status(201, _file(vendor.pk, person) | {"known": known})


@router.get(
    "/register/vendors/{int:vendor_id}",
    response={200: VendorFile, 401: Problem, 403: Problem, 404: Problem},
    summary="The file of a vendor",
)
def one_vendor(request: HttpRequest, vendor_id: int) -> dict[str, Any]:
    """A planner reads it under a pseudonym, without photo and papers."""
    return _file(vendor_id, gate.allowed(request, May.READ_VENDORS))


@router.post(
    "/register/vendors/{int:vendor_id}",
    auth=django_auth,
    response={200: VendorFile} | REFUSED,
    summary="Change trade, goods or phone",
)
def change(request: HttpRequest, vendor_id: int, body: Changing) -> dict[str, Any]:
    """A card keeps the goods that it was made with: replace it where they changed."""
    person = gate.allowed(request, May.REGISTER_VENDORS)
    services.change(
        vendor=_vendor(vendor_id),
        trade=body.trade,
        goods=body.goods,
        phone=body.phone,
        by=person,
    )
    return _file(vendor_id, person)


@router.post(
    "/register/vendors/{int:vendor_id}/suspension",
    auth=django_auth,
    response={200: VendorFile} | REFUSED,
    summary="Suspend a vendor, or end the suspension",
)
def suspend(request: HttpRequest, vendor_id: int, body: Suspending) -> dict[str, Any]:
    """With a reason; the same again changes nothing."""
    person = gate.allowed(request, May.REGISTER_VENDORS)
    vendor = _vendor(vendor_id)
    if body.suspended:
        services.suspend(vendor=vendor, reason=body.reason, by=person)
    else:
        services.resume(vendor=vendor, by=person)
    return _file(vendor_id, person)


@router.post(
    "/register/vendors/{int:vendor_id}/portrait",
    auth=OnePhoto(),
    response={200: VendorFile} | REFUSED,
    summary="Put the photo of a vendor",
)
def put_portrait(
    request: HttpRequest,
    vendor_id: int,
    sha256: Form[Sha256],
    photo: File[UploadedFile],
) -> dict[str, Any]:
    """Made anew without metadata, cut to three by four; cards keep their own."""
    person = gate.allowed(request, May.REGISTER_VENDORS)
    vendor = _vendor(vendor_id)
    digest, path = portraits.keep(whole(photo, sha256))
    services.put_portrait(vendor=vendor, sha256=digest, path=path, by=person)
    return _file(vendor_id, person)


@router.get(
    "/register/vendors/{int:vendor_id}/portrait",
    response={200: None} | REFUSED,
    summary="The photo of a vendor",
)
def portrait(request: HttpRequest, vendor_id: int) -> HttpResponse:
    """For the office; officers see it when they check a card."""
    gate.allowed(request, May.READ_VENDORS)
    gate.allowed(request, May.SEE_PORTRAITS)
    found = getattr(queries.file_of(vendor_id), "portrait", None)
    if found is None:
        raise nothing_here()
    answer = HttpResponse(portraits.read(found.path), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.post(
    "/register/vendors/{int:vendor_id}/papers",
    auth=django_auth,
    response={201: VendorFile} | REFUSED,
    summary="Add a paper of priority",
)
def add_paper(
    request: HttpRequest, vendor_id: int, body: AddingPaper
) -> Status[dict[str, Any]]:
    """409 when the same paper is in another file."""
    person = gate.allowed(request, May.REGISTER_VENDORS)
    papers.add(
        vendor=_vendor(vendor_id),
        kind=get_object_or_404(PriorityKind, code=body.kind.replace("\x00", "")),
        number=body.number,
        valid_until=asked.read_day(body.valid_until),
        by=person,
    )
    return Status(201, _file(vendor_id, person))


@router.post(
    "/register/papers/{int:paper_id}/withdraw",
    auth=django_auth,
    response={200: VendorFile} | REFUSED,
    summary="Withdraw a paper of priority",
)
def withdraw_paper(
    request: HttpRequest, paper_id: int, body: Because
) -> dict[str, Any]:
    """It stays in the file, with the reason; the same again changes nothing."""
    person = gate.allowed(request, May.REGISTER_VENDORS)
    paper = get_object_or_404(PriorityPaper, pk=paper_id)
    papers.withdraw(paper=paper, reason=body.reason, by=person)
    return _file(paper.vendor_id, person)


def _vendor(vendor_id: int) -> Vendor:
    return get_object_or_404(Vendor, pk=vendor_id)


def _file(vendor_id: int, person: User) -> dict[str, Any]:
    found = queries.file_of(vendor_id)
    if found is None:
        raise nothing_here()
    return told.file(found, person)
