"""What the zones around a fix mean: which is proved, and may one sell there now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gis_app.lib import gps
from gis_app.lib.week import Week
from gis_app.web import wording
from gis_app.web.field.fix import Fix
from gis_app.web.field.hours import Standing, standing, when
from gis_app.web.goods import goods
from gis_app.zones.models import VendingZone

STRICTEST = ("no_vending", "restricted", "permitted")
"""Where zones overlap, a ban goes before a condition and that before a permission."""


@dataclass(frozen=True)
class ZoneHere:
    """A zone near the fix; ``p`` is None when the map's error is unknown."""

    row: dict[str, Any]
    p: float | None
    standing: Standing

    @property
    def kind(self) -> str:
        """permitted, restricted or no_vending."""
        return str(self.row["kind"])

    @property
    def confirmed(self) -> bool:
        """Whether the fix proves that one stands in it."""
        return gps.zone_verdict(self.p) == gps.Verdict.ZONE_CONFIRMED


def judge(row: dict[str, Any], fix: Fix, now: datetime) -> ZoneHere:
    """A zone of the register against the fix."""
    sigma_m = gps.with_map_error(fix.sigma_m, row["accuracy_m"])
    shape = polygons(row["shape"])
    p = None if sigma_m is None else gps.p_inside(0.0, 0.0, sigma_m, shape)
    first, last = (moment(row[key]) for key in ("valid_from", "valid_until"))
    return ZoneHere(row, p, standing(Week.parse(row["week"]), first, last, now))


def governing(zones: list[ZoneHere]) -> ZoneHere | None:
    """The proved zone that decides now, the strictest first; one out of hours last."""
    proved = [zone for zone in zones if zone.confirmed]
    order = {kind: n for n, kind in enumerate(STRICTEST)}
    proved.sort(key=lambda zone: (not zone.standing.holds, order[zone.kind]))
    return proved[0] if proved else None


def likeliest(zones: list[ZoneHere]) -> ZoneHere | None:
    """The one to speak of when none is proved; of equals the nearest.

    A zone mapped nobody knows how well is as likely as not where it is drawn.
    """

    def chance(zone: ZoneHere) -> float:
        drawn = 0.5 if zone.row["distance_m"] == 0 else 0.0
        return round(drawn if zone.p is None else zone.p, 4)

    return max(zones, key=chance, default=None)


def in_the_open(zones: list[ZoneHere]) -> bool:
    """Whether the fix proves that one stands in no zone at all."""
    if any(zone.p is None for zone in zones):
        return False
    return sum(zone.p or 0.0 for zone in zones) <= 1 - gps.CONFIRMED


def told(zone: ZoneHere, now: datetime) -> dict[str, Any]:
    """A zone for the answer."""
    row, turn = zone.row, zone.standing.change
    return {
        "id": row["id"],
        "code": row["code"],
        "name": wording.either(row["name_fa"], row["name_en"]),
        "kind": row["kind"],
        "kind_label": str(VendingZone.Kind(row["kind"]).label),
        "goods_label": goods(row["goods"]),
        "week_label": wording.week(Week.parse(row["week"])),
        "legal_ref": wording.digits(row["legal_ref"]),
        "distance_m": round(row["distance_m"], 1),
        "p_inside": None if zone.p is None else round(zone.p, 4),
        "verdict": gps.zone_verdict(zone.p).value,
        "holds_now": zone.standing.holds,
        "change_at": None if turn is None else turn.isoformat(),
        "change_label": hours(zone, now),
    }


def hours(zone: ZoneHere, now: datetime) -> str:
    """``until 21:00``, ``from Friday 08:00``; empty when nothing is going to change."""
    turn = zone.standing.change
    if turn is None:
        return _("at all hours") if zone.standing.holds else ""
    if zone.standing.holds:
        return _("until %(time)s") % {"time": when(turn, now)}
    return _("from %(time)s") % {"time": when(turn, now)}


def polygons(shape: dict[str, Any] | None) -> list[list[list[tuple[float, float]]]]:
    """The polygons of a GeoJSON shape; whatever else a cut left has no area."""
    if shape is None:
        return []
    kind = shape["type"]
    if kind == "Polygon":
        found = [shape["coordinates"]]
    elif kind == "MultiPolygon":
        found = shape["coordinates"]
    else:
        found = [c for part in shape.get("geometries", ()) for c in polygons(part)]
    return [polygon for polygon in found if polygon]


def moment(text: str | None) -> datetime | None:
    """A moment as PostgreSQL writes it in JSON."""
    return None if text is None else datetime.fromisoformat(text)
