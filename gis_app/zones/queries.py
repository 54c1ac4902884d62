"""What the siting rules say of a spot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from gis_app import sql
from gis_app.zones.models import VendingZone


@dataclass(frozen=True)
class Verdict:
    """One rule's answer. ``measured`` and ``threshold`` are metres, or square metres
    for ``footprint_within``; None where there is nothing to measure against."""

    kind: str
    severity: Literal["hard", "soft"]
    params: dict[str, Any]
    legal_ref: str
    result: Literal["pass", "fail", "unknown"]
    blocks: bool
    measured: float | None
    threshold: float | None
    against: int | None
    proof: dict[str, Any] | None


def bans(spot_id: int, during: DateTimeTZRange) -> list[VendingZone]:
    """The no-vending zones that cover part of a spot at some time in a range."""
    return list(
        VendingZone.objects.raw(
            "SELECT b.* FROM zones_vendingspot AS s"
            " CROSS JOIN LATERAL meydan.bans(s.geom, %s::tstzrange) AS b"
            " WHERE s.id = %s",
            [during, spot_id],
        )
    )


def verdicts(spot_id: int, moment: datetime | None = None) -> list[Verdict]:
    """Every rule in force at a moment (now), those that forbid the spot first."""
    values = {"spot": spot_id, "moment": moment or timezone.now()}
    return [Verdict(**row) for row in sql.rows("zones", "verdicts", values)]
