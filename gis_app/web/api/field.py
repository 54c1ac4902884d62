"""Field work: what is allowed here now, what a phone needs without signal, reports."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field

from gis_app.accounts.audit import record
from gis_app.accounts.roles import May, bound_to_districts
from gis_app.encroachment.models import Occupation
from gis_app.field import package, queries, services
from gis_app.field.photos import clean
from gis_app.lib import gps
from gis_app.web import wording
from gis_app.web.api import gate
from gis_app.web.api.schemas import Problem
from gis_app.web.api.sender import Sender
from gis_app.web.cases.words import stage
from gis_app.web.field import here, reports
from gis_app.web.field.fix import place, usable

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


class Beside(Schema):
    """Where something is about to be reported, and what."""

    lon: Lon
    lat: Lat
    accuracy: Metres = 0.0
    kind: reports.Kind


@router.get(
    "/field/duplicates",
    response={200: dict[str, Any], 400: Problem, 401: Problem, 403: Problem},
    summary="Was this reported already?",
)
def duplicates(request: HttpRequest, asked: Query[Beside]) -> dict[str, Any]:
    """The same sort of thing, seen here within twelve hours or under an open case.

    In one's own districts. A report that names one of the cases becomes its evidence.
    """
    person = gate.allowed(request, May.REPORT)
    x, y = place(asked.lon, asked.lat)
    bound = bound_to_districts(person)
    beside: dict[str, Any] = {
        "x": x,
        "y": y,
        "sigma_m": gps.sigma(min(asked.accuracy, gps.COARSEST_M)),
        "kind": asked.kind,
        "districts": package.districts_of(person) if bound else None,
    }
    found = queries.duplicates(now=timezone.now(), **beside)
    return {
        "items": [_duplicate(row) for row in found],
        "cases": [_case(row) for row in queries.open_cases(**beside)],
    }


def _case(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "number": row["number"],
        "number_label": wording.digits(row["number"]),
        "kind_label": str(Occupation.Kind(row["kind"]).label),
        "state_label": stage(row["state"]),
        "distance_m": round(row["distance_m"], 1),
    }


def _duplicate(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "kind_label": str(Occupation.Kind(row["kind"]).label),
        "seen_at": row["seen_at"].isoformat() if row["seen_at"] else None,
        "seen_label": wording.moment(row["seen_at"]) if row["seen_at"] else "",
        "distance_m": round(row["distance_m"], 1),
    }


@router.post(
    "/field/reports",
    auth=Sender(),
    response={
        200: dict[str, Any],
        201: dict[str, Any],
        400: Problem,
        401: Problem,
        403: Problem,
        409: Problem,
    },
    summary="Report an obstruction, with photos",
)
def report(
    request: HttpRequest,
    report: Form[str],
    photos: File[list[UploadedFile]] = [],  # noqa: B006 — never changed
) -> Status[dict[str, Any]]:
    """201 the first time; 200 and the same answer for each retry under the same id.

    ``report`` is JSON; its ``photos`` lists the SHA-256 of each file, in their order.
    """
    person = gate.allowed(request, May.REPORT)
    sent = reports.read(report)
    files = reports.contents(sent, list(photos))
    print_ = reports.fingerprint(sent)
    before = services.known(id_=sent.id, fingerprint=print_, person=person)
    if before and before["photos"] >= len(files):
        return Status(200, before)
    sighting = reports.sighting(sent, print_)
    pictures = [clean(content, n) for n, content in enumerate(files, start=1)]
    told, first = services.take(sighting=sighting, photos=pictures, person=person)
    return Status(201 if first else 200, told)
