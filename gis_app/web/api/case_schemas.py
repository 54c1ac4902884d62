"""The shapes of cases as JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from gis_app.enforcement.measuring import Method
from gis_app.enforcement.stages import Stage, Track
from gis_app.web.api.schemas import Card, Coordinates, FindingDetail, Row

Key = Annotated[int, Field(gt=0, lt=2**62)]
Reason = Annotated[str, Field(max_length=2000)]
"""Longer ones are refused in words by the service, up to a point."""


class Staff(Schema):
    """A member of staff."""

    id: int
    name: str


class Officer(Staff):
    """Somebody the case can be given to."""

    open_cases: int


class CaseRow(Schema):
    """One case in a list; ``finding`` is null for those who may not see findings."""

    id: int
    number: str
    number_label: str
    title: str
    track: Track
    track_label: str
    state: Stage
    state_label: str
    opened_at: str
    opened_label: str
    due_at: str | None
    due_label: str
    due_words: str
    days_left: int | None = Field(
        None, description="Working days; below 0 that many are overdue."
    )
    overdue: bool
    assigned: Staff | None
    district: int | None
    district_label: str
    finding: int | None
    point: Coordinates
    bbox: Coordinates


class CaseCounts(Schema):
    """Over all cases that this person may know of."""

    open: int
    overdue: int
    today: int
    mine: int


class Burden(Staff):
    """What an officer has to do."""

    open: int
    overdue: int


class Cases(Schema):
    """A page of the list."""

    officers: list[Burden]

    total: int
    counts: CaseCounts
    items: list[CaseRow]
    next: str | None


class OnTheWay(Schema):
    """One stage of the line that a case's way is drawn as."""

    state: Stage
    label: str
    where: Literal["done", "here", "ahead"]
    at_label: str


class CaseHappening(Schema):
    """A step, or a giving to an officer (``to`` is empty then)."""

    at: str
    at_label: str
    by: str
    role_label: str
    to: str
    what: str
    reason: str
    deadline_label: str
    legal_ref: str


class CaseStep(Schema):
    """A step that this person's role may take; ``blocked`` says what is missing."""

    to: Stage
    label: str
    needs_reason: bool
    grave: bool
    blocked: str | None


class CaseMay(Schema):
    """What else this person may do."""

    assign: bool
    take_on: bool
    measure: bool
    add_photo: bool


class Adding(Schema):
    """A photo by hand; ``sha256`` is of the file, to see that all of it arrived."""

    client_id: UUID
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    note: Annotated[str, Field(max_length=500)] = ""
    notice: Annotated[int, Field(gt=0, lt=2**62)] | None = None


class Piece(Schema):
    """One link of the chain of evidence; ``photo`` is where the picture is."""

    seq: int
    kind: str
    kind_label: str
    at: str
    at_label: str
    device_label: str
    by: str
    sha256: str
    hash: str
    facts: list[Row]
    photo: str | None


class CaseDetail(CaseRow):
    """Everything this role may know of one case."""

    summary: str
    rows: list[Row]
    line: list[OnTheWay]
    events: list[CaseHappening]
    steps: list[CaseStep]
    may: CaseMay
    officers: list[Officer]
    sees_evidence: bool
    evidence: list[Piece]
    previous: list[CaseRow]
    geometry: dict[str, Any] | None


class Pieces(Schema):
    """The evidence of a case, in the order of the chain."""

    items: list[Piece]


class CaseFile(Schema):
    """What a finding's card says of its cases."""

    open: CaseRow | None
    ended: list[CaseRow]
    may_open: bool
    track: Track


class FindingWithCases(FindingDetail):
    """A finding with its reasons, and what is done about it."""

    file: CaseFile


class CardWithCases(Card):
    """Everything this role may know of one thing, and its open cases."""

    cases: list[CaseRow]


class Opening(Schema):
    """A case about a finding; without a track the kind of finding proposes it."""

    finding: Key
    track: Track | None = None
    officer: Key | None = None


class Stepping(Schema):
    """A step; ``seen`` is the stage at which the page showed the case."""

    to: Stage
    seen: Stage
    reason: Reason = ""


class Dismissing(Schema):
    """An end with a reason; ``seen`` as for a step."""

    seen: Stage
    reason: Reason


class Assigning(Schema):
    """To whom; ``seen`` is who had it on the page, null for nobody."""

    officer: Key
    seen: Key | None
    reason: Reason = ""


class Measuring(Schema):
    """A measured depth; ``client_id`` keeps a retry from being a second one."""

    client_id: UUID
    depth_m: Annotated[float, Field(allow_inf_nan=False)]
    method: Method
    note: Reason = ""
    device_at: AwareDatetime | None = None
