"""What the siting rules say of a spot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from gis_app import sql
from gis_app.crs import STORAGE_SRID
from gis_app.lib.week import Week
from gis_app.zones.models import VendingZone


@dataclass(frozen=True)
class Verdict:
    """One rule's answer. ``measured`` and ``threshold`` are metres, or square metres
    or a count, as its kind says; None where there is nothing to measure against.

    ``partial``: the rule is for some of the goods or hours of the place only. It then
    forbids nothing by itself; who asks for these goods and hours is told it whole.
    """

    rule_id: int
    kind: str
    severity: Literal["hard", "soft"]
    params: dict[str, Any]
    legal_ref: str
    result: Literal["pass", "fail", "unknown"]
    blocks: bool
    partial: bool
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


def verdicts(
    spot_id: int,
    moment: datetime | None = None,
    goods: list[str] | None = None,
    week: Week | None = None,
) -> list[Verdict]:
    """Every rule in force at a moment (now), those that forbid the spot first.

    ``goods`` and ``week`` ask about a stall that sells just these, just then; without,
    it is about the spot as it is.
    """
    values = {"spot": spot_id} | _asked(moment, goods, week)
    return [Verdict(**row) for row in sql.rows("zones", "verdicts", values)]


def place_verdicts(
    footprint: Polygon,
    *,
    zone_id: int | None = None,
    spot_id: int | None = None,
    moment: datetime | None = None,
    goods: list[str] | None = None,
    week: Week | None = None,
) -> list[Verdict]:
    """The same about a footprint (storage CRS) that is no spot yet.

    Without ``zone_id`` it counts to the zone that most of it lies in; ``spot_id`` is
    the spot that it would move.
    """
    values = {"footprint": _hex(footprint), "zone": zone_id, "spot": spot_id}
    values |= _asked(moment, goods, week)
    return [Verdict(**row) for row in sql.rows("zones", "place", values)]


def _hex(shape: GEOSGeometry) -> str:
    return bytes(shape.hexewkb).decode()


def _asked(
    moment: datetime | None, goods: list[str] | None, week: Week | None
) -> dict[str, Any]:
    return {
        "moment": moment or timezone.now(),
        "goods": goods,
        "week": None if week is None else str(week),
    }


def stall_at(x: float, y: float, length_m: float, depth_m: float) -> list[list[float]]:
    """The corners (lon, lat) of a stall at a place, along the nearest street."""
    values = {"x": x, "y": y, "srid": STORAGE_SRID, "length": length_m}
    (found,) = sql.rows("zones", "stall_at", values | {"depth": depth_m})
    ring: list[list[float]] = found["ring"][:-1]
    return ring


def zone_at(footprint: Polygon, moment: datetime | None = None) -> VendingZone | None:
    """The zone that allows vending and holds most of a footprint."""
    found = VendingZone.objects.filter(
        kind__in=[VendingZone.Kind.PERMITTED, VendingZone.Kind.RESTRICTED],
        valid__contains=moment or timezone.now(),
        geom__intersects=footprint,
    )
    return max(
        found, key=lambda zone: zone.geom.intersection(footprint).area, default=None
    )


def bans_at(footprint: Polygon, during: DateTimeTZRange) -> list[VendingZone]:
    """The no-vending zones that cover part of a footprint at some time in a range."""
    return list(
        VendingZone.objects.raw(
            "SELECT b.* FROM meydan.bans(%s::geometry, %s::tstzrange) AS b",
            [_hex(footprint), during],
        )
    )


SIDE_BY_SIDE = "SET LOCAL min_parallel_table_scan_size = 0"
"""Each spot takes a millisecond or two: worth both cores, however small the table.

The function's own cost does the rest. Cheaper workers (``parallel_setup_cost``) would
be started by every little query inside it too.
"""


@dataclass(frozen=True)
class ForbiddenSpot:
    """A spot in use that a hard rule forbids, with the rule that is broken first."""

    id: int
    number: str
    zone_id: int
    kind: str
    params: dict[str, Any]
    result: str
    measured: float | None
    threshold: float | None
    permits: int
    point: list[float]
    broken: int


def forbidden_spots(moment: datetime | None = None) -> list[ForbiddenSpot]:
    """Every spot in use that a hard rule forbids at a moment (now), by its number."""
    values = {"moment": moment or timezone.now()}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SIDE_BY_SIDE)
        found = sql.rows("zones", "forbidden_spots", values)
    broken = Counter(row["id"] for row in found)
    first = {row["id"]: row for row in reversed(found)}
    spots = [ForbiddenSpot(**row, broken=broken[row["id"]]) for row in first.values()]
    return sorted(spots, key=lambda spot: spot.number)
