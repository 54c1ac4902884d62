"""Other policies on the same applicants: what must hold whatever they wish."""

from __future__ import annotations

import random
from itertools import pairwise, permutations, product
from typing import Any

import pytest

from gis_app.lib import draw, least_cost, policies
from gis_app.lib.policies import COST, NONE, REVERSED, Market, Policy, Tally

SHARES = (25, 50, 75, 100)


def a_market(number: int, people: int = 14) -> Market:
    """Two zones with four spots each, ten metres apart; wishes as chance has it."""
    chance = random.Random(number)
    lots: list[dict[str, Any]] = [
        {
            "id": f"S-{n}/{n}",
            "spot": f"S-{n}",
            "zone": "AB"[n % 2],
            "goods": ["fish"] if n == 3 else [],
        }
        for n in range(8)
    ]
    entries: list[dict[str, Any]] = []
    for n in range(people):
        goods = chance.choice((["fish"], ["fruit"]))
        takes = [
            lot["id"] for lot in lots if draw.suits({"goods": goods}, lot["goods"])
        ]
        wishes = [f"lot:{lot}" for lot in chance.sample(takes, chance.randint(0, 3))]
        wishes += [f"zone:{zone}" for zone in "AB" if chance.random() < 0.5]
        entries.append(
            {
                "receipt": f"R-{n:02d}",
                "weight": chance.randint(1, 3),
                "goods": goods,
                "classes": {zone: chance.choice((0, 1, 49, 99)) for zone in "AB"},
                "wishes": wishes,
            }
        )
    return Market(
        code=f"M-{number}",
        lots=lots,
        entries=entries,
        places={lot["id"]: (10.0 * n, 0.0) for n, lot in enumerate(lots)},
        groups={one["receipt"]: ("all", one["goods"][0]) for one in entries},
        close={15: {(f"S-{n}", f"S-{n + 1}") for n in range(7)}},
    )


MARKETS = [a_market(n) for n in range(12)]


@pytest.mark.parametrize("market", MARKETS, ids=lambda market: market.code)
def test_the_law_as_called_is_the_draw_itself(market: Market) -> None:
    seed = policies.seed_of(market.code, 0)
    ranks = draw.ranks_of(seed, market.entries)
    real = draw.Matching(market.lots, market.entries, ranks).given
    lots, entries = policies.under(Policy(), market)
    assert (lots, entries) == (market.lots, market.entries)
    assert policies.given(Policy(), lots, entries, ranks) == real
    told = policies.compare(market, {Policy(): 1})[Policy()]
    assert told.groups["all"].placed == pytest.approx(len(real) / len(ranks))


@pytest.mark.parametrize("market", MARKETS, ids=lambda market: market.code)
def test_nobody_envies_under_the_law_and_more_lots_never_place_fewer(
    market: Market,
) -> None:
    asked = [Policy(share=n, classes=c) for n in SHARES for c in (NONE, REVERSED)]
    told = policies.compare(market, dict.fromkeys(asked, 5))
    assert [one.envious for one in told.values()] == [0] * len(asked)
    for classes in (NONE, REVERSED):
        placed = [told[Policy(share=n, classes=classes)].groups["all"] for n in SHARES]
        assert [one.placed for one in placed] == sorted(one.placed for one in placed)
        assert all(one.low <= one.placed <= one.high for one in placed)


def test_the_cheapest_places_most_and_has_a_price() -> None:
    envious = 0.0
    for market in MARKETS:
        law, cost = Policy(), Policy(rule=COST)
        told = policies.compare(market, {law: 5, cost: 5})
        assert told[cost].groups["all"].placed >= told[law].groups["all"].placed
        envious += told[cost].envious
    assert envious > 0


def test_the_cheapest_is_the_cheapest_of_all_that_can_be() -> None:
    chance = random.Random(5)
    for _ in range(60):
        things = chance.randint(1, 4)
        asks = [
            [(n, chance.randint(0, 9)) for n in range(things) if chance.random() < 0.6]
            for _ in range(chance.randint(1, 5))
        ]
        found = least_cost.assign(asks, things)
        cost = [
            dict(own)[thing]
            for own, thing in zip(asks, found, strict=True)
            if thing is not None
        ]
        kept = [thing for thing in found if thing is not None]
        assert len(set(kept)) == len(kept)
        assert (-len(cost), sum(cost)) == best(asks)


def best(asks: least_cost.Asks) -> tuple[int, int]:
    """By trying everything: how many are placed, negative, and what it costs."""
    every = product(*[[None, *own] for own in asks])
    fit = [[one for one in each if one is not None] for each in every]
    return min(
        (-len(each), sum(cost for _, cost in each))
        for each in fit
        if len({thing for thing, _ in each}) == len(each)
    )


def test_the_same_policies_give_the_same_numbers_in_any_order() -> None:
    asked = [Policy(), Policy(share=50), Policy(rule=COST), Policy(classes=NONE)]
    told = [
        policies.compare(a_market(3), dict.fromkeys(order, 4))
        for order in permutations(asked)
    ]
    assert all(one == told[0] for one in told)


def test_spots_keep_their_distance_and_closed_lots_are_given_to_nobody() -> None:
    market = MARKETS[0]
    policy = Policy(spacing_m=15)
    stay = sorted(int(lot.split("/")[1]) for lot in policies.kept(policy, market))
    assert all(after - before > 1 for before, after in pairwise(stay))
    assert len(stay) >= 3
    for rule in ("law", COST):
        lots, entries = policies.under(Policy(spacing_m=15, rule=rule), market)
        asked = {one["receipt"]: one["wishes"] for one in market.entries}
        ranked = [
            one | {"first": {w: n for n, w in enumerate(asked[one["receipt"]])}}
            for one in entries
        ]
        ranks = draw.ranks_of(policies.seed_of("x", 1), entries)
        got = policies.given(Policy(rule=rule), lots, ranked, ranks)
        assert set(got.values()) <= policies.kept(policy, market)


def test_metres_are_from_the_first_wish() -> None:
    market = a_market(0, people=0)
    wishes = ["lot:S-0/0", "lot:S-4/4"]
    market.entries.extend(
        {"receipt": r, "weight": 1, "goods": [], "classes": {}, "wishes": wishes}
        for r in ("R-1", "R-2")
    )
    whole = Market(**vars(market) | {"groups": {"R-1": ("all",), "R-2": ("all",)}})
    told = policies.compare(whole, {Policy(): 3})[Policy()].groups["all"]
    assert (told.placed, told.wish, told.metres) == (1, 1.5, 20)
    assert told.wishes[:2] == [0.5, 0.5]


def test_a_holder_of_a_permit_stays_behind_whatever_the_classes() -> None:
    market = MARKETS[0]
    for classes in (NONE, REVERSED):
        _, entries = policies.under(Policy(classes=classes), market)
        for before, after in zip(market.entries, entries, strict=True):
            for zone, level in before["classes"].items():
                assert (after["classes"][zone] >= 50) == (level >= 50)
    flat = policies.under(Policy(classes=NONE), market)[1]
    assert {n for one in flat for n in one["classes"].values()} == {49, 99}


def test_a_single_small_group_can_not_be_reckoned_from_the_others() -> None:
    def of(size: int) -> Tally:
        return Tally(size, 0.5, 0, 1, [], None, None)

    def hidden(*sizes: int) -> list[str]:
        told = policies.without_small({str(n): of(n) for n in sizes}, 10)
        return [group for group, one in told.items() if one is None]

    assert hidden(9, 30, 20) == ["9", "20"]
    assert hidden(9, 8, 20) == ["9", "8"]
    assert hidden(7, 1, 28) == ["7", "1", "28"]
    assert hidden(10, 20) == []
