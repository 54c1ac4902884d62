"""Reads what a phone sends about an obstruction; refuses in clear words."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AwareDatetime, Field, ValidationError

from gis_app.encroachment.models import Occupation
from gis_app.errors import BadInput
from gis_app.field import footprints, photos
from gis_app.field.services import Sighting
from gis_app.web import wording
from gis_app.web.field.fix import Fix, usable

LONGEST_TEXT = 100_000
"""Of the report without its photos: two hundred corners take a tenth of it."""
Number = Annotated[float, Field(allow_inf_nan=False)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Kind = Literal[
    "wall", "fence", "stairs", "deck", "kiosk", "stall", "goods", "vehicle", "material"
]


class SentFix(Schema):
    """The position at the moment of the report."""

    lon: Annotated[Number, Field(ge=-180, le=180)]
    lat: Annotated[Number, Field(ge=-90, le=90)]
    accuracy_m: Annotated[Number, Field(ge=0, le=100_000)]
    age_s: Annotated[Number, Field(ge=-1e9, le=1e9)]
    mock: bool = False


class SentSize(Schema):
    """A paced or taped rectangle, its middle at the fix or some metres beside it."""

    length_m: Annotated[Number, Field(gt=0, le=60)]
    depth_m: Annotated[Number, Field(gt=0, le=60)]
    bearing_deg: Annotated[Number, Field(ge=0, lt=360)] = 0.0
    east_m: Annotated[Number, Field(ge=-30, le=30)] = 0.0
    north_m: Annotated[Number, Field(ge=-30, le=30)] = 0.0


class Outline(Schema):
    """A GeoJSON polygon in degrees."""

    type: Literal["Polygon"]
    coordinates: list[
        list[tuple[Annotated[Number, Field()], Annotated[Number, Field()]]]
    ]


class Sent(Schema):
    """A report as the phone writes it; exactly one of ``size`` and ``outline``.

    ``photos`` says which files belong to it: a connection that breaks in the middle of
    a request ends the request as if nothing more had been meant to come. ``case``: what
    was seen is what that open case is about, and the report is evidence of it.
    """

    id: UUID
    kind: Kind
    note: Annotated[str, Field(max_length=Occupation.note.field.max_length)] = ""
    seen_at: AwareDatetime
    sent_at: AwareDatetime
    fix: SentFix
    size: SentSize | None = None
    outline: Outline | None = None
    case: Annotated[int, Field(gt=0, lt=2**62)] | None = None
    photos: list[Sha256]


def read(text: str) -> Sent:
    """The report of a multipart field; raises BadInput that names the fields."""
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            _("The report is too large: draw the outline with fewer corners."),
            reason="outline",
        )
    try:
        sent = Sent.model_validate(json.loads(text))
    except (ValidationError, ValueError, RecursionError) as error:
        raise BadInput(
            _("This report can't be read: %(fields)s.") % {"fields": _fields(error)},
            reason="form",
        ) from error
    if (sent.size is None) == (sent.outline is None):
        raise BadInput(
            _("Say how large it is: by size or by outline."), reason="outline"
        )
    return sent


def _fields(error: Exception) -> str:
    """Names only: what was typed may be personal."""
    if not isinstance(error, ValidationError):
        return "JSON"
    names = sorted({str(each["loc"][0]) for each in error.errors() if each["loc"]})
    return ", ".join(names)


def fingerprint(sent: Sent) -> str:
    """Of what was seen; not of the attempt's own time, nor of its photos.

    A phone that fills up sends smaller photos, or none, and it is the same report.
    """
    left_out = {"sent_at", "photos"}
    if sent.case is None:  # as reports were before they could name one
        left_out.add("case")
    told = sent.model_dump_json(exclude=left_out)
    return sha256(told.encode()).hexdigest()


def contents(sent: Sent, files: list[UploadedFile[Any]]) -> list[bytes]:
    """The bytes of the photos; raises BadInput unless all of them are here, whole."""
    if max(len(sent.photos), len(files)) > photos.MOST:
        raise BadInput(
            _("A report has %(most)s photos at most.")
            % {"most": wording.digits(photos.MOST)},
            reason="photo",
        )
    for number, file in enumerate(files, start=1):
        if (file.size or 0) > photos.LARGEST_BYTES:
            raise photos.too_large(number)
    found = [file.read() for file in files]
    if [sha256(content).hexdigest() for content in found] != sent.photos:
        raise BadInput(
            _("The photos did not arrive whole: send the report again."), reason="torn"
        )
    return found


def whole(file: UploadedFile[Any], digest: str) -> bytes:
    """The bytes of one photo; raises BadInput unless it is here, whole."""
    if (file.size or 0) > photos.LARGEST_BYTES:
        raise photos.too_large(1)
    content: bytes = file.read()
    if sha256(content).hexdigest() != digest:
        raise BadInput(
            _("The photo did not arrive whole: send it again."), reason="torn"
        )
    return content


def sighting(sent: Sent, print_: str) -> Sighting:
    """The footprint and its error; raises BadInput for what makes no sense."""
    said = sent.fix
    fix = usable(said.lon, said.lat, said.accuracy_m, said.age_s, mock=said.mock)
    method, shape, rmse_m = _shape(sent, fix)
    return Sighting(
        id=sent.id,
        fingerprint=print_,
        kind=sent.kind,
        note=sent.note.replace("\x00", ""),
        seen_at=_utc(sent.seen_at),
        sent_at=_utc(sent.sent_at),
        fix=said.model_dump(),
        method=method,
        footprint=shape,
        rmse_m=rmse_m,
        case=sent.case,
        size=sent.size.model_dump() if sent.size else {},
    )


def _shape(sent: Sent, fix: Fix) -> tuple[str, Any, float]:
    if sent.outline is not None:
        shape = footprints.outlined(sent.outline.coordinates, (fix.x, fix.y))
        return "outline", shape, footprints.rmse_outlined(fix.accuracy_m)
    assert sent.size is not None  # noqa: S101 — read() saw to it
    size = footprints.Size(**sent.size.model_dump())
    shape = footprints.paced(fix.lon, fix.lat, size)
    return "paced", shape, footprints.rmse_paced(fix.accuracy_m, size)


def _utc(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2200:
        raise BadInput(_("Set the phone's clock first."), reason="clock")
    return moment
