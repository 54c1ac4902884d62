"""Packing against the search of every subset."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_app.lib.packing import Packing, Place, pack


def lawful(
    places: list[Place],
    chosen: tuple[int, ...],
    apart: float,
    clashes: set[frozenset[int]],
) -> bool:
    return all(
        frozenset((i, j)) not in clashes
        and (
            places[i].line != places[j].line
            or abs(places[i].at - places[j].at) >= apart
        )
        for i, j in combinations(chosen, 2)
    )


def most(places: list[Place], apart: float, clashes: set[frozenset[int]]) -> int:
    """By trying every subset, the largest first."""
    return next(
        n
        for n in range(len(places), -1, -1)
        if any(
            lawful(places, chosen, apart, clashes)
            for chosen in combinations(range(len(places)), n)
        )
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Place], set[frozenset[int]]]:
    spots = draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 12)),
            max_size=11,
            unique=True,
        )
    )
    places = [Place(line, at) for line, at in spots]
    pairs = [frozenset(pair) for pair in combinations(range(len(places)), 2)]
    clashes = draw(st.sets(st.sampled_from(pairs), max_size=12)) if pairs else set()
    return places, clashes


@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_subset_of_the_places_is_lawful_and_larger(
    case: tuple[list[Place], set[frozenset[int]]],
) -> None:
    places, clashes = case
    found = pack(places, 3, [(min(pair), max(pair)) for pair in clashes])
    assert lawful(places, tuple(found.chosen), 3, clashes)
    assert len(found.chosen) == found.bound == most(places, 3, clashes)


@settings(max_examples=80, deadline=None)
@given(st.sets(st.integers(0, 25), max_size=12))
def test_on_one_frontage_the_leftmost_places_are_the_most(starts: set[int]) -> None:
    places = [Place(0, at) for at in sorted(starts)]
    found = pack(places, 4)
    leftmost: list[int] = []
    for i, place in enumerate(places):
        if not leftmost or place.at - places[leftmost[-1]].at >= 4:
            leftmost.append(i)
    assert found.chosen == leftmost
    assert len(leftmost) == most(places, 4, set())


def test_the_first_come_would_not_be_the_most() -> None:
    """One stall at a corner stands in the way of two on the other frontage."""
    places = [Place(0, 0), Place(1, 0), Place(1, 5), Place(0, 1)]
    assert len(pack(places, 3, [(0, 1), (0, 2)]).chosen) == 3


@pytest.mark.parametrize("steps", [0, 40])
def test_cut_short_it_answers_lawfully_and_says_how_far_off_it_may_be(
    steps: int,
) -> None:
    places = [Place(line, at * 0.5) for line in (0, 1) for at in range(40)]
    clashes = [(i, j) for i in range(40) for j in range(40, 80) if abs(i + 40 - j) < 3]
    cut = pack(places, 2, clashes, steps)
    whole = pack(places, 2, clashes)
    pairs = {frozenset(pair) for pair in clashes}
    assert lawful(places, tuple(cut.chosen), 2, pairs)
    assert len(cut.chosen) <= len(whole.chosen) <= cut.bound


def test_nothing_fits_where_there_is_no_place() -> None:
    assert pack([], 3) == Packing([], 0)
