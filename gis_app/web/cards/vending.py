"""Cards of vending zones and spots."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gis_app.accounts.roles import May, Person, may
from gis_app.allocation.queries import permits
from gis_app.land.models import Right
from gis_app.lib.week import Week
from gis_app.web import holders, siting, units, wording
from gis_app.web.cards.kinds import CardKind, Rows
from gis_app.web.cards.land import accuracy
from gis_app.web.goods import goods
from gis_app.zones.models import VendingSpot, VendingZone


def _zone_rows(zone: VendingZone, person: Person) -> Rows:
    spots = VendingSpot.objects.filter(zone=zone, status=VendingSpot.Status.OPEN)
    taken = permits().filter(spot__zone=zone).values("spot").distinct().count()
    return [
        (_("Vending"), str(zone.get_kind_display())),
        (_("Hours"), wording.week(zone.week)),
        (_("Goods"), goods(zone.goods)),
        (_("Valid"), wording.period(zone.valid)),
        (_("Legal reference"), wording.digits(zone.legal_ref)),
        (_("Spots in use"), wording.number(spots.count())),
        (_("Spots given"), wording.number(taken)),
        (_("District"), wording.name(zone.district) if zone.district else ""),
        (_("Accuracy"), accuracy(zone.accuracy_m)),
    ]


def _spot_rows(spot: VendingSpot, person: Person) -> Rows:
    given = list(permits().filter(spot=spot).defer("geom").order_by("valid"))
    free = spot.zone.week
    for right in given:
        free = free - right.week
    return [
        (_("Zone"), wording.name(spot.zone)),
        (_("Status"), _status(spot, free, given)),
        (_("Free hours"), wording.week(free)),
        (_("Taken hours"), "؛ ".join(holders.taken(given))),
        (_("Goods"), goods(spot.goods or spot.zone.goods)),
        (_("Accuracy"), accuracy(spot.accuracy_m)),
    ]


def _status(spot: VendingSpot, free: Week, given: list[Right]) -> str:
    if spot.status != VendingSpot.Status.OPEN:
        return str(spot.get_status_display())
    if not given:
        return _("Free")
    return _("Partly taken") if free.ranges else _("Taken")


def _spot_rights(spot: VendingSpot) -> QuerySet[Right]:
    return Right.objects.filter(spot=spot)


def _spot_actions(spot: VendingSpot, person: Person) -> list[dict[str, str]]:
    if spot.status != VendingSpot.Status.OPEN or not may(person, May.ALLOCATE):
        return []
    return [{"id": "allocate", "label": _("Give this spot")}]


def _zone_actions(zone: VendingZone, person: Person) -> list[dict[str, str]]:
    if zone.kind == VendingZone.Kind.NO_VENDING or not may(person, May.ALLOCATE):
        return []
    return [{"id": "spots_near", "label": _("Free spots in this zone")}]


def _rules(spot: VendingSpot) -> list[dict[str, Any]]:
    return siting.verdicts(spot)


ZONE = CardKind(
    model=VendingZone,
    title=units.label,
    subtitle=lambda zone: str(zone.get_kind_display()),
    rows=_zone_rows,
    related=("district",),
    findings=lambda zone: Q(zone=zone) | Q(spot__zone=zone),
    actions=_zone_actions,
)
SPOT = CardKind(
    model=VendingSpot,
    title=units.label,
    subtitle=lambda spot: wording.name(spot.zone),
    rows=_spot_rows,
    related=("zone",),
    rights=_spot_rights,
    findings=lambda spot: Q(spot=spot),
    rules=_rules,
    actions=_spot_actions,
)
