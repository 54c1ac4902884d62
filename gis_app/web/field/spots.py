"""The nearest spots: whose they are now, as far as this person may know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from gis_app.lib import gps
from gis_app.lib.week import Week
from gis_app.web import wording
from gis_app.web.field.fix import Fix
from gis_app.web.field.hours import Standing, standing, when
from gis_app.web.field.zones import moment, polygons
from gis_app.web.goods import goods

STATES = ("now", "suspended", "later", "ended", "revoked")
"""Which of several permits of a spot is told first."""


def told(
    row: dict[str, Any], permits: list[dict[str, Any]], fix: Fix, now: datetime
) -> dict[str, Any]:
    """A spot for the answer; ``permits`` carry ``holder``, a name or a pseudonym."""
    sigma_m = gps.with_map_error(fix.sigma_m, row["accuracy_m"])
    shape = polygons(row["shape"])
    p = None if sigma_m is None else gps.p_inside(0.0, 0.0, sigma_m, shape)
    known = [_permit(permit, now) for permit in permits]
    known.sort(key=lambda permit: STATES.index(permit["state"]))
    return {
        "id": row["id"],
        "number": row["number"],
        "label": _("Spot %(number)s") % {"number": wording.digits(row["number"])},
        "zone": row["zone_id"],
        "goods_label": goods(row["goods"]) if row["goods"] else "",
        "distance_m": round(row["distance_m"], 1),
        "point": [round(row["lon"], 7), round(row["lat"], 7)],
        "p_inside": None if p is None else round(p, 4),
        "verdict": gps.spot_verdict(row["distance_m"], sigma_m).value,
        "permit": known[0] if known else None,
        "free_label": "" if known and known[0]["state"] == "now" else _("Free now"),
    }


def _permit(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    first, last = moment(row["valid_from"]), moment(row["valid_until"])
    stands = standing(Week.parse(row["week"]), first, last, now)
    state = _state(row["status"], last, stands, now)
    return {
        "holder": row["holder"],
        "state": state,
        "state_label": _said(state, stands, now),
        "valid_label": wording.period(DateTimeTZRange(None, last)) if last else "",
        "week_label": wording.week(Week.parse(row["week"])),
    }


def _state(status: str, last: datetime | None, stands: Standing, now: datetime) -> str:
    if status != "active":
        return status
    if last is not None and last <= now:
        return "ended"
    return "now" if stands.holds else "later"


def _said(state: str, stands: Standing, now: datetime) -> str:
    if state == "later" and stands.change is not None:
        return _("Permit from %(time)s") % {"time": when(stands.change, now)}
    sentences = {
        "now": _("Permit valid now"),
        "suspended": _("Permit suspended"),
        "later": _("Permit not for now"),
        "ended": _("Permit has ended"),
        "revoked": _("Permit revoked"),
    }
    return sentences[state]
