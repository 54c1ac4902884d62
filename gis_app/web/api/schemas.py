"""The shapes of the JSON that goes in and out."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Field, Schema

Coordinates = list[float]
"""``[lon, lat]`` or ``[west, south, east, north]``, degrees (EPSG:4326)."""


class Problem(Schema):
    """Every refusal: a sentence for people, and what programs need."""

    error: str
    detail: dict[str, Any] = {}


class SignedIn(Schema):
    """Who is signed in."""

    username: str
    name: str
    role: str
    role_label: str
    districts: list[int]


class Session(Schema):
    """The person and the language of this session."""

    user: SignedIn | None
    language: str


class Thing(Schema):
    """A reference to something that has a card."""

    type: str
    id: int
    label: str


class Occupied(Schema):
    """The occupation of a finding."""

    id: int
    kind: str
    kind_label: str


class Standing(Schema):
    """Where the newest case of a finding stands."""

    id: int
    stage: str
    stage_label: str
    due_at: str | None
    due_label: str
    overdue: bool


class Finding(Schema):
    """One encroachment in a list."""

    id: int
    kind: str
    kind_label: str
    certainty: str
    certainty_label: str
    title: str
    summary: str
    area_m2: float
    share: float
    depth_m: float
    sigma_m: float | None
    z: float | None
    occupation: Occupied | None
    case: Standing | None
    unit: Thing
    district: int | None
    found_at: str
    found_label: str
    point: Coordinates
    bbox: Coordinates


class Row(Schema):
    """One line of a card."""

    label: str
    value: str


class HeldRight(Schema):
    """A right as this role may see it; ``holder`` is a name, a pseudonym or null."""

    id: int
    label: str
    holder: str | None
    valid: str
    week: str
    status: str
    status_label: str
    can_end: bool
    can_undo: bool


class RuleVerdict(Schema):
    """What one siting rule says of a spot or a place."""

    rule: int
    kind: str
    severity: str
    result: Literal["pass", "fail", "unknown"]
    blocks: bool
    partial: bool
    measured: float | None
    threshold: float | None
    sentence: str
    legal_ref: str
    proof: dict[str, Any] | None


class Event(Schema):
    """One line of a timeline."""

    at: str
    at_label: str
    by: str | None
    what: str


class FindingDetail(Finding):
    """One encroachment with its reasons."""

    why: str
    grounds: list[Row]
    rows: list[Row]
    geometry: dict[str, Any] | None
    occupation_geometry: dict[str, Any] | None
    rights: list[HeldRight]


class AsOf(Schema):
    """Another day: how many findings come until then, and how many go."""

    at: str
    label: str
    future: bool
    come: int
    go: int


class Findings(Schema):
    """A page of the queue; ``as_of`` is empty for today."""

    total: int
    counts: dict[str, dict[str, int]]
    items: list[Finding]
    next: str | None
    as_of: AsOf | None = None


class OnlyThen(Schema):
    """The shape of a finding that doesn't exist today."""

    id: int
    certainty: str
    occupation: int
    shape: dict[str, Any]


class Places(Schema):
    """Findings as dots: ``[id, lon, lat, certainty]``, the gravest first."""

    total: int
    items: list[tuple[int, float, float, str]]
    shapes: list[OnlyThen] = []


class ZoneThen(Schema):
    """A zone of another day."""

    id: int
    kind: str
    geometry: dict[str, Any]


class ZonesThen(Schema):
    """Zones of today that don't hold on another day, and those that only hold then."""

    gone: list[int] = []
    come: list[ZoneThen] = []


class SpotsThen(Schema):
    """Spots that are taken on another day and free today, and the other way round."""

    taken: list[int] = []
    free: list[int] = []


class Differences(Schema):
    """What the map has otherwise on another day."""

    spots: SpotsThen = SpotsThen()
    zones: ZonesThen = ZonesThen()


class HeatHour(Schema):
    """One hour of the week; 0 is Saturday 0:00. Shades run from 0 (none) to 5."""

    hour: int
    findings: int
    minutes: int
    days: int
    a_day: float | None
    shade: int
    shade_a_day: int
    label: str


class HeatTable(Schema):
    """When findings were seen; ``note`` says what the numbers don't tell."""

    findings: int
    note: str
    hours: list[HeatHour]


class Action(Schema):
    """Something this person may do next."""

    id: str
    label: str


class Card(Schema):
    """Everything this role may know of one thing."""

    type: str
    id: int
    title: str
    subtitle: str
    rows: list[Row]
    rights: list[HeldRight]
    rules: list[RuleVerdict]
    history: list[Event]
    findings: list[Finding]
    bbox: Coordinates | None
    point: Coordinates | None
    geometry: dict[str, Any] | None
    actions: list[Action]


class Hit(Schema):
    """One search result; ``id`` is null for a bare coordinate."""

    type: str
    id: int | None
    title: str
    subtitle: str
    point: Coordinates | None
    bbox: Coordinates | None


class Hits(Schema):
    """Search results, best first."""

    items: list[Hit]


class VendorHit(Schema):
    """A vendor; the name only for those who may see names."""

    id: int
    code: str
    name: str | None
    pseudonym: str
    goods: list[str]
    goods_label: str
    spots: int


class Vendors(Schema):
    """Vendors that match."""

    items: list[VendorHit]


class ZoneName(Schema):
    """A zone by name."""

    id: int
    name: str


class FreeSpot(Schema):
    """A lawful spot with free minutes."""

    id: int
    number: str
    zone: ZoneName
    distance_m: float
    week: str
    week_label: str
    goods: list[str]
    goods_label: str
    point: Coordinates
    bbox: Coordinates


class FreeSpots(Schema):
    """Nearest first."""

    items: list[FreeSpot]


class Giving(Schema):
    """A spot for a vendor. Dates are ISO or Jalali; the last day is included."""

    vendor: int
    spot: int
    reason: Literal[
        "vacancy", "moved", "hardship", "decision", "season", "correction"
    ] = Field(description="Why by hand and not by a round; kept in the log.")
    valid_from: str = Field(examples=["2027-03-21", "1406/01/01"])
    valid_until: str = Field(examples=["2028-03-19", "1406/12/29"])
    week: str | None = Field(
        None,
        description="Minutes of the week as {[480,720)}; empty: all the zone's hours.",
    )


class Given(Schema):
    """A right that was just given."""

    right: int
    spot: Thing
    vendor: Thing
    valid_label: str
    week_label: str
    undo_until: str


class Changed(Schema):
    """A right after ``end`` or ``undo``."""

    right: int
    status: str
