"""``bench import``: a file of parcels into the register against ogr2ogr with COPY.

Ours reads, checks, compares and applies, with history, all or nothing, into the
register with its indexes and promises. The peer copies the same file into a plain
table of the same database, with the spatial index that it makes by itself.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyogrio
import shapely
from django.db import connection

from gis_app.bench.city import ACCURACY_M, Quads, build
from gis_app.bench.registry import Result
from gis_app.crs import STORAGE_SRID
from gis_app.intake.report import Report
from gis_app.intake.services import Request, import_layer
from gis_app.lib import memory

PEER = "ogr2ogr with COPY into a plain table"
PLAIN = "bench_plain"
USES = ("residential", "commercial", "green", "parking", "school")
OWNERS = ("private",) * 16 + ("municipal", "state", "waqf", "unknown")
PLOTS_A_BLOCK = 40


def run(share: float) -> Iterable[Result]:
    """One measurement at this share of the standard load."""
    with tempfile.TemporaryDirectory(prefix="meydan-bench-") as folder:
        path = Path(folder, "parcels.gpkg")
        write(build(share).parcels, path)
        memory.forget_peak()
        began = perf_counter()
        report = import_layer(Request(str(path), "parcels"))
        ours_s = perf_counter() - began
        ours_mb = memory.peak_mb()
        peer_s = ogr2ogr(path)
    size: dict[str, Any] = {
        "parcels": report.new,
        "reader's peak MB": round(report.outcome.peak_mb),
        "our own peak MB": round(ours_mb),
    }
    same = None if peer_s is None else report.applied and _agree(report)
    return [Result("import", ours_s, PEER, peer_s, same, size)]


def write(quads: Quads, path: Path) -> None:
    """The parcels as a GeoPackage, with the columns that a register has."""
    count = len(quads)
    block, number = np.divmod(np.arange(count), PLOTS_A_BLOCK)
    columns = {
        "plate": [f"{b + 1}/{n + 1}" for b, n in zip(block, number, strict=True)],
        "land_use": np.resize(np.array(USES, dtype=object), count),
        "owner_kind": np.resize(np.array(OWNERS, dtype=object), count),
        "accuracy_m": np.full(count, ACCURACY_M),
    }
    pyogrio.raw.write(
        path,
        shapely.to_wkb(shapely.polygons(quads)),
        [np.asarray(values) for values in columns.values()],
        list(columns),
        geometry_type="Polygon",
        crs=f"EPSG:{STORAGE_SRID}",
    )


def ogr2ogr(path: Path) -> float | None:
    """The peer's seconds; None where it is not installed."""
    program = shutil.which("ogr2ogr")
    if program is None:
        return None
    known = connection.get_connection_params()
    names = ("dbname", "host", "port", "user", "password")
    where = " ".join(f"{name}='{known[name]}'" for name in names if known.get(name))
    began = perf_counter()
    subprocess.run(  # noqa: S603 — a program by its whole path, and our own file
        [
            program, "-f", "PostgreSQL", f"PG:{where}", str(path), "-nln", PLAIN,
            "-lco", "SCHEMA=public", "-lco", "GEOMETRY_NAME=geom",
            "-nlt", "PROMOTE_TO_MULTI", "--config", "PG_USE_COPY", "YES",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return perf_counter() - began


def _agree(report: Report) -> bool:
    """As many rows on both sides, and the same land to the square centimetre each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(ST_Area(geom)) FROM land_parcel")
        rows, area_m2 = cursor.fetchone()
        cursor.execute(f"SELECT count(*), sum(ST_Area(geom)) FROM {PLAIN}")  # noqa: S608
        peer_rows, peer_m2 = cursor.fetchone()
    as_many: bool = rows == peer_rows == report.outcome.read
    as_large: bool = abs(area_m2 - peer_m2) < 1e-4 * rows
    return as_many and as_large
