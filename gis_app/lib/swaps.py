"""Swaps among holders by top trading cycles: nobody gets less than he has.

Shapley and Scarf 1974 (Gale's algorithm): each points at the holder of what he likes
best among what is left; whoever stands on a cycle gets it and leaves. The result is the
only one that no group could improve among themselves (Roth and Postlewaite 1977), and
nobody gains by hiding what he likes (Roth 1982). It does not depend on any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


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
