"""``bench draw``: ranks and deferred acceptance, against a bare min-cost flow.

Ours is what the published verifier runs, in Python alone: the lottery, and who gets
what. The peer is OR-tools' min-cost flow over the same wishes, which serves as many
first wishes as it can and knows no priorities: its time is compared, its answer is
another one. Ours is checked for itself: nobody would rather have a lot that is free, or
held by somebody who comes after him there.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from statistics import median
from time import perf_counter
from typing import Any

from gis_app.bench.registry import Result
from gis_app.lib import draw

PEER = "OR-tools min-cost flow without priorities (ours checked for envy)"
APPLICANTS, LOTS, ZONES, WISHES = 20_000, 8_000, 40, 10
ROUNDS = 3
SEED = "5e" * 32
Entry = dict[str, Any]


def run(share: float) -> Iterable[Result]:
    """The middle of three rounds at this share of the standard load."""
    lots, entries = market(max(1, round(LOTS * share)), round(APPLICANTS * share))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        began = perf_counter()
        ranks = draw.ranks_of(SEED, entries)
        matching = draw.Matching(lots, entries, ranks)
        ours.append(perf_counter() - began)
        seconds = min_cost_flow(lots, entries)
        if seconds is not None:
            theirs.append(seconds)
    size: dict[str, Any] = {
        "applicants": len(entries),
        "lots": len(lots),
        "wishes each": WISHES,
        "given": len(matching.given),
    }
    stable = next(envy(lots, entries, ranks, matching.given), None) is None
    peer_s = median(theirs) if theirs else None
    return [Result("draw", median(ours), PEER, peer_s, stable, size)]


def market(n_lots: int, n_people: int) -> tuple[list[Entry], list[Entry]]:
    """Some lots are liked by many; one wish in ten is for any lot of a zone."""
    chance = random.Random(7)  # noqa: S311 — a benchmark, not a draw
    lots = [
        {"id": f"S-{n}", "zone": f"Z-{n % ZONES}", "goods": []} for n in range(n_lots)
    ]
    zones = min(ZONES, n_lots)
    entries = []
    for n in range(n_people):
        wishes: dict[str, int] = {}
        for _ in range(WISHES):
            if chance.random() < 0.1:
                zone = chance.randrange(zones)
                wishes[f"zone:Z-{zone}"] = zone
            else:
                lot = int(n_lots * chance.random() ** 1.5)
                wishes[f"lot:S-{lot}"] = lot % ZONES
        entries.append(
            {
                "receipt": f"R-{n:06d}",
                "weight": 1,
                "goods": ["produce"],
                "wishes": list(wishes),
                "classes": {
                    f"Z-{zone}": chance.choice((0, 1, 49))
                    for zone in sorted(set(wishes.values()))
                },
            }
        )
    return lots, entries


def envy(
    lots: list[Entry],
    entries: list[Entry],
    ranks: dict[str, int],
    given: dict[str, str],
) -> Iterator[tuple[str, str]]:
    """Pairs (receipt, lot) that would rather have one another: none, when stable.

    Written anew from the rules, without the matching's own bookkeeping.
    """
    by_zone: dict[str, list[str]] = {}
    zone_of = {}
    for lot in lots:
        by_zone.setdefault(lot["zone"], []).append(lot["id"])
        zone_of[lot["id"]] = lot["zone"]
    people = {entry["receipt"]: entry for entry in entries}
    held = {lot: _turn(people[who], ranks, zone_of[lot]) for who, lot in given.items()}
    if len(held) < len(given):
        raise ValueError("a lot has two holders")
    after_all = (draw.MOST_WEIGHT + 1, 0)
    worst = {
        zone: max(held.get(lot, after_all) for lot in own)
        for zone, own in by_zone.items()
    }
    for entry in entries:
        mine = given.get(entry["receipt"])
        for wish in entry["wishes"]:
            kind, _colon, name = wish.partition(":")
            zone = zone_of[name] if kind == "lot" else name
            if mine is not None and (name == mine or (name == zone_of[mine])):
                break
            least = held.get(name, after_all) if kind == "lot" else worst[zone]
            if _turn(entry, ranks, zone) < least:
                yield entry["receipt"], name


def _turn(entry: Entry, ranks: dict[str, int], zone: str) -> tuple[int, int]:
    return entry["classes"].get(zone, draw.MOST_WEIGHT), ranks[entry["receipt"]]


def min_cost_flow(lots: list[Entry], entries: list[Entry]) -> float | None:
    """Seconds that the peer takes to solve; None where it is not installed."""
    try:
        from ortools.graph.python import min_cost_flow as flow
    except ImportError:
        return None
    place = {lot["id"]: n for n, lot in enumerate(lots)}
    first, sink = len(entries), len(entries) + len(lots)
    solver = flow.SimpleMinCostFlow()
    for n, entry in enumerate(entries):
        for cost, wish in enumerate(entry["wishes"]):
            kind, _colon, name = wish.partition(":")
            if kind == "lot":
                solver.add_arc_with_capacity_and_unit_cost(
                    n, first + place[name], 1, cost
                )
        solver.add_arc_with_capacity_and_unit_cost(n, sink, 1, 10 * WISHES)
        solver.set_node_supply(n, 1)
    for n in range(len(lots)):
        solver.add_arc_with_capacity_and_unit_cost(first + n, sink, 1, 0)
    solver.set_node_supply(sink, -len(entries))
    began = perf_counter()
    solver.solve()
    return perf_counter() - began
