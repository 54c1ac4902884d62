"""Zones are drawn as drafts, weighed, published with a date, and come into force."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, LineString, MultiPolygon
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app import sql
from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.crs import STORAGE_SRID
from gis_app.errors import BadInput, Conflict
from gis_app.zones.models import VendingSpot, VendingZone, ZoneDraft

Stage = ZoneDraft.Stage
KEPT = ("code", "name_fa", "name_en", "kind", "goods", "week", "legal_ref", "geom")
"""What a draft and its zone have alike."""
DRAWN_M = 0.2
"""RMSE of a zone that was drawn on the map, where nothing better is known."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Room:
    """What a shape holds. Areas in square metres, ``edge_m`` in metres."""

    area_m2: float
    edge_m: float
    room_m2: float
    off_ways_m2: float | None
    features: dict[str, int]
    blocked: dict[str, Any] | None
    others: list[dict[str, Any]]
    spots: int


@dataclass(frozen=True)
class Faulty:
    """A permit with what is wrong with it: ``kind``, ``valid``, ``week``, ``goods``,
    ``ban``, ``rules``."""

    id: int
    spot: int
    number: str
    faults: list[str]
    point: list[float]


@dataclass(frozen=True)
class Change:
    """Permits that become unlawful or lawful, and spots that then lie in no zone."""

    unlawful: list[Faulty]
    lawful: list[Faulty]
    homeless: int


@transaction.atomic
def keep(*, draft: ZoneDraft, by: User) -> ZoneDraft:
    """Keep a draft, new or changed; raises Conflict for one that was published."""
    act_as(by)
    if draft.pk and _locked(draft.pk).stage != Stage.DRAFT:
        raise Conflict(_("This draft was published; take it back or draw another."))
    draft.save()
    return draft


@transaction.atomic
def publish(*, draft: ZoneDraft, begins: datetime, by: User) -> ZoneDraft:
    """Publish a draft: it comes into force at a moment, at once when that is now.

    Raises BadInput for a moment that has passed and for a code that is taken.
    """
    act_as(by)
    draft = _locked(draft.pk)
    if draft.stage not in (Stage.DRAFT, Stage.FAILED):
        raise Conflict(_("This draft is published already."))
    if draft.ends is not None and draft.ends <= begins:
        raise BadInput(_("The zone must begin before it ends."), field="valid_until")
    _check_code(draft)
    draft.begins, draft.stage, draft.why = begins, Stage.PUBLISHED, ""
    draft.save()
    record(by, "publish_zone", f"zonedraft:{draft.pk}", begins=begins.isoformat())
    if begins <= timezone.now():
        _apply(draft)
    else:
        _wake_the_worker()
    return draft


@transaction.atomic
def withdraw(*, draft: ZoneDraft, by: User) -> ZoneDraft:
    """Take a draft back that isn't in force yet."""
    act_as(by)
    draft = _locked(draft.pk)
    if draft.stage == Stage.APPLIED:
        raise Conflict(_("This is in force already: draw the next change."))
    draft.stage = Stage.WITHDRAWN
    draft.save()
    record(by, "withdraw_zone", f"zonedraft:{draft.pk}")
    return draft


def apply_due() -> int:
    """Bring into force what was published for now or before; how many came.

    One that the database refuses is marked as failed, with the reason, and hinders
    no other.
    """
    due = ZoneDraft.objects.filter(
        stage=Stage.PUBLISHED, begins__lte=timezone.now()
    ).order_by("begins", "pk")
    came = 0
    for key in list(due.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                draft = _locked(key)
                if draft.stage == Stage.PUBLISHED:
                    _apply(draft)
                    came += 1
        except (IntegrityError, BadInput) as error:
            logger.warning("A zone could not come into force: draft %s", key)
            why = error.message if isinstance(error, BadInput) else _("refused")
            ZoneDraft.objects.filter(pk=key).update(stage=Stage.FAILED, why=why[:500])
    return came


def next_moment() -> datetime | None:
    """When the next published draft comes into force."""
    found: datetime | None = ZoneDraft.objects.filter(stage=Stage.PUBLISHED).aggregate(
        first=Min("begins")
    )["first"]
    return found


def room(shape: MultiPolygon, zone: VendingZone | None = None) -> Room:
    """What a shape holds by the rules of today."""
    values = {
        "shape": _hex(shape),
        "srid": STORAGE_SRID,
        "zone": zone.pk if zone else None,
        "moment": timezone.now(),
    }
    (found,) = sql.rows("zones", "zone_room", values)
    return Room(**found)


def change(draft: ZoneDraft, begins: datetime | None = None) -> Change:
    """What a draft would do to permits from a moment (now) on; nothing stays."""
    moment = max(begins or timezone.now(), timezone.now())
    area = draft.geom if draft.zone is None else draft.geom.union(draft.zone.geom)
    before = {f.id: f for f in _faulty(draft.zone_id, area, moment) if f.faults}
    with _tried():
        trial = ZoneDraft(**_fields(draft), zone=draft.zone, begins=moment)
        trial.save()
        zone = _apply(trial)
        after = {f.id: f for f in _faulty(zone.pk, area, moment) if f.faults}
        homeless = _homeless(zone)
    return Change(
        unlawful=[f for key, f in after.items() if key not in before],
        lawful=[f for key, f in before.items() if key not in after],
        homeless=homeless,
    )


def split(shape: MultiPolygon, line: LineString) -> list[dict[str, Any]]:
    """The parts of a shape cut along a line (GeoJSON, degrees), the largest first."""
    if line.length < 0.01:
        raise BadInput(_("Draw the cut across the shape."), field="line")
    values = {"shape": _hex(shape), "line": _hex(line), "srid": STORAGE_SRID}
    parts = [row["part"] for row in sql.rows("zones", "split", values)]
    if len(parts) < 2:
        raise BadInput(_("The line doesn't cut the shape in two."), field="line")
    return parts


def _apply(draft: ZoneDraft) -> VendingZone:
    """The zone as the draft says; spots go to the zone that holds them now."""
    _check_code(draft)
    begins = draft.begins or timezone.now()
    zone = draft.zone or VendingZone(accuracy_m=DRAWN_M)
    old = zone.geom if zone.pk else None
    for name in KEPT:
        setattr(zone, name, getattr(draft, name))
    lower = zone.valid.lower if zone.pk else begins
    zone.valid = DateTimeTZRange(lower, draft.ends, "[)")
    zone.save()
    area = draft.geom if old is None else draft.geom.union(old)
    sql.run("zones", "spots_follow", {"area": _hex(area), "srid": STORAGE_SRID})
    draft.zone, draft.stage = zone, Stage.APPLIED
    draft.save()
    return zone


def _wake_the_worker() -> None:
    """It sleeps until the next moment that it knows of."""
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY meydan_dirty")


def _fields(draft: ZoneDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in (*KEPT, "ends")}


def _check_code(draft: ZoneDraft) -> None:
    taken = VendingZone.objects.filter(code=draft.code).first()
    if taken is not None and taken != draft.zone:
        raise BadInput(_("Another zone has this code."), field="code")


def _homeless(zone: VendingZone) -> int:
    """Spots in use that lie outside of the zone that they belong to."""
    return sum(
        1
        for spot in VendingSpot.objects.filter(zone=zone, status="open")
        if spot.geom.difference(zone.geom).area > 0.01
    )


def _faulty(zone_id: int | None, area: GEOSGeometry, moment: datetime) -> list[Faulty]:
    values = {"zone": zone_id, "area": _hex(area), "moment": moment}
    return [Faulty(**row) for row in sql.rows("zones", "permit_faults", values)]


@contextmanager
def _tried() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _locked(key: int) -> ZoneDraft:
    return ZoneDraft.objects.select_for_update(of=("self",)).get(pk=key)


def _hex(shape: GEOSGeometry) -> str:
    return bytes(shape.hexewkb).decode()
