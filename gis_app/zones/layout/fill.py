"""Fills a zone along its frontage with as many lawful stalls as fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any

from django.contrib.gis.geos import Polygon
from django.utils.translation import gettext as _

from gis_app.errors import BadInput
from gis_app.lib.packing import Place, pack
from gis_app.zones.layout.frontage import Frontage, Side, Size, frontages
from gis_app.zones.layout.judge import Fault, limits, together
from gis_app.zones.layout.stations import Station, Survey, clashes
from gis_app.zones.models import VendingZone

ROUNDS = 12
"""How often the whole result is judged before what still breaks a rule is left out."""
NEIGHBOURS_M = 15.0
PARTS = (0.0, 0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True)
class Plan:
    """What the planner asked for; metres. ``window``: only there."""

    side: Side = "curb"
    size: Size = field(default_factory=Size)
    spacing_m: float = 0.5
    step_m: float = 0.25
    window: Polygon | None = None


@dataclass(frozen=True)
class Filled:
    """The stalls in order along the frontages; ``bound``: more is impossible on these
    stations. ``spacing_m``: what was kept. ``why``: of every station that stays free,
    what forbids it, as JSON (``runs``: from metre, to metre, index in ``reasons``)."""

    lines: list[Frontage]
    stalls: list[Station]
    bound: int
    spacing_m: float
    why: dict[str, Any]


def fill(zone: VendingZone, plan: Plan, moment: datetime) -> Filled:
    """The most lawful stalls; raises BadInput where there is no frontage."""
    lines = frontages(zone, plan.side, plan.size, plan.window)
    asked = limits(zone, _sample(lines, plan.size), moment)
    spacing = max(plan.spacing_m, asked.spacing_m)
    if spacing > 100:
        raise BadInput(_("The rules ask for more than 100 m between stalls here."))
    survey = Survey(zone, lines, plan.size, moment, spacing)
    filling = _Filling(zone, survey, moment, asked.room)
    return filling.run(plan.step_m)


class _Filling:
    """Packs, judges the whole, learns from what fails, and packs again."""

    def __init__(
        self, zone: VendingZone, survey: Survey, moment: datetime, room: int | None
    ) -> None:
        self.zone, self.survey, self.moment, self.room = zone, survey, moment, room
        self.between = 0.0
        self.banned: dict[int, Fault] = {}

    def run(self, step_m: float) -> Filled:
        stations = self.survey.stations(step_m)
        usable = [i for i, station in enumerate(stations) if station.lawful]
        chosen, bound = self._packed(stations, usable)
        first_bound = bound
        for n in range(ROUNDS):
            faults = self._faults(stations, chosen)
            if not faults:
                break
            if n == ROUNDS - 1 or not self._learnt(stations, chosen, faults):
                self._leave_out(stations, chosen, faults, every=n >= ROUNDS - 4)
            if n == ROUNDS - 1:
                chosen = [i for i in chosen if i not in self.banned]
            else:
                chosen, _bound = self._packed(stations, usable)
        chosen = self._surely(stations, chosen)
        return Filled(
            self.survey.lines,
            [stations[i] for i in chosen],
            first_bound,
            self.survey.spacing,
            self._why(stations, chosen),
        )

    def _packed(
        self, stations: list[Station], usable: list[int]
    ) -> tuple[list[int], int]:
        left = [i for i in usable if i not in self.banned]
        kept = [stations[i] for i in left]
        apart = self.survey.apart
        pairs = clashes(kept, self.survey.spacing, self.between, apart)
        found = pack([Place(s.line, s.at) for s in kept], apart, pairs)
        chosen = [left[n] for n in found.chosen][: self.room]
        bound = found.bound if self.room is None else min(found.bound, self.room)
        return chosen, bound

    def _faults(self, stations: list[Station], chosen: list[int]) -> dict[int, Fault]:
        shapes = [shape for i in chosen if (shape := stations[i].shape) is not None]
        found = together(self.zone, shapes, self.moment, self.survey.spacing)
        binding = {
            chosen[n]: [fault for fault in faults if not fault.soft]
            for n, faults in found.items()
        }
        return {i: faults[0] for i, faults in binding.items() if faults}

    def _learnt(
        self, stations: list[Station], chosen: list[int], faults: dict[int, Fault]
    ) -> bool:
        """How far apart two rows must be, from those that leave too little room."""
        least = self.between
        for i, fault in faults.items():
            if fault.kind != "min_clear_width":
                continue
            mine = stations[i]
            gaps = [
                mine.shape.distance(shape)
                for j in chosen
                if stations[j].line != mine.line
                and mine.shape is not None
                and (shape := stations[j].shape) is not None
            ]
            near = min(gaps, default=NEIGHBOURS_M)
            if near < NEIGHBOURS_M:
                least = max(least, near + 0.01)
        learnt = least > self.between
        self.between = least
        return learnt

    def _leave_out(
        self,
        stations: list[Station],
        chosen: list[int],
        faults: dict[int, Fault],
        every: bool,
    ) -> None:
        """One of each neighbourhood, with what begins about there; or all of them."""
        gone: list[Station] = []
        for i in sorted(faults, reverse=True):
            station, fault = stations[i], faults[i]
            if fault.kind == "max_per" and not every:
                over = ceil((fault.measured or 1) - (fault.threshold or 0))
                if len(gone) >= max(over, 1):
                    continue
            elif not every and any(
                _metres(station, other) < NEIGHBOURS_M for other in gone
            ):
                continue
            gone.append(station)
            reach = self.survey.size.length_m / 2
            for j, other in enumerate(stations):
                counted = fault.kind == "max_per" and other.at >= station.at
                if other.line == station.line and (
                    counted or abs(other.at - station.at) <= reach
                ):
                    self.banned.setdefault(j, fault)

    def _surely(self, stations: list[Station], chosen: list[int]) -> list[int]:
        """What still breaks a rule is left out, whatever it costs."""
        while faults := self._faults(stations, chosen):
            self.banned |= faults
            chosen = [i for i in chosen if i not in faults]
        return chosen

    def _why(self, stations: list[Station], chosen: list[int]) -> dict[str, Any]:
        there = [stations[i] for i in chosen]
        full = self.room is not None and len(chosen) >= self.room
        reasons: list[dict[str, Any]] = []
        runs: list[list[list[float]]] = [[] for _line in self.survey.lines]
        for i, station in enumerate(stations):
            fault = station.faults[0] if station.faults else self.banned.get(i)
            if fault is None:
                fault = self._in_the_way(station, there, full)
            if fault is None:
                continue
            data = _same_everywhere(fault)
            if data not in reasons:
                reasons.append(data)
            k = reasons.index(data)
            row = runs[station.line]
            before = stations[i - 1].at
            if row and row[-1][1:] == [before, k]:
                row[-1][1] = station.at
            else:
                row.append([station.at, station.at, k])
        return {"reasons": reasons, "runs": runs}

    def _in_the_way(
        self, station: Station, there: list[Station], full: bool
    ) -> Fault | None:
        for other in there:
            if other.line == station.line:
                if abs(other.at - station.at) < self.survey.apart - 1e-6:
                    return None
            elif (
                station.shape is not None
                and other.shape is not None
                and station.shape.distance(other.shape)
                < max(self.between, self.survey.spacing)
            ):
                return Fault("row")
        return Fault("count") if full else None


def _sample(lines: list[Frontage], size: Size) -> Polygon:
    """A stall of the layout, wherever: only what it is asked about counts."""
    found = (line.stall(line.length * part, size) for line in lines for part in PARTS)
    shape = next((shape for shape in found if shape is not None), None)
    if shape is None:
        raise BadInput(_("The frontage turns corners that are too near each other."))
    return shape


def _metres(a: Station, b: Station) -> float:
    if a.shape is None or b.shape is None:
        return 0.0
    return float(a.shape.distance(b.shape))


def _same_everywhere(fault: Fault) -> dict[str, Any]:
    """A reason without what was measured at one station."""
    return {k: v for k, v in fault.data().items() if k not in ("measured", "result")}
