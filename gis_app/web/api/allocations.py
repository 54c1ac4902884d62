"""Give a spot, end a permit, undo a slip; and which spots are free near here."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.responses import Status
from ninja.security import django_auth
from pydantic import Field

from gis_app.accounts.roles import May
from gis_app.allocation import services
from gis_app.allocation.models import Vendor
from gis_app.allocation.queries import undo_until
from gis_app.land.models import Right
from gis_app.web import giving, units, wording
from gis_app.web.api import gate
from gis_app.web.api.schemas import Changed, FreeSpots, Given, Giving, Problem
from gis_app.zones.models import VendingSpot, VendingZone

router = Router(tags=["allocation"])
Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Near(Schema):
    """Where, for whom and when."""

    lon: Degrees | None = None
    lat: Degrees | None = None
    zone: int | None = None
    vendor: int | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    week: str | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


@router.get("/spots/near", response=FreeSpots, summary="Nearest free lawful spots")
def spots_near(request: HttpRequest, near: Query[Near]) -> dict[str, Any]:
    """Open spots that break no hard rule and have free minutes, nearest first."""
    gate.allowed(request, May.SEE_VENDORS)
    vendor = get_object_or_404(Vendor, pk=near.vendor) if near.vendor else None
    zone = get_object_or_404(VendingZone, pk=near.zone) if near.zone else None
    found = giving.near(
        zone=zone,
        place=(near.lon, near.lat),
        vendor=vendor,
        valid=giving.read_asked(near.valid_from, near.valid_until),
        week=giving.read_week(near.week) if near.week else None,
        limit=near.limit,
    )
    return {"items": [giving.row(spot) for spot in found]}


@router.post(
    "/allocations",
    auth=django_auth,
    response={201: Given, 400: Problem, 403: Problem, 404: Problem, 409: Problem},
    summary="Give a spot to a vendor",
)
def allocate(request: HttpRequest, body: Giving) -> Status[dict[str, Any]]:
    """409 with the taken hours when somebody else was first."""
    person = gate.allowed(request, May.ALLOCATE)
    vendor = get_object_or_404(Vendor, pk=body.vendor)
    spot = get_object_or_404(VendingSpot, pk=body.spot)
    right = giving.give(
        vendor=vendor,
        spot=spot,
        valid=giving.read_valid(body.valid_from, body.valid_until),
        week=giving.read_week(body.week) if body.week else None,
        by=person,
        reason=body.reason,
    )
    return Status(201, _given(right, vendor, spot))


@router.post(
    "/allocations/{int:right_id}/end",
    auth=django_auth,
    response={200: Changed, 403: Problem, 404: Problem},
    summary="End a permit now",
)
def end(request: HttpRequest, right_id: int) -> dict[str, Any]:
    """Ending it twice changes nothing."""
    person = gate.allowed(request, May.ALLOCATE)
    right = get_object_or_404(Right.objects.defer("geom"), pk=right_id)
    right = services.end_right(right=right, by=person)
    revoked = right.status == Right.Status.REVOKED
    return {"right": right.pk, "status": "revoked" if revoked else "ended"}


@router.post(
    "/allocations/{int:right_id}/undo",
    auth=django_auth,
    response={200: Changed, 403: Problem, 404: Problem, 409: Problem},
    summary="Undo within 15 minutes",
)
def undo(request: HttpRequest, right_id: int) -> dict[str, Any]:
    """Only by the person who gave it; undoing it twice changes nothing."""
    person = gate.allowed(request, May.ALLOCATE)
    services.undo(right=right_id, by=person)
    return {"right": right_id, "status": "undone"}


def _given(right: Right, vendor: Vendor, spot: VendingSpot) -> dict[str, Any]:
    return {
        "right": right.pk,
        "spot": {"type": "spot", "id": spot.pk, "label": units.label(spot)},
        "vendor": {"type": "vendor", "id": vendor.pk, "label": vendor.code},
        "valid_label": wording.period(right.valid),
        "week_label": wording.week(right.week),
        "undo_until": undo_until(right).isoformat(),
    }
