"""The audit's sample: fair, stratified, the same for everybody who draws it again."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib.sample import (
    Listed,
    drawn,
    lines,
    read,
    root_of,
    seed_of,
    strata,
    wilson,
)

names = st.sampled_from(["1\tali", "1\treza", "2\tali", "-\t-"])
frames = st.lists(names, max_size=60).map(
    lambda found: [Listed(s, f"finding:{n}") for n, s in enumerate(found)]
)
seeds = st.integers(0, 10**6).map(str)
sizes = st.integers(1, 70)


@given(frames, sizes, seeds)
def test_as_many_are_drawn_as_asked_for_and_none_twice(
    frame: list[Listed], size: int, seed: str
) -> None:
    found = drawn(frame, size, seed)
    assert len(found) == min(size, len(frame))
    assert len(set(found)) == len(found)
    assert set(found) <= set(frame)


@given(frames, sizes, seeds)
def test_every_stratum_gets_its_share_to_within_one(
    frame: list[Listed], size: int, seed: str
) -> None:
    found, whole = strata(drawn(frame, size, seed)), strata(frame)
    for stratum, count in whole.items():
        share = min(size, len(frame)) * count / len(frame)
        assert share - 1 < found.get(stratum, 0) < share + 1


@given(frames, sizes, seeds, st.randoms(use_true_random=False))
def test_the_order_in_which_the_list_comes_does_not_matter(
    frame: list[Listed], size: int, seed: str, shuffler: random.Random
) -> None:
    found, root = drawn(frame, size, seed), root_of(frame)
    shuffler.shuffle(frame)
    assert drawn(frame, size, seed) == found
    assert root_of(frame) == root


@given(frames)
def test_the_published_list_gives_the_same_list_back(frame: list[Listed]) -> None:
    assert read(lines(frame)) == sorted(frame)


def test_over_many_seeds_each_is_drawn_as_often_as_any_other() -> None:
    """20 of three strata, 6 drawn, 4,000 times: 1,200 times each, ± 3.3 σ."""
    frame = [Listed("ab"[n % 3 > 0] + str(n % 2), f"finding:{n}") for n in range(20)]
    times = Counter(
        each.subject for seed in range(4_000) for each in drawn(frame, 6, str(seed))
    )
    sigma = (4_000 * 0.3 * 0.7) ** 0.5
    assert set(times) == {each.subject for each in frame}
    assert all(abs(n - 1_200) < 3.3 * sigma for n in times.values())


def test_one_line_more_is_another_seed() -> None:
    frame = [Listed("1", f"finding:{n}") for n in range(5)]
    seed = seed_of("2026-11-21", "findings", root_of(frame))
    more = seed_of("2026-11-21", "findings", root_of([*frame, Listed("1", "x")]))
    assert len({seed, more, seed_of("2026-11-28", "findings", root_of(frame))}) == 3
    assert seed_of("2026-11-21", "closed", root_of(frame)) != seed


def test_the_same_thing_twice_on_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        drawn([Listed("1", "x"), Listed("2", "x")], 1, "s")


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe 1998, table I, method 3 (score, no continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(
    a: int, b: int
) -> None:
    hits, of = min(a, b), max(a, b)
    low, high = wilson(hits, of)
    assert 0 <= low <= high <= 1
    assert of == 0 or low <= hits / of + 1e-12
    assert of == 0 or hits / of - 1e-12 <= high


def test_more_hits_than_trials_make_no_sense() -> None:
    with pytest.raises(ValueError, match="more hits"):
        wilson(3, 2)
