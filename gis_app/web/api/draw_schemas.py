"""The shapes of what the office sends about rounds of allocation."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

Id = Annotated[int, Field(gt=0, lt=2**63)]
Short = Annotated[str, Field(max_length=200)]
Moment = Annotated[
    str, Field(max_length=40, examples=["1405/09/10 08:00", "2026-12-01T08:00+03:30"])
]
WeekText = Annotated[str, Field(max_length=2000, examples=["{[480,720)}"])]


class CallPlan(Schema):
    """What is published of a call; days are ISO or Jalali, the last one included."""

    title_fa: Short
    title_en: Short
    opens_at: Moment
    closes_at: Moment
    challenge_until: Moment
    draw_at: Moment
    valid_from: Moment
    valid_until: Moment
    answer_days: Annotated[int, Field(ge=1, le=90)] = 7
    number_name: Short = ""
    legal_ref: Short = ""


class NewCall(CallPlan):
    """A draft under a code that its public page will have."""

    code: Annotated[str, Field(max_length=20)]


class FillZone(Schema):
    """All lawful free spots of a zone at each of these hours; none: all its hours."""

    zone: Id
    weeks: Annotated[list[WeekText], Field(max_length=20)] = []


class LotsOut(Schema):
    """Lots to take out of a draft."""

    lots: Annotated[list[Id], Field(max_length=20_000)]


class ClassText(Schema):
    """A priority class; the place in its list is its order."""

    title_fa: Short
    title_en: Short = ""
    legal_ref: Short = ""


class ZoneClasses(Schema):
    """Who goes first in a zone."""

    zone: Id
    classes: Annotated[list[ClassText], Field(max_length=49)]


class Sealed(Schema):
    """A witness and the seal of his word."""

    name: Annotated[str, Field(max_length=120)]
    commit: Annotated[str, Field(max_length=80)]


class Witnesses(Schema):
    """All witnesses of a round."""

    witnesses: Annotated[list[Sealed], Field(max_length=30)]


class Word(Schema):
    """The word that a witness committed to, to the letter."""

    word: Short


class RoundStep(Schema):
    """Where to, and what was shown; ``reason`` to call off, ``number`` to draw."""

    to: Literal["open", "review", "frozen", "drawn", "closed", "cancelled"]
    seen: Annotated[str, Field(max_length=10)]
    reason: Annotated[str, Field(max_length=2000)] = ""
    number: Annotated[str, Field(max_length=100)] = ""


class WishFor(Schema):
    """A lot, or any lot of a zone: one of the two."""

    lot: Id | None = None
    zone: Id | None = None


class Wishes(Schema):
    """In order, the best first."""

    wishes: Annotated[list[WishFor], Field(max_length=50)]


class Applying(Wishes):
    """Who applies for what."""

    vendor: Id


class ByHand(Schema):
    """A decision beside the rule; no reason admits. The note stays in the office."""

    reasons: Annotated[list[str], Field(max_length=10)] = []
    note: Annotated[str, Field(max_length=500)]


class JudgingApplication(Schema):
    """Classes and weight; ``by_hand`` where the rule does not decide."""

    classes: Annotated[list[Id], Field(max_length=200)] = []
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    by_hand: ByHand | None = None


class Doubt(Schema):
    """What is wrong with an application."""

    text: Annotated[str, Field(max_length=1000)]


class DoubtDecided(Schema):
    """What came of a challenge, and why."""

    upheld: bool
    answer: Annotated[str, Field(max_length=1000)]


class Listing(Schema):
    """Which applications; ``after`` is the last one's number on the page before."""

    status: Annotated[
        Literal["", "submitted", "eligible", "refused", "withdrawn", "challenged"],
        Field(description="Empty: all."),
    ] = ""
    q: Annotated[str, Field(max_length=40)] = ""
    after: Annotated[int, Field(ge=0, lt=2**63)] = 0


class OfferAnswer(Schema):
    """What the applicant says at the counter."""

    answer: Literal["accept", "refuse", "give_back"]
