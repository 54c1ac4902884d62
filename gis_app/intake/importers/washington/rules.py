"""Washington's rules for stalls on sidewalks, as far as a text of the law was at hand.

D.C. Mun. Regs. tit. 24, r. 24-525, as of Register vol. 71, no. 49 (6 December 2024);
of its distances (525.1 (f)) no text was at hand, so none of them is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from gis_app.zones import rulebook
from gis_app.zones.models import Rule

FOOT_M = 0.3048


@dataclass(frozen=True)
class Entry:
    """A rule of the city: what it says in short, kind, numbers, and where."""

    title: str
    kind: str
    params: dict[str, Any]
    legal_ref: str


RULES = {
    "public_space": Entry(
        "along a street, in public space",
        "footprint_within",
        {"of": "ways"},
        "24 DCMR 525.1(a)",
    ),
    "three_a_side": Entry(
        "no more than three on a side of a block",
        "max_per",
        {"per": "block_side", "n": 3},
        "24 DCMR 525.1(b)",
    ),
    "median": Entry(
        "not on a median strip",
        "exclusion_zone",
        {"of": "way:park"},
        "24 DCMR 525.1(c)(2)",
    ),
    "federal": Entry(
        "not where the United States has jurisdiction",
        "exclusion_zone",
        {"of": "parcel:state"},
        "24 DCMR 525.1(c)(6)",
    ),
    "clear_width": Entry(
        "at least 7 feet left to pass",
        "min_clear_width",
        {"m": round(7 * FOOT_M, 3)},
        "24 DCMR 525.1(e)(1)",
    ),
}

ANSWERS = {
    "federal": "federal",
    "vendors_on_block": "three_a_side",
    "outside": "public_space",
    "clear_passage": "clear_width",
    "narrow_sidewalk": "clear_width",
    "no_room": "clear_width",
}
"""Which rule would name a kind of reason; of the others there is no rule with a number
or nothing in the files."""

SHOWN = {"federal": "in part", "vendors_on_block": "in part", "outside": "in part"}
"""Whether the files can show a kind at all; of those that aren't here they can't."""


def enter() -> dict[int, str]:
    """Write the rules; their names by id."""
    names = {}
    for name, entry in RULES.items():
        rule = Rule.objects.create(
            kind=entry.kind,
            params=rulebook.clean(entry.kind, entry.params),
            legal_ref=entry.legal_ref,
            valid=DateTimeTZRange(None, None, "()"),
        )
        names[rule.pk] = name
    return names
