"""What can be given: vendors, free lawful spots, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, QuerySet
from django.utils import timezone

from gis_app import sql
from gis_app.accounts.models import User
from gis_app.crs import STORAGE_SRID
from gis_app.land.models import Right
from gis_app.lib.week import Week
from gis_app.zones.models import VendingSpot
from gis_app.zones.queries import Verdict, verdicts

UNDO_WITHIN = timedelta(minutes=15)


def may_undo(right: Right, by: User | AnonymousUser) -> bool:
    """Whether this person gave this right just now, and nobody changed it since."""
    return (
        right.version == 1
        and right.changed_by == by.get_username()
        and timezone.now() - right.begin_lifespan <= UNDO_WITHIN
    )


def undo_until(right: Right) -> datetime:
    """When the giver's chance to undo ends."""
    return right.begin_lifespan + UNDO_WITHIN


def permits() -> QuerySet[Right]:
    """Vending permits in force, now or later."""
    return Right.objects.filter(
        Q(valid__endswith__gt=timezone.now()) | Q(valid__upper_inf=True),
        kind=Right.Kind.VENDING_PERMIT,
        status=Right.Status.ACTIVE,
    )


@dataclass(frozen=True)
class FreeSpot:
    """A lawful spot, and the minutes of the week that nobody has in the asked range."""

    id: int
    number: str
    zone_id: int
    name_fa: str
    name_en: str
    week: Week
    distance_m: float
    goods: list[str]
    point: list[float]
    bbox: list[float]


def nearest_spots(
    *,
    x: float,
    y: float,
    valid: DateTimeTZRange,
    zone_id: int | None = None,
    goods: list[str] | None = None,
    week: Week | None = None,
    limit: int = 20,
) -> list[FreeSpot]:
    """Free lawful spots outward from a place (metres, storage CRS), nearest first.

    ``week`` keeps the spots that are free for all of it, ``goods`` those where one of
    them may be sold. Distances are in metres to the nearest edge.
    """
    values = {
        "x": x,
        "y": y,
        "srid": STORAGE_SRID,
        "valid": valid,
        "zone": zone_id,
        "goods": goods,
        "week": None if week is None else str(week),
        "limit": limit,
    }
    return [
        FreeSpot(**row | {"week": Week.parse(row["week"])})
        for row in sql.rows("allocation", "nearest_spots", values)
    ]


def broken_rules(
    spot: VendingSpot,
    moment: datetime | None,
    goods: str | None = None,
    week: Week | None = None,
) -> list[Verdict]:
    """The hard siting rules that forbid a stall (of these goods and hours) here."""
    asked = verdicts(spot.pk, moment, None if goods is None else [goods], week)
    return [verdict for verdict in asked if verdict.blocks]
