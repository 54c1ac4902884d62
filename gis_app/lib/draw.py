"""A draw of vending spots that anyone can run again: this one file is its verifier.

It needs only Python's standard library and knows nothing of Meydan. Published as
``verify_draw.py`` it re-runs a draw from its public record and says that the result is
the same, or where it differs:

    python3 verify_draw.py record.json [--root HEX] [--rules HEX]

**The record** is one JSON object in canonical form: keys sorted, no spaces, UTF-8,
whole numbers and texts only, a line feed at the end.

- ``rules`` was fixed before anybody could know the lottery: the lots (a place at some
  hours of the week, in a zone, for some goods or all), the witnesses with their
  commitments, which public number will count.
- ``list`` has one entry an applicant, under a receipt number: weight in the lottery,
  goods, priority class by zone (0 comes first), wishes in order: ``lot:ID``, or
  ``zone:ID`` for any lot there that takes his goods.
- ``root`` is the Merkle root (RFC 6962, 2.1) of the list, ``rules_hash`` the SHA-256 of
  the rules; both were published when the list was frozen.
- ``reveals`` and ``number`` came afterwards. For a witness who withholds his, SHA-256
  (commitment ‖ number) counts: nobody can stop or repeat a draw.
- ``seed`` = SHA-256(root ‖ rules_hash ‖ SHA-256(reveals ‖ number)).
- ``results``: each receipt's rank, its lot, and a code for each wish up to that.

**Ranks** go by the least SHA-256(seed ‖ receipt ‖ k) over k < weight: no shuffle and no
floating point, hence the same on any machine.

**Who gets what**: applicant-proposing deferred acceptance (Gale and Shapley 1962;
Abdulkadiroğlu and Sönmez 2003), one holder a lot; in a zone the lower class goes first,
in a class the lower rank. Nobody gains by hiding or reordering wishes; nobody envies
somebody of a worse class or rank for a lot that he asked for.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

_HASH = re.compile(r"[0-9a-f]{64}")
FORMAT = "meydan-draw/1"
LEAST_WITNESSES = 3
MOST_WISHES = 10
MOST_WEIGHT = 100
GIVEN, BY_CLASS, BY_RANK, NO_LOTS = "given", "class", "rank", "empty"
"""Of a wish: given; gone to better classes; to better ranks; no lot for his goods."""


class BadRecord(ValueError):
    """The record is not what it says, and where."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces; raises BadRecord for floats and the like."""
    _plain(value)
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )
    return text.encode("utf-8")


def _plain(value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise BadRecord(f"a key is no text: {key!r}")
            _plain(inner)
    elif isinstance(value, list):
        for inner in value:
            _plain(inner)
    elif not (value is None or isinstance(value, str | int)):
        raise BadRecord(f"only texts and whole numbers: {value!r}")


def sha256(*parts: bytes) -> bytes:
    """Of the parts, one after the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def levels(leaves: list[bytes]) -> Iterator[list[bytes]]:
    """Of a Merkle tree, from the leaves up; an odd one goes up as it is."""
    level = leaves
    yield level
    while len(level) > 1:
        pairs = range(0, len(level) - 1, 2)
        above = [sha256(b"\x01", level[n], level[n + 1]) for n in pairs]
        level = above + level[len(level) - len(level) % 2 :]
        yield level


def leaves_of(entries: list[dict[str, Any]]) -> list[bytes]:
    """The hash of each entry; the first byte keeps a leaf from passing for a pair."""
    return [sha256(b"\x00", canonical(entry)) for entry in entries]


def root_of(entries: list[dict[str, Any]]) -> str:
    """The Merkle root of the list, hexadecimal; of an empty list SHA-256 of nothing."""
    leaves = leaves_of(entries)
    return (list(levels(leaves))[-1][0] if leaves else sha256()).hex()


def commitment(reveal: str) -> str:
    """What a witness publishes beforehand for the text he reveals later."""
    return sha256(b"meydan-witness\x00", reveal.encode()).hex()


def beacon_of(commits: list[str], reveals: list[str | None], number: str) -> bytes:
    """The common chance of all witnesses and the public number."""
    parts = []
    for commit, reveal in zip(commits, reveals, strict=True):
        substitute = sha256(bytes.fromhex(commit), number.encode())
        parts.append(substitute if reveal is None else sha256(reveal.encode()))
    return sha256(*parts, number.encode())


def seed_of(record: dict[str, Any]) -> str:
    """The seed of a record whose reveals are known."""
    commits = [witness["commit"] for witness in record["rules"]["witnesses"]]
    beacon = beacon_of(commits, record["reveals"], record["number"])
    hashes = bytes.fromhex(record["root"]), bytes.fromhex(record["rules_hash"])
    return sha256(*hashes, beacon).hex()


def ranks_of(seed: str, entries: list[dict[str, Any]]) -> dict[str, int]:
    """The rank of each receipt, from 1."""

    def luck(entry: dict[str, Any]) -> tuple[bytes, str]:
        receipt = str(entry["receipt"])
        before = hashlib.sha256(bytes.fromhex(seed) + b"\x00" + receipt.encode())
        chances = []
        for k in range(entry["weight"]):
            chance = before.copy()
            chance.update(b"\x00%d" % k)
            chances.append(chance.digest())
        return min(chances), receipt

    ordered = sorted(luck(entry) for entry in entries)
    return {receipt: rank for rank, (_, receipt) in enumerate(ordered, 1)}


def suits(entry: dict[str, Any], goods: Collection[str]) -> bool:
    """Whether a lot for these goods (none named: all) takes some of an applicant's."""
    return not goods or not set(goods).isdisjoint(entry.get("goods", []))


class Matching:
    """Deferred acceptance; ``given`` maps receipts to lots.

    A place in a queue is one whole number, class × ``base`` + rank: the lower goes
    first. A lot's holder only ever gets better, so nobody asks for a lot twice.
    """

    def __init__(
        self,
        lots: list[dict[str, Any]],
        entries: list[dict[str, Any]],
        ranks: dict[str, int],
    ) -> None:
        self.zone_of = {lot["id"]: lot["zone"] for lot in lots}
        self.goods = {lot["id"]: frozenset(lot.get("goods", ())) for lot in lots}
        self.lots_of: dict[str, list[str]] = {}
        for lot in lots:
            self.lots_of.setdefault(lot["zone"], []).append(lot["id"])
        self.ranks = ranks
        self.base = len(ranks) + 1
        self.entries = {entry["receipt"]: entry for entry in entries}
        self.holder: dict[str, str] = {}
        self.places: dict[str, int] = {}
        self.held: dict[str, list[int]] = {zone: [] for zone in self.lots_of}
        """Of each zone the places of all who hold a lot there, the worst last."""
        self._worst: dict[tuple[str, ...], int | None] = {}
        self._run()
        self.given = {receipt: lot for lot, receipt in self.holder.items()}

    def place(self, receipt: str, zone: str) -> int:
        """Who goes first in a zone: the lower class, then the lower rank."""
        level: int = self.entries[receipt]["classes"].get(zone, MOST_WEIGHT)
        return level * self.base + self.ranks[receipt]

    def _run(self) -> None:
        waiting = sorted(self.ranks, key=self.ranks.__getitem__, reverse=True)
        asking = {receipt: self._asks(receipt) for receipt in waiting}
        places, nobody = self.places, sys.maxsize
        while waiting:
            receipt = waiting.pop()
            for lot, place in asking[receipt]:
                before = places.get(lot, nobody)
                if before < place:
                    continue
                held = self.held[self.zone_of[lot]]
                if before != nobody:
                    del held[bisect_left(held, before)]
                    waiting.append(self.holder[lot])
                insort(held, place)
                self.holder[lot], places[lot] = receipt, place
                break

    def _asks(self, receipt: str) -> Iterator[tuple[str, int]]:
        """The lots that somebody asks for, in his order, with his place in the queue.

        Whoever takes any lot of a zone starts at one that his rank decides, so that
        not all of them ask for the first; and does not go on where all lots are held
        by people who go before him.
        """
        entry, rank, base = self.entries[receipt], self.ranks[receipt], self.base
        own, levels = entry.get("goods", ()), entry["classes"]
        for wish in entry["wishes"]:
            kind, name = wish.split(":", 1)
            if kind == "lot":
                yield name, levels.get(self.zone_of[name], MOST_WEIGHT) * base + rank
                continue
            lots, held = self.lots_of.get(name, []), self.held.get(name, [])
            place = levels.get(name, MOST_WEIGHT) * base + rank
            for n in range(len(lots)):
                if len(held) == len(lots) and place > held[-1]:
                    break
                lot = lots[(n + rank) % len(lots)]
                goods = self.goods[lot]
                if not goods or not goods.isdisjoint(own):
                    yield lot, place

    def code(self, receipt: str, wish: str) -> str:
        """What became of a wish that was not the one given."""
        kind, name = wish.split(":", 1)
        if kind == "lot":
            zone, worst = self.zone_of[name], self.places.get(name)
        else:
            zone, worst = name, self._worst_of(name, self.entries[receipt])
        if worst is None:
            return NO_LOTS
        level = self.place(receipt, zone) // self.base
        return BY_CLASS if worst // self.base < level else BY_RANK

    def _worst_of(self, zone: str, entry: dict[str, Any]) -> int | None:
        """The last place that holds a lot of a zone for these goods; None: no lot."""
        key = (zone, *entry.get("goods", ()))
        if key not in self._worst:
            lots = self.lots_of.get(zone, ())
            held = [self.places[n] for n in lots if suits(entry, self.goods[n])]
            self._worst[key] = max(held, default=None)
        return self._worst[key]

    def outcome(self, receipt: str) -> dict[str, Any]:
        """The public result of one applicant."""
        lot, codes = self.given.get(receipt), []
        for wish in self.entries[receipt]["wishes"]:
            if lot and wish in (f"lot:{lot}", f"zone:{self.zone_of[lot]}"):
                codes.append(GIVEN)
                break
            codes.append(self.code(receipt, wish))
        return {
            "receipt": receipt,
            "rank": self.ranks[receipt],
            "given": lot,
            "wishes": codes,
        }


def freeze(rules: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The record before the draw; its two hashes are published now.

    Raises BadRecord when it could not be drawn.
    """
    ordered = sorted(entries, key=lambda entry: str(entry["receipt"]))
    record = {
        "format": FORMAT,
        "rules": rules,
        "list": ordered,
        "root": root_of(ordered),
        "rules_hash": sha256(canonical(rules)).hex(),
    }
    check_form(record)
    return record


def draw(
    frozen: dict[str, Any], reveals: list[str | None], number: str
) -> dict[str, Any]:
    """The whole public record. Raises BadRecord where a reveal breaks its promise."""
    record = {**frozen, "reveals": reveals, "number": number}
    check_chance(record)
    seed = seed_of(record)
    entries = record["list"]
    matching = Matching(record["rules"]["lots"], entries, ranks_of(seed, entries))
    results = [matching.outcome(entry["receipt"]) for entry in entries]
    return {**record, "seed": seed, "results": results}


def _need(holds: bool, what: str) -> None:
    if not holds:
        raise BadRecord(what)


def check_form(record: dict[str, Any]) -> None:
    """Raises BadRecord when rules and list could not be drawn from."""
    _need(record.get("format") == FORMAT, f"the format is not {FORMAT}")
    rules = record["rules"]
    lots = {lot["id"]: lot.get("goods", []) for lot in rules["lots"]}
    _need(len(lots) == len(rules["lots"]), "a lot is there twice")
    _need(len(rules["witnesses"]) >= LEAST_WITNESSES, "fewer than three witnesses")
    for witness in rules["witnesses"]:
        is_hash = _HASH.fullmatch(witness["commit"])
        _need(bool(is_hash), "a commitment is no SHA-256")
    receipts = [entry["receipt"] for entry in record["list"]]
    in_order = receipts == sorted(set(receipts))
    _need(in_order, "receipts are not in order, or there twice")
    for entry in record["list"]:
        _check_entry(entry, lots)


def _check_entry(entry: dict[str, Any], lots: dict[str, list[str]]) -> None:
    who = f"receipt {entry['receipt']}"
    wishes = entry["wishes"]
    _need(1 <= entry["weight"] <= MOST_WEIGHT, f"{who}: no weight from 1 to 100")
    _need(len(wishes) <= MOST_WISHES, f"{who}: more than ten wishes")
    _need(len(set(wishes)) == len(wishes), f"{who}: a wish twice")
    for level in entry["classes"].values():
        _need(0 <= level < MOST_WEIGHT, f"{who}: no class from 0 to 99")
    for wish in wishes:
        kind, colon, name = wish.partition(":")
        _need(bool(colon) and kind in ("lot", "zone"), f"{who}: no wish: {wish}")
        _need(kind == "zone" or name in lots, f"{who}: there is no lot {name}")
        _need(kind == "zone" or suits(entry, lots[name]), f"{who}: not for {name}")


def check_chance(record: dict[str, Any]) -> None:
    """Raises BadRecord when a reveal is not what its witness committed to."""
    witnesses, reveals = record["rules"]["witnesses"], record["reveals"]
    _need(len(reveals) == len(witnesses), "not one reveal a witness")
    _need(bool(record["number"]), "the public number is missing")
    for witness, reveal in zip(witnesses, reveals, strict=True):
        kept = reveal is None or commitment(reveal) == witness["commit"]
        _need(kept, f"witness {witness['name']} did not reveal what he committed to")


def verify(
    content: bytes, *, root: str | None = None, rules_hash: str | None = None
) -> dict[str, Any]:
    """The record, if it is true; raises BadRecord with the first thing that is not.

    ``root`` and ``rules_hash`` as published when the list was frozen: without them a
    record that was made anew as a whole would pass.
    """
    try:
        record = json.loads(content)
        _need(canonical(record) + b"\n" == content, "the file is not in canonical form")
        again = freeze(record["rules"], record["list"])
        for name, told in (("root", root), ("rules_hash", rules_hash)):
            _need(
                again[name] == record[name],
                f"{name} differs: it should be {again[name]}",
            )
            _need(told in (None, record[name]), f"{name} is not the published {told}")
        again = draw(again, record["reveals"], record["number"])
        _compare(record, again)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        if isinstance(error, BadRecord):
            raise
        raise BadRecord(f"the file is no record of a draw: {error!r}") from error
    return again


def _compare(record: dict[str, Any], again: dict[str, Any]) -> None:
    seed = again["seed"]
    _need(record["seed"] == seed, f"seed differs: it should be {seed}")
    for told, true in zip(record["results"], again["results"], strict=False):
        _need(told == true, f"receipt {true['receipt']} differs: it should be {true}")
    _need(record == again, "the record holds something that doesn't belong there")


def main(words: list[str]) -> int:
    """The command line: 0 when the record is true, 1 when not."""
    parser = argparse.ArgumentParser(description="Re-run a published draw of spots.")
    parser.add_argument("record", type=Path)
    parser.add_argument("--root", help="of the list, as published when it was frozen")
    parser.add_argument("--rules", help="hash of the rules, as published then")
    options = parser.parse_args(words)
    try:
        content = options.record.read_bytes()
        record = verify(content, root=options.root, rules_hash=options.rules)
    except (OSError, BadRecord) as error:
        print(f"NOT the same: {error}")  # noqa: T201
        return 1
    given = sum(result["given"] is not None for result in record["results"])
    print(f"The same: {len(record['results'])} applicants, {given} lots given.")  # noqa: T201
    print(f"root {record['root']}\nrules {record['rules_hash']}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
