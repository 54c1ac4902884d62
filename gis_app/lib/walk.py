"""A day's walk: which stops fit into the hours, and in which order they are walked.

Stops come in groups, the most pressing first. Each group is filled by cheapest
insertion, the nearest stop next, and the walk is then shortened (2-opt, and moving up
to three stops elsewhere); up to eight stops every order is tried (Held and Karp 1962).
A later group only uses what time an earlier one left, so that nothing pressing is ever
dropped for something else. The same stops give the same walk.

Distances are metres on foot: straight lines × 1.35 where there is no street network.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

DETOUR = 1.35
"""How much longer the way on foot is than the straight line (proposed)."""
METRES_A_MINUTE = 75.0
"""4.5 km/h, an easy walk with looking about (proposed)."""
MOST_STOPS = 60
EXACT = 8
LONGEST_MOVE = 3
EPSILON_M = 1e-6

Place = tuple[float, float]
Matrix = Sequence[Sequence[float]]
START = 0


@dataclass(frozen=True)
class Stop:
    """A place to visit; ``urgency`` orders the groups, the smallest first.

    ``x`` and ``y`` in metres; ``key`` is unique and decides between equals.
    """

    key: int
    x: float
    y: float
    urgency: tuple[int, ...] = ()


@dataclass(frozen=True)
class Walk:
    """The stops in their order, the metres to each from the one before, and the time.

    ``length_m`` and ``minutes`` include the way back, if there is one.
    """

    stops: tuple[Stop, ...]
    legs_m: tuple[float, ...]
    length_m: float
    minutes: float
    left_out: tuple[Stop, ...]


def plan(
    start: Place,
    stops: Iterable[Stop],
    *,
    minutes: float,
    visit_minutes: float,
    back: bool = False,
    most: int = MOST_STOPS,
) -> Walk:
    """The walk from ``start`` that fits into ``minutes``; ``back`` ends where it began.

    Raises ValueError for two stops with one key.
    """
    known = sorted(stops, key=lambda stop: (stop.urgency, stop.key))
    if len({stop.key for stop in known}) != len(known):
        raise ValueError("two stops have the same key")
    metres = _matrix(start, known, back=back)
    walk = _Growing(metres, minutes, visit_minutes, most)
    numbered = list(enumerate(known, start=1))
    for _, group in groupby(numbered, key=lambda pair: pair[1].urgency):
        walk.fill([number for number, _ in group])
    order = walk.path[1:-1]
    legs = [metres[a][b] for a, b in zip(walk.path, walk.path[1:], strict=False)]
    taken = set(order)
    return Walk(
        stops=tuple(known[n - 1] for n in order),
        legs_m=tuple(legs[: len(order)]),
        length_m=sum(legs),
        minutes=walk.minutes,
        left_out=tuple(stop for n, stop in numbered if n not in taken),
    )


def on_foot_m(a: Place, b: Place) -> float:
    """Metres to walk between two places."""
    return DETOUR * math.hypot(a[0] - b[0], a[1] - b[1])


def length_m(path: Sequence[int], metres: Matrix) -> float:
    """How long a path of places is."""
    return sum(metres[a][b] for a, b in pairwise(path))


class _Growing:
    """A path that takes in stops while the time lasts.

    Places are numbers in the matrix: 0 is the start, the last one the end.
    """

    def __init__(
        self, metres: Matrix, minutes: float, visit_minutes: float, most: int
    ) -> None:
        self.metres = metres
        self.budget = minutes
        self.visit = visit_minutes
        self.most = most
        self.path = [START, len(metres) - 1]
        self.length = 0.0

    @property
    def minutes(self) -> float:
        """Walking and visits so far."""
        return self._minutes(self.length, len(self.path) - 2)

    def fill(self, group: list[int]) -> None:
        """Take in the nearest of the group, again and again, while one fits."""
        detours = _Detours(self.metres, self.path, group)
        shortest = False
        while detours.left and len(self.path) - 2 < self.most:
            place, before, metres = detours.least()
            if self._fits(metres):
                self.path.insert(before, place)
                self.length += metres
                detours.taken(place, before)
                shortest = False
            elif shortest:
                break
            else:
                self._shorten()
                detours = _Detours(self.metres, self.path, detours.left)
                shortest = True
        self._shorten()

    def _fits(self, more_m: float) -> bool:
        stops = len(self.path) - 1
        return self._minutes(self.length + more_m, stops) <= self.budget + EPSILON_M

    def _minutes(self, metres: float, stops: int) -> float:
        return metres / METRES_A_MINUTE + stops * self.visit

    def _shorten(self) -> None:
        self.path = shortened(self.path, self.metres)
        self.length = length_m(self.path, self.metres)


class _Detours:
    """Of each place that is left: where it costs least to take it in, and how much."""

    def __init__(self, metres: Matrix, path: list[int], places: list[int]) -> None:
        self.metres = metres
        self.path = path
        self.left = list(places)
        # place: (metres, the place before it, the place after it)
        self.best = {place: self._look(place) for place in places}

    def least(self) -> tuple[int, int, float]:
        """The place, its position in the path, and the detour in metres."""
        place = min(self.left, key=lambda p: (self.best[p][0], p))
        metres, before, _ = self.best[place]
        return place, self.path.index(before) + 1, metres

    def taken(self, place: int, position: int) -> None:
        """The path has it now: two new ways through it, and one that is gone."""
        self.left.remove(place)
        before, after = self.path[position - 1], self.path[position + 1]
        for other in self.left:
            if self.best[other][1:] == (before, after):
                self.best[other] = self._look(other)
            else:
                ways = (before, place), (place, after)
                new = min(self._detour(other, a, b) for a, b in ways)
                self.best[other] = min(self.best[other], new)

    def _look(self, place: int) -> tuple[float, int, int]:
        pairs = zip(self.path, self.path[1:], strict=False)
        return min(self._detour(place, a, b) for a, b in pairs)

    def _detour(self, place: int, a: int, b: int) -> tuple[float, int, int]:
        there = self.metres[place]
        return there[a] + there[b] - self.metres[a][b], a, b


def shortened(path: list[int], metres: Matrix) -> list[int]:
    """The same places between the same ends, never longer."""
    if len(path) - 2 <= EXACT:
        best = _every_order(path, metres)
        return best if _shorter(best, path, metres) else path
    path = list(path)
    while _turn_a_stretch(path, metres) or _move_a_stretch(path, metres):
        pass
    return path


def _shorter(a: list[int], b: list[int], metres: Matrix) -> bool:
    """By more than rounding: equal walks stay as they are."""
    return length_m(a, metres) < length_m(b, metres) - EPSILON_M


def _turn_a_stretch(path: list[int], metres: Matrix) -> bool:
    """2-opt: turn a stretch round wherever that shortens the path."""
    better = False
    last = len(path) - 1
    for i in range(1, last - 1):
        for j in range(i + 1, last):
            a, b, c, d = path[i - 1], path[i], path[j], path[j + 1]
            if metres[a][c] + metres[b][d] < metres[a][b] + metres[c][d] - EPSILON_M:
                path[i : j + 1] = path[i : j + 1][::-1]
                better = True
    return better


def _move_a_stretch(path: list[int], metres: Matrix) -> bool:
    """Or-opt: move up to three stops to where they cost less, either way round."""
    for size in range(1, LONGEST_MOVE + 1):
        for i in range(1, len(path) - size):
            stretch, rest = path[i : i + size], path[:i] + path[i + size :]
            found = _cheaper_place(stretch, rest, i, metres)
            if found:
                path[:] = found
                return True
    return False


def _cheaper_place(
    stretch: list[int], rest: list[int], at: int, metres: Matrix
) -> list[int] | None:
    first, last = stretch[0], stretch[-1]
    a, b = rest[at - 1], rest[at]
    now = metres[a][first] + metres[last][b] - metres[a][b]
    for j in range(1, len(rest)):
        a, b = rest[j - 1], rest[j]
        room = now + metres[a][b] - EPSILON_M
        if metres[a][first] + metres[last][b] < room:
            return rest[:j] + stretch + rest[j:]
        if metres[a][last] + metres[first][b] < room:
            return rest[:j] + stretch[::-1] + rest[j:]
    return None


def _every_order(path: list[int], metres: Matrix) -> list[int]:
    """Held and Karp: the shortest way to have been at a set of places, by its last."""
    start, *stops, end = path
    if not stops:
        return list(path)
    n = len(stops)
    # (set of stops as bits, where one stands) → (metres, the way there)
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {
        (1 << i, i): (metres[start][stop], (i,)) for i, stop in enumerate(stops)
    }
    for been in range(1, 1 << n):
        for at in range(n):
            here = best.get((been, at))
            if here is None:
                continue
            for i in range(n):
                if been >> i & 1:
                    continue
                there = here[0] + metres[stops[at]][stops[i]], (*here[1], i)
                key = been | 1 << i, i
                if key not in best or there < best[key]:
                    best[key] = there
    whole = (1 << n) - 1
    _, order = min(
        (best[whole, at][0] + metres[stops[at]][end], best[whole, at][1])
        for at in range(n)
    )
    return [start, *(stops[i] for i in order), end]


def _matrix(start: Place, stops: list[Stop], *, back: bool) -> list[list[float]]:
    """Metres between start, stops and end; an end anywhere is no distance away."""
    places = [start, *((stop.x, stop.y) for stop in stops)]
    rows = [[on_foot_m(a, b) for b in places] for a in places]
    to_end = rows[START][:] if back else [0.0] * len(places)
    for row, metres in zip(rows, to_end, strict=True):
        row.append(metres)
    return [*rows, [*to_end, 0.0]]
