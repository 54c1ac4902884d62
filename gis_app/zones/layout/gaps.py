"""The stretches of a frontage that stay free, and what made each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

SHORTEST_M = 0.3
Run = tuple[float, float, int]


@dataclass(frozen=True)
class Gap:
    """From one metre to another; ``reasons``: of most of its starts first. ``short``:
    too short for a stall. ``free``: a stall fits there and no rule forbids it."""

    start: float
    end: float
    reasons: tuple[int, ...]
    short: bool = False
    free: bool = False

    @property
    def length(self) -> float:
        """Metres."""
        return self.end - self.start


def gaps(
    line_m: float,
    stalls: Iterable[float],
    stall_m: float,
    spacing_m: float,
    runs: Iterable[Run],
) -> list[Gap]:
    """The gaps of one frontage, by the metres at which its stalls begin.

    ``runs`` are starts that something forbids: from, to, what.
    """
    ends = [(at, at + stall_m) for at in sorted(stalls)]
    solid = [(float("-inf"), -spacing_m), *ends, (line_m + spacing_m, float("inf"))]
    known = list(runs)
    found = []
    for (_a, before), (after, _b) in pairwise(solid):
        start = max(before, 0.0)
        end = min(after, line_m)
        first, last = before + spacing_m, after - spacing_m - stall_m
        if end - start - spacing_m * (before > 0) > SHORTEST_M:
            found.append(_gap(start, end, first, last, min(after, line_m), known))
    return found


def _gap(
    start: float, end: float, first: float, last: float, after: float, runs: list[Run]
) -> Gap:
    """Starts up to ``last`` would fit; those up to ``after`` would move the next."""
    metres: Counter[int] = Counter()
    for low, high, reason in runs:
        if high >= first - 0.01 and low < after:
            metres[reason] += 1 + round(1000 * (min(high, after) - max(low, first)))
    fits = [run for run in runs if run[1] >= first - 0.01 and run[0] <= last + 0.01]
    if metres:
        told = tuple(reason for reason, _n in metres.most_common(3))
        return Gap(start, end, told, free=last >= first and not fits)
    return Gap(start, end, (), short=last < first - 0.01, free=last >= first - 0.01)
