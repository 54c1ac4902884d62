"""The shapes of the JSON about zones that are drawn."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from gis_app.web.api.rule_schemas import AffectedSpot

GeoJSON = dict[str, Any]


class ZoneRow(Schema):
    """A zone or a draft of one, in words and as the form takes it back."""

    id: int
    zone: int | None
    stage: str
    stage_label: str
    code: str
    name_fa: str
    name_en: str
    name: str
    kind: str
    kind_label: str
    goods: list[str]
    goods_label: str
    week: str
    week_label: str
    valid_from: str
    valid_until: str
    valid_label: str
    legal_ref: str
    why: str
    shape: GeoJSON


class ZoneVersion(Schema):
    """How a zone was in the register from a moment until another."""

    version: int
    label: str
    by: str
    kind_label: str
    week_label: str
    valid_label: str
    area_m2: float


class ZoneDetail(ZoneRow):
    """A zone with its versions, the newest first."""

    versions: list[ZoneVersion]


class DraftList(Schema):
    """Drafts that are worked on or wait, the newest first."""

    items: list[ZoneRow]


class TypedZone(Schema):
    """A zone as it was drawn; ``id``: of the draft, ``zone``: what it changes."""

    id: int | None = None
    zone: int | None = None
    code: Annotated[str, Field(max_length=20)] = ""
    name_fa: Annotated[str, Field(max_length=120)] = ""
    name_en: Annotated[str, Field(max_length=120)] = ""
    kind: Literal["permitted", "restricted", "no_vending"] = "permitted"
    goods: list[str] = []
    week: Annotated[str, Field(max_length=2_000)] = ""
    valid_until: Annotated[str, Field(max_length=40)] = ""
    legal_ref: Annotated[str, Field(max_length=200)] = ""
    shape: GeoJSON


class ZoneAnswer(Schema):
    """What the shape holds, what stands in the way, which permits become unlawful."""

    area_m2: float
    edge_m: float
    room_m2: float
    spots: int
    blocked: GeoJSON | None
    sentences: list[str]
    unlawful: int
    permits: list[AffectedSpot]


class Beginning(Schema):
    """The first day; empty: at once."""

    first_day: Annotated[str, Field(max_length=40)] = ""


class Cut(Schema):
    """A shape and the line that cuts it."""

    shape: GeoJSON
    line: GeoJSON


class Parts(Schema):
    """The parts, the largest first."""

    parts: list[GeoJSON]
