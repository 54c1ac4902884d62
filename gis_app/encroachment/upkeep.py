"""Keeps the findings true after every edit, and while time passes.

Triggers write down what was edited (sql/dirty.sql); time adds what began or ended.
What that may concern is judged anew, and the result is that of a full scan:
docs/detection.md says how that is known, decisions/0050 why it is done so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import (
    DataError,
    IntegrityError,
    InternalError,
    OperationalError,
    connection,
    transaction,
)
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from psycopg2.errors import LockNotAvailable
from shapely.errors import GEOSException

from gis_app import sql
from gis_app.encroachment import few, formula, prepared, reach
from gis_app.encroachment.detection import (
    ScanReport,
    Scope,
    hold_lock,
    rejudge,
    scan,
    suspects,
)
from gis_app.encroachment.models import Dirty, Judged, Occupation
from gis_app.encroachment.steps import APP, execute
from gis_app.land.models import Parcel

logger = logging.getLogger(__name__)

AT_ONCE = 200
"""So many places are judged within the request that edited; more by the worker."""
PATIENCE_S = 2.0
"""A request waits so long for somebody who is judging."""
PIECE = 200
MUCH = 20_000
"""From so many occupations on a sieve over the whole city is sooner done."""
EVERYTHING = Q(occupation_id=None, parcel_id=None, geom=None)
FAULTS = (DataError, InternalError, IntegrityError, ValueError, GEOSException)
"""Of a place, rather than of the connection."""
NAMED = Q(occupation_id__isnull=False) | Q(parcel_id__isnull=False)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Refreshed:
    """What was judged anew, as of when."""

    at: datetime
    occupations: int
    parcels: int


def waiting() -> bool:
    """Whether an edit waits to be judged in the request that made it."""
    return Dirty.objects.filter(bulk=False).exists()


def refresh_at_once(at: datetime | None = None) -> Refreshed | None:
    """Judge what was edited, if it is little; None when it is left to the worker.

    An error leaves it to the worker too: the edit itself stands.
    """
    try:
        with transaction.atomic():
            hold_lock(PATIENCE_S)
            prepared.ready(SCOPE, *few.statements())
            return _at_once(at or timezone.now())
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return None
        raise
    except FAULTS:
        logger.exception("An edit could not be judged at once")
        Dirty.objects.filter(bulk=False).update(bulk=True)
        return None


def _at_once(at: datetime) -> Refreshed | None:
    edits = Dirty.objects.filter(bulk=False)
    ids = list(edits.values_list("pk", flat=True)[: AT_ONCE + 1])
    scope = Scope([], [])
    if 0 < len(ids) <= AT_ONCE:
        scope = _scope(ids)
    if len(ids) > AT_ONCE or scope.size > AT_ONCE:
        edits.update(bulk=True)
        return None
    if scope.size:
        rejudge(at, scope)
    _forget(ids, scope)
    return Refreshed(at, len(scope.occupations), len(scope.parcels))


def refresh(at: datetime | None = None, progress: Progress | None = None) -> Refreshed:
    """Judge whatever waits, however much, and what time has changed.

    In pieces that commit by themselves: readers see findings change as it goes, edits
    come in between, and what is not done yet waits, also when this process dies.
    ``progress`` hears of places judged, and how many there are in all.
    """
    occupations = parcels = 0
    while True:
        moment = at or timezone.now()
        _pass_time(moment)
        _spread(moment)
        done = _piece(at or timezone.now())
        occupations, parcels = occupations + done[0], parcels + done[1]
        if not any(done):
            # What is held back keeps its count.
            Judged.objects.update(bulk_total=Dirty.objects.filter(error="").count())
            return Refreshed(moment, occupations, parcels)
        if progress:
            left = _turn().count()
            progress(occupations + parcels, occupations + parcels + left)


def scan_whole(at: datetime | None = None, *, keep_noise: bool = False) -> ScanReport:
    """Judge the whole city in one transaction.

    Nothing waits afterwards but what was edited meanwhile.
    """
    at = at or timezone.now()
    ids = list(Dirty.objects.values_list("pk", flat=True))
    report = scan(at, keep_noise=keep_noise)
    with transaction.atomic():
        Dirty.objects.filter(pk__in=ids).delete()
        Judged.objects.update_or_create(
            pk=1,
            defaults={
                "at": at,
                "rules": formula.version(),
                "bulk_total": 0,
                "held_until": None,
            },
        )
    return report


def next_moment(at: datetime) -> datetime | None:
    """When something begins or ends next, after ``at``; None: nothing does."""
    moment: datetime | None = sql.rows(APP, "upkeep_next", {"at": at})[0]["at"]
    return moment


def _turn() -> QuerySet[Dirty]:
    """What is not held back, edits of people first."""
    held = Judged.objects.values_list("held_until", flat=True).first()
    able = Dirty.objects.filter(error="")
    return able.exclude(bulk=True, pk__lte=held or 0).order_by("bulk", "pk")


def _pass_time(at: datetime) -> None:
    """Write down what began or ended since the findings were last true."""
    with transaction.atomic():
        Judged.objects.get_or_create(pk=1)
        judged = Judged.objects.select_for_update().get(pk=1)
        if judged.at is None or judged.rules != formula.version():
            _say_everything("rules")
        elif judged.at != at:
            # A clock that was set back passes the same moments the other way.
            since, until = sorted((judged.at, at))
            execute(PASSING, {"since": since, "until": until})
        judged.at, judged.rules = at, formula.version()
        judged.save(update_fields=["at", "rules"])


def _say_everything(source: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT meydan.everything_is_dirty(%s)", [source])


def _spread(at: datetime) -> None:
    """Turn shapes, and everything, into the occupations and parcels that they mean."""
    shapes = _turn().exclude(NAMED)
    if ids := list(shapes.filter(EVERYTHING).values_list("pk", flat=True)):
        _spread_everything(ids, at)
    for bulk in (False, True):
        ids = list(shapes.filter(bulk=bulk).values_list("pk", flat=True))
        if ids:
            with transaction.atomic():
                prepared.ready(SCOPE)
                scope = _scope(ids)
            if len(scope.occupations) >= MUCH:
                _spread_everything(ids, at)
            else:
                _replace(ids, scope, bulk=bulk)


def _spread_everything(ids: list[int], at: datetime) -> None:
    found = suspects(at)
    if found is None:
        found = list(Occupation.objects.values_list("pk", flat=True))
    parcels = list(Parcel.objects.values_list("pk", flat=True))
    _replace(ids, Scope(found, parcels), bulk=True)


def _replace(ids: list[int], scope: Scope, *, bulk: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO encroachment_dirty (source, occupation_id, parcel_id, bulk)"
            " SELECT '', o, NULL, %(bulk)s FROM unnest(%(occupations)s::bigint[]) AS o"
            " UNION ALL"
            " SELECT '', NULL, p, %(bulk)s FROM unnest(%(parcels)s::bigint[]) AS p",
            {
                "occupations": scope.occupations,
                "parcels": scope.parcels,
                "bulk": bulk,
            },
        )
        Dirty.objects.filter(pk__in=ids).delete()
        if bulk:
            # The more comes in while it goes on, the longer it takes.
            Judged.objects.update(bulk_total=F("bulk_total") + scope.size)


def _piece(at: datetime) -> tuple[int, int]:
    """Judge the next so many; how many occupations and parcels these were."""
    with transaction.atomic():
        hold_lock()
        prepared.ready(*few.statements())
        rows = list(_turn().filter(NAMED)[:PIECE])
        _judge(at, rows)
    scope = _named(rows)
    return len(scope.occupations), len(scope.parcels)


def _judge(at: datetime, rows: list[Dirty]) -> None:
    """All of them; where one raises an error, all but that one."""
    if not rows:
        return
    scope = _named(rows)
    try:
        with transaction.atomic():
            rejudge(at, scope)
    except FAULTS as error:
        _judge_apart(at, rows, error)
        return
    _forget([row.pk for row in rows], scope)


def _forget(ids: list[int], scope: Scope) -> None:
    """These are judged; so are those among them that were set aside once."""
    sql.run(
        APP,
        "upkeep_forget",
        {"ids": ids, "occupations": scope.occupations, "parcels": scope.parcels},
    )


def _judge_apart(at: datetime, rows: list[Dirty], error: Exception) -> None:
    if len(rows) == 1:
        logger.exception("%s can't be judged and is set aside", rows[0])
        Dirty.objects.filter(pk=rows[0].pk).update(error=str(error)[:500])
        return
    half = len(rows) // 2
    _judge(at, rows[:half])
    _judge(at, rows[half:])


def _named(rows: list[Dirty]) -> Scope:
    occupations = {row.occupation_id for row in rows if row.occupation_id}
    parcels = {row.parcel_id for row in rows if row.parcel_id}
    return Scope(sorted(occupations), sorted(parcels))


def _scope(ids: list[int]) -> Scope:
    found = SCOPE.rows({"dirty": ids})[0]
    return Scope(*found)


SCOPE = reach.statement(
    "SELECT source, occupation_id, parcel_id, geom FROM encroachment_dirty"
    " WHERE id = ANY(%(dirty)s::bigint[])",
    {"dirty": "bigint[]"},
)
PASSING = reach.passing(
    "INSERT INTO encroachment_dirty (source, occupation_id, geom, bulk)"
    " SELECT p.*, TRUE FROM passing AS p"
)
