"""What of rounds is public, and what became of one application."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from gis_app.lib.draw import GIVEN
from gis_app.rounds.models import Application, Offer, Round
from gis_app.rounds.stages import Stage


def published() -> QuerySet[Round]:
    """Rounds that were called out, the newest first, with the count of their lots."""
    rounds = Round.objects.exclude(stage=Stage.DRAFT).order_by("-opens_at")
    return rounds.annotate(lots_count=Count("lots", distinct=True))


@dataclass(frozen=True)
class WishOutcome:
    """A lot, or a zone by its code, and what became of it; None: it was not needed."""

    lot: dict[str, Any] | None
    zone: str
    code: str | None


@dataclass(frozen=True)
class Outcome:
    """What a draw gave one receipt: ``rank`` of ``pool``, ``lot`` or None."""

    receipt: str
    rank: int
    pool: int
    lot: dict[str, Any] | None
    wishes: list[WishOutcome]
    offer: Offer | None


def find(call: Round, receipt: str) -> Application | None:
    """The application with a receipt number, as people type it."""
    tidy = receipt.strip().upper().replace(" ", "")
    return call.applications.filter(receipt=tidy).first()


def outcome(application: Application) -> Outcome | None:
    """What became of an application; None before the draw, and of who was not in it."""
    record = getattr(application.round, "record", None)
    if record is None or not record.drawn:
        return None
    drawn = json.loads(record.drawn)
    mine = (one for one in drawn["results"] if one["receipt"] == application.receipt)
    result = next(mine, None)
    if result is None:
        return None
    asked = next(
        one["wishes"] for one in drawn["list"] if one["receipt"] == application.receipt
    )
    codes = [*result["wishes"], *[None] * len(asked)]
    lots = {one["id"]: one for one in drawn["rules"]["lots"]}
    return Outcome(
        receipt=application.receipt,
        rank=result["rank"],
        pool=len(drawn["results"]),
        lot=lots.get(result["given"]),
        wishes=[
            _wish(wish, code, lots) for wish, code in zip(asked, codes, strict=False)
        ],
        offer=application.offers.order_by("pk").last(),
    )


def _wish(wish: str, code: str | None, lots: dict[str, Any]) -> WishOutcome:
    kind, named = wish.split(":", 1)
    lot = lots[named] if kind == "lot" else None
    return WishOutcome(lot, lot["zone"] if lot else named, code)


def placed(call: Round) -> tuple[int, int]:
    """How many took part in a draw, and how many were given a lot."""
    record = getattr(call, "record", None)
    if record is None or not record.drawn:
        return 0, 0
    results = json.loads(record.drawn)["results"]
    return len(results), sum(GIVEN in one["wishes"] for one in results)


def applications_count(call: Round) -> int:
    """Applications that were not taken back."""
    return call.applications.filter(~Q(status="withdrawn")).count()
