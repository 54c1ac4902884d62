"""Swaps leave nobody worse off, and nobody better off by a lie."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib.swaps import swap

Market = tuple[dict[str, str], dict[str, list[str]]]


@st.composite
def markets(draw: st.DrawFn) -> Market:
    """Up to five holders, who like any of the others' lots, or some that nobody has."""
    people = [f"P{n}" for n in range(draw(st.integers(1, 5)))]
    held = {person: f"L{n}" for n, person in enumerate(people)}
    lots = [*held.values(), "nobody's"]
    liked = st.lists(st.sampled_from(lots), unique=True)
    return held, {person: draw(liked) for person in people}


def value(market: Market, person: str, lot: str) -> int:
    """The place of a lot in somebody's liking; all beyond his own are as bad."""
    held, wishes = market
    order = [*wishes[person], held[person]]
    place = order.index(lot) if lot in order else len(order)
    return place if place <= order.index(held[person]) else len(order)


@given(markets())
def test_everybody_keeps_one_lot_at_least_as_good(market: Market) -> None:
    held, wishes = market
    after = swap(held, wishes)
    assert sorted(after.values()) == sorted(held.values())
    assert after.keys() == held.keys()
    for person in held:
        assert value(market, person, after[person]) <= value(
            market, person, held[person]
        )


@given(markets())
def test_no_group_could_do_better_among_themselves(market: Market) -> None:
    held, wishes = market
    after = swap(held, wishes)
    for size in range(1, len(held) + 1):
        for group in combinations(held, size):
            for dealt in permutations(held[person] for person in group):
                change = [
                    value(market, person, lot) - value(market, person, after[person])
                    for person, lot in zip(group, dealt, strict=True)
                ]
                assert not (max(change) <= 0 and min(change) < 0)


@given(markets())
def test_nobody_gains_by_other_wishes_than_his_own(market: Market) -> None:
    held, wishes = market
    liar = min(held)
    honest = value(market, liar, swap(held, wishes)[liar])
    for length in range(len(held)):
        for lie in permutations(held.values(), length):
            got = swap(held, {**wishes, liar: list(lie)})[liar]
            assert value(market, liar, got) >= honest


def test_three_go_round() -> None:
    held = {"a": "1", "b": "2", "c": "3", "d": "4"}
    wishes = {"a": ["2"], "b": ["3"], "c": ["1", "2"], "d": ["1"]}
    assert swap(held, wishes) == {"a": "2", "b": "3", "c": "1", "d": "4"}


def test_two_holders_of_one_lot_are_refused() -> None:
    with pytest.raises(ValueError, match="the same lot"):
        swap({"a": "1", "b": "1"}, {})
