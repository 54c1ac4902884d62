"""The findings as of another moment, past or future, without touching those of today.

What differs is judged: the occupations that something concerns which begins or ends
between now and then. The result is what a full scan of that moment would write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction

from gis_app.encroachment import few, prepared, reach
from gis_app.encroachment.detection import look
from gis_app.encroachment.models import Encroachment, Judged
from gis_app.encroachment.prepared import Statement
from gis_app.encroachment.querysets import FindingSet

MANY = 20_000
"""From so many places on, a scan of the whole city is sooner done."""
PIECE = 200
"""Judging more at once takes longer than in proportion: nothing of it has an index."""
SAME = 1e-6
_EXACTLY = ("certainty", "inside", "sigma_m", "occupation_version", "unit_version")
_MEASURED = ("area_m2", "depth_m")


@dataclass(frozen=True)
class AsOf:
    """What ``at`` has otherwise than today.

    ``ended``: ids of findings that are none then. ``begun`` are none today and have no
    id. ``changed`` keep their id and say something else.
    """

    at: datetime
    ended: list[int]
    begun: list[Encroachment]
    changed: list[Encroachment]

    @property
    def replaced(self) -> list[int]:
        """Ids of today's rows that don't hold then."""
        return [*self.ended, *(finding.pk for finding in self.changed)]

    @property
    def told(self) -> list[Encroachment]:
        """The findings of then that no row of today tells."""
        return [*self.begun, *self.changed]


def findings_at(moment: datetime) -> AsOf:
    """Judge what differs at ``moment``; nothing is written, nobody has to wait."""
    # Two parcels contradict each other whatever the hour.
    known = Encroachment.objects.open().shown().exclude(occupation=None)
    true_at = Judged.objects.values_list("at", flat=True).first()
    with transaction.atomic():
        if true_at is not None:
            chosen = _concerned(*sorted((true_at, moment)))
            if len(chosen) < MANY:
                rows = chain.from_iterable(
                    few.look({"at": moment, "only": piece, "land": []})
                    for piece in _pieces(chosen)
                )
                return _compared(moment, known.filter(occupation__in=chosen), rows)
    return _compared(moment, known, look(moment))


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), PIECE):
        yield ids[first : first + PIECE]


def _concerned(since: datetime, until: datetime) -> list[int]:
    """The occupations that something concerns which begins or ends between the two."""
    statement = _passed()
    prepared.ready(statement, *few.lookers())
    occupations: list[int] = statement.rows({"since": since, "until": until})[0][0]
    return occupations


@cache
def _passed() -> Statement:
    waits = reach.passing(
        "SELECT source, occupation_id, NULL::bigint AS parcel_id, geom FROM passing"
    )
    return reach.statement(waits, {"since": "timestamptz", "until": "timestamptz"})


def _compared(
    moment: datetime, known: FindingSet, rows: Iterable[dict[str, Any]]
) -> AsOf:
    today = {
        row["id"]: row for row in known.values("id", "found_at", *_EXACTLY, *_MEASURED)
    }
    begun, changed = [], []
    for row in rows:
        there = today.pop(row["id"], None)
        if there is None:
            begun.append(_finding(row | {"id": None}, moment))
        elif _differs(there, row):
            changed.append(_finding(row | {"found_at": there["found_at"]}, moment))
    return AsOf(moment, sorted(today), begun, changed)


def _differs(there: dict[str, Any], row: dict[str, Any]) -> bool:
    """As a scan decides whether to write a row (``detect_write.sql``)."""
    return any(there[name] != row[name] for name in _EXACTLY) or any(
        abs(there[name] - row[name]) > SAME for name in _MEASURED
    )


def _finding(row: dict[str, Any], moment: datetime) -> Encroachment:
    shape = GEOSGeometry(row["geom"])
    told = {"found_at": moment, "seen_at": moment} | row | {"geom": shape}
    return Encroachment(**told)
