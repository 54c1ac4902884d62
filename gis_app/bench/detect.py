"""``bench detect``: the whole-city scan against DuckDB's bare overlay join.

Ours judges every occupation (own plot, rights, depth, z, class) and writes the
findings; the peer only intersects and sums areas. Both read the same millimetres.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from statistics import median
from time import perf_counter
from typing import Any

import shapely
from django.db import connection

from gis_app.bench import duck
from gis_app.bench.city import ACCURACY_M, City, Quads, build
from gis_app.bench.registry import Result
from gis_app.crs import STORAGE_SRID
from gis_app.encroachment.detection import ScanReport, scan

PEER = "DuckDB spatial, 2 threads, intersect and area only"
ROUNDS = 3


def run(share: float) -> Iterable[Result]:
    """One measurement at this share of the standard load, the middle of three rounds.

    The rounds take turns, so that what else the machine does slows both alike.
    """
    city = build(share)
    fill(city)
    base = duck.load(city)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        seconds, report = _scan()
        ours.append(seconds)
        if base:
            theirs.append(duck.overlay(base))
    ours_s = median(ours)
    peer = duck.middle(theirs)
    size: dict[str, Any] = {
        "parcels": len(city.parcels),
        "occupations": len(city.occupations),
        "findings": report.opened,
        "within error": report.certainties.get("noise", 0),
    }
    if peer is None:
        return [Result("detect", ours_s, PEER, None, None, size)]
    # A city too small for the sieve has no count of pairs: its findings must do.
    same = report.pairs in (0, peer.pairs)
    same = same and (
        not report.pairs or abs(report.overlap_m2 / peer.area_m2 - 1) < 1e-9
    )
    same = same and _findings_agree(peer.areas)
    size |= {"pairs": peer.pairs, "overlap m²": round(peer.area_m2)}
    return [Result("detect", ours_s, PEER, peer.seconds, same, size)]


def _scan() -> tuple[float, ScanReport]:
    """A first scan, with every row to be written."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM encroachment_encroachment")
    began = perf_counter()
    report = scan(parcels=False)
    return perf_counter() - began, report


def fill(city: City) -> None:
    """The city's tables from the arrays, with statistics as autovacuum keeps them."""
    accuracy = str(ACCURACY_M)
    _copy(
        "land_parcel(id, registry_unit, plate, owner_kind, land_use, accuracy_m, geom)",
        city.parcels,
        ("رشت", "", "private", "", accuracy),
    )
    _copy(
        "encroachment_occupation(id, kind, seen, method, note, accuracy_m, geom)",
        city.occupations,
        ("building", "[2024-01-01,)", "", "", accuracy),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE land_parcel")
        cursor.execute("ANALYZE encroachment_occupation")


def _copy(target: str, quads: Quads, fields: tuple[str, ...]) -> None:
    shapes = shapely.multipolygons(shapely.polygons(quads).reshape(-1, 1))
    shapes = shapely.set_srid(shapes, STORAGE_SRID)
    texts = shapely.to_wkb(shapes, hex=True, include_srid=True)
    middle = "\t".join(fields)
    lines = "".join(f"{n}\t{middle}\t{text}\n" for n, text in enumerate(texts, 1))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {target} FROM STDIN", io.StringIO(lines))


def _findings_agree(areas: dict[tuple[int, int], float]) -> bool:
    """Each finding has the peer's area, to the square centimetre and a millimetre of
    its outline."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT occupation_id, parcel_id, area_m2, ST_Perimeter(geom)"
            " FROM encroachment_encroachment"
        )
        return all(
            abs(areas[occupation, parcel] - area_m2) < 1e-4 + 0.001 * outline_m
            for occupation, parcel, area_m2, outline_m in cursor.fetchall()
        )
