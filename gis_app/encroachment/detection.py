"""Finds occupation without right, beyond the measurement error, city-wide.

``encroachment = occupation − rights, in space and time``. The rules are in ``sql/``,
one step a file; docs/detection.md explains them.
"""

from __future__ import annotations

import io
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.geos import Polygon
from django.db import connection, transaction
from django.utils import timezone
from psycopg2 import sql as pg

from gis_app import sql
from gis_app.crs import STORAGE_SRID
from gis_app.encroachment import aside, few, inscribed, sieve
from gis_app.encroachment.limits import constants
from gis_app.encroachment.steps import APP, WITHIN_A_JUDGEMENT, Many, execute

Box = tuple[float, float, float, float]

TO_SHAPES = ("own", "rights", "pieces", "rest", "charges", "shapes")
WORTH_SHARING = 1_000
"""Fewer occupations are judged sooner than a second connection is made."""


@dataclass(frozen=True)
class ScanReport:
    """What a scan found and wrote; ``fallbacks`` counts overlays that needed repair.

    ``pairs`` and ``overlap_m2``: structures and units that share land, where the sieve
    was used.
    """

    at: datetime
    occupations: int
    kinds: dict[str, int]
    certainties: dict[str, int]
    opened: int
    changed: int
    closed: int
    fallbacks: int
    seconds: float
    pairs: int = 0
    overlap_m2: float = 0.0
    steps: dict[str, float] = field(default_factory=dict)

    @property
    def found(self) -> int:
        """Findings beyond noise, whether new or known."""
        return sum(self.certainties.values()) - self.certainties.get("noise", 0)


@dataclass(frozen=True)
class Scope:
    """Ids of the occupations, and of the parcels whose conflicts, are to be judged."""

    occupations: list[int]
    parcels: list[int]

    @property
    def size(self) -> int:
        """How many they are together."""
        return len(self.occupations) + len(self.parcels)


def scan(
    at: datetime | None = None,
    area: Box | None = None,
    *,
    keep_noise: bool = False,
    parcels: bool = True,
) -> ScanReport:
    """Judge every occupation known at ``at`` (now when None) and write what changed.

    ``area`` limits the scan to a box (west, south, east, north in metres of the storage
    CRS). Findings within measurement error are counted, and written only where there is
    a row already or ``keep_noise`` says so. ``parcels=False`` leaves out conflicts
    between parcels, which only an edit of parcels can change.
    """
    began = perf_counter()
    seconds: dict[str, float] = {}
    values = _values(at or timezone.now(), area, keep_noise=keep_noise)
    values["parcels"] = parcels
    # What stays in noise or lies in a box is judged without the sieve.
    whole = not (area or keep_noise)
    with aside.helper() as helper, transaction.atomic():
        _settings()
        hold_lock()
        steps = Many(seconds)
        steps.run(("judged", "land"), values)
        sifted = _sift(values, seconds, helper) if whole else None
        fallbacks = _judge_all(values, sifted, steps, helper)
        if parcels:
            _conflicts(values, seconds)
        kinds, certainties = _counts(sifted.noise if sifted else 0)
        written = _write(values, steps)
        fallbacks += _fallbacks()
    return ScanReport(
        at=values["at"],
        occupations=written.pop("judged"),
        kinds=kinds,
        certainties=certainties,
        fallbacks=fallbacks,
        seconds=perf_counter() - began,
        pairs=sifted.pairs if sifted else 0,
        overlap_m2=sifted.overlap_m2 if sifted else 0.0,
        steps=seconds,
        **written,
    )


def look(at: datetime) -> list[dict[str, Any]]:
    """What a scan at ``at`` would find of occupations, as rows; nothing is written."""
    values = _values(at, None, keep_noise=False)
    with aside.helper() as helper, transaction.atomic():
        _settings()
        steps = Many({})
        sifted = _sift(values, steps.seconds, helper)
        _judge_all(values, sifted, steps, helper)
        steps.complete("findings")
        steps.run(("known",), values)
        rows = sql.rows(APP, "asof_told")
        steps.drop(["scan_finding", "scan_known"])
    return rows


def rejudge(at: datetime, scope: Scope) -> dict[str, int]:
    """The same for some, in a fraction of the time; how many findings it touched.

    Inside a transaction that holds the lock and has the statements ready.
    """
    values = {"at": at, "only": scope.occupations, "land": scope.parcels}
    return few.judge(values, parcels=bool(scope.parcels))


def suspects(at: datetime) -> list[int] | None:
    """The occupations that a scan would judge one by one; None: all of them."""
    with aside.helper() as helper:
        sifted = sieve.sift(_values(at, None, keep_noise=False), helper)
    return sifted.ids.tolist() if sifted else None


def hold_lock(patience_s: float | None = None) -> None:
    """Be the only one who judges until the transaction ends.

    Two at once would both insert; the second waits and finds the rows there. Raises
    OperationalError when that takes longer than ``patience_s``.
    """
    execute(
        "SELECT set_config('lock_timeout', %(patience)s, TRUE);"
        " SELECT pg_advisory_xact_lock(hashtext('meydan.scan'));"
        " SELECT set_config('meydan.fallbacks', '0', TRUE)",
        {"patience": f"{int((patience_s or 0) * 1000)}ms"},
    )


def _values(at: datetime, area: Box | None, *, keep_noise: bool) -> dict[str, Any]:
    """What the SQL asks for by name."""
    return {
        **constants(),
        "at": at,
        "area": _ewkt(area),
        "named": False,
        "only": [],
        "land": [],
        "keep_noise": keep_noise,
    }


def overlay(subjects: str, units: str) -> pg.Composed:
    """The overlay query of two tables (both with ``id`` and ``geom``); no metric."""
    text = pg.SQL(sql.text(APP, "overlay_pairs"))
    return text.format(subjects=_table(subjects), units=_table(units))


def _table(name: str) -> pg.Identifier:
    return pg.Identifier(*name.split("."))


def _ewkt(area: Box | None) -> str | None:
    if area is None:
        return None
    box = Polygon.from_bbox(area)
    box.srid = STORAGE_SRID
    return str(box.ewkt)


def _settings() -> None:
    # Estimates of spatial selectivity are far off; a nested loop over the index wins.
    execute("SET LOCAL enable_mergejoin = off; SET LOCAL work_mem = '128MB'")
    execute("SELECT set_config('meydan.fallbacks', '0', TRUE)")


def _judge(values: dict[str, Any], steps: Many) -> int:
    """Fill ``scan_finding`` for the chosen occupations; the overlays repaired."""
    _pair(values, steps)
    steps.run(TO_SHAPES, values)
    _inscribe(steps)
    steps.run(("measures", "findings"), values)
    steps.drop(WITHIN_A_JUDGEMENT)
    fallbacks = _fallbacks()
    execute("SELECT set_config('meydan.fallbacks', '0', TRUE)")
    return fallbacks


def _judge_all(
    values: dict[str, Any],
    sifted: sieve.Sifted | None,
    steps: Many,
    helper: Executor | None,
) -> int:
    """All there is, or what the sieve kept: half of it by the helper, if it is much."""
    if not sifted:
        return _judge(values, steps)
    ids = sifted.ids
    half = len(ids) // 2 if helper and len(ids) >= WORTH_SHARING else 0
    if helper and half:
        other = helper.submit(_judge_apart, values | sifted.chosen(ids[:half]))
    fallbacks = _judge(values | sifted.chosen(ids[half:]), steps)
    if helper and half:
        findings, repaired = other.result()
        fallbacks += repaired
        with connection.cursor() as cursor:
            cursor.copy_expert("COPY scan_finding FROM STDIN", findings)
    return fallbacks


def _judge_apart(values: dict[str, Any]) -> tuple[io.StringIO, int]:
    """The same on this thread's own connection; findings as COPY text."""
    findings = io.StringIO()
    with transaction.atomic():
        _settings()
        fallbacks = _judge(values, Many({}))
        with connection.cursor() as cursor:
            cursor.copy_expert("COPY scan_finding TO STDOUT", findings)
    findings.seek(0)
    return findings, fallbacks


def _conflicts(values: dict[str, Any], seconds: dict[str, float]) -> None:
    began = perf_counter()
    execute(f"INSERT INTO scan_finding {sql.text(APP, 'detect_parcels')}", values)
    seconds["parcels"] = perf_counter() - began


def _sift(
    values: dict[str, Any], seconds: dict[str, float], helper: Executor | None
) -> sieve.Sifted | None:
    began = perf_counter()
    sifted = sieve.sift(values, helper)
    seconds["sieve"] = perf_counter() - began
    return sifted


def _write(values: dict[str, Any], steps: Many) -> dict[str, int]:
    """How many were judged, and how many findings are new, have changed, are gone."""
    steps.complete("findings")
    steps.run(("known",), values)
    began = perf_counter()
    written = sql.rows(APP, "detect_write", values)[0]
    steps.drop(["scan_judged", "scan_land", "scan_finding", "scan_known"])
    steps.seconds["write"] = perf_counter() - began
    return written


def _inscribe(steps: Many) -> None:
    """PostGIS takes a millisecond a circle, arithmetic a few microseconds."""
    began = perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT part, ST_AsBinary(geom) FROM scan_shape")
        rows = cursor.fetchall()
        if rows:
            shapes = np.asarray(shapely.from_wkb([bytes(wkb) for _, wkb in rows]))
            widths = inscribed.widths_m(shapes)
            cursor.execute(
                "UPDATE scan_shape AS s SET inscribed_width_m = w.width"
                " FROM unnest(%s::bigint[], %s::float8[]) AS w (part, width)"
                " WHERE s.part = w.part",
                [[part for part, _ in rows], widths.tolist()],
            )
    steps.complete("shapes")
    steps.seconds["widths"] = perf_counter() - began


def _pair(values: dict[str, Any], steps: Many) -> None:
    if values["near_subjects"]:
        steps.run(("subjects", "pairs", "far"), values)
        subjects = "scan_far"
    else:
        steps.run(("subjects", "pairs"), values)
        subjects = "scan_subject"
    began = perf_counter()
    insert = pg.SQL("INSERT INTO scan_pair {overlay}")
    execute(insert.format(overlay=overlay(subjects, "meydan.unit")))
    steps.complete("pairs")
    steps.seconds["overlay"] = perf_counter() - began


def _counts(left_out: int) -> tuple[dict[str, int], dict[str, int]]:
    kinds: dict[str, int] = {}
    certainties: dict[str, int] = {"noise": left_out} if left_out else {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, certainty, count(*) FROM scan_finding"
            " GROUP BY kind, certainty ORDER BY kind, certainty"
        )
        for kind, certainty, count in cursor.fetchall():
            certainties[certainty] = certainties.get(certainty, 0) + count
            if certainty != "noise":
                kinds[kind] = kinds.get(kind, 0) + count
    return kinds, certainties


def _fallbacks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('meydan.fallbacks')::int")
        return int(cursor.fetchone()[0])
