"""A day's walk keeps the hours, drops nothing pressing, and is nearly the shortest."""

from __future__ import annotations

import random
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_app.lib import walk
from gis_app.lib.walk import DETOUR, METRES_A_MINUTE, Stop, plan

START = (0.0, 0.0)
places = st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000))


@st.composite
def some_stops(draw: st.DrawFn, most: int = 25) -> list[Stop]:
    found = draw(st.lists(st.tuples(places, st.integers(0, 3)), max_size=most))
    return [Stop(n, *place, (group,)) for n, (place, group) in enumerate(found)]


budgets = st.floats(0, 600)
backs = st.booleans()


def whole(stops: list[Stop], *, back: bool = False) -> walk.Walk:
    return plan(START, stops, minutes=1e9, visit_minutes=10, back=back)


def length(stops: tuple[Stop, ...], *, back: bool) -> float:
    """Reckoned anew, from the coordinates."""
    path = [START, *((s.x, s.y) for s in stops), *([START] if back and stops else [])]
    return sum(walk.on_foot_m(a, b) for a, b in pairwise(path))


@given(some_stops(), budgets, backs)
@settings(deadline=None)
def test_every_stop_is_walked_to_once_or_left_out(
    stops: list[Stop], minutes: float, back: bool
) -> None:
    found = plan(START, stops, minutes=minutes, visit_minutes=10, back=back)
    keys = [s.key for s in (*found.stops, *found.left_out)]
    assert sorted(keys) == [s.key for s in stops]
    assert len(found.legs_m) == len(found.stops)


@given(some_stops(), budgets, backs)
@settings(deadline=None)
def test_the_walk_fits_into_the_hours_and_is_as_long_as_it_says(
    stops: list[Stop], minutes: float, back: bool
) -> None:
    found = plan(START, stops, minutes=minutes, visit_minutes=10, back=back)
    assert found.length_m == pytest.approx(length(found.stops, back=back), abs=1e-6)
    took = found.length_m / METRES_A_MINUTE + 10 * len(found.stops)
    assert found.minutes == pytest.approx(took)
    assert found.minutes <= minutes + 1e-5
    assert not back or found.length_m >= sum(found.legs_m)


@given(some_stops(), budgets, backs)
@settings(deadline=None)
def test_nothing_pressing_is_dropped_for_something_else(
    stops: list[Stop], minutes: float, back: bool
) -> None:
    """What the less pressing groups hold changes nothing for the pressing ones."""
    found = plan(START, stops, minutes=minutes, visit_minutes=10, back=back)
    for group in range(4):
        pressing = [s for s in stops if s.urgency <= (group,)]
        alone = plan(START, pressing, minutes=minutes, visit_minutes=10, back=back)
        kept = {s for s in found.stops if s.urgency <= (group,)}
        assert kept == set(alone.stops)


@given(some_stops(), budgets, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_same_stops_give_the_same_walk(
    stops: list[Stop], minutes: float, shuffler: random.Random
) -> None:
    found = plan(START, stops, minutes=minutes, visit_minutes=10)
    shuffler.shuffle(stops)
    assert plan(START, stops, minutes=minutes, visit_minutes=10) == found


@given(st.lists(places, min_size=1, max_size=25), backs)
@settings(deadline=None)
def test_shortening_keeps_the_places_and_never_lengthens(
    found: list[tuple[int, int]], back: bool
) -> None:
    stops = [Stop(n, *place) for n, place in enumerate(found)]
    metres = walk._matrix(START, stops, back=back)
    path = list(range(len(stops) + 2))
    better = walk.shortened(path, metres)
    assert sorted(better) == path
    assert (better[0], better[-1]) == (path[0], path[-1])
    assert walk.length_m(better, metres) <= walk.length_m(path, metres) + 1e-6


def shortest(stops: list[Stop], *, back: bool) -> float:
    """By trying every order."""
    return min(length(order, back=back) for order in permutations(stops))


@given(st.lists(places, min_size=1, max_size=6), backs)
@settings(deadline=None, max_examples=60)
def test_a_short_walk_is_the_shortest_there_is(
    found: list[tuple[int, int]], back: bool
) -> None:
    stops = [Stop(n, *place) for n, place in enumerate(found)]
    best = shortest(stops, back=back)
    assert whole(stops, back=back).length_m == pytest.approx(best, abs=1e-6)


def random_stops(seed: int, count: int) -> list[Stop]:
    rng = random.Random(seed)
    size = rng.choice([300, 3000])
    return [
        Stop(n, rng.uniform(-size, size), rng.uniform(-size, size))
        for n in range(count)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_eight_stops_are_within_a_twentieth_of_the_best(seed: int) -> None:
    stops = random_stops(seed, 8)
    assert whole(stops).length_m <= 1.05 * shortest(stops, back=False)


def test_what_is_too_long_for_every_order_is_near_the_best_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Insertion and shortening alone, where the best is still known: 60 walks of 8."""
    best = [whole(random_stops(seed, 8)).length_m for seed in range(60)]
    monkeypatch.setattr(walk, "EXACT", 0)
    found = [whole(random_stops(seed, 8)).length_m for seed in range(60)]
    over = [f / b for f, b in zip(found, best, strict=True)]
    assert min(over) >= 1 - 1e-9
    assert sum(over) / len(over) <= 1.02
    assert sorted(over)[int(0.9 * len(over))] <= 1.05


def test_the_nearest_of_a_group_comes_before_a_far_one() -> None:
    """
    start . . a . . b                                        far
    """
    a, b, far = Stop(1, 100, 0), Stop(2, 200, 0), Stop(0, 9000, 0)
    found = plan(START, [far, b, a], minutes=40, visit_minutes=10)
    assert found.stops == (a, b)
    assert found.legs_m == pytest.approx((100 * DETOUR, 100 * DETOUR))
    assert found.left_out == (far,)


def test_a_far_stop_that_presses_takes_the_hours_of_near_ones() -> None:
    near, far = Stop(1, 100, 0, (2,)), Stop(2, 9000, 0, (0,))
    found = plan(START, [near, far], minutes=175, visit_minutes=10)
    assert found.stops == (far,)
    assert found.left_out == (near,)


def test_no_more_stops_than_a_day_holds() -> None:
    stops = [Stop(n, n, 0) for n in range(80)]
    assert len(whole(stops).stops) == walk.MOST_STOPS


def test_no_stops_are_no_walk() -> None:
    found = plan(START, [], minutes=60, visit_minutes=10, back=True)
    assert (found.stops, found.length_m, found.minutes) == ((), 0.0, 0.0)


def test_two_stops_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        whole([Stop(1, 0, 0), Stop(1, 5, 5)])
