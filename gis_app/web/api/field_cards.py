"""Vendors' cards in the street: the list for phones, and one card with its holder."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Form, Router, Schema
from ninja.security import django_auth
from pydantic import Field

from gis_app.accounts.roles import May
from gis_app.errors import BadInput
from gis_app.field import package
from gis_app.vendors import queries
from gis_app.web.api import gate
from gis_app.web.api.schemas import Problem
from gis_app.web.field import card_check

router = Router(tags=["field"])
Text = Annotated[str, Field(max_length=1200)]


class AskedCard(Schema):
    """What the code says, or a number."""

    token: Text = ""
    number: Text = ""


@router.get(
    "/field/cards",
    response={200: None, 401: Problem, 403: Problem},
    summary="What a phone needs to judge cards without signal",
)
def card_list(request: HttpRequest) -> HttpResponse:
    """Public keys, cards that are no longer good, spots by card; without persons."""
    person = gate.allowed(request, May.SEE_RIGHTS)
    body = queries.card_list(package.districts_of(person)).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type="application/json")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


@router.post(
    "/field/card",
    auth=django_auth,
    response={
        200: dict[str, Any],
        400: Problem,
        401: Problem,
        403: Problem,
        404: Problem,
    },
    summary="Check a card",
)
def check_card(request: HttpRequest, asked: Form[AskedCard]) -> dict[str, Any]:
    """``token`` as its code says it, or a ``number`` that was typed.

    400 with ``detail.reason`` = ``forged`` or ``unknown_key``. A post, for what a code
    says does not belong into the log of addresses.
    """
    person = gate.allowed(request, May.SEE_RIGHTS)
    if not asked.token and not asked.number.strip():
        raise BadInput(_("Scan a card, or type its number."))
    scanned = bool(asked.token)
    card = (card_check.scanned if scanned else card_check.typed)(
        asked.token or asked.number
    )
    return card_check.told(card, person, timezone.now(), seen=scanned)
