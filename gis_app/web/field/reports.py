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
from gis_app.web.field.fix import Fix, usable

LONGEST_TEXT = 100_000
"""Of the report without its photos: two hundred corners take a tenth of it."""
Number = Annotated[float, Field(allow_inf_nan=False)]
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


class Size(Schema):
    """A paced or taped rectangle."""

    length_m: Annotated[Number, Field(gt=0, le=60)]
    depth_m: Annotated[Number, Field(gt=0, le=60)]
    bearing_deg: Annotated[Number, Field(ge=0, lt=360)] = 0.0


class Outline(Schema):
    """A GeoJSON polygon in degrees."""

    type: Literal["Polygon"]
    coordinates: list[
        list[tuple[Annotated[Number, Field()], Annotated[Number, Field()]]]
    ]


class Sent(Schema):
    """A report as the phone writes it; exactly one of ``size`` and ``outline``."""

    id: UUID
    kind: Kind
    note: Annotated[str, Field(max_length=Occupation.note.field.max_length)] = ""
    seen_at: AwareDatetime
    sent_at: AwareDatetime
    fix: SentFix
    size: Size | None = None
    outline: Outline | None = None


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


def fingerprint(sent: Sent, files: list[bytes]) -> str:
    """Of all that makes the report; not of the attempt's own time."""
    told = sent.model_dump_json(exclude={"sent_at"})
    hashes = [sha256(content).hexdigest() for content in files]
    return sha256("\n".join([told, *hashes]).encode()).hexdigest()


def contents(files: list[UploadedFile[Any]]) -> list[bytes]:
    """The bytes of the photos; raises BadInput for too many or too large ones."""
    if len(files) > photos.MOST:
        raise BadInput(
            _("A report has %(most)s photos at most.") % {"most": photos.MOST},
            reason="photo",
        )
    for number, file in enumerate(files, start=1):
        if (file.size or 0) > photos.LARGEST_BYTES:
            raise photos.too_large(number)
    return [file.read() for file in files]


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
    )


def _shape(sent: Sent, fix: Fix) -> tuple[str, Any, float]:
    if sent.outline is not None:
        shape = footprints.outlined(sent.outline.coordinates, (fix.x, fix.y))
        return "outline", shape, footprints.rmse_outlined(fix.accuracy_m)
    assert sent.size is not None  # noqa: S101 — read() saw to it
    length, depth = sent.size.length_m, sent.size.depth_m
    shape = footprints.paced(fix.lon, fix.lat, length, depth, sent.size.bearing_deg)
    return "paced", shape, footprints.rmse_paced(fix.accuracy_m, length, depth)


def _utc(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2200:
        raise BadInput(_("Set the phone's clock first."), reason="clock")
    return moment
