"""The shapes of the JSON about siting rules and places."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from gis_app.web.api.schemas import Coordinates, RuleVerdict, Thing

Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Metres = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]


class NamedZone(Schema):
    """A zone, to choose."""

    id: int
    name: str


class RuleRow(Schema):
    """A siting rule in words, and as the form takes it back."""

    id: int
    kind: str
    kind_label: str
    sentence: str
    severity: str
    severity_label: str
    zone: NamedZone | None
    goods: list[str]
    goods_label: str
    week: str
    week_label: str
    valid_from: str
    valid_until: str
    valid_label: str
    state: Literal["in_force", "coming", "ended"]
    priority: int
    params: dict[str, Any]
    shape: dict[str, Any] | None
    on_missing_data: str
    legal_ref: str
    version: int


class RuleList(Schema):
    """Rules, the city's first."""

    items: list[RuleRow]


class Choice(Schema):
    """One entry of a list to choose from."""

    value: str
    label: str


class AskedEntry(Schema):
    """One entry of a rule's form. ``when``: shown with these values of ``of``."""

    name: str
    label: str
    kind: str
    low: float
    high: float
    needed: bool
    usual: Any
    when: list[str]
    of: str
    choices: list[Choice]


class RuleKind(Schema):
    """A kind of rule and its form."""

    kind: str
    label: str
    asks: list[AskedEntry]


class RuleKinds(Schema):
    """Every kind."""

    items: list[RuleKind]


class TypedRule(Schema):
    """A rule as it was typed. Days are ISO or Jalali; the last one is included."""

    kind: Annotated[str, Field(max_length=20)]
    params: dict[str, Any] = {}
    severity: Literal["hard", "soft"] = "hard"
    zone: int | None = None
    goods: list[str] = []
    week: Annotated[str, Field(max_length=2_000)] = ""
    priority: Annotated[int, Field(ge=0, le=1_000)] = 0
    shape: dict[str, Any] | None = None
    on_missing_data: Literal["fail", "warn"] = "warn"
    valid_from: Annotated[str, Field(max_length=40)] = ""
    valid_until: Annotated[str, Field(max_length=40)] = ""
    legal_ref: Annotated[str, Field(max_length=200)] = ""
    replaces: int | None = None


class AffectedSpot(Schema):
    """A spot that a rule would forbid or free, and the permits on it."""

    id: int
    number: str
    sentence: str
    permits: int
    point: Coordinates


class UnlawfulSpot(AffectedSpot):
    """A spot that a hard rule forbids; ``broken`` counts its broken rules."""

    zone: str
    broken: int


class UnlawfulSpots(Schema):
    """In the order of their numbers."""

    items: list[UnlawfulSpot]


class RulePreview(Schema):
    """What a rule would change; ``spots`` names the first of them."""

    forbidden: int
    permits: int
    freed: int
    noted: int
    spots: list[AffectedSpot]
    freed_spots: list[AffectedSpot]


class Ending(Schema):
    """The last day on which a rule holds."""

    last_day: Annotated[str, Field(max_length=40)]


class Place(Schema):
    """A footprint by its corners, or a stall of a size at a point."""

    ring: list[tuple[Degrees, Degrees]] = []
    lon: Degrees | None = None
    lat: Degrees | None = None
    length_m: Metres = 2.0
    depth_m: Metres = 1.5
    zone: int | None = None
    spot: int | None = None
    goods: list[str] = []
    week: Annotated[str, Field(max_length=2_000)] = ""
    at: Annotated[str, Field(max_length=40)] = ""


class PlaceAnswer(Schema):
    """Lawful: in a zone for vending, under no ban, forbidden by no hard rule."""

    ring: list[Coordinates]
    zone: Thing | None
    bans: list[str]
    lawful: bool
    verdicts: list[RuleVerdict]
