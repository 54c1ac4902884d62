"""The cheapest assignment: as many as can be, and of those the least sum of costs.

A planner's comparison only. It knows no priorities, and whoever understates how much he
likes other things gains by it: no spot is given by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from math import inf

Asks = Sequence[Sequence[tuple[int, int]]]
"""Of each person the (thing, cost) pairs that he would take, costs whole and ≥ 0."""


def assign(asks: Asks, things: int) -> list[int | None]:
    """The thing of each person, or None; the first persons go first where costs tie."""
    flow = _Flow(asks, things)
    while flow.raise_prices():
        while flow.augment():
            pass
    return flow.thing_of


class _Flow:
    """Successive shortest paths (Edmonds and Karp 1972), all of one length at once.

    ``person_at``, ``thing_at`` and ``end`` are distances from the free persons so far;
    no edge is shorter than the difference of its ends.
    """

    def __init__(self, asks: Asks, things: int) -> None:
        self.asks = asks
        self.thing_of: list[int | None] = [None] * len(asks)
        self.holder: list[int | None] = [None] * things
        self.person_at: list[float] = [0] * len(asks)
        self.thing_at: list[float] = [0] * things
        self.end: float = 0

    def free(self) -> list[int]:
        return [n for n, thing in enumerate(self.thing_of) if thing is None]

    def raise_prices(self) -> bool:
        """Add the shortest way to a free thing to all prices; False: there is none."""
        near, far, best = self._lengths()
        if best == inf:
            return False
        self.person_at = [
            at + min(n, best) for at, n in zip(self.person_at, near, strict=True)
        ]
        self.thing_at = [
            at + min(n, best) for at, n in zip(self.thing_at, far, strict=True)
        ]
        self.end += best
        return True

    def _lengths(self) -> tuple[list[float], list[float], float]:
        """From the free persons to each person, to each thing, and to the end."""
        near = [inf] * len(self.asks)
        far = [inf] * len(self.holder)
        heap: list[tuple[float, int]] = [(0, person) for person in self.free()]
        for _, person in heap:
            near[person] = 0
        best = inf
        while heap:
            length, person = heappop(heap)
            if length >= best:
                break
            at = length + self.person_at[person]
            for thing, cost in self.asks[person]:
                reached = at + cost - self.thing_at[thing]
                if reached >= far[thing]:
                    continue
                far[thing] = reached
                holder = self.holder[thing]
                if holder is None:
                    best = min(best, reached + self.thing_at[thing] - self.end)
                elif reached < near[holder]:
                    near[holder] = reached
                    heappush(heap, (reached, holder))
        return near, far, best

    def augment(self) -> bool:
        """Give things along shortest paths that share none; False: there was none."""
        seen: set[int] = set()
        return sum(self._path(person, seen) for person in self.free()) > 0

    def _path(self, start: int, seen: set[int]) -> bool:
        way: list[int] = [start]
        edges: list[Iterator[int]] = [self._shortest(start)]
        taken: list[int] = []
        while way:
            thing = next((n for n in edges[-1] if n not in seen), None)
            if thing is None:
                way.pop()
                edges.pop()
                if taken:
                    taken.pop()
                continue
            seen.add(thing)
            holder = self.holder[thing]
            if holder is not None:
                taken.append(thing)
                way.append(holder)
                edges.append(self._shortest(holder))
            elif self.thing_at[thing] == self.end:
                for person, got in zip(way, [*taken, thing], strict=True):
                    self.holder[got], self.thing_of[person] = person, got
                return True
        return False

    def _shortest(self, person: int) -> Iterator[int]:
        at = self.person_at[person]
        for thing, cost in self.asks[person]:
            if cost + at == self.thing_at[thing]:
                yield thing
