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
from gis_app.encroachment import aside, inscribed, sieve
from gis_app.encroachment.models import Occupation
from gis_app.lib.week import CITY_TIME

APP = "encroachment"
Box = tuple[float, float, float, float]

LIMITS = {
    # One-sided 84, 97.5 and 99.5 per cent: decisions/0031 says why.
    "noise_z": 1.0,
    "suspect_z": 1.96,
    "probable_z": 2.58,
    # A hand's breadth of land is not worth a finding, however sure.
    "least_m2": 0.01,
    # Shorter contact than this is a point, seen with two millimetres of tolerance.
    "least_contact_m": 0.02,
    # Beyond this no way out is looked for: at any real accuracy it is strong.
    "reach_m": 3.0,
    # Deeper by area and contact than so many inscribed widths: ask the land around.
    "slender": 2.0,
    # A former right speaks for an act that it would have covered to this share.
    "same_place": 0.25,
    # A stall may be drawn this much larger than the spot that holds it.
    "fits": 1.2,
}
STEPS = ("own", "rights", "pieces", "charges", "shapes")
WORTH_SHARING = 1_000
"""Fewer occupations are judged sooner than a second connection is made."""
MOBILE = ("stall", "goods", "vehicle")


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
    steps: dict[str, float] = {}
    values = _values(at or timezone.now(), area, keep_noise=keep_noise)
    # What stays in noise or lies in a box is judged without the sieve.
    whole = not (area or keep_noise)
    with aside.helper() as helper, transaction.atomic():
        _settings()
        _lock()
        occupations = _judged(values)
        sifted = _sift(values, steps, helper) if whole else None
        fallbacks = _judge_all(values, sifted, steps, helper)
        _land(values, parcels=parcels)
        if parcels:
            _step("parcels", values, steps)
        kinds, certainties = _counts(sifted.noise if sifted else 0)
        written = _write(values, steps)
        fallbacks += _fallbacks()
    return ScanReport(
        at=values["at"],
        occupations=occupations,
        kinds=kinds,
        certainties=certainties,
        fallbacks=fallbacks,
        seconds=perf_counter() - began,
        pairs=sifted.pairs if sifted else 0,
        overlap_m2=sifted.overlap_m2 if sifted else 0.0,
        steps=steps,
        **written,
    )


def _values(at: datetime, area: Box | None, *, keep_noise: bool) -> dict[str, Any]:
    """What the SQL asks for by name."""
    return {
        **LIMITS,
        "at": at,
        "area": _ewkt(area),
        "only": None,
        "near_subjects": [],
        "near_units": [],
        "near_m2": [],
        "keep_noise": keep_noise,
        "structures": list(Occupation.STRUCTURES),
        "vending": list(Occupation.VENDING),
        "mobile": list(MOBILE),
        "city_time": CITY_TIME.key,
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


def _run(statement: str | pg.Composable, values: dict[str, Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _settings() -> None:
    # Estimates of spatial selectivity are far off; a nested loop over the index wins.
    _run("SET LOCAL enable_mergejoin = off; SET LOCAL work_mem = '128MB'")
    _run("SELECT set_config('meydan.fallbacks', '0', TRUE)")


def _lock() -> None:
    # Two scans at once would both insert; the second waits and finds the rows there.
    _run("SELECT pg_advisory_xact_lock(hashtext('meydan.scan'))")


def _judge(values: dict[str, Any], steps: dict[str, float]) -> int:
    """Fill ``scan_finding`` for the chosen occupations; the overlays repaired."""
    _step("subjects", values, steps)
    _pair(values, steps)
    for name in STEPS:
        _step(name, values, steps)
    _inscribe(steps)
    for name in ("measures", "findings"):
        _step(name, values, steps)
    # Inside an outer transaction (a test, an import) ON COMMIT DROP comes too late.
    _run(
        "DROP TABLE scan_subject, scan_far, scan_pair, scan_own, scan_right,"
        " scan_piece, scan_rest, scan_charge, scan_shape, scan_part"
    )
    fallbacks = _fallbacks()
    _run("SELECT set_config('meydan.fallbacks', '0', TRUE)")
    return fallbacks


def _judge_all(
    values: dict[str, Any],
    sifted: sieve.Sifted | None,
    steps: dict[str, float],
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
        fallbacks = _judge(values, {})
        with connection.cursor() as cursor:
            cursor.copy_expert("COPY scan_finding TO STDOUT", findings)
    findings.seek(0)
    return findings, fallbacks


def _judged(values: dict[str, Any]) -> int:
    """Whose open findings this scan may close: all it looked at."""
    return _run(
        "CREATE TEMP TABLE scan_judged ON COMMIT DROP AS"
        " SELECT id FROM encroachment_occupation"
        " WHERE %(area)s::text IS NULL OR geom && ST_GeomFromEWKT(%(area)s::text)",
        values,
    )


def _land(values: dict[str, Any], *, parcels: bool) -> None:
    _run(
        "CREATE TEMP TABLE scan_land ON COMMIT DROP AS"
        " SELECT id FROM land_parcel WHERE %(parcels)s"
        " AND (%(area)s::text IS NULL OR geom && ST_GeomFromEWKT(%(area)s::text))",
        values | {"parcels": parcels},
    )


def _step(name: str, values: dict[str, Any], steps: dict[str, float]) -> None:
    began = perf_counter()
    sql.run(APP, f"detect_{name}", values)
    steps[name] = perf_counter() - began


def _sift(
    values: dict[str, Any], steps: dict[str, float], helper: Executor | None
) -> sieve.Sifted | None:
    began = perf_counter()
    sifted = sieve.sift(values, helper)
    steps["sieve"] = perf_counter() - began
    return sifted


def _write(values: dict[str, Any], steps: dict[str, float]) -> dict[str, int]:
    """How many findings are new, have changed, and are gone."""
    _run("ALTER TABLE scan_finding ADD COLUMN finding serial; ANALYZE scan_finding")
    _step("known", values, steps)
    began = perf_counter()
    written = sql.rows(APP, "detect_write", values)[0]
    _run("DROP TABLE scan_judged, scan_land, scan_finding, scan_known")
    steps["write"] = perf_counter() - began
    return written


def _inscribe(steps: dict[str, float]) -> None:
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
        cursor.execute("CREATE INDEX ON scan_shape (charge); ANALYZE scan_shape")
    steps["widths"] = perf_counter() - began


def _pair(values: dict[str, Any], steps: dict[str, float]) -> None:
    began = perf_counter()
    sql.run(APP, "detect_pairs", values)
    insert = pg.SQL("INSERT INTO scan_pair {overlay}")
    _run(insert.format(overlay=overlay("scan_far", "meydan.unit")))
    _run("CREATE INDEX ON scan_pair (subject, unit); ANALYZE scan_pair")
    steps["pairs"] = perf_counter() - began


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
