"""Registers vendors, each person once, and keeps their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput, Conflict
from gis_app.land.models import Party
from gis_app.land.sealing import fingerprint, need_keys, seal
from gis_app.lib import identifiers
from gis_app.lib.digits import fold
from gis_app.vendors.models import Portrait
from gis_app.zones.models import Goods

NUMBERING = 7_405_011
"""The advisory lock under which codes are given, one after the other."""


@dataclass(frozen=True)
class Person:
    """Who is to be registered, as typed. ``same``: the clerk has seen that a known
    person's name is written otherwise."""

    national_id: str
    name: str
    phone: str = ""
    same: bool = False


@transaction.atomic
def register(
    *, person: Person, trade: str, goods: Sequence[str], by: User
) -> tuple[Vendor, bool]:
    """Register a vendor; whether the person was in the register already.

    Raises BadInput for a national id that can't be one, and Conflict when this person
    is a vendor already (``detail.vendor``), or is known under another name
    (``detail.reason`` is ``name``).
    """
    need_keys()
    act_as(by)
    number = _national_id(person.national_id)
    party, known = _party(person, number)
    if found := Vendor.objects.filter(party=party).first():
        raise already(found)
    try:
        with transaction.atomic():
            vendor = Vendor.objects.create(
                code=_next_code(),
                party=party,
                trade=_words(trade),
                goods=_goods(goods),
            )
    except IntegrityError as error:  # somebody registered him at the same moment
        if found := Vendor.objects.filter(party=party).first():
            raise already(found) from error
        raise
    record(by, "register-vendor", f"vendor:{vendor.pk}", known=known)
    vendor.refresh_from_db()
    return vendor, known


def already(vendor: Vendor) -> Conflict:
    """The refusal of a second file for one person."""
    return Conflict(
        _("This person is already registered as %(code)s.") % {"code": vendor.code},
        reason="registered",
        vendor=vendor.pk,
        code=vendor.code,
    )


@transaction.atomic
def change(
    *, vendor: Vendor, trade: str, goods: Sequence[str], phone: str = "", by: User
) -> Vendor:
    """Write down another trade, other goods, or another phone (empty: as it is)."""
    act_as(by)
    vendor = _locked(vendor)
    vendor.trade, vendor.goods = _words(trade), _goods(goods)
    vendor.save(update_fields=["trade", "goods"])
    if phone:
        need_keys()
        vendor.party.phone_sealed = seal(_mobile(phone))
        vendor.party.save(update_fields=["phone_sealed"])
    record(by, "change-vendor", f"vendor:{vendor.pk}")
    return vendor


@transaction.atomic
def suspend(*, vendor: Vendor, reason: str, by: User) -> Vendor:
    """Suspend a vendor with a reason; his card is refused in the street from then on.

    The same again changes nothing. Raises BadInput without a reason.
    """
    act_as(by)
    vendor = _locked(vendor)
    if vendor.status == Vendor.Status.SUSPENDED:
        return vendor
    vendor.suspended_because = _words(reason, 300)
    if not vendor.suspended_because:
        raise BadInput(_("Say why, so that the vendor can answer it."), needs="reason")
    vendor.status = Vendor.Status.SUSPENDED
    vendor.save(update_fields=["status", "suspended_because"])
    record(by, "suspend-vendor", f"vendor:{vendor.pk}")
    return vendor


@transaction.atomic
def resume(*, vendor: Vendor, by: User) -> Vendor:
    """End a suspension; the same again changes nothing."""
    act_as(by)
    vendor = _locked(vendor)
    if vendor.status == Vendor.Status.SUSPENDED:
        vendor.status, vendor.suspended_because = Vendor.Status.ACTIVE, ""
        vendor.save(update_fields=["status", "suspended_because"])
        record(by, "resume-vendor", f"vendor:{vendor.pk}")
    return vendor


@transaction.atomic
def put_portrait(*, vendor: Vendor, sha256: str, path: str, by: User) -> Portrait:
    """The photo of a vendor from now on; cards keep the one they were made with."""
    act_as(by)
    vendor = _locked(vendor)
    portrait, _first = Portrait.objects.update_or_create(
        vendor=vendor, defaults={"sha256": sha256, "path": path}
    )
    record(by, "portrait", f"vendor:{vendor.pk}", sha256=sha256)
    return portrait


def _party(person: Person, number: str) -> tuple[Party, bool]:
    """The person of this national id, new or known."""
    name = _words(person.name, 200)
    known = Party.objects.filter(national_id_hmac=fingerprint(number)).first()
    if known is None:
        if not name:
            raise BadInput(_("Write the name as on the identity card."), needs="name")
        return _new_party(person, number, name), False
    if known.kind != Party.Kind.NATURAL:
        raise Conflict(
            _("This number belongs to a company or an office, not to a person."),
            reason="kind",
        )
    if name and fold(name) != fold(known.name) and not person.same:
        raise _other_name(known)
    if person.phone:
        known.phone_sealed = seal(_mobile(person.phone))
        known.save(update_fields=["phone_sealed"])
    return known, True


def _new_party(person: Person, number: str, name: str) -> Party:
    fields = {
        "kind": Party.Kind.NATURAL,
        "name": name,
        "national_id_sealed": seal(number),
        "national_id_hmac": fingerprint(number),
        "phone_sealed": seal(_mobile(person.phone)) if person.phone else None,
    }
    try:
        with transaction.atomic():
            return Party.objects.create(**fields)
    except IntegrityError as error:  # typed twice at the same moment
        found = Vendor.objects.filter(
            party__national_id_hmac=fields["national_id_hmac"]
        ).first()
        if found is not None:
            raise already(found) from error
        raise Conflict(
            _("Somebody is registering this person just now: look the code up."),
            reason="registered",
        ) from error


def _other_name(known: Party) -> Conflict:
    return Conflict(
        _(
            "This national id is in the register under the name %(name)s. Check the"
            " number; if it is the same person, go on with that name."
        )
        % {"name": known.name},
        reason="name",
        name=known.name,
    )


def _next_code() -> str:
    """``V-0421``: the highest number so far and one more; one clerk at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
    numbered = Vendor.objects.filter(code__regex=r"^V-\d{1,9}$").annotate(
        number=Cast(Substr("code", 3), IntegerField())
    )
    last = numbered.aggregate(last=Max("number"))["last"] or 0
    return f"V-{last + 1:04d}"


def _locked(vendor: Vendor) -> Vendor:
    rows = Vendor.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("party").get(pk=vendor.pk)


def _national_id(typed: str) -> str:
    try:
        return identifiers.national_id(typed)
    except ValueError as error:
        raise BadInput(
            _("This is no national id: it has ten digits, and the last one checks."),
            needs="national_id",
        ) from error


def _mobile(typed: str) -> str:
    try:
        return identifiers.mobile(typed)
    except ValueError as error:
        raise BadInput(
            _("A mobile number looks like 09123456789."), needs="phone"
        ) from error


def _goods(codes: Sequence[str]) -> list[str]:
    known = [code for code in Goods.values if code in set(codes)]
    if not known or len(known) < len(set(codes)):
        raise BadInput(_("Choose the goods that this vendor sells."), needs="goods")
    return known


def _words(text: str, most: int = 80) -> str:
    return " ".join(text.replace("\x00", "").split())[:most]
