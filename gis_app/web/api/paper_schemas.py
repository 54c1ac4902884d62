"""The shapes of notices and receipts as JSON."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from gis_app.enforcement.models import Notice
from gis_app.enforcement.seizures import MOST_ITEMS

Words = Annotated[str, Field(max_length=200)]


class Paper(Schema):
    """A notice; ``pdf`` is where its sheet is."""

    id: int
    number: str
    number_label: str
    issued_at: str
    issued_label: str
    deadline: str
    deadline_label: str
    served_at: str | None
    served_label: str
    sha256: str
    pdf: str
    slip: str | None = Field(
        None, description="Where the photo of the signed slip is; null if not for you."
    )


class Line(Schema):
    """One line of a receipt, in words."""

    number: str
    what: str
    quantity: str
    condition: str


class Receipt(Schema):
    """Goods that were taken; ``pdf`` is where the receipt is."""

    id: int
    case: int
    number: str
    number_label: str
    items: list[Line]
    receipt_at: str
    receipt_label: str
    return_by: str
    return_label: str
    returned_at: str | None
    returned_label: str
    overdue: bool
    pdf: str


class Receipts(Schema):
    """Goods that should have gone back already."""

    items: list[Receipt]


class PapersMay(Schema):
    """What this person may do with the papers of a case."""

    read: bool
    issue: bool
    serve: bool
    slip: bool
    seize: bool
    give_back: bool


class Way(Schema):
    """A way to serve a notice."""

    code: Notice.How
    label: str


class Papers(Schema):
    """The papers of a case; ``blocked`` says what a notice still needs."""

    notices: list[Paper]
    goods: list[Receipt]
    may: PapersMay
    blocked: str
    ways: list[Way]


class Serving(Schema):
    """How a notice reached the person; without a moment it was just now.

    ``day`` and ``hour`` are as people type them (``۱۴۰۵/۰۹/۰۵``, ``۱۷:۳۰``).
    """

    how: Notice.How
    at: AwareDatetime | None = None
    day: Words = ""
    hour: Words = ""
    witness: Words = ""
    slip: UUID | None = Field(
        None, description="The client_id of a photo of the slip that was sent before."
    )


class Taken(Schema):
    """One thing that was taken away."""

    what: Words
    quantity: Annotated[float, Field(allow_inf_nan=False)]
    unit: Words
    condition: Words = ""


class Seizing(Schema):
    """What was taken; ``client_id`` keeps a retry from being a second receipt."""

    client_id: UUID
    items: Annotated[list[Taken], Field(min_length=1, max_length=MOST_ITEMS)]
