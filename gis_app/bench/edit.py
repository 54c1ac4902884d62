"""``bench edit``: one edit, committed, and its findings updated.

Edits of every kind take turns, each as a request does it: a transaction of its own, and
then what waits is judged. The peer scans the surroundings of the same edit. At the end
the whole city is scanned, which must find nothing to change.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from django.db import connection, transaction

from gis_app import sql
from gis_app.bench import field_check
from gis_app.bench.registry import Result
from gis_app.encroachment import upkeep
from gis_app.encroachment.detection import Box, scan


@dataclass(frozen=True)
class Costs:
    """The 95th percentile of edits, and the processor's time of the middle one.

    The latter, of this process and its backend, doesn't depend on what else is done.
    """

    p95_s: float
    cpu_s: float


PEER = "a scan of the 100 m around it"
EDITS, WARM_UP, FIRST = 300, 20, 9
AROUND_M = 50.0
MEASURED: dict[float, Costs] = {}
"""By share, to say how it grows with the city."""

KINDS = {
    "a building moves": (
        (
            "UPDATE encroachment_occupation SET geom = ST_Translate(geom, 0.9, 0.1)"
            " WHERE id = %(id)s RETURNING geom"
        ),
        "SELECT id FROM encroachment_occupation WHERE kind = 'building'",
    ),
    "a kiosk appears": (
        (
            "INSERT INTO encroachment_occupation"
            " (kind, seen, method, note, accuracy_m, geom)"
            " SELECT 'kiosk', '[2025-06-01,)', '', '', 0.1,"
            " ST_Multi(ST_Translate(geom, 3, 0)) FROM zones_vendingspot"
            " WHERE id = %(id)s RETURNING geom"
        ),
        "SELECT id FROM zones_vendingspot",
    ),
    "a permit ends": (
        (
            "UPDATE land_right SET valid = tstzrange(lower(valid), now())"
            " WHERE id = %(id)s RETURNING geom"
        ),
        "SELECT id FROM land_right WHERE spot_id IS NOT NULL",
    ),
    "a plot is sold": (
        (
            "UPDATE land_parcel SET owner_kind = 'municipal' WHERE id = %(id)s"
            " RETURNING geom"
        ),
        "SELECT id FROM land_parcel WHERE owner_kind = 'private'",
    ),
    "a plot is measured anew": (
        (
            "UPDATE land_parcel SET geom = ST_Translate(geom, 0.3, 0.2)"
            " WHERE id = %(id)s RETURNING geom"
        ),
        "SELECT id FROM land_parcel",
    ),
}


def run(share: float) -> Iterator[Result]:
    """The 95th percentile of all edits, and how it compares with a smaller city's."""
    load(share)
    edits, around = _edits()
    first = _first_edits()
    upkeep.refresh()
    left = _differences()
    costs = Costs(
        _percentile([edit.seconds for edit in edits]),
        median(edit.cpu_s for edit in edits),
    )
    size = _size(edits, costs) | {
        "first edit of a session, ms": _ms(median(first)),
        "left to the full scan": left,
    }
    peer_s = _percentile(around)
    yield Result("edit, 95th percentile", costs.p95_s, PEER, peer_s, left == 0, size)
    MEASURED[share] = costs
    small = min(MEASURED)
    if small < share:
        than = f"in a city of {small / share:.2f} × the size"
        for name, ours, peer in (
            ("edit, growth of the 95th percentile", costs.p95_s, MEASURED[small].p95_s),
            (
                "edit, growth of the processor's time",
                costs.cpu_s,
                MEASURED[small].cpu_s,
            ),
        ):
            yield Result(name, ours, than, peer, left == 0, {"edits": EDITS})


def load(share: float) -> None:
    """Plots, buildings, streets and vendors; all of it judged once."""
    field_check.load(share)
    sql.run("bench", "market")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    upkeep.scan_whole()


@dataclass(frozen=True)
class Edit:
    """What one edit took until its findings were true, and how much was judged."""

    kind: str
    seconds: float
    cpu_s: float
    places: int


def _edits() -> tuple[list[Edit], list[float]]:
    """The edits, and the seconds of the peer at the same places."""
    chance = random.Random(1)  # noqa: S311 (a sample, no secret)
    ids = {kind: _ids(which) for kind, (_, which) in KINDS.items()}
    edits: list[Edit] = []
    around: list[float] = []
    for n in range(WARM_UP + EDITS):
        kind = list(KINDS)[n % len(KINDS)]
        edit, box = _edit(kind, chance.choice(ids[kind]))
        if n >= WARM_UP:
            edits.append(edit)
            around.append(_scan_of(box))
    return edits, around


def _first_edits() -> list[float]:
    """Seconds where the session has planned nothing yet; it is there already."""
    seconds = []
    kind = next(iter(KINDS))
    for key in _ids(KINDS[kind][1])[:FIRST]:
        connection.close()
        connection.ensure_connection()
        seconds.append(_edit(kind, key)[0].seconds)
    return seconds


def _size(edits: list[Edit], costs: Costs) -> dict[str, Any]:
    return {
        "edits": len(edits),
        "places judged an edit": round(sum(e.places for e in edits) / len(edits), 1),
        "median ms": _ms(median(edit.seconds for edit in edits)),
        "processor ms": _ms(costs.cpu_s),
        "processor ms, 95th percentile": _ms(_percentile([e.cpu_s for e in edits])),
        **{
            f"{kind}, ms": _ms(median(e.seconds for e in edits if e.kind == kind))
            for kind in KINDS
        },
    }


def _edit(kind: str, key: int) -> tuple[Edit, Box]:
    """Do it as a request does; and where it was."""
    cpu_s, began = _cpu_s(), perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(KINDS[kind][0], {"id": key})
        (shape,) = cursor.fetchone()
    done = upkeep.refresh_at_once() if upkeep.waiting() else None
    seconds, cpu_s = perf_counter() - began, _cpu_s() - cpu_s
    if done is None:
        raise RuntimeError("an edit was left to the worker")
    return Edit(kind, seconds, cpu_s, done.occupations + done.parcels), _box(shape)


def _cpu_s() -> float:
    """Of this process and of its backend, where that is on this machine."""
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    try:
        backend_s = int(backend.read_text().split()[0]) / 1e9
    except OSError:
        backend_s = 0.0
    return process_time() + backend_s


def _box(shape: str) -> Box:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b)"
            " FROM (SELECT ST_Expand(%s::geometry, %s) AS b) AS around",
            [shape, AROUND_M],
        )
        west, south, east, north = cursor.fetchone()
        return west, south, east, north


def _scan_of(box: Box) -> float:
    """The peer; what it writes is taken back."""
    with transaction.atomic():
        began = perf_counter()
        scan(area=box)
        seconds = perf_counter() - began
        transaction.set_rollback(True)
    return seconds


def _differences() -> int:
    """What a scan of the whole city would still change."""
    with transaction.atomic():
        report = scan()
        transaction.set_rollback(True)
    return report.opened + report.changed + report.closed


def _ids(statement: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY id")
        return [key for (key,) in cursor.fetchall()]


def _percentile(seconds: list[float], share: float = 0.95) -> float:
    return sorted(seconds)[int(share * (len(seconds) - 1))]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
