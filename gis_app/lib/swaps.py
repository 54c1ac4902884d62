"""Swaps among holders by top trading cycles: nobody gets less than he has.

This one file needs only Python's standard library. Published as ``verify_swap.py`` it
runs a swap again from its record and says that the result is the same:

    python3 verify_swap.py record.json

Shapley and Scarf 1974 (Gale's algorithm): each points at the holder of what he likes
best among what is left; whoever stands on a cycle gets it and leaves. The result is the
only one that no group could improve among themselves (Roth and Postlewaite 1977), and
nobody gains by hiding what he likes (Roth 1982). It does not depend on any order.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

FORMAT = "meydan-swap/1"


class BadRecord(ValueError):
    """The record is not what it says, and where."""


def swap(
    held: Mapping[str, str], wishes: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """What each holder has afterwards.

    ``held``: one lot each, all different. ``wishes``: the lots that somebody prefers to
    his own, best first; lots that nobody holds, and whatever follows his own, count for
    nothing. Raises ValueError when two hold the same lot.
    """
    owner = {lot: holder for holder, lot in held.items()}
    if len(owner) != len(held):
        raise ValueError("two hold the same lot")
    after: dict[str, str] = {}
    likes = {
        holder: _likes(lot, wishes.get(holder, ())) for holder, lot in held.items()
    }
    points: dict[str, str] = {}
    for start in sorted(held):
        path: list[str] = [start] if start not in after else []
        while path:
            holder = path[-1]
            lot = points.get(holder)
            while lot is None or lot not in owner or owner[lot] in after:
                lot = next(likes[holder])
            points[holder] = lot
            if owner[lot] not in path:
                path.append(owner[lot])
                continue
            cycle = path[path.index(owner[lot]) :]
            after |= {each: points[each] for each in cycle}
            path = path[: -len(cycle)]
    return after


def _likes(own: str, wished: Sequence[str]) -> Iterator[str]:
    for lot in wished:
        if lot == own:
            break
        yield lot
    yield own


def cycles_of(held: Mapping[str, str], after: Mapping[str, str]) -> list[list[str]]:
    """Who gets whose lot: each that of the next, the last one that of the first.

    Whoever keeps his own is in none. Each begins at its first holder in the alphabet.
    """
    owner = {lot: holder for holder, lot in held.items()}
    found, seen = [], set()
    for start in sorted(held):
        if start in seen or after[start] == held[start]:
            continue
        cycle = [start]
        while (following := owner[after[cycle[-1]]]) != start:
            cycle.append(following)
        seen |= set(cycle)
        found.append(cycle)
    return found


def exchange(
    name: str, lots: list[dict[str, Any]], entries: list[dict[str, Any]]
) -> dict[str, Any]:
    """The record of a swap: lots, who holds and likes which, and what everybody gets.

    ``entries``: ``receipt``, ``held`` (a lot's id) and ``wishes`` (ids, best first).
    """
    ordered = sorted(entries, key=lambda entry: str(entry["receipt"]))
    held = {entry["receipt"]: entry["held"] for entry in ordered}
    if len(held) < len(ordered):
        raise BadRecord("a receipt is there twice")
    after = swap(held, {entry["receipt"]: entry["wishes"] for entry in ordered})
    return {
        "format": FORMAT,
        "name": name,
        "lots": sorted(lots, key=lambda lot: str(lot["id"])),
        "list": ordered,
        "after": after,
        "cycles": cycles_of(held, after),
    }


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def verify(content: bytes) -> dict[str, Any]:
    """The record, if it is true; raises BadRecord when it is not."""
    try:
        told = json.loads(content)
        again = exchange(told["name"], told["lots"], told["list"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadRecord(f"the file is no record of a swap: {error!r}") from error
    if canonical(again) + b"\n" != content:
        raise BadRecord("the result differs from what the wishes give")
    return again


def main(words: list[str]) -> int:
    """The command line: 0 when the record is true, 1 when not."""
    if len(words) != 1:
        print("usage: verify_swap.py record.json")  # noqa: T201
        return 2
    try:
        told = verify(Path(words[0]).read_bytes())
    except (OSError, BadRecord) as error:
        print(f"NOT the same: {error}")  # noqa: T201
        return 1
    moved = sum(len(cycle) for cycle in told["cycles"])
    print(f"The same: {len(told['list'])} willing, {moved} exchange.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
