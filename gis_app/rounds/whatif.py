"""What other policies would have given a round's applicants: for planners, no draw.

Nothing is written, and the round's own chance is never used: the lotteries are made up
from its code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from gis_app.errors import BadInput, Conflict
from gis_app.lib import policies
from gis_app.lib.policies import Market, Outcome, Policy
from gis_app.rounds.drawing import entries_of, lot_name, rules_of
from gis_app.rounds.models import NO_CLASS, Application, Round
from gis_app.rounds.stages import Stage

MOST_POLICIES = 4
MOST_APPLICANTS, MOST_COSTED = 3_000, 1_500
MOST_SPACING_M = 500
MOST_LOTTERIES, LEAST_LOTTERIES = 100, 5
WORK = {policies.LAW: 12_000, policies.COST: 1_500}
"""Applicants times lotteries that one policy may take: about a second."""
CLASSES = (policies.AS_CALLED, policies.NONE, policies.REVERSED)
RULES = (policies.LAW, policies.COST)
EVERYBODY, HOLDERS, NO_GROUP, NO_DISTRICT = "all", "holder", "none", "district:"
TAKING_PART = (Application.Status.SUBMITTED, Application.Status.ELIGIBLE)

CLOSE = """
WITH own AS MATERIALIZED (
    SELECT DISTINCT spot.number, spot.geom
    FROM zones_vendingspot AS spot
    JOIN rounds_lot AS lot ON lot.spot_id = spot.id
    WHERE lot.round_id = %(round)s
)
SELECT one.number, other.number
FROM own AS one
JOIN own AS other ON one.number < other.number
    AND ST_Expand(one.geom, %(m)s) && other.geom
    AND ST_Distance(one.geom, other.geom) < %(m)s
"""


def compare(call: Round, asked: Sequence[Policy]) -> list[Outcome]:
    """Each policy's outcome, in the order asked.

    Raises BadInput for a policy out of range or too many of them, Conflict for a round
    without applications, or with more than can be reckoned while somebody waits.
    """
    check(asked)
    costed = any(one.rule == policies.COST for one in asked)
    if costed and _taking_part(call) > MOST_COSTED:
        raise Conflict(
            _(
                "The cheapest assignment is reckoned for up to 1,500 applications:"
                " leave it out."
            )
        )
    market = market_of(call, {one.spacing_m for one in asked} - {0})
    many = len(market.entries)
    told = policies.compare(market, {one: lotteries(one.rule, many) for one in asked})
    return [told[one] for one in asked]


def lotteries(rule: str, applicants: int) -> int:
    """How many are made up for one policy: fewer, the more applicants there are."""
    return max(LEAST_LOTTERIES, min(MOST_LOTTERIES, WORK[rule] // max(applicants, 1)))


def check(asked: Sequence[Policy]) -> None:
    """Raises BadInput with what to do instead."""
    if not 1 <= len(asked) <= MOST_POLICIES:
        raise BadInput(_("Compare between one and four policies."))
    for one in asked:
        if not 1 <= one.share <= 100:
            raise BadInput(_("The share of lots is from 1 to 100 percent."))
        if not 0 <= one.spacing_m <= MOST_SPACING_M:
            raise BadInput(_("The spacing of spots is from 0 to 500 metres."))
        if one.classes not in CLASSES or one.rule not in RULES:
            raise BadInput(_("There is no such policy."))


def market_of(call: Round, spacings: Iterable[int] = ()) -> Market:
    """The round's applicants and lots: of the frozen list, or who is not refused."""
    kept = getattr(call, "record", None)
    in_it = _taking_part(call)
    if call.stage in (Stage.DRAFT, Stage.CANCELLED) or not in_it:
        raise Conflict(
            _("Nobody has applied in this round: there is nothing to compare.")
        )
    if in_it > MOST_APPLICANTS:
        raise Conflict(
            _("More than 3,000 applications are too many to compare on this page.")
        )
    if kept is not None:
        frozen = json.loads(kept.frozen)
        lots, entries = frozen["rules"]["lots"], frozen["list"]
    else:
        lots, entries = rules_of(call)["lots"], entries_of(call, TAKING_PART)
    return Market(
        code=call.code,
        lots=lots,
        entries=entries,
        places=_places(call),
        groups=_groups(call, lots, entries),
        close={m: _close(call, m) for m in spacings},
        no_class=NO_CLASS,
        behind=NO_CLASS + 1,
    )


def _taking_part(call: Round) -> int:
    return call.applications.filter(status__in=TAKING_PART).count()


def _places(call: Round) -> dict[str, tuple[float, float]]:
    found = {}
    for lot in call.lots.select_related("spot"):
        middle = lot.spot.geom.centroid
        found[lot_name(lot)] = (middle.x, middle.y)
    return found


def _close(call: Round, metres: int) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, {"round": call.pk, "m": metres})
        return set(cursor.fetchall())


def _groups(
    call: Round, lots: list[dict[str, Any]], entries: list[dict[str, Any]]
) -> dict[str, tuple[str, str, str]]:
    """Of each receipt: everybody, the best class it is in, its district."""
    zone_of = {lot["id"]: lot["zone"] for lot in lots}
    zones = call.lots.values_list("spot__zone__code", "spot__zone__district__code")
    district = dict(zones.distinct())
    titles = {
        (one.zone.code, one.level): f"class:{one.title_fa}"
        for one in call.classes.select_related("zone")
    }
    found = {}
    for entry in entries:
        code = None
        if entry["wishes"]:
            kind, name = entry["wishes"][0].split(":", 1)
            code = district.get(zone_of[name] if kind == "lot" else name)
        place = NO_DISTRICT if code is None else f"{NO_DISTRICT}{code}"
        found[entry["receipt"]] = (EVERYBODY, _class(entry, titles), place)
    return found


def _class(entry: dict[str, Any], titles: dict[tuple[str, int], str]) -> str:
    levels = entry["classes"]
    if any(level > NO_CLASS for level in levels.values()):
        return HOLDERS
    ordered = sorted((level, zone) for zone, level in levels.items())
    if not ordered or ordered[0][0] >= NO_CLASS:
        return NO_GROUP
    level, zone = ordered[0]
    return titles.get((zone, level), NO_GROUP)
