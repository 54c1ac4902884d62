"""A sample that nobody chose: drawn by a published seed, fair to every stratum.

Only the list decides: not how grave, large or sure anything on it is. Everybody who has
the list and the week can draw it again with nothing but SHA-256.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

Z_95 = 1.959964
"""Two-sided 95 per cent of a standard normal."""


@dataclass(frozen=True, order=True)
class Listed:
    """One thing that can be drawn; ``stratum`` is a district and an officer."""

    stratum: str
    subject: str

    def __str__(self) -> str:
        return f"{self.stratum}\t{self.subject}"


def lines(frame: Iterable[Listed]) -> str:
    """The list as it is published: in order, one line each."""
    return "".join(f"{each}\n" for each in sorted(frame))


def read(text: str) -> list[Listed]:
    """A published list, as things again."""
    pairs = (line.rsplit("\t", 1) for line in text.splitlines())
    return [Listed(stratum, subject) for stratum, subject in pairs]


def root_of(frame: Iterable[Listed]) -> str:
    """SHA-256 of the published list."""
    return sha256(lines(frame).encode()).hexdigest()


def seed_of(week: str, group: str, root: str) -> str:
    """SHA-256 of the week (its Saturday, ISO), the group and the list's own hash.

    Whoever adds or takes away a line gets another seed, which nobody can choose.
    """
    return sha256(f"{week}\n{group}\n{root}".encode()).hexdigest()


def drawn(frame: Iterable[Listed], size: int, seed: str) -> list[Listed]:
    """``size`` of the list (or all of it), each with the same probability.

    The list is put in the order of its strata, within each by SHA-256 of seed and
    subject; then every N/n-th is taken from a start that the seed gives. So each is
    drawn with probability n/N exactly, and each stratum gets its share to within one
    (systematic sampling: Cochran 1977, chapter 8). Raises ValueError for two lines
    with one subject.
    """
    known = list(frame)
    if len({each.subject for each in known}) != len(known):
        raise ValueError("the list names something twice")
    if size >= len(known):
        return sorted(known, key=lambda each: _hash(seed, each.subject))
    ordered = sorted(known, key=lambda e: (e.stratum, _hash(seed, e.subject)))
    total = len(ordered)
    start = int(_hash(seed, "start"), 16) % total
    return [ordered[(start + i * total) // size] for i in range(size)]


def _hash(seed: str, text: str) -> str:
    return sha256(f"{seed}\n{text}".encode()).hexdigest()


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 per cent interval of a proportion (Wilson 1927); 0 to 1 without trials.

    It stays within 0 and 1 and is honest about few trials, also when all went well.
    """
    if not 0 <= hits <= of:
        raise ValueError("more hits than trials")
    if of == 0:
        return 0.0, 1.0
    share, square = hits / of, Z_95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = (
        Z_95
        * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
        / (1 + square / of)
    )
    return max(middle - half, 0.0), min(middle + half, 1.0)


def strata(found: Sequence[Listed]) -> dict[str, int]:
    """How many of each stratum."""
    counts: dict[str, int] = {}
    for each in found:
        counts[each.stratum] = counts.get(each.stratum, 0) + 1
    return counts
