"""``bench siting``: what the siting rules say of one place, and of every spot.

The peer answers the same questions with shapely and its STRtree, in memory, with the
rows already read. Each rule's measure of each spot is compared to the millimetre.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import perf_counter

from django.db import connection, transaction

from gis_app import sql
from gis_app.bench import field_check
from gis_app.bench.registry import Result
from gis_app.bench.siting_peer import Street, read
from gis_app.crs import STORAGE_SRID
from gis_app.zones.queries import SIDE_BY_SIDE

PEER = "shapely, in memory"
PLACES, WARM_UP = 300, 20
MOMENT = "2026-06-01T12:00:00+00:00"
SPOTS = 5_000
ALL = """
SELECT
    s.id, v.kind, v.params ->> 'feature_class',
    -- Of two sides that are as bad either one may speak.
    v.measured - CASE v.kind WHEN 'max_footprint' THEN v.threshold ELSE 0 END
FROM zones_vendingspot AS s
CROSS JOIN LATERAL meydan.siting(s.geom, s.zone_id, s.id, %s) AS v
WHERE s.status = 'open'
"""
ONE = f"""
SELECT count(*) FROM meydan.siting(
    ST_SetSRID(%s::geometry, {int(STORAGE_SRID)}), %s, NULL, %s
)
"""  # noqa: S608 (a number of ours)
Answers = dict[tuple[int, str], float | None]


def run(share: float) -> Iterator[Result]:
    """Single places first, then the whole city."""
    load(share)
    street = read()
    size = {"spots": len(street.spots), "features": street.features}
    ours, theirs = _places(street)
    one, all_at_once = _percentile(ours), perf_counter()
    found = _ours()
    all_at_once = perf_counter() - all_at_once
    began = perf_counter()
    expected = street.answers()
    peer_s = perf_counter() - began
    same = agree(found, expected)
    middle = {"median ms": round(_percentile(ours, 0.5) * 1000, 1)}
    yield Result(
        "siting, one place, 95th percentile",
        one,
        PEER,
        _percentile(theirs),
        same,
        size | middle,
    )
    yield Result("siting, every spot", all_at_once, PEER, peer_s, same, size)


def load(share: float) -> None:
    """The standard city with its streets, and spots enough."""
    field_check.load(share)
    sql.run("bench", "market")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM zones_vendingzone")
        (zones,) = cursor.fetchone()
        missing = max(0, round(SPOTS * share) - 20 * zones)
        more = max(0, -(-missing // zones) - 1)
        sql.run("bench", "siting", {"srid": STORAGE_SRID, "more": more})
        cursor.execute("VACUUM ANALYZE")


def agree(found: Answers, expected: Answers) -> bool:
    """Whether every measure is the same to the millimetre."""
    return found.keys() == expected.keys() and all(
        _same(found[key], expected[key]) for key in found
    )


def _same(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= 0.001


def _ours() -> Answers:
    """As ``queries.forbidden_spots`` asks: over both cores."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SIDE_BY_SIDE)
        cursor.execute(ALL, [MOMENT])
        return {
            (spot, ":".join(filter(None, (kind, feature)))): measured
            for spot, kind, feature, measured in cursor.fetchall()
        }


def _places(street: Street) -> tuple[list[float], list[float]]:
    """Seconds of single questions at random spots, moved a little; ours and theirs."""
    chance = random.Random(1)  # noqa: S311 (a sample, no secret)
    ours, theirs = [], []
    with connection.cursor() as cursor:
        for n in range(WARM_UP + PLACES):
            place, zone = street.moved(chance)
            began = perf_counter()
            cursor.execute(ONE, [place.wkb_hex, zone, MOMENT])
            cursor.fetchone()
            between = perf_counter()
            street.one(place, zone, None, [])
            if n >= WARM_UP:
                ours.append(between - began)
                theirs.append(perf_counter() - between)
    return ours, theirs


def _percentile(seconds: list[float], share: float = 0.95) -> float:
    return sorted(seconds)[int(share * (len(seconds) - 1))]
