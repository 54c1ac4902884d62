"""The rules' verdict on each place beside the city's own decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

from gis_app.intake.importers.washington import loading, reasons, rules
from gis_app.lib.sample import wilson
from gis_app.zones import queries
from gis_app.zones.models import VendingSpot

DECISIONS = {
    "3": "approved",
    "4": "approved",
    "5": "refused",
    "6": "revoked",
}
GROUPS = ("approved", "refused", "revoked")
NEAREST = {"bus_stop": "bus_stop", "loading_zone": "loading_zone"}


@dataclass(frozen=True)
class Checked:
    """A place: what the city decided and why, what each rule says (by its name), and
    how much it measured."""

    number: str
    decision: str
    text: str
    kinds: tuple[str, ...]
    says: dict[str, str]
    measured: dict[str, float | None]
    area_m2: float
    nearest_m: dict[str, float | None]

    @property
    def refused(self) -> bool:
        """Whether any rule forbids it."""
        return "fail" in self.says.values()


@dataclass(frozen=True)
class Share:
    """How many of how many, with Wilson's 95 per cent interval."""

    hits: int
    of: int
    low: float = field(init=False)
    high: float = field(init=False)

    def __post_init__(self) -> None:
        """The interval."""
        low, high = wilson(self.hits, self.of)
        object.__setattr__(self, "low", round(low, 4))
        object.__setattr__(self, "high", round(high, 4))


@dataclass(frozen=True)
class Reason:
    """Refusals and revocations that name one kind of reason."""

    kind: str
    rule: str | None
    shown: str
    refused: int
    revoked: int
    named: int
    not_named: int
    unknown: int
    otherwise: int
    """Of those not named or unknown, how many another rule forbids."""


@dataclass(frozen=True)
class ByRule:
    """One rule's answers within one decision."""

    rule: str
    decision: str
    fails: int
    wholly: int
    """Of the fails, those that lie wholly outside (or inside) the area in question."""
    passes: int
    unknown: int


@dataclass(frozen=True)
class Report:
    """The confusion table and what stands beside it."""

    decided: dict[str, int]
    reasons: list[Reason]
    without_reason: dict[str, int]
    rules: list[ByRule]
    crowded: list[ByRule]
    crowded_reason: Reason
    """Three on a side, with the places that were revoked later still standing."""
    forbidden: dict[str, Share]
    precision: dict[str, Share]
    recall: dict[str, Share]
    nearest: dict[str, dict[str, list[float]]]
    unread: list[str]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def compare(folder: Path) -> Report:
    """Load the files into the (empty) register, enter the rules, check every place."""
    rows = loading.load(folder)
    names = rules.enter()
    places = [checked(row, names) for row in rows]
    revoked = [row["id"] for row in rows if str(row["STATUS"]) == "6"]
    VendingSpot.objects.filter(pk__in=revoked).update(status="open")
    return told(places, [checked(row, names) for row in rows])


def checked(row: dict[str, Any], names: dict[int, str]) -> Checked:
    """One spot by the rules in force."""
    found = {names[v.rule_id]: v for v in queries.verdicts(row["id"])}
    text = row["DDOTCOMMENT"]
    area_m2, *nearest = _around(row["id"])
    return Checked(
        number=str(row["OBJECTID"]),
        decision=DECISIONS.get(str(row["STATUS"]), "undecided"),
        text=text,
        kinds=reasons.kinds(text),
        says={name: str(v.result) for name, v in found.items()},
        measured={name: v.measured for name, v in found.items()},
        area_m2=area_m2,
        nearest_m=dict(zip(NEAREST, nearest, strict=True)),
    )


def _around(spot: int) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_Area(geom), (meydan.to_feature(geom, 'bus_stop')).measured,"
            " (meydan.to_feature(geom, 'loading_zone')).measured"
            " FROM zones_vendingspot WHERE id = %s",
            [spot],
        )
        found: tuple[Any, ...] = cursor.fetchone()
        return found


def told(places: Sequence[Checked], crowded: Sequence[Checked]) -> Report:
    """The counts; ``crowded`` are the same places while revoked ones still stood."""
    by, then = _by_decision(places), _by_decision(crowded)
    against = by["refused"] + by["revoked"]
    found = [_reason(kind, against) for kind in reasons.WORDS]
    return Report(
        decided={decision: len(of) for decision, of in by.items()},
        reasons=[reason for reason in found if reason.refused + reason.revoked],
        without_reason={
            "refused": sum(not p.kinds for p in by["refused"]),
            "refused, meets": sum(p.kinds == ("meets",) for p in by["refused"]),
            "revoked": sum(not p.kinds for p in by["revoked"]),
            "revoked, meets": sum(p.kinds == ("meets",) for p in by["revoked"]),
        },
        rules=[
            _by_rule(rule, decision, by[decision])
            for rule in rules.RULES
            for decision in GROUPS
        ],
        crowded=[_by_rule("three_a_side", d, then[d]) for d in GROUPS],
        crowded_reason=_reason("vendors_on_block", then["refused"] + then["revoked"]),
        forbidden={
            decision: Share(sum(p.refused for p in by[decision]), len(by[decision]))
            for decision in GROUPS
        },
        precision={r: _precision(r, by) for r in rules.RULES},
        recall={
            reason.kind: Share(reason.named, reason.named + reason.not_named)
            for reason in found
            if reason.kind in rules.SHOWN
        },
        nearest={kind: _nearest(kind, by) for kind in NEAREST},
        unread=sorted(
            {p.text.strip() for p in by["refused"] if p.text and not p.kinds}
        ),
    )


def _by_decision(places: Sequence[Checked]) -> dict[str, list[Checked]]:
    return {
        decision: [place for place in places if place.decision == decision]
        for decision in (*GROUPS, "undecided")
    }


def _reason(kind: str, against: Iterable[Checked]) -> Reason:
    naming = [place for place in against if kind in place.kinds]
    rule = rules.ANSWERS.get(kind)
    said = [p.says.get(rule, "unknown") if rule else "unknown" for p in naming]
    return Reason(
        kind=kind,
        rule=rule,
        shown=rules.SHOWN.get(kind, "no"),
        refused=sum(p.decision == "refused" for p in naming),
        revoked=sum(p.decision == "revoked" for p in naming),
        named=said.count("fail"),
        not_named=said.count("pass"),
        unknown=said.count("unknown"),
        otherwise=sum(
            place.refused and answer != "fail"
            for place, answer in zip(naming, said, strict=True)
        ),
    )


def _by_rule(rule: str, decision: str, of: Sequence[Checked]) -> ByRule:
    said = [place.says[rule] for place in of]
    area = rules.RULES[rule].kind in ("footprint_within", "exclusion_zone")
    return ByRule(
        rule=rule,
        decision=decision,
        fails=said.count("fail"),
        wholly=sum(
            area
            and place.says[rule] == "fail"
            and (place.measured[rule] or 0) > 0.99 * place.area_m2
            for place in of
        ),
        passes=said.count("pass"),
        unknown=said.count("unknown"),
    )


def _precision(rule: str, by: dict[str, list[Checked]]) -> Share:
    """Of the places this rule forbids, refused by the city; revoked ones aside."""
    wrong, right = (
        sum(place.says[rule] == "fail" for place in by[decision])
        for decision in ("approved", "refused")
    )
    return Share(right, right + wrong)


def _nearest(kind: str, by: dict[str, list[Checked]]) -> dict[str, list[float]]:
    """Least and middle distance: of refusals that name it, and of approved places."""
    groups = {
        "refused for it": [p for p in by["refused"] if kind in p.kinds],
        "approved": by["approved"],
    }
    metres = {
        name: [d for p in of if (d := p.nearest_m[kind]) is not None]
        for name, of in groups.items()
    }
    return {
        name: [round(min(found), 1), round(median(found), 1)]
        for name, found in metres.items()
        if found
    }
