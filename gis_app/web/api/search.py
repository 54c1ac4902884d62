"""One search box: plates, spots, streets, zones, shelters, vendors, coordinates."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from gis_app.accounts.roles import May
from gis_app.web import finder
from gis_app.web.api import gate
from gis_app.web.api.schemas import Hits, Vendors

router = Router(tags=["search"])
Words = Annotated[str, Query(max_length=100)]


@router.get("/search", response=Hits, summary="Search everything")
def search(request: HttpRequest, q: Words = "") -> dict[str, Any]:
    """The best hits that this role may know of, typed in any keyboard's letters."""
    return {"items": finder.find(q, request.user)}


@router.get("/vendors", response=Vendors, summary="Look up vendors")
def vendors(request: HttpRequest, q: Words = "") -> dict[str, Any]:
    """By code or pseudonym, and by name for those who may see names."""
    person = gate.allowed(request, May.SEE_VENDORS)
    return {"items": finder.vendors(q, person)}
