"""``bench field``: field checks over HTTP at 200 a second, as phones ask.

Half of the places are in the street beside vending spots, half are anywhere in the
city. Every answer is compared with the peer's: plain queries over the same tables, and
the probability of standing in each zone summed over a grid of the fix's error.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

import numpy as np
import shapely
from django.conf import settings
from django.db import connection
from django.test import Client
from pyproj import Transformer

from gis_app import sql
from gis_app.accounts.models import District, Role, User
from gis_app.bench import tiles
from gis_app.bench.open_loop import Answered, send
from gis_app.bench.registry import Result
from gis_app.bench.served import Served, served
from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.lib import gps

PEER = "the plain query, one at a time"
A_SECOND = 200
ROUNDS, ROUND_S, WARM_UP_S = 3, 20.0, 5.0
REACH_M = 60.0
EVENINGS = ",".join(f"[{day * 1440 + 1020},{day * 1440 + 1320})" for day in range(7))
QUANTILES = np.array([NormalDist().inv_cdf((n + 0.5) / 120) for n in range(120)])
GRID = np.stack(np.meshgrid(QUANTILES, QUANTILES), axis=-1).reshape(-1, 2)
P_TOLERANCE = 0.01
_TO_LONLAT = Transformer.from_crs(STORAGE_SRID, LONLAT_SRID, always_xy=True)


@dataclass(frozen=True)
class Place:
    """Where a phone says it is, in the storage CRS, and how well it knows."""

    x: float
    y: float
    accuracy_m: float

    def request(self, cookie: str) -> bytes:
        """What the phone sends."""
        lon, lat = _TO_LONLAT.transform(self.x, self.y)
        query = urlencode(
            {
                "lon": f"{lon:.9f}",
                "lat": f"{lat:.9f}",
                "accuracy": self.accuracy_m,
                "age_s": 1,
            }
        )
        return (
            f"GET /api/field/check?{query} HTTP/1.1\r\n"
            f"Host: localhost\r\nCookie: {cookie}\r\n\r\n"
        ).encode()


@dataclass(frozen=True)
class Round:
    """The answers of one round and what they cost."""

    answers: list[Answered]
    web_ms: float
    database_ms: float

    def percentile_s(self, share: float) -> float:
        """The time within which this share of the requests was answered."""
        times = sorted(answer.seconds for answer in self.answers)
        return times[min(len(times) - 1, int(share * len(times)))]


def run(share: float) -> Iterator[Result]:
    """The round with the middle p99, in seconds from when each request was due."""
    load(share)
    cookie = _signed_in()
    asked = places(round(A_SECOND * ROUND_S))
    requests = [place.request(cookie) for place in asked]
    busy = os.getloadavg()[0]
    with served() as web:
        send(web.host, web.port, requests[: round(A_SECOND * WARM_UP_S)], A_SECOND)
        rounds = [_round(web, requests) for _ in range(ROUNDS)]
    rounds.sort(key=lambda each: each.percentile_s(0.99))
    middle = rounds[len(rounds) // 2]
    peer_s, same = _compared(asked, [answer for r in rounds for answer in r.answers])
    yield Result(
        f"field check, p99 at {A_SECOND} a second",
        middle.percentile_s(0.99),
        PEER,
        peer_s,
        same,
        _size(rounds, middle, busy),
    )


def _round(web: Served, requests: Sequence[bytes]) -> Round:
    before = web.web_cpu_s(), web.database_cpu_s()
    answers = send(web.host, web.port, requests, A_SECOND)
    after = web.web_cpu_s(), web.database_cpu_s()
    costs = [(b - a) * 1000 / len(requests) for a, b in zip(before, after, strict=True)]
    return Round(answers, *costs)


def _size(rounds: list[Round], middle: Round, busy: float) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM zones_vendingzone),"
            " (SELECT count(*) FROM zones_vendingspot)"
        )
        zones, spots = cursor.fetchone()
    ms = {f"p{n} ms": round(middle.percentile_s(n / 100) * 1000, 1) for n in (50, 95)}
    p99s = " ".join(f"{each.percentile_s(0.99) * 1000:.1f}" for each in rounds)
    return {
        "requests": sum(len(each.answers) for each in rounds),
        **ms,
        "p99 of each round ms": p99s,
        "web CPU ms a request": round(middle.web_ms, 2),
        "database CPU ms a request": round(middle.database_ms, 2),
        "zones": zones,
        "spots": spots,
        "load of the machine before": round(busy, 1),
    }


def _compared(
    asked: Sequence[Place], answers: Sequence[Answered]
) -> tuple[float, bool]:
    """The p99 of the peer's queries, and whether every answer is the peer's."""
    shapes = _zones()
    seconds, plain = [], []
    for place in asked:
        began = perf_counter()
        row = _plainly(place)
        seconds.append(perf_counter() - began)
        plain.append(row | {"p": _probabilities(place, row["zones"], shapes)})
    same = all(
        _agrees(answer, plain[n % len(plain)]) for n, answer in enumerate(answers)
    )
    return sorted(seconds)[int(0.99 * len(seconds))], same


def _plainly(place: Place) -> dict[str, Any]:
    values = {"x": place.x, "y": place.y, "srid": STORAGE_SRID, "reach_m": REACH_M}
    return sql.rows("bench", "plain_here", values)[0]


def _zones() -> dict[str, shapely.Geometry]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, ST_AsBinary(geom) FROM zones_vendingzone")
        return {code: shapely.from_wkb(bytes(wkb)) for code, wkb in cursor.fetchall()}


def _probabilities(
    place: Place, codes: list[str], shapes: dict[str, shapely.Geometry]
) -> dict[str, float]:
    """The share of the fix's error that falls inside each zone (mapped to 0.1 m)."""
    sigma = gps.with_map_error(gps.sigma(place.accuracy_m), 0.1) or 0.0
    points = GRID * sigma + (place.x, place.y)
    return {
        code: float(shapely.contains_xy(shapes[code], points).mean()) for code in codes
    }


def _agrees(answer: Answered, plain: dict[str, Any]) -> bool:
    if answer.status != 200:
        return False
    told = json.loads(answer.body)
    spots = [spot["number"] for spot in told["spots"]]
    held = {spot["number"] for spot in told["spots"] if spot["permit"]}
    district = told["place"]["district"]
    found = {zone["code"]: zone["p_inside"] for zone in told["zones"]}
    return (
        list(found) == plain["zones"]
        and all(abs(found[c] - p) <= P_TOLERANCE for c, p in plain["p"].items())
        and spots == plain["spots"]
        and held == set(plain["held"]).intersection(spots)
        and (district and district["id"]) == plain["district"]
    )


def places(count: int, seed: int = 7) -> list[Place]:
    """Beside spots and anywhere, in turns; the same for the same seed."""
    rng = np.random.default_rng(seed)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_X(c), ST_Y(c) FROM (SELECT ST_Centroid(geom) AS c"
            " FROM zones_vendingspot ORDER BY id) AS spot"
        )
        spots = np.array(cursor.fetchall())
    low, high = spots.min(axis=0), spots.max(axis=0)
    beside = spots[rng.integers(len(spots), size=count)] + rng.normal(0, 8, (count, 2))
    anywhere = rng.uniform(low, high, (count, 2))
    chosen = np.where((np.arange(count) % 2 == 0)[:, None], beside, anywhere)
    accuracy = np.round(rng.uniform(2, 20, count), 1)
    return [
        Place(float(x), float(y), float(a))
        for (x, y), a in zip(chosen, accuracy, strict=True)
    ]


def load(share: float) -> None:
    """The standard city with districts, streets, zones, spots and permits."""
    tiles.load(share)
    values = {"srid": STORAGE_SRID, "evenings": f"{{{EVENINGS}}}"}
    sql.run("bench", "streets_with_vendors", values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _signed_in() -> str:
    """The cookie of an officer of every district, who reads English."""
    officer = User.objects.create(username="bench-officer", role=Role.OFFICER)
    officer.districts.set(District.objects.all())
    client = Client()
    client.force_login(officer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; django_language=en"
