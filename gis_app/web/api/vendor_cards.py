"""Cards of vendors: issue, replace, revoke, print."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status
from ninja.security import django_auth

from gis_app.accounts.roles import May
from gis_app.errors import BadInput
from gis_app.vendors import cards, queries
from gis_app.vendors.models import Card
from gis_app.web.api import gate
from gis_app.web.api.manners import nothing_here
from gis_app.web.api.schemas import Problem
from gis_app.web.api.vendor_schemas import Issuing, Revoking, VendorFile
from gis_app.web.sheets import vendor_card
from gis_app.web.vendors import asked, told

router = Router(tags=["vendors"])
REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem}


@router.post(
    "/register/vendors/{int:vendor_id}/cards",
    auth=django_auth,
    response={201: VendorFile} | REFUSED,
    summary="Issue a card, or replace the one in force",
)
def issue(
    request: HttpRequest, vendor_id: int, body: Issuing
) -> Status[dict[str, Any]]:
    """409 while a card is in force and no ``reason`` says why it is replaced."""
    person = gate.allowed(request, May.REGISTER_VENDORS)
    vendor = queries.file_of(vendor_id)
    if vendor is None:
        raise nothing_here()
    until = asked.ends(body.valid_until, asked.year_from_now())
    if body.reason is None:
        cards.issue(vendor=vendor, expires_at=until, by=person)
    else:
        old = queries.unrevoked().filter(vendor=vendor).order_by("-pk").first()
        if old is None:
            raise BadInput(vendor_card.nothing_to_replace())
        cards.replace(
            card=old,
            reason=body.reason,
            note=body.note,
            expires_at=until,
            by=person,
        )
    return Status(201, told.file(vendor, person))


@router.post(
    "/register/cards/{int:serial}/revoke",
    auth=django_auth,
    response={200: VendorFile} | REFUSED,
    summary="Revoke a card",
)
def revoke(request: HttpRequest, serial: int, body: Revoking) -> dict[str, Any]:
    """For good; the same reason again changes nothing."""
    person = gate.allowed(request, May.REGISTER_VENDORS)
    card = _card(serial)
    cards.revoke(card=card, reason=body.reason, note=body.note, by=person)
    vendor = queries.file_of(card.vendor_id)
    if vendor is None:
        raise nothing_here()
    return told.file(vendor, person)


@router.get(
    "/register/cards/{int:serial}/pdf",
    response={200: None, 503: Problem} | REFUSED,
    summary="A card to print",
)
def pdf(request: HttpRequest, serial: int) -> HttpResponse:
    """One page of ISO/IEC 7810 ID-1, 85.60 × 53.98 mm; 409 unless it is valid."""
    gate.allowed(request, May.REGISTER_VENDORS)
    card = _card(serial)
    answer = HttpResponse(vendor_card.printed(card), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="card-{card.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _card(serial: int) -> Card:
    found = queries.cards().filter(pk=serial).first()
    if found is None:
        raise nothing_here()
    return found
