"""The lots of a round by zone, with a small map of each zone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from gis_app.land.models import WayAxis
from gis_app.rounds.models import Lot, PriorityClass, Round
from gis_app.web import wording
from gis_app.web.goods import goods
from gis_app.web.inspection.drawing import HEIGHT, STROKES, WIDTH, Frame
from gis_app.zones.models import VendingZone

Place = tuple[float, float]


def to_choose(call: Round) -> list[dict[str, Any]]:
    """Zones where vending is allowed all the time that the permits are for."""
    found = VendingZone.objects.filter(
        kind__in=[VendingZone.Kind.PERMITTED, VendingZone.Kind.RESTRICTED],
        valid__contains=call.valid,
    ).defer("geom")
    in_use = Count("vendingspot", filter=Q(vendingspot__status="open"))
    return [
        _zone(zone) | {"spots_label": wording.number(zone.n)}
        for zone in found.annotate(n=in_use).filter(n__gt=0).order_by("code")
    ]


def by_zone(call: Round) -> list[dict[str, Any]]:
    """Each zone with its lots, who goes first there, and its map."""
    lots = call.lots.select_related("spot__zone").order_by("spot__number", "week")
    zones: dict[int, list[Lot]] = {}
    for lot in lots:
        zones.setdefault(lot.spot.zone_id, []).append(lot)
    classes: dict[int, list[PriorityClass]] = {}
    for one in call.classes.order_by("level"):
        classes.setdefault(one.zone_id, []).append(one)
    weeks: dict[str, str] = {}
    return [
        _zone(own[0].spot.zone)
        | {
            "lots": [_lot(lot, weeks) for lot in own],
            "lots_label": wording.number(len(own)),
            "classes": [_class(one) for one in classes.get(zone, [])],
            "map": _map(own),
        }
        for zone, own in sorted(zones.items(), key=lambda z: z[1][0].spot.zone.code)
    ]


def lot_label(lot: Lot) -> str:
    """``spot S-12, every day 17:00–21:00``."""
    return _("spot %(spot)s, %(week)s") % {
        "spot": wording.digits(lot.spot.number),
        "week": wording.week(lot.week),
    }


def _zone(zone: VendingZone) -> dict[str, Any]:
    return {
        "id": zone.pk,
        "code": zone.code,
        "name": wording.name(zone),
        "week": str(zone.week),
        "week_label": wording.week(zone.week),
        "goods_label": goods(zone.goods),
    }


def _lot(lot: Lot, weeks: dict[str, str]) -> dict[str, Any]:
    week = str(lot.week)
    weeks.setdefault(week, wording.week(lot.week))
    return {
        "id": lot.pk,
        "spot": lot.spot.number,
        "spot_label": wording.digits(lot.spot.number),
        "week": week,
        "week_label": weeks[week],
        "goods_label": goods(lot.spot.goods or lot.spot.zone.goods),
    }


def _class(one: PriorityClass) -> dict[str, Any]:
    return {
        "id": one.pk,
        "title": wording.either(one.title_fa, one.title_en),
        "title_fa": one.title_fa,
        "title_en": one.title_en,
        "legal_ref": one.legal_ref,
    }


def _map(lots: list[Lot]) -> dict[str, Any]:
    """Units of a 1000 × 640 sheet: the zone's rings, streets, a dot for each lot."""
    places: dict[int, Place] = {
        lot.pk: (middle.x, middle.y)
        for lot in lots
        for middle in [lot.spot.geom.centroid]
    }
    frame = Frame.around(list(places.values()))
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "rings": [
            _points(frame, ring)
            for polygon in lots[0].spot.zone.geom.coords
            for ring in polygon
        ],
        "streets": [
            {"points": _points(frame, line.coords), "width": STROKES[axis.rank]}
            for axis in WayAxis.objects.filter(geom__bboverlaps=frame.box)
            for line in [_simple(axis, frame)]
        ],
        "lots": [
            {"id": lot, "x": round(x, 1), "y": round(y, 1)}
            for lot, place in places.items()
            for x, y in [frame.at(*place)]
        ],
    }


def _simple(axis: WayAxis, frame: Frame) -> Any:
    return axis.geom.simplify(frame.unit_m)


def _points(frame: Frame, ring: Iterable[Any]) -> str:
    placed = (frame.at(x, y) for x, y, *_z in ring)
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
