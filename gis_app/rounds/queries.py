"""What of rounds is public, and what became of one application."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gis_app.rounds.models import Application, Lot, Offer, Round
from gis_app.rounds.stages import Stage


def published() -> QuerySet[Round]:
    """Rounds that were called out, the newest first, with what their draw counted."""
    return in_office().exclude(stage=Stage.DRAFT)


def in_office() -> QuerySet[Round]:
    """Every round, drafts too, the newest first.

    ``lots_count``, and ``applied``: applications that were not taken back. The text of
    a record stays where it is until somebody asks for it.
    """
    rounds = Round.objects.order_by("-opens_at")
    applications = Application.objects.exclude(status=Application.Status.WITHDRAWN)
    return (
        rounds.select_related("record")
        .defer("record__frozen", "record__drawn")
        .annotate(lots_count=_count(Lot.objects), applied=_count(applications))
    )


def _count(things: Any) -> Coalesce:
    """How many of them a round has, counted by itself: joined they would multiply."""
    own = things.filter(round=OuterRef("pk")).order_by().values("round")
    counted = Subquery(own.annotate(n=Count("pk")).values("n"))
    return Coalesce(counted, 0, output_field=IntegerField())


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
    if record is None or record.drawn_at is None:
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
