"""What forbids the stalls of a layout, alone or with each other there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import Polygon
from django.db import transaction

from gis_app import sql
from gis_app.zones.models import VendingSpot, VendingZone


@dataclass(frozen=True)
class Fault:
    """Why a stall may not stand there. ``code``: ``rule`` (then the rule's answer),
    ``outside`` its zone, ``taken`` by the spot ``spot``, under the ban ``zone``,
    ``bend`` of the frontage, ``row`` (another row's stall), ``count`` (no more)."""

    code: str
    kind: str = ""
    params: dict[str, Any] | None = None
    result: str = ""
    measured: float | None = None
    threshold: float | None = None
    spot: str = ""
    zone: int | None = None
    soft: bool = False

    def data(self) -> dict[str, Any]:
        """As kept in a draft: what is empty is left out."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Limits:
    """What binding rules ask of stalls among themselves: metres, and a number."""

    spacing_m: float
    room: int | None


def limits(zone: VendingZone, shape: Polygon, moment: datetime) -> Limits:
    """Spacing, and how many more stalls the rules that count leave room for."""
    values = {"shape": _hex(shape), "zone": zone.pk, "moment": moment}
    (row,) = sql.rows("zones", "layout_limits", values)
    room = None if row["room"] is None else max(0, int(row["room"]))
    return Limits(row["spacing"] or 0.0, room)


def alone(
    zone: VendingZone, shapes: Sequence[Polygon], moment: datetime, spacing_m: float
) -> dict[int, list[Fault]]:
    """The faults of stalls by their index, each as if it were the only new one."""
    found = _facts(zone, shapes, moment, spacing_m, [])
    left = [n for n in range(len(shapes)) if n not in found]
    asked = _said(zone, [shapes[n] for n in left], [None] * len(left), moment)
    for n, faults in asked.items():
        binding = [fault for fault in faults if not fault.soft]
        if binding:
            found[left[n]] = binding
    return found


def together(
    zone: VendingZone, shapes: Sequence[Polygon], moment: datetime, spacing_m: float = 0
) -> dict[int, list[Fault]]:
    """The faults of stalls with all of them there; soft ones advise. Keeps nothing."""
    with _tried(zone, shapes) as spots:
        found = _facts(zone, shapes, moment, spacing_m, spots)
        for n, faults in _said(zone, shapes, spots, moment).items():
            found.setdefault(n, []).extend(faults)
    return found


def spots_at_fault(
    zone: VendingZone, spots: Sequence[VendingSpot], moment: datetime
) -> dict[int, list[Fault]]:
    """The binding faults of spots that are there, by their index."""
    shapes = [spot.geom for spot in spots]
    keys = [spot.pk for spot in spots]
    found = _facts(zone, shapes, moment, 0, keys)
    for n, faults in _said(zone, shapes, keys, moment).items():
        found.setdefault(n, []).extend(fault for fault in faults if not fault.soft)
    return {n: faults for n, faults in found.items() if faults}


@contextmanager
def _tried(zone: VendingZone, shapes: Sequence[Polygon]) -> Iterator[list[int]]:
    """The stalls as spots in use; taken back at the end."""
    with transaction.atomic():
        spots = VendingSpot.objects.bulk_create(
            VendingSpot(number=f"~{n}", zone=zone, geom=shape)
            for n, shape in enumerate(shapes)
        )
        yield [spot.pk for spot in spots]
        transaction.set_rollback(True)


def _facts(
    zone: VendingZone,
    shapes: Sequence[Polygon],
    moment: datetime,
    spacing_m: float,
    own: Sequence[int],
) -> dict[int, list[Fault]]:
    values = {
        "shapes": [_hex(shape) for shape in shapes],
        "zone": zone.pk,
        "moment": moment,
        "spacing": spacing_m,
        "own": list(own),
    }
    return {row["n"]: [_fact(row)] for row in sql.rows("zones", "layout_facts", values)}


def _fact(row: dict[str, Any]) -> Fault:
    if row["outside"]:
        return Fault("outside")
    if row["ban"]:
        return Fault("ban", zone=row["ban"])
    return Fault("taken", spot=row["taken"])


def _said(
    zone: VendingZone,
    shapes: Sequence[Polygon],
    spots: Sequence[int | None],
    moment: datetime,
) -> dict[int, list[Fault]]:
    values = {
        "shapes": [_hex(shape) for shape in shapes],
        "spots": list(spots),
        "zone": zone.pk,
        "moment": moment,
    }
    found: defaultdict[int, list[Fault]] = defaultdict(list)
    for row in sql.rows("zones", "layout_verdicts", values) if shapes else ():
        fault = Fault(
            "rule",
            kind=row["kind"],
            params=row["params"],
            result=row["result"],
            measured=row["measured"],
            threshold=row["threshold"],
            soft=not row["blocks"],
        )
        found[row["n"]].append(fault)
    return dict(found)


def _hex(shape: Polygon) -> str:
    return bytes(shape.hexewkb).decode()
