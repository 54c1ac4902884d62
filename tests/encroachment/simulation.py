"""Thousands of pairs whose truth is known, measured with errors and judged by the scan.

A pair is a private plot, its neighbour's, and a building whose side runs along their
line, lawfully up to it or ``depth_m`` beyond::

    +-----------+-----------+
    |    ########==         |   # on its own plot, = beyond the line
    |    ########==         |
    +-----------+-----------+
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.encroachment.detection import ScanReport, scan
from gis_app.encroachment.models import Encroachment
from gis_app.intake.demo import load
from tests.factories import day
from tests.geometry import X0, Y0

Floats = NDArray[Any]
Errs = Literal["corners", "whole"]
NOW = day("2026-06-15T12:00")
SPAN_M = 60.0
WITHIN_M = 8.0
ROOM_M = 4.0


@dataclass(frozen=True)
class Case:
    """One cell of the table. RMSEs and lengths in metres; ``errs``: what errs together.

    ``shared_m`` is the part of both RMSEs that the two have in common, being of one
    survey: it moves both alike.
    """

    depth_m: float
    side_m: float
    structure_m: float
    land_m: float
    errs: Errs = "corners"
    shared_m: float = 0.0


@dataclass
class Town:
    """Tables as the loader of the demo city takes them."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)


def rates(cases: list[Case], pairs: int, seed: int) -> list[dict[str, float]]:
    """Of each case, the share of its pairs in every class; ``none`` is also noise."""
    rng = np.random.default_rng(seed)
    plots: list[Any] = []
    houses: list[Any] = []
    for number, case in enumerate(cases):
        at = _places(number * pairs, pairs)
        plot, house = _pairs(case, at, rng)
        plots.extend(plot)
        houses.extend(house)
    load(_town(cases, pairs, plots, houses))
    scan(NOW, parcels=False)
    found = dict(Encroachment.objects.values_list("occupation_id", "certainty"))
    classes = [found.get(i + 1, "none") for i in range(len(houses))]
    return [_shares(classes[i * pairs : (i + 1) * pairs]) for i in range(len(cases))]


def overlapping(
    side_m: float, rmse_m: float, pairs: int, seed: int
) -> dict[str, float]:
    """Two plots that truly adjoin, each measured by itself: who would be accused?

    ``area``: the share that overlaps by more than 1 m²; ``depth``: the share that the
    scan calls probable or strong.
    """
    rng = np.random.default_rng(seed)
    at = _places(0, pairs)
    west, east = (
        _noisy(_boxes(at, x, side_m), rmse_m, "corners", rng) for x in (-25.0, 0.0)
    )
    town = Town({"land_party": _parties(), "land_parcel": _parcels([*west, *east])})
    town.tables["land_parcel"]["accuracy_m"] = [rmse_m] * (2 * pairs)
    load(town)
    report: ScanReport = scan(NOW, keep_noise=True)
    sure = report.certainties.get("probable", 0) + report.certainties.get("strong", 0)
    wide = Encroachment.objects.filter(area_m2__gt=1).count()
    return {"area": wide / pairs, "depth": sure / pairs}


def _places(first: int, count: int) -> Floats:
    """Where the pairs' lines begin, shape (count, 2): far from one another."""
    number = np.arange(first, first + count)
    return np.column_stack([number % 200 - 100, number // 200 - 90]) * SPAN_M


def _boxes(at: Floats, x: float, side_m: float) -> Floats:
    """Rings of plots, shape (n, 4, 2): 25 m deep, ``side_m`` along the line."""
    ring = np.array([(x, 0.0), (x + 25, 0.0), (x + 25, side_m), (x, side_m)])
    return np.asarray(at[:, None, :] + ring)


def _noisy(rings: Floats, rmse_m: float, errs: Errs, rng: np.random.Generator) -> Any:
    """Polygons measured with σ = RMSE/√2 an axis, each corner or the whole at once."""
    shape = rings.shape if errs == "corners" else (len(rings), 1, 2)
    return shapely.polygons(_placed(rings + rng.normal(0, rmse_m / np.sqrt(2), shape)))


def _placed(rings: Floats) -> Floats:
    return np.asarray(np.round(rings + np.array((X0, Y0)), 3))


def _pairs(case: Case, at: Floats, rng: np.random.Generator) -> tuple[Any, Any]:
    count, side = len(at), case.side_m + 2 * ROOM_M
    common = rng.normal(0, case.shared_m / np.sqrt(2), (count, 1, 2))
    own = np.sqrt(case.land_m**2 - case.shared_m**2)
    # The two plots tile: both have the line as it was measured.
    ends = 2 if case.errs == "corners" else 1
    line = np.zeros((count, 2, 2)) + np.array([(0.0, 0.0), (0.0, side)])
    line[:, :, :1] += rng.normal(0, own / np.sqrt(2), (count, ends, 1))
    line += at[:, None, :]
    far = [np.array([(x, side), (x, 0.0)]) for x in (-25.0, 25.0)]
    plots = [
        np.concatenate([line, at[:, None, :] + two], axis=1) + common for two in far
    ]
    low, high = ROOM_M, ROOM_M + case.side_m
    ring = np.array(
        [(-WITHIN_M, low), (case.depth_m, low), (case.depth_m, high), (-WITHIN_M, high)]
    )
    rings = at[:, None, :] + ring + common
    mine = np.sqrt(case.structure_m**2 - case.shared_m**2)
    tiled = np.stack([shapely.polygons(_placed(p)) for p in plots], axis=1)
    return tiled.reshape(-1), _noisy(rings, mine, case.errs, rng)


def _town(cases: list[Case], pairs: int, plots: Any, houses: Any) -> Town:
    count = len(houses)
    land = np.repeat([c.land_m for c in cases], 2 * pairs)
    town = Town({"land_party": _parties(), "land_parcel": _parcels(plots)})
    town.tables["land_parcel"] |= {"accuracy_m": land.tolist()}
    town.tables["land_right"] = {
        "id": list(range(1, count + 1)),
        "kind": ["ownership"] * count,
        "status": ["active"] * count,
        "party_id": [1] * count,
        "parcel_id": list(range(1, 2 * count + 1, 2)),
        "valid": ["[2000-01-01,)"] * count,
        "week": ["{[0,10080)}"] * count,
        "goods": [""] * count,
    }
    town.tables["encroachment_occupation"] = {
        "id": list(range(1, count + 1)),
        "kind": ["building"] * count,
        "party_id": [1] * count,
        "seen": ["[2020-01-01,)"] * count,
        "method": [""] * count,
        "note": [""] * count,
        "accuracy_m": np.repeat([c.structure_m for c in cases], pairs).tolist(),
        "geom": _multi(houses),
    }
    _share(town, cases, pairs)
    return town


def _share(town: Town, cases: list[Case], pairs: int) -> None:
    """Cases with a common part are of one survey that knows how large that is."""
    surveys = sorted({c.shared_m for c in cases if c.shared_m})
    if not surveys:
        return
    town.tables = {
        "land_survey": {
            "id": [i + 1 for i in range(len(surveys))],
            "name": [f"survey {s}" for s in surveys],
            "method": [""] * len(surveys),
            "datum": [""] * len(surveys),
            "epoch": [""] * len(surveys),
            "shared_m": surveys,
        }
    } | town.tables
    of = [surveys.index(c.shared_m) + 1 if c.shared_m else None for c in cases]
    for table, each in (("land_parcel", 2 * pairs), ("encroachment_occupation", pairs)):
        town.tables[table]["survey_id"] = [s for s in of for _ in range(each)]


def _parties() -> dict[str, Any]:
    return {
        "id": [1],
        "kind": ["natural"],
        "name": ["آزمون"],
        "pseudonym": ["P-00000001"],
        "national_id": [None],
        "phone": [None],
    }


def _parcels(plots: Any) -> dict[str, Any]:
    count = len(plots)
    return {
        "id": list(range(1, count + 1)),
        "registry_unit": ["رشت"] * count,
        "bakhsh": [1] * count,
        "asli": [1] * count,
        "fari": list(range(1, count + 1)),
        "plate": [f"1/{i}" for i in range(1, count + 1)],
        "owner_kind": ["private"] * count,
        "land_use": [""] * count,
        "geom": _multi(plots),
    }


def _multi(shapes: Any) -> list[Any]:
    return [shapely.multipolygons([shape]) for shape in shapes]


def _shares(classes: list[str]) -> dict[str, float]:
    names = ("none", "suspect", "probable", "strong")
    return {name: classes.count(name) / len(classes) for name in names}
