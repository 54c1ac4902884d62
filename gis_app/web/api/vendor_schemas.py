"""The shapes of the register of vendors as JSON."""

from __future__ import annotations

from typing import Annotated

from ninja import Field, Schema

from gis_app.vendors.models import CardRevocation

Line = Annotated[str, Field(max_length=200)]
Note = Annotated[str, Field(max_length=300)]
Codes = Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=20)]


class VendorCard(Schema):
    """A card; ``state`` is valid, expired, suspended, revoked or key_withdrawn."""

    serial: int
    number: str
    number_label: str
    state: str
    state_word: str
    state_label: str
    issued_label: str
    until_label: str
    ends_soon: bool
    note: str
    pdf: str


class VendorRow(Schema):
    """A vendor; name and photo only for those who may see them."""

    id: int
    code: str
    code_label: str
    name: str | None
    pseudonym: str
    trade: str
    goods_label: str
    status: str
    status_label: str
    portrait: str | None
    card: VendorCard | None


class VendorList(Schema):
    """A page of the register, by code; ``next`` is where to go on."""

    items: list[VendorRow]
    next: str | None
    counts: dict[str, int]


class Paper(Schema):
    """A paper of priority; ``counts`` while it is valid and not withdrawn."""

    id: int
    kind: str
    title: str
    paper: str
    number: str
    until_label: str
    verified_label: str
    counts: bool
    withdrawn: str


class Permit(Schema):
    """A spot that the vendor holds, held, or will hold."""

    spot: str
    spot_id: str
    week: str
    valid: str
    state: str
    state_label: str


class FileMay(Schema):
    """What this person may do with the file."""

    edit: bool


class VendorFile(VendorRow):
    """All that this role may know; ``papers`` is null where they may not be seen."""

    goods: list[str]
    suspended_because: str
    has_phone: bool
    permits: list[Permit]
    papers: list[Paper] | None
    cards: list[VendorCard]
    may: FileMay


class Registering(Schema):
    """A new vendor. ``same``: yes, it is the person of that other name."""

    national_id: Line
    name: Line = ""
    phone: Line = ""
    trade: Line = ""
    goods: Codes
    same: bool = False


class Registered(VendorFile):
    """``known``: the person was in the register already, and kept its name."""

    known: bool


class Changing(Schema):
    """Another trade, other goods, another phone (empty: as it is)."""

    trade: Line = ""
    goods: Codes
    phone: Line = ""


class Suspending(Schema):
    """Suspend with a reason, or end the suspension."""

    suspended: bool
    reason: Note = ""


class AddingPaper(Schema):
    """A paper whose original the clerk has seen; without a day it has no end."""

    kind: Line
    number: Line
    valid_until: Line = ""


class Because(Schema):
    """Why."""

    reason: Note


class Issuing(Schema):
    """A new card; with ``reason`` the one in force is revoked, both or neither."""

    valid_until: Line = Field("", description="The last day; empty: a year from today.")
    reason: CardRevocation.Reason | None = None
    note: Note = ""


class Revoking(Schema):
    """Why a card ends before its time."""

    reason: CardRevocation.Reason
    note: Note = ""
