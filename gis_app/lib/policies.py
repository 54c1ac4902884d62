"""What other rules would give the same applicants, over many made-up lotteries.

It runs the draw's own deferred acceptance (``lib.draw``), or for comparison the
cheapest assignment, on lots and lists in the form of the draw's record. Its lotteries
come from the round's code and a number: never the round's own chance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, hypot
from typing import Any

from gis_app.lib import draw, least_cost

Entry = dict[str, Any]
LAW, COST = "law", "cost"
AS_CALLED, NONE, REVERSED = "as_called", "none", "reversed"
CLOSED = "(closed)"
"""What a lot that a policy closes is for: no applicant has it, and the others keep
their places in the order that *any lot of a zone* is read in."""


@dataclass(frozen=True)
class Policy:
    """``share``: percent of the lots of each zone; ``spacing_m``: least metres between
    spots; ``classes``: AS_CALLED, NONE or REVERSED; ``rule``: LAW or COST."""

    share: int = 100
    spacing_m: int = 0
    classes: str = AS_CALLED
    rule: str = LAW


@dataclass(frozen=True)
class Market:
    """Lots and applicants as in a record, and what the outcome is measured by.

    ``places``: x and y of each lot, metres. ``groups``: of each receipt the groups it
    counts in. ``close``: for each spacing in metres the pairs of spots nearer than it.
    Classes from ``no_class`` on are no class, from ``behind`` on holders of a permit.
    """

    code: str
    lots: list[Entry]
    entries: list[Entry]
    places: Mapping[str, tuple[float, float]]
    groups: Mapping[str, Sequence[str]]
    close: Mapping[int, Collection[tuple[str, str]]] = field(default_factory=dict)
    no_class: int = 49
    behind: int = 50


@dataclass(frozen=True)
class Tally:
    """One group under one policy: means over the lotteries.

    ``placed`` is a share with the bounds that 95 % of the lotteries lie in; ``wishes``
    the share of the group that got its first, second … wish; ``wish`` and ``metres``
    are means over those who were placed, None without any.
    """

    size: int
    placed: float
    low: float
    high: float
    wishes: list[float]
    wish: float | None
    metres: float | None


@dataclass(frozen=True)
class Outcome:
    """``envious``: a lottery's mean number of applicants who would rather have a lot
    that is free, or held by somebody who comes after them there."""

    policy: Policy
    lots: int
    lotteries: int
    envious: float
    groups: dict[str, Tally]


def seed_of(code: str, number: int) -> str:
    """Of a made-up lottery: the same for a round's code and a number."""
    text = f"meydan-what-if\0{code}\0{number}"
    return hashlib.sha256(text.encode()).hexdigest()


def _order(market: Market, name: str) -> bytes:
    return hashlib.sha256(f"{market.code}\0{name}".encode()).digest()


def kept(policy: Policy, market: Market) -> set[str]:
    """The lots that stay: first by spacing, then the share of each zone, rounded up.

    Which ones depends on nothing that anybody wished; a greater share keeps all lots
    that a smaller one keeps.
    """
    near: dict[str, set[str]] = {}
    for one, other in market.close.get(policy.spacing_m, ()):
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    spots: set[str] = set()
    for spot in sorted({lot["spot"] for lot in market.lots}, key=_by(market)):
        if near.get(spot, set()).isdisjoint(spots):
            spots.add(spot)
    zones: dict[str, list[str]] = {}
    for lot in market.lots:
        if lot["spot"] in spots:
            zones.setdefault(lot["zone"], []).append(lot["id"])
    found: set[str] = set()
    for names in zones.values():
        names.sort(key=_by(market))
        found.update(names[: ceil(len(names) * policy.share / 100)])
    return found


def _by(market: Market) -> Any:
    return lambda name: _order(market, name)


def under(policy: Policy, market: Market) -> tuple[list[Entry], list[Entry]]:
    """Lots and entries as the draw would have them under a policy."""
    stay = kept(policy, market)
    lots = [
        lot if lot["id"] in stay else lot | {"goods": [CLOSED]} for lot in market.lots
    ]
    closed = {f"lot:{lot['id']}" for lot in market.lots} - {f"lot:{n}" for n in stay}
    last = _last_levels(market)
    entries = [
        entry
        | {
            "wishes": [wish for wish in entry["wishes"] if wish not in closed],
            "classes": {
                zone: _level(policy, level, last.get(zone, 0), market)
                for zone, level in entry["classes"].items()
            },
        }
        for entry in market.entries
    ]
    return lots, entries


def _last_levels(market: Market) -> dict[str, int]:
    """The worst class that somebody is in, by zone; holders counted with the others."""
    last: dict[str, int] = {}
    for entry in market.entries:
        for zone, level in entry["classes"].items():
            own = level % market.behind
            if own < market.no_class:
                last[zone] = max(last.get(zone, 0), own)
    return last


def _level(policy: Policy, level: int, last: int, market: Market) -> int:
    """One's place among the classes; a holder of a permit stays behind everybody."""
    holder, own = divmod(level, market.behind)
    if policy.classes == NONE:
        own = market.no_class
    elif policy.classes == REVERSED and own < market.no_class:
        own = last - own
    return holder * market.behind + own


def compare(market: Market, policies: Mapping[Policy, int]) -> dict[Policy, Outcome]:
    """Each policy over its number of lotteries; the n-th is the same for all."""
    seeds = [seed_of(market.code, n) for n in range(max(policies.values(), default=0))]
    ranks = [draw.ranks_of(seed, market.entries) for seed in seeds]
    return {
        policy: _Run(policy, market).over(ranks[:many])
        for policy, many in policies.items()
    }


def given(
    policy: Policy, lots: list[Entry], entries: list[Entry], ranks: dict[str, int]
) -> dict[str, str]:
    """Who gets which lot, by receipt."""
    if policy.rule == LAW:
        return draw.Matching(lots, entries, ranks).given
    ordered = sorted(entries, key=lambda entry: ranks[entry["receipt"]])
    place = {lot["id"]: n for n, lot in enumerate(lots)}
    zones: dict[str, list[Entry]] = {}
    for lot in lots:
        zones.setdefault(lot["zone"], []).append(lot)
    asks = []
    for entry in ordered:
        costs: dict[int, int] = {}
        for wish, lot_id in _asked(entry, zones):
            costs.setdefault(place[lot_id], entry["first"][wish])
        asks.append(list(costs.items()))
    found = least_cost.assign(asks, len(lots))
    return {
        entry["receipt"]: lots[lot]["id"]
        for entry, lot in zip(ordered, found, strict=True)
        if lot is not None
    }


def _asked(entry: Entry, zones: dict[str, list[Entry]]) -> list[tuple[str, str]]:
    """Each wish with each lot that fulfils it."""
    found = []
    for wish in entry["wishes"]:
        kind, name = wish.split(":", 1)
        if kind == "lot":
            found.append((wish, name))
            continue
        fit = (lot for lot in zones.get(name, ()) if draw.suits(entry, lot["goods"]))
        found += [(wish, lot["id"]) for lot in fit]
    return found


class _Run:
    """One policy on one market; counts up what each lottery gives."""

    def __init__(self, policy: Policy, market: Market) -> None:
        self.policy, self.market = policy, market
        self.lots, bare = under(policy, market)
        # The place of a wish is counted in the whole list, closed lots too.
        asked = {one["receipt"]: one["wishes"] for one in market.entries}
        self.entries = [
            one | {"first": {w: n for n, w in enumerate(asked[one["receipt"]])}}
            for one in bare
        ]
        self.zone_of = {lot["id"]: lot["zone"] for lot in self.lots}
        self.goods = {lot["id"]: frozenset(lot["goods"]) for lot in self.lots}
        self.spots_of: dict[str, list[tuple[float, float]]] = {}
        for lot in market.lots:
            own = self.spots_of.setdefault(lot["zone"], [])
            own.append(market.places[lot["id"]])
        self.by_receipt = {one["receipt"]: one for one in self.entries}
        self.first = {receipt: wishes[:1] for receipt, wishes in asked.items()}
        self.metres: dict[tuple[str, str], float] = {}
        self.sizes: dict[str, int] = {}
        for receipt in self.by_receipt:
            for group in market.groups[receipt]:
                self.sizes[group] = self.sizes.get(group, 0) + 1

    def over(self, lotteries: list[dict[str, int]]) -> Outcome:
        placed: dict[str, list[int]] = {group: [] for group in self.sizes}
        wishes = {group: [0] * draw.MOST_WISHES for group in self.sizes}
        metres = dict.fromkeys(self.sizes, 0.0)
        envious = 0
        for ranks in lotteries:
            got = given(self.policy, self.lots, self.entries, ranks)
            envious += self.envious(got, ranks)
            count = dict.fromkeys(self.sizes, 0)
            for receipt, lot in got.items():
                place, far = self.place(receipt, lot), self.far(receipt, lot)
                for group in self.market.groups[receipt]:
                    count[group] += 1
                    wishes[group][place] += 1
                    metres[group] += far
            for group, many in count.items():
                placed[group].append(many)
        return Outcome(
            policy=self.policy,
            lots=sum(CLOSED not in goods for goods in self.goods.values()),
            lotteries=len(lotteries),
            envious=envious / max(len(lotteries), 1),
            groups={
                group: tally(size, placed[group], wishes[group], metres[group])
                for group, size in self.sizes.items()
            },
        )

    def place(self, receipt: str, lot: str) -> int:
        """Which wish a lot fulfils, from 0."""
        first: dict[str, int] = self.by_receipt[receipt]["first"]
        wished = (f"lot:{lot}", f"zone:{self.zone_of[lot]}")
        return min(first[wish] for wish in wished if wish in first)

    def far(self, receipt: str, lot: str) -> float:
        """Metres from the first wish; from the nearest spot of a zone wished for."""
        if (receipt, lot) not in self.metres:
            (wish,) = self.first[receipt]
            kind, name = wish.split(":", 1)
            places = self.market.places
            ends = [places[name]] if kind == "lot" else self.spots_of.get(name, [])
            if kind == "zone" and self.zone_of[lot] == name:
                ends = []
            x, y = places[lot]
            least = min((hypot(x - a, y - b) for a, b in ends), default=0.0)
            self.metres[receipt, lot] = least
        return self.metres[receipt, lot]

    def envious(self, got: Mapping[str, str], ranks: dict[str, int]) -> int:
        """How many would rather have what is free, or held by a later one."""
        turns = {lot: self._turn(who, lot, ranks) for who, lot in got.items()}
        worst: dict[tuple[str, ...], tuple[int, int] | None] = {}
        return sum(
            self._envies(entry, got.get(entry["receipt"]), ranks, turns, worst)
            for entry in self.entries
        )

    def _turn(self, who: str, lot: str, ranks: dict[str, int]) -> tuple[int, int]:
        return self._class(self.by_receipt[who], self.zone_of[lot]), ranks[who]

    @staticmethod
    def _class(entry: Entry, zone: str) -> int:
        level: int = entry["classes"].get(zone, draw.MOST_WEIGHT)
        return level

    def _envies(
        self,
        entry: Entry,
        mine: str | None,
        ranks: dict[str, int],
        turns: dict[str, tuple[int, int]],
        worst: dict[tuple[str, ...], tuple[int, int] | None],
    ) -> bool:
        after_all = (draw.MOST_WEIGHT + 1, 0)
        for wish in entry["wishes"]:
            kind, name = wish.split(":", 1)
            zone = self.zone_of[name] if kind == "lot" else name
            if mine is not None and name in (mine, self.zone_of[mine]):
                return False
            last: tuple[int, int] | None
            if kind == "lot":
                last = turns.get(name, after_all)
            else:
                key = (name, *entry.get("goods", ()))
                if key not in worst:
                    fit = (n for n, z in self.zone_of.items() if z == name)
                    open_ = (n for n in fit if draw.suits(entry, self.goods[n]))
                    worst[key] = max(
                        (turns.get(n, after_all) for n in open_), default=None
                    )
                last = worst[key]
            own = self._class(entry, zone), ranks[entry["receipt"]]
            if last is not None and own < last:
                return True
        return False


def tally(size: int, placed: list[int], wishes: list[int], metres: float) -> Tally:
    """The means of one group; ``placed`` has one count a lottery."""
    many, total = max(len(placed), 1), sum(placed)
    ordered = sorted(placed) or [0]
    cut = int(0.025 * len(ordered))
    sum_of_places = sum(place * count for place, count in enumerate(wishes, 1))
    return Tally(
        size=size,
        placed=total / many / size,
        low=ordered[cut] / size,
        high=ordered[-1 - cut] / size,
        wishes=[count / many / size for count in wishes],
        wish=sum_of_places / total if total else None,
        metres=metres / total if total else None,
    )


def without_small(tallies: Mapping[str, Tally], fewest: int) -> dict[str, Tally | None]:
    """Groups that make up the whole, without the numbers of small ones.

    The next smallest are hidden too until the hidden ones are two at least and not few
    together: the whole less the others would tell them.
    """
    by_size = sorted(tallies, key=lambda group: tallies[group].size)
    small = [group for group in by_size if tallies[group].size < fewest]
    hidden = len(small)
    while 0 < hidden < len(by_size) and (
        hidden < 2 or sum(tallies[g].size for g in by_size[:hidden]) < fewest
    ):
        hidden += 1
    small = by_size[:hidden]
    return {g: None if g in small else told for g, told in tallies.items()}
