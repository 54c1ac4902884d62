"""Zones and their drafts as the workbench reads them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext as _

from gis_app.crs import LONLAT_SRID
from gis_app.web import wording
from gis_app.web.goods import goods
from gis_app.web.rules.rows import typed_day
from gis_app.zones.drafting import Change, Faulty, Room
from gis_app.zones.models import StreetFeature, VendingZone, ZoneDraft

FAULTS = {
    "kind": lambda: _("nothing may be sold there any more"),
    "valid": lambda: _("the zone's decree ends before the permit"),
    "week": lambda: _("some of its hours are not the zone's"),
    "goods": lambda: _("its goods may not be sold there"),
    "ban": lambda: _("a no-vending zone covers the spot"),
    "rules": lambda: _("a siting rule forbids the spot"),
}
MOST_PERMITS = 100


def zone(found: VendingZone) -> dict[str, Any]:
    """A zone as the form of a draft takes it."""
    return {
        "zone": found.pk,
        "stage": "",
        "stage_label": "",
        "valid_from": typed_day(found.valid.lower),
        "valid_until": typed_day(found.valid.upper, last=True),
        "valid_label": wording.period(found.valid),
        "why": "",
    } | _alike(found)


def draft(found: ZoneDraft) -> dict[str, Any]:
    """A draft with where it stands."""
    return {
        "zone": found.zone_id,
        "stage": found.stage,
        "stage_label": str(found.get_stage_display()),
        "valid_from": typed_day(found.begins),
        "valid_until": typed_day(found.ends, last=True),
        "valid_label": _dates(found),
        "why": found.why,
    } | _alike(found)


def answer(held: Room, change: Change) -> dict[str, Any]:
    """What the shape that is being drawn holds and would do, in sentences."""
    return {
        "area_m2": held.area_m2,
        "edge_m": held.edge_m,
        "room_m2": held.room_m2,
        "spots": held.spots,
        "blocked": held.blocked,
        "sentences": [*_room(held), *_change(change)],
        "unlawful": len(change.unlawful),
        "permits": [_permit(faulty) for faulty in change.unlawful[:MOST_PERMITS]],
    }


def _alike(found: VendingZone | ZoneDraft) -> dict[str, Any]:
    return {
        "id": found.pk,
        "code": found.code,
        "name_fa": found.name_fa,
        "name_en": found.name_en,
        "name": wording.name(found),
        "kind": found.kind,
        "kind_label": str(found.get_kind_display()),
        "goods": found.goods,
        "goods_label": goods(found.goods),
        "week": str(found.week),
        "week_label": wording.week(found.week),
        "legal_ref": found.legal_ref,
        "shape": _lonlat(found.geom),
    }


def _dates(found: ZoneDraft) -> str:
    if found.begins is None:
        return _("no date yet")
    if found.ends is None:
        return _("since %(first)s") % {"first": _day(found.begins)}
    return _("from %(first)s until %(last)s") % {
        "first": _day(found.begins),
        "last": typed_day(found.ends, last=True),
    }


def _day(at: datetime) -> str:
    return wording.day(at)


def _room(held: Room) -> list[str]:
    said = [
        _("%(area)s; distances that rules demand leave %(room)s for stalls.")
        % {
            "area": wording.square_metres(held.area_m2),
            "room": wording.square_metres(held.room_m2),
        }
    ]
    if held.features:
        names = dict(StreetFeature.Kind.choices)
        counted = [
            f"{wording.number(n)} {str(names.get(kind, kind)).lower()}"
            for kind, n in sorted(held.features.items())
        ]
        said.append(
            _("In the way: %(things)s.") % {"things": wording.enumerate_words(counted)}
        )
    if held.off_ways_m2 and held.off_ways_m2 > 0.5:
        said.append(
            _("%(area)s lie outside of public ways.")
            % {"area": wording.square_metres(held.off_ways_m2)}
        )
    said += [
        _("Overlaps %(zone)s by %(area)s.")
        % {
            "zone": wording.either(other["name_fa"], other["name_en"]),
            "area": wording.square_metres(other["area_m2"]),
        }
        for other in held.others
    ]
    return said


def _change(change: Change) -> list[str]:
    said = []
    if change.unlawful:
        said.append(
            _("%(n)s permits in force would become unlawful.")
            % {"n": wording.number(len(change.unlawful))}
        )
    if change.lawful:
        said.append(
            _("%(n)s permits would be lawful again.")
            % {"n": wording.number(len(change.lawful))}
        )
    if change.homeless:
        said.append(
            _("%(n)s spots in use would lie outside of every zone for vending.")
            % {"n": wording.number(change.homeless)}
        )
    return said


def _permit(faulty: Faulty) -> dict[str, Any]:
    return {
        "id": faulty.spot,
        "number": faulty.number,
        "sentence": wording.enumerate_words([FAULTS[f]() for f in faulty.faults]),
        "permits": 1,
        "point": faulty.point,
    }


def _lonlat(shape: GEOSGeometry) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(shape.transform(LONLAT_SRID, clone=True).geojson)
    return read
