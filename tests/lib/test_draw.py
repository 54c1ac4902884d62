"""A draw is fair, the same everywhere, and its record can't be changed unseen."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_app.lib import draw, proofs

SECRETS = ["a river", "a bridge", "a market"]
NUMBER = "2,345,678.9"
Entry = dict[str, Any]


FISH = {"L1", "L3"}
"""Lots for fish only; the others take all goods."""


def rules_of(lots: dict[str, str]) -> dict[str, Any]:
    return {
        "lots": [
            {"id": lot, "zone": zone, "goods": ["fish"] if lot in FISH else []}
            for lot, zone in lots.items()
        ],
        "witnesses": [
            {"name": f"witness {n}", "commit": draw.commitment(secret)}
            for n, secret in enumerate(SECRETS)
        ],
        "number": "closing index of 10 Azar 1405",
    }


def entry(receipt: str, *wishes: str, weight: int = 1, **classes: int) -> Entry:
    return {
        "receipt": receipt,
        "weight": weight,
        "classes": classes,
        "wishes": list(wishes),
        "goods": ["fish"],
    }


def drawn(lots: dict[str, str], entries: list[Entry]) -> dict[str, Any]:
    return draw.draw(draw.freeze(rules_of(lots), entries), list(SECRETS), NUMBER)


@st.composite
def markets(draw_: st.DrawFn, most: int = 7) -> tuple[dict[str, str], list[Entry]]:
    """A few zones with a few lots, and people who want some of them."""
    zones = draw_(st.integers(1, 3))
    lots = {
        f"L{n}": f"Z{draw_(st.integers(0, zones - 1))}"
        for n in range(draw_(st.integers(1, 5)))
    }
    choices = [f"lot:{lot}" for lot in lots] + [f"zone:Z{z}" for z in range(zones)]

    def wishes(goods: list[str]) -> list[str]:
        wanted = draw_(st.lists(st.sampled_from(choices), unique=True))
        return [w for w in wanted if goods or w[4:] not in FISH]

    people = [
        {
            "receipt": f"R{n}",
            "goods": (goods := draw_(st.sampled_from([["fish"], []]))),
            "weight": draw_(st.integers(1, 3)),
            "classes": {
                f"Z{z}": draw_(st.integers(0, 2))
                for z in range(zones)
                if draw_(st.booleans())
            },
            "wishes": wishes(goods),
        }
        for n in range(draw_(st.integers(0, most)))
    ]
    return lots, people


def wants(record: dict[str, Any], one: Entry) -> list[str]:
    """The lots of somebody's wishes in order, as the rules say they are read."""
    rank = next(r["rank"] for r in record["results"] if r["receipt"] == one["receipt"])
    found: list[str] = []
    for wish in one["wishes"]:
        kind, name = wish.split(":")
        inside = [x["id"] for x in record["rules"]["lots"] if x["zone"] == name]
        turned = [inside[(n + rank) % len(inside)] for n in range(len(inside))]
        turned = [lot for lot in turned if one["goods"] or lot not in FISH]
        found += [name] if kind == "lot" else turned
    return list(dict.fromkeys(found))


def textbook(record: dict[str, Any]) -> dict[str, str]:
    """Deferred acceptance as Gale and Shapley tell it: everybody at once, by rounds."""
    people = {one["receipt"]: one for one in record["list"]}
    ranks = {r["receipt"]: r["rank"] for r in record["results"]}
    zone_of = {lot["id"]: lot["zone"] for lot in record["rules"]["lots"]}
    lists = {receipt: wants(record, one) for receipt, one in people.items()}
    refused: dict[str, set[str]] = {receipt: set() for receipt in people}
    while True:
        asked: dict[str, list[str]] = {}
        for receipt, lots in lists.items():
            for lot in lots:
                if lot not in refused[receipt]:
                    asked.setdefault(lot, []).append(receipt)
                    break
        losers = 0
        for lot, askers in asked.items():
            zone = zone_of[lot]
            order = sorted(
                askers, key=lambda r: (people[r]["classes"].get(zone, 100), ranks[r])
            )
            for loser in order[1:]:
                refused[loser].add(lot)
                losers += 1
        if not losers:
            return {askers[0]: lot for lot, askers in asked.items()}


def given_of(record: dict[str, Any]) -> dict[str, str]:
    return {r["receipt"]: r["given"] for r in record["results"] if r["given"]}


@given(markets())
def test_it_gives_what_the_textbook_gives(
    market: tuple[dict[str, str], list[Entry]],
) -> None:
    record = drawn(*market)
    assert given_of(record) == textbook(record)


@given(markets())
def test_nobody_envies_with_reason_and_no_wanted_lot_stays_free(
    market: tuple[dict[str, str], list[Entry]],
) -> None:
    record = drawn(*market)
    mine, people = given_of(record), {e["receipt"]: e for e in record["list"]}
    ranks = {r["receipt"]: r["rank"] for r in record["results"]}
    zone_of, holder = market[0], {lot: who for who, lot in mine.items()}
    assert len(holder) == len(mine)
    for receipt, one in people.items():
        liked = wants(record, one)
        better = liked[: liked.index(mine[receipt])] if receipt in mine else liked
        for lot in better:
            zone, other = zone_of[lot], holder[lot]
            assert (people[other]["classes"].get(zone, 100), ranks[other]) < (
                one["classes"].get(zone, 100),
                ranks[receipt],
            )


@settings(max_examples=25)
@given(markets(most=4), st.randoms(use_true_random=False))
def test_nobody_gains_by_other_wishes_than_his_own(
    market: tuple[dict[str, str], list[Entry]], chance: random.Random
) -> None:
    """Every other list of lots is tried; the lottery stays as it fell."""
    lots, entries = market
    if not entries:
        return
    seed = "5e" * 32
    ranks = draw.ranks_of(seed, entries)
    table = rules_of(lots)["lots"]
    liar = chance.choice(entries)

    def gets(wishes: list[str]) -> str | None:
        lied = [e if e is not liar else {**e, "wishes": wishes} for e in entries]
        return draw.Matching(table, lied, ranks).given.get(liar["receipt"])

    honest = gets(liar["wishes"])
    record = {"rules": rules_of(lots), "results": [
        {"receipt": r, "rank": n} for r, n in ranks.items()
    ]}  # fmt: skip
    liked = wants(record, liar)
    value = {lot: n for n, lot in enumerate(liked)}
    mine = [lot for lot in lots if liar["goods"] or lot not in FISH]
    for length in range(len(mine) + 1):
        for order in permutations(mine, length):
            lie = gets([f"lot:{lot}" for lot in order])
            assert value.get(lie or "", 99) >= value.get(honest or "", 99)


@given(markets(), st.randoms(use_true_random=False))
def test_the_order_of_the_applications_changes_nothing(
    market: tuple[dict[str, str], list[Entry]], chance: random.Random
) -> None:
    lots, entries = market
    shuffled = chance.sample(entries, len(entries))
    assert draw.canonical(drawn(lots, entries)) == draw.canonical(drawn(lots, shuffled))


def test_with_equal_classes_the_ranks_choose_one_after_the_other() -> None:
    lots = {f"L{n}": "Z" for n in range(5)}
    chance = random.Random(7)
    entries = [
        entry(f"R{n}", *(f"lot:L{k}" for k in chance.sample(range(5), 3)), Z=0)
        for n in range(9)
    ]
    record, left = drawn(lots, entries), set(lots)
    for result in sorted(record["results"], key=lambda r: int(r["rank"])):
        wishes = next(e["wishes"] for e in entries if e["receipt"] == result["receipt"])
        first = next((w[4:] for w in wishes if w[4:] in left), None)
        assert result["given"] == first
        left.discard(first or "")


def test_every_wish_says_what_became_of_it() -> None:
    lots = {"A": "Z1", "B": "Z2"}
    record = drawn(
        lots,
        [
            entry("R1", "lot:A", Z1=0),
            entry("R2", "lot:A", "zone:none", "lot:B", Z1=1),
            entry("R3", "lot:A", "zone:Z2", Z1=1, Z2=5),
        ],
    )
    told = {r["receipt"]: (r["given"], r["wishes"]) for r in record["results"]}
    assert told["R1"] == ("A", ["given"])
    # Nobody named a class for R2 in Z2: he comes after everybody who has one.
    assert told["R2"] == (None, ["class", "empty", "class"])
    assert told["R3"] == ("B", ["class", "given"])


def test_a_heavier_entry_is_drawn_first_more_often() -> None:
    first = 0
    for n in range(400):
        ranks = draw.ranks_of(f"{n:064x}", [entry("R1"), entry("R2", weight=3)])
        first += ranks["R2"] == 1
    # Three chances of four: 300 expected, 4 standard deviations are 35.
    assert 265 < first < 335


LOTS = {"A": "Z1", "B": "Z1", "C": "Z2"}
PEOPLE = [
    entry("R1", "lot:A", "zone:Z2", Z1=0),
    entry("R2", "zone:Z1", weight=2),
    entry("R3", "lot:C", "lot:A", Z2=1),
    entry("R4"),
]


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return drawn(LOTS, PEOPLE)


def test_a_true_record_verifies(record: dict[str, Any]) -> None:
    content = draw.canonical(record) + b"\n"
    assert draw.verify(content, root=record["root"]) == record


def test_every_changed_byte_is_caught(record: dict[str, Any]) -> None:
    content = draw.canonical(record) + b"\n"
    passed = []
    for place in range(len(content)):
        for other in (content[place] ^ 1, content[place] ^ 4, 0x20):
            if other == content[place]:
                continue
            changed = content[:place] + bytes([other]) + content[place + 1 :]
            try:
                draw.verify(
                    changed, root=record["root"], rules_hash=record["rules_hash"]
                )
            except draw.BadRecord:
                continue
            passed.append((place, content[max(0, place - 9) : place + 9]))
    assert passed == []


def test_a_record_made_anew_does_not_fit_the_published_root(
    record: dict[str, Any],
) -> None:
    other = draw.canonical(drawn(LOTS, PEOPLE[:3])) + b"\n"
    draw.verify(other)
    with pytest.raises(draw.BadRecord, match="not the published"):
        draw.verify(other, root=record["root"])


def test_a_witness_can_neither_stop_a_draw_nor_choose_his_word() -> None:
    frozen = draw.freeze(rules_of(LOTS), PEOPLE)
    silent = draw.draw(frozen, [None, *SECRETS[1:]], NUMBER)
    draw.verify(draw.canonical(silent) + b"\n")
    with pytest.raises(draw.BadRecord, match="witness 0 did not reveal"):
        draw.draw(frozen, ["another river", *SECRETS[1:]], NUMBER)


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([entry("R1"), entry("R1")], "there twice"),
        ([entry("R1", "lot:X")], "there is no lot X"),
        ([{**entry("R1", "lot:L1"), "goods": ["books"]}], "not for L1"),
        ([entry("R1", "spot:A")], "no wish"),
        ([entry("R1", "lot:A", "lot:A")], "a wish twice"),
        ([entry("R1", weight=0)], "no weight"),
        ([entry("R1", *(f"zone:{n}" for n in range(11)))], "more than ten"),
        ([entry("R1", Z1=-1)], "no class"),
        ([{**entry("R1"), "score": 1.5}], "only texts and whole numbers"),
    ],
)
def test_what_can_not_be_drawn_is_not_frozen(entries: list[Entry], why: str) -> None:
    with pytest.raises(draw.BadRecord, match=why):
        draw.freeze(rules_of(LOTS | {"L1": "Z1"}), entries)


@given(st.integers(1, 20), st.data())
def test_a_proof_shows_its_own_entry_and_no_other(count: int, data: Any) -> None:
    entries = [entry(f"R{n:02}") for n in range(count)]
    place = data.draw(st.integers(0, count - 1))
    proof, root = proofs.proof_of(entries, place), draw.root_of(entries)
    assert proofs.is_in(entries[place], proof, root)
    assert not proofs.is_in({**entries[place], "weight": 2}, proof, root)


def test_the_file_alone_verifies_on_the_command_line(
    tmp_path: Path, record: dict[str, Any]
) -> None:
    """Copied away from the project, with nothing but Python's own library."""
    alone = tmp_path / "verify_draw.py"
    alone.write_text(Path(draw.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(draw.canonical(record) + b"\n")
    changed = json.loads(good.read_bytes())
    changed["results"][0]["rank"] += 1
    bad.write_bytes(draw.canonical(changed) + b"\n")

    def run(path: Path) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(alone), str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    code, said = run(good)
    assert (code, said.splitlines()[0]) == (0, "The same: 4 applicants, 3 lots given.")
    code, said = run(bad)
    assert code == 1
    assert said.startswith("NOT the same: receipt R1 differs")
    assert run(tmp_path / "absent.json")[0] == 1
