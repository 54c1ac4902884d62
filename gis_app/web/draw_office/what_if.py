"""What other policies would give: as the page shows it and as the API tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from gis_app.accounts.models import District
from gis_app.accounts.roles import May, Person, may
from gis_app.errors import BadInput
from gis_app.lib import policies
from gis_app.lib.policies import Outcome, Policy, Tally, without_small
from gis_app.rounds import whatif
from gis_app.rounds.models import Round
from gis_app.web import wording
from gis_app.web.cards.street import FEWEST

LETTERS = {True: ["الف", "ب", "پ", "ت"], False: ["A", "B", "C", "D"]}
DEFAULT = [
    Policy(),
    Policy(classes=policies.NONE),
    Policy(share=80),
    Policy(rule=policies.COST),
]


def read(
    share: Sequence[int],
    spacing: Sequence[int],
    classes: Sequence[str],
    rule: Sequence[str],
) -> list[Policy]:
    """The policies of an address: the n-th of each list; an empty rule leaves one out.

    Nothing asked: those that a planner begins with. Raises BadInput.
    """
    if not (share or spacing or classes or rule):
        return DEFAULT
    if len({len(share), len(spacing), len(classes), len(rule)}) > 1:
        raise BadInput(_("Give share, spacing, classes and rule for each policy."))
    each = zip(share, spacing, classes, rule, strict=True)
    found = [Policy(*fields) for fields in each if fields[3]]
    whatif.check(found)
    return found


def told(call: Round, asked: Sequence[Policy], person: Person) -> dict[str, Any]:
    """The comparison: shares from 0 to 1, metres; None for a group too small."""
    outcomes = whatif.compare(call, asked)
    names = _names(call)
    return {
        "code": call.code,
        "applicants": outcomes[0].groups[whatif.EVERYBODY].size,
        "fewest": None if may(person, May.SEE_SMALL_COUNTS) else FEWEST,
        "note": note(),
        "policies": [
            {
                "letter": letter(n),
                "label": label(one.policy),
                **asdict(one.policy),
                "lots": one.lots,
                "lotteries": one.lotteries,
                "envious": round(one.envious, 2),
                **_all_groups(one, names, person),
            }
            for n, one in enumerate(outcomes)
        ],
    }


def note() -> str:
    """What these numbers are, and are not."""
    return _(
        "A comparison over made-up lotteries, not a forecast: the draw of the round"
        " itself is neither used nor foretold. Applicants would wish for other things"
        " under other rules; here their wishes stay as they are."
    )


def letter(place: int) -> str:
    """What a policy is called on the page."""
    return LETTERS[wording.persian()][place]


def label(policy: Policy) -> str:
    """A policy in a few words."""
    share = _("all lots")
    if policy.share < 100:
        share = _("%(share)s of the lots") % {"share": percent(policy.share / 100)}
    parts = [share, classes_label(policy.classes), rule_label(policy.rule)]
    if policy.spacing_m:
        far = _("spots at least %(m)s apart") % {
            "m": wording.metres_round(policy.spacing_m)
        }
        parts.insert(1, far)
    return wording.enumerate_words(parts)


def classes_label(code: str) -> str:
    """What a policy does with priority classes."""
    return {
        policies.AS_CALLED: _("priority classes as called"),
        policies.NONE: _("no priority classes"),
        policies.REVERSED: _("priority classes the other way round"),
    }[code]


def rule_label(code: str) -> str:
    """How a policy assigns."""
    return {
        policies.LAW: _("deferred acceptance"),
        policies.COST: _("cheapest assignment"),
    }[code]


def percent(share: float) -> str:
    """``63%`` or ``۶۳٪``."""
    return _("%(n)s%%") % {"n": wording.number(100 * share)}


def _names(call: Round) -> dict[str, str]:
    names = {
        whatif.EVERYBODY: _("Everybody"),
        whatif.HOLDERS: _("Has a permit already"),
        whatif.NO_GROUP: _("In no priority class"),
        whatif.NO_DISTRICT: _("Without a district"),
    }
    for one in call.classes.order_by("level"):
        names[f"class:{one.title_fa}"] = wording.either(one.title_fa, one.title_en)
    for district in District.objects.order_by("code"):
        names[f"{whatif.NO_DISTRICT}{district.code}"] = wording.name(district)
    return names


def _all_groups(one: Outcome, names: dict[str, str], person: Person) -> dict[str, Any]:
    fewest = 0 if may(person, May.SEE_SMALL_COUNTS) else FEWEST
    parts: dict[str, dict[str, Tally]] = {"by_group": {}, "by_district": {}}
    for group, tally in one.groups.items():
        if group != whatif.EVERYBODY:
            by_place = group.startswith(whatif.NO_DISTRICT)
            parts["by_district" if by_place else "by_group"][group] = tally
    everybody = {whatif.EVERYBODY: one.groups[whatif.EVERYBODY]}
    (whole,) = _rows(without_small(everybody, fewest), names)
    return {"everybody": whole} | {
        part: _rows(without_small(tallies, fewest), names)
        for part, tallies in parts.items()
    }


def _rows(
    tallies: dict[str, Tally | None], names: dict[str, str]
) -> list[dict[str, Any]]:
    order = list(names)
    return [
        {"id": group, "name": names[group], **_numbers(tallies[group])}
        for group in sorted(tallies, key=order.index)
    ]


def _numbers(tally: Tally | None) -> dict[str, Any]:
    if tally is None:
        return dict.fromkeys(Tally.__dataclass_fields__)
    return {
        "size": tally.size,
        "placed": round(tally.placed, 4),
        "low": round(tally.low, 4),
        "high": round(tally.high, 4),
        "wishes": [round(share, 4) for share in tally.wishes],
        "wish": None if tally.wish is None else round(tally.wish, 2),
        "metres": None if tally.metres is None else round(tally.metres, 1),
    }
