"""The most stalls of one length along frontages.

On one frontage the leftmost places, one after another, are already the most: a stall
that ends first leaves the most room for the rest. Two things break that: stalls of two
frontages that stand in each other's way (corners, both walls of a lane), and a kerb
that bends. Then each frontage is filled as if it were alone, which can only be too
many, and where two chosen stalls clash the search branches: with one of them, or
without it (branch and bound). It proves its answer, or says how far off it may be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEPS = 2_000_000
"""How many places are looked at before the best so far is taken."""
EPSILON_M = 1e-6


@dataclass(frozen=True)
class Place:
    """Where a stall may begin: metres ``at`` along a frontage ``line``."""

    line: int
    at: float


@dataclass(frozen=True)
class Packing:
    """``chosen`` are indexes of places; nobody can place more than ``bound``."""

    chosen: list[int]
    bound: int


def pack(
    places: Sequence[Place],
    apart_m: float,
    clashes: Iterable[tuple[int, int]] = (),
    steps: int = STEPS,
) -> Packing:
    """The most places with starts ``apart_m`` or more apart on each line.

    ``clashes`` are pairs that exclude each other besides, on one line or on two.
    """
    return _Search(places, apart_m, clashes).run(steps)


class _Search:
    def __init__(
        self,
        places: Sequence[Place],
        apart_m: float,
        clashes: Iterable[tuple[int, int]],
    ) -> None:
        self.places = places
        self.apart = apart_m - EPSILON_M
        self.clash: defaultdict[int, set[int]] = defaultdict(set)
        for a, b in clashes:
            self.clash[a].add(b)
            self.clash[b].add(a)
        lines: defaultdict[int, list[int]] = defaultdict(list)
        for i in sorted(range(len(places)), key=lambda i: places[i].at):
            lines[places[i].line].append(i)
        self.lines = [lines[line] for line in sorted(lines)]

    def run(self, steps: int) -> Packing:
        best = max(self._in_turn(self.lines), self._in_turn(self.lines[::-1]), key=len)
        open_nodes: list[tuple[int, frozenset[int]]] = [(len(self.places), frozenset())]
        while open_nodes:
            bound, banned = open_nodes.pop()
            if bound <= len(best):
                continue
            if steps <= 0:
                open_nodes.append((bound, banned))
                break
            steps -= len(self.places)
            chosen = self._alone(banned)
            if len(chosen) <= len(best):
                continue
            pair = self._first_clash(chosen)
            if pair is None:
                best = chosen
                continue
            whole = max(pair, key=lambda i: len(self.clash[i]))
            open_nodes.append((len(chosen), banned | {whole}))
            open_nodes.append((len(chosen), banned | self._beside(whole)))
        bounds = [bound for bound, _ in open_nodes]
        top = len(self._alone(frozenset()))
        return Packing(sorted(best), max(len(best), min(top, max(bounds, default=0))))

    def _alone(self, banned: frozenset[int]) -> list[int]:
        """The longest chains of the lines, each as if it were alone."""
        return [i for line in self.lines for i in self._chain(line, banned)]

    def _chain(self, line: list[int], banned: frozenset[int]) -> list[int]:
        """The most places of which no two neighbours are in each other's way."""
        free = [i for i in line if i not in banned]
        starts = [self.places[i].at for i in free]
        longest: list[int] = []
        before: list[int] = []
        top: list[int] = []  # the first place that ends the longest chain so far
        for j, i in enumerate(free):
            parent = self._parent(
                i, bisect_right(starts, starts[j] - self.apart), free, longest, top
            )
            before.append(parent)
            longest.append(1 if parent < 0 else longest[parent] + 1)
            top.append(j if not top or longest[j] > longest[top[-1]] else top[-1])
        chain = []
        j = top[-1] if top else -1
        while j >= 0:
            chain.append(free[j])
            j = before[j]
        return chain[::-1]

    def _parent(
        self, i: int, end: int, free: list[int], longest: list[int], top: list[int]
    ) -> int:
        """Which of the first ``end`` places best comes before place ``i``; -1: none."""
        if end == 0:
            return -1
        clash = self.clash.get(i)
        if not clash or free[top[end - 1]] not in clash:
            return top[end - 1]
        fits = [j for j in range(end) if free[j] not in clash]
        return max(fits, key=lambda j: longest[j], default=-1)

    def _in_turn(self, lines: list[list[int]]) -> list[int]:
        """Lawful, if not the most: each line keeps clear of those before it."""
        chosen: list[int] = []
        taken: set[int] = set()
        for line in lines:
            last = float("-inf")
            for i in line:
                if i not in taken and self.places[i].at - last >= self.apart:
                    chosen.append(i)
                    taken |= self.clash.get(i, set())
                    last = self.places[i].at
        return chosen

    def _first_clash(self, chosen: list[int]) -> tuple[int, int] | None:
        there = set(chosen)
        for i in chosen:
            for j in self.clash.get(i, ()):
                if j in there:
                    return i, j
        return None

    def _beside(self, i: int) -> frozenset[int]:
        """Every place that a stall at place ``i`` excludes."""
        own = self.places[i]
        near = {
            j
            for line in self.lines
            for j in line
            if self.places[j].line == own.line
            and abs(self.places[j].at - own.at) < self.apart
        }
        return frozenset((near | self.clash.get(i, set())) - {i})
