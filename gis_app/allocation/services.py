"""Gives vending spots, ends permits, and takes a slip of the hand back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import AuditEntry, User
from gis_app.allocation.models import Vendor
from gis_app.allocation.queries import broken_rules, may_undo
from gis_app.errors import BadInput, Conflict, Forbidden
from gis_app.land.models import Right
from gis_app.lib.week import Week
from gis_app.zones.models import VendingSpot, VendingZone
from gis_app.zones.queries import bans


@transaction.atomic
def allocate(
    *,
    vendor: Vendor,
    spot: VendingSpot,
    valid: DateTimeTZRange,
    week: Week | None = None,
    by: User,
    reason: str = "",
) -> Right:
    """Give a vendor a spot for a time range and minutes of the week.

    ``week`` None means all hours of the zone; ``reason`` is a code of ``ByHand`` where
    no round gives it. Raises BadInput when a rule is broken,
    and Conflict (409) with the taken hours when somebody else was first.
    """
    act_as(by)
    # One giving at a time for a vendor and for a spot: the constraint decides who
    # was first, the locks keep the losers from meeting in a deadlock.
    vendor = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    spot = (
        VendingSpot.objects.select_for_update(of=("self",), no_key=True)
        .select_related("zone")
        .get(pk=spot.pk)
    )
    week = spot.zone.week if week is None else week
    goods = _check(vendor, spot, valid, week)
    _one_spot_each(vendor, valid, week)
    right = _give(vendor, spot, valid, week, goods)
    why = {"reason": reason} if reason else {}
    subject = f"right:{right.pk}"
    record(by, "allocate", subject, spot=spot.pk, vendor=vendor.pk, **why)
    right.refresh_from_db()
    return right


@transaction.atomic
def end_right(*, right: Right, at: datetime | None = None, by: User) -> Right:
    """End a vending permit at a moment (now); ending it twice changes nothing.

    A permit that has not begun by then is revoked whole.
    """
    act_as(by)
    at = at or timezone.now()
    right = _locked(right)
    if right.status == Right.Status.REVOKED or _over(right, at):
        return right
    if right.valid.lower is not None and right.valid.lower >= at:
        right.status = Right.Status.REVOKED
    else:
        right.valid = DateTimeTZRange(right.valid.lower, at, "[)")
    right.save(update_fields=["status", "valid"])
    record(by, "end", f"right:{right.pk}", at=at.isoformat())
    right.refresh_from_db()
    return right


@transaction.atomic
def undo(*, right: Right | int, by: User) -> None:
    """Take back a permit that the same person gave within the last 15 minutes.

    The row goes; its version stays in history and the log says who undid it. A revoked
    row would make every stall seen there later a case of an expired right, as if the
    vendor had ever had one. Undoing twice changes nothing.
    """
    act_as(by)
    key = right if isinstance(right, int) else right.pk
    if undone(key):
        return
    held = _locked(Right.objects.get(pk=key))
    if not may_undo(held, by):
        raise Conflict(
            _("Only the person who gave it can undo it, within 15 minutes. End it.")
        )
    held.delete()
    record(by, "undo", f"right:{key}", spot=held.spot_id)


def undone(key: int) -> bool:
    """Whether the log says that a right was given by mistake and taken back."""
    return AuditEntry.objects.filter(action="undo", subject=f"right:{key}").exists()


def _check(
    vendor: Vendor, spot: VendingSpot, valid: DateTimeTZRange, week: Week
) -> str:
    """The goods that the permit is for; raises BadInput naming the broken rule."""
    if vendor.status != Vendor.Status.ACTIVE:
        raise BadInput(_("This vendor is suspended."))
    if spot.status != VendingSpot.Status.OPEN:
        raise BadInput(_("This spot is out of use."))
    if valid.isempty or valid.lower is None:
        raise BadInput(_("The permit must begin before it ends."))
    _check_zone(spot.zone, valid, week)
    if bans(spot.pk, valid):
        raise BadInput(_("A no-vending zone covers this spot on some of these days."))
    return _lawful_goods(vendor, spot, valid.lower, week)


def _check_zone(zone: VendingZone, valid: DateTimeTZRange, week: Week) -> None:
    if zone.kind == VendingZone.Kind.NO_VENDING:
        raise BadInput(_("Nothing may be sold in this zone."))
    if not _inside(valid, zone.valid):
        raise BadInput(_("The zone's decree does not cover all of these days."))
    if not week.ranges or not week <= zone.week:
        raise BadInput(_("The zone does not allow all of these hours."))


def _lawful_goods(
    vendor: Vendor, spot: VendingSpot, moment: datetime, week: Week
) -> str:
    """The first of the vendor's goods that zone and siting rules allow here."""
    allowed = spot.goods or spot.zone.goods
    sold = [str(goods) for goods in vendor.goods if not allowed or goods in allowed]
    if not sold:
        raise BadInput(_("The vendor's goods may not be sold here."))
    broken = {goods: broken_rules(spot, moment, goods, week) for goods in sold}
    for goods, rules in broken.items():
        if not rules:
            return goods
    raise BadInput(
        _("This spot breaks a siting rule."),
        rules=[rule.kind for rule in broken[sold[0]]],
    )


def _inside(inner: DateTimeTZRange, outer: DateTimeTZRange) -> bool:
    starts = outer.lower is None or inner.lower >= outer.lower
    ends = outer.upper is None or (
        inner.upper is not None and inner.upper <= outer.upper
    )
    return bool(starts and ends)


def _one_spot_each(vendor: Vendor, valid: DateTimeTZRange, week: Week) -> None:
    """Nobody gets two spots for the same minutes."""
    held = Right.objects.filter(kind=Right.Kind.VENDING_PERMIT, party=vendor.party_id)
    if clashing := _clashing(held, valid, week):
        raise Conflict(
            _("This vendor already has a spot for these hours."),
            own=_hours(clashing),
        )


def _give(
    vendor: Vendor, spot: VendingSpot, valid: DateTimeTZRange, week: Week, goods: str
) -> Right:
    """The constraints of the database decide, also against the back office."""
    try:
        with transaction.atomic():
            return Right.objects.create(
                kind=Right.Kind.VENDING_PERMIT,
                party_id=vendor.party_id,
                spot=spot,
                valid=valid,
                week=week,
                goods=goods,
            )
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if broken == "right_holder_once":
            _one_spot_each(vendor, valid, week)
        if broken != "right_spot_once":
            raise
        raise Conflict(
            _("Somebody else already has this spot for these hours."),
            taken=_hours(_clashing(Right.objects.filter(spot=spot), valid, week)),
        ) from error


def _clashing(
    rights: QuerySet[Right], valid: DateTimeTZRange, week: Week
) -> list[Right]:
    """Those in force that share a day and a minute of the week."""
    active = rights.filter(status=Right.Status.ACTIVE, valid__overlap=valid)
    return [right for right in active if (right.week & week).ranges]


def _hours(rights: list[Right]) -> list[dict[str, str | None]]:
    """When a spot is taken, never by whom."""
    return [
        {
            "week": str(right.week),
            "valid_from": right.valid.lower and right.valid.lower.isoformat(),
            "valid_until": right.valid.upper and right.valid.upper.isoformat(),
        }
        for right in rights
    ]


def _locked(right: Right) -> Right:
    """The permit as it is now, held until the transaction ends."""
    held = Right.objects.select_for_update(no_key=True).get(pk=right.pk)
    if held.kind != Right.Kind.VENDING_PERMIT:
        raise Forbidden(_("Only vending permits are given and ended here."))
    return held


def _over(right: Right, at: datetime) -> bool:
    return right.valid.upper is not None and right.valid.upper <= at
