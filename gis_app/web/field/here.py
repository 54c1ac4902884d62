"""The answer to "where am I, and what is allowed here now?"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, bound_to_districts, may
from gis_app.field import queries
from gis_app.land.models import Way
from gis_app.lib import gps
from gis_app.web import wording
from gis_app.web.field import spots, zones
from gis_app.web.field.fix import Fix
from gis_app.web.goods import goods
from gis_app.zones.models import VendingZone

TONES = {"permitted": "good", "restricted": "care", "no_vending": "bad"}


@dataclass(frozen=True)
class Judged:
    """What the fix and the register say together."""

    fix: Fix
    zones: list[zones.ZoneHere]
    now: datetime


def answer(fix: Fix, person: User, now: datetime) -> dict[str, Any]:
    """Where this is, which zones hold, whose spots are near, and how sure that is."""
    found = queries.here(
        x=fix.x, y=fix.y, sigma_m=fix.sigma_m, now=now, person=person.pk
    )
    here = Judged(fix, [zones.judge(row, fix, now) for row in found["zones"]], now)
    named = sees_names(person, found)
    return {
        "at": now.isoformat(),
        "fix": _fix(fix),
        "place": _place(found, person),
        "headline": headline(here),
        "zones": [zones.told(zone, now) for zone in here.zones],
        "spots": [_spot(row, found, named, fix, now) for row in found["spots"]],
    }


def sees_names(person: User, found: dict[str, Any]) -> bool:
    """An officer sees holders by name in own districts only."""
    if not may(person, May.SEE_NAMES):
        return False
    if not bound_to_districts(person):
        return True
    return bool(found["district"] and found["district"]["own"])


def _spot(
    row: dict[str, Any],
    found: dict[str, Any],
    named: bool,
    fix: Fix,
    now: datetime,
) -> dict[str, Any]:
    permits = [
        permit | {"holder": permit["name"] if named else permit["pseudonym"]}
        for permit in found["permits"]
        if permit["spot_id"] == row["id"]
    ]
    return spots.told(row, permits, fix, now)


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "accuracy_m": fix.accuracy_m,
        "sigma_m": round(fix.sigma_m, 2),
        "age_s": round(fix.age_s, 1),
        "mock": fix.mock,
    }


def _place(found: dict[str, Any], person: User) -> dict[str, Any]:
    street, way, district = found["street"], found["way"], found["district"]
    return {
        "street": wording.either(street["fa"], street["en"]) if street else "",
        "way": str(Way.Kind(way["kind"]).label) if way else "",
        "block": wording.digits(found["block"] or ""),
        "district": district
        and {
            "id": district["id"],
            "name": wording.either(district["fa"], district["en"]),
            "own": district["own"] or not bound_to_districts(person),
        },
    }


def headline(here: Judged) -> dict[str, Any]:
    """One sentence first; then for what and until when; then how sure, what to do."""
    zone = zones.governing(here.zones)
    if here.fix.mock:
        title, detail, tone = _undecided(here)
        verdict = gps.Verdict.UNDECIDED.value
    elif zone is not None:
        title, detail, tone = _in_zone(zone, here.now)
        verdict = gps.Verdict.ZONE_CONFIRMED.value
    elif zones.in_the_open(here.zones):
        title, detail, tone = _outside(here)
        verdict = "outside_zones"
    else:
        title, detail, tone = _undecided(here)
        verdict = gps.Verdict.UNDECIDED.value
    return {
        "verdict": verdict,
        "tone": tone,
        "title": title,
        "detail": detail,
        "sure": _sure(here, zone),
        "advice": _advice(verdict),
    }


def _in_zone(zone: zones.ZoneHere, now: datetime) -> tuple[str, str, str]:
    row = zone.row
    name = {"name": wording.either(row["name_fa"], row["name_en"])}
    hours, sorts = zones.hours(zone, now), goods(row["goods"])
    if not zone.standing.holds:
        if zone.kind == "no_vending":
            title = _("The ban of %(name)s does not hold now") % name
            return title, hours, "care"
        title = _("Not at this hour: %(name)s") % name
        allowed = _("%(goods)s, %(hours)s") % {"goods": sorts, "hours": hours}
        return title, allowed if hours else sorts, "bad"
    titles = {
        "permitted": _("In the permitted zone %(name)s"),
        "restricted": _("In the restricted zone %(name)s"),
        "no_vending": _("No vending here: %(name)s"),
    }
    if zone.kind == "no_vending":
        return titles[zone.kind] % name, hours, "bad"
    detail = _("%(goods)s, %(hours)s") % {"goods": sorts, "hours": hours}
    return titles[zone.kind] % name, detail, TONES[zone.kind]


def _outside(here: Judged) -> tuple[str, str, str]:
    near = [zone for zone in here.zones if zone.row["distance_m"] > 0]
    title = _("In no vending zone")
    if not near:
        return title, _("Vending has no permitted place here."), "plain"
    row = min(near, key=lambda zone: zone.row["distance_m"]).row
    detail = _("The nearest, %(name)s, is %(distance)s m away.") % {
        "name": wording.either(row["name_fa"], row["name_en"]),
        "distance": wording.number(row["distance_m"]),
    }
    return title, detail, "plain"


def _undecided(here: Judged) -> tuple[str, str, str]:
    if here.fix.mock:
        detail = _("The phone says that this position is simulated.")
        return _("This position proves nothing"), detail, "doubt"
    likely = zones.likeliest(here.zones)
    assert likely is not None  # noqa: S101 — without zones one is in the open
    row = likely.row
    detail = _("Perhaps in %(name)s, perhaps beside it. There: %(rule)s.") % {
        "name": wording.either(row["name_fa"], row["name_en"]),
        "rule": _rule(likely, here.now),
    }
    return _("Too near to the line to say"), detail, "doubt"


def _rule(zone: zones.ZoneHere, now: datetime) -> str:
    """``permitted, fruit and vegetables, until 22:00``."""
    parts = [
        str(VendingZone.Kind(zone.kind).label),
        "" if zone.kind == "no_vending" else goods(zone.row["goods"]),
        zones.hours(zone, now),
    ]
    comma = "، " if wording.persian() else ", "
    return comma.join(part for part in parts if part)


def _sure(here: Judged, zone: zones.ZoneHere | None) -> str:
    accuracy = _("Position good to %(accuracy)s m") % {
        "accuracy": wording.number(here.fix.accuracy_m)
    }
    if here.fix.mock:
        return accuracy
    if zone is None and zones.in_the_open(here.zones):
        return _("%(accuracy)s · outside every zone with %(share)s%% certainty") % {
            "accuracy": accuracy,
            "share": _share(1 - sum(near.p or 0.0 for near in here.zones)),
        }
    shown = zone or zones.likeliest(here.zones)
    if shown is None:
        return accuracy
    if shown.p is None:
        return _("%(accuracy)s · how well the zone was mapped is unknown") % {
            "accuracy": accuracy
        }
    return _("%(accuracy)s · in the zone with %(share)s%% certainty") % {
        "accuracy": accuracy,
        "share": _share(shown.p),
    }


def _share(p: float) -> str:
    """Never "100 %": a position has no certainty, only a probability."""
    return wording.number(min(99, round(100 * p)))


def _advice(verdict: str) -> str:
    if verdict == gps.Verdict.UNDECIDED:
        return _(
            "Look the spot up by the number on the card, or tape from two mapped"
            " corners."
        )
    if verdict == gps.Verdict.ZONE_CONFIRMED:
        return _("A position can't tell the spot: look it up by its number.")
    return ""
