"""One thing and everything this role may know of it."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router

from gis_app.accounts.roles import may_open
from gis_app.web import cards
from gis_app.web.api import gate
from gis_app.web.api.case_schemas import CardWithCases
from gis_app.web.api.manners import nothing_here

router = Router(tags=["cards"])
CardType = Literal[
    "parcel",
    "way",
    "zone",
    "spot",
    "shelter",
    "gathering_point",
    "street_feature",
    "occupation",
    "finding",
]


@router.get("/card/{kind}/{int:key}", response=CardWithCases, summary="A card")
def card(request: HttpRequest, kind: CardType, key: int) -> dict[str, Any]:
    """Owner, rights, rules, history, findings and what may be done next."""
    if not may_open(request.user, kind):
        raise gate.refuse(request)
    found = cards.build(kind, key, request.user)
    if found is None:
        raise nothing_here()
    return found
