"""Minutes of the week: when, in a repeating week, something is allowed.

A week has 10,080 minutes and starts on Saturday 00:00 in the city's time, as the
Iranian week does. A ``Week`` is a set of them, written as PostgreSQL writes an
``int4multirange``: ``{[480,720),[1920,2160)}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

DAY = 24 * 60
WEEK = 7 * DAY
CITY_TIME = ZoneInfo("Asia/Tehran")

_RANGE = re.compile(r"\[(\d+),(\d+)\)")
_TEXT = re.compile(r"\{(?:\[\d+,\d+\)(?:,\[\d+,\d+\))*)?\}")


@dataclass(frozen=True)
class Week:
    """Disjoint half-open ranges of minutes, in order."""

    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def whole(cls) -> Week:
        """Every minute of the week."""
        return cls(((0, WEEK),))

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> Week:
        """Merge any ranges; raises ValueError when one is outside the week."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if not 0 <= start < end <= WEEK:
                raise ValueError(f"not minutes of a week: [{start},{end})")
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return cls(tuple(merged))

    @classmethod
    def daily(cls, start: int, end: int, days: Iterable[int] = range(7)) -> Week:
        """From minute ``start`` to ``end`` of each day; ``end`` ≤ ``start`` runs past
        midnight. Day 0 is Saturday."""
        length = end - start if end > start else end - start + DAY
        pieces: list[tuple[int, int]] = []
        for day in days:
            begin = day * DAY + start
            stop = begin + length
            pieces.append((begin, min(stop, WEEK)))
            if stop > WEEK:
                pieces.append((0, stop - WEEK))
        return cls.of(pieces)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read PostgreSQL's text form; raises ValueError on anything else."""
        compact = text.replace(" ", "")
        if not _TEXT.fullmatch(compact):
            raise ValueError(f"not a week: {text!r}")
        return cls.of((int(a), int(b)) for a, b in _RANGE.findall(compact))

    def __str__(self) -> str:
        return "{" + ",".join(f"[{a},{b})" for a, b in self.ranges) + "}"

    def __contains__(self, minute: int) -> bool:
        return any(a <= minute < b for a, b in self.ranges)

    def __le__(self, other: Week) -> bool:
        """Whether every minute of this week is one of the other's."""
        return not (self - other).ranges

    def __and__(self, other: Week) -> Week:
        """The minutes that both have."""
        return Week.of(
            (max(a, c), min(b, d))
            for a, b in self.ranges
            for c, d in other.ranges
            if max(a, c) < min(b, d)
        )

    def __sub__(self, other: Week) -> Week:
        """The minutes that only this one has."""
        return self & other.rest()

    def rest(self) -> Week:
        """All other minutes of the week."""
        edges = [0, *(edge for pair in self.ranges for edge in pair), WEEK]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return Week(tuple((a, b) for a, b in pairs if a < b))

    @property
    def minutes(self) -> int:
        """How many minutes the set holds."""
        return sum(b - a for a, b in self.ranges)

    def timetable(self) -> list[tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]:
        """The set as people say it: (days, hours) pairs, days with equal hours merged.

        Day 0 is Saturday; hours are (start, end) minutes of the day, and an end past
        1440 is in the small hours of the next day.
        """
        hours: dict[int, list[tuple[int, int]]] = {}
        for day, start, end in self._daily_pieces():
            hours.setdefault(day, []).append((start, end))
        days: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for day in sorted(hours):
            days.setdefault(tuple(sorted(hours[day])), []).append(day)
        return [(tuple(numbers), pieces) for pieces, numbers in days.items()]

    def _daily_pieces(self) -> Iterator[tuple[int, int, int]]:
        for start, end in self._cyclic_ranges():
            day, first = divmod(start, DAY)
            if end - start < DAY:  # a night's work is one piece, past midnight
                yield day, first, end - day * DAY
                continue
            while start < end:
                day, first = divmod(start, DAY)
                stop = min(end, (day + 1) * DAY)
                yield day % 7, first, stop - day * DAY
                start = stop

    def _cyclic_ranges(self) -> list[tuple[int, int]]:
        """The ranges, with one that runs over the end of the week in one piece."""
        ranges = list(self.ranges)
        if len(ranges) > 1 and ranges[0][0] == 0 and ranges[-1][1] == WEEK:
            _, end = ranges.pop(0)
            ranges[-1] = (ranges[-1][0], WEEK + end)
        return ranges


def minute_of_week(moment: datetime) -> int:
    """The minute of the city's week of an aware ``datetime``, 0 to 10,079."""
    local = moment.astimezone(CITY_TIME)
    day = (local.weekday() + 2) % 7
    return day * DAY + local.hour * 60 + local.minute
