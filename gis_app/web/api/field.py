"""Field work: what is allowed here now, what a phone needs without signal, reports."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gis_app.accounts.audit import record
from gis_app.accounts.roles import May
from gis_app.field import package
from gis_app.web.api import gate
from gis_app.web.api.schemas import Problem
from gis_app.web.field import here
from gis_app.web.field.fix import usable

router = Router(tags=["field"])
Lon = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Metres = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]


class Asked(Schema):
    """A position as the phone tells it."""

    lon: Lon
    lat: Lat
    accuracy: Metres
    age_s: Seconds
    mock: bool = False


@router.get(
    "/field/check",
    response={200: dict[str, Any], 400: Problem, 401: Problem, 403: Problem},
    summary="Where am I, what is allowed here now",
)
def check(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """400 with ``detail.reason`` (old, coarse, far, clock) for a useless position."""
    person = gate.allowed(request, May.SEE_RIGHTS)
    fix = usable(asked.lon, asked.lat, asked.accuracy, asked.age_s, mock=asked.mock)
    if fix.mock:
        record(person, "field-check", "place", mock=True)
    return here.answer(fix, person, timezone.now())


@router.get(
    "/field/package",
    response={200: None, 401: Problem, 403: Problem},
    summary="Zones, spots and ways of one's districts, for work without signal",
)
def offline_package(request: HttpRequest) -> HttpResponse:
    """Gzipped JSON under an ETag; shapes are TWKB in base64, without persons."""
    person = gate.allowed(request, May.SEE_RIGHTS)
    districts = package.districts_of(person)
    tag = f'"{package.revision(districts)}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(
            package.packed(districts, tag), content_type="application/json"
        )
        response["Content-Encoding"] = "gzip"
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response
