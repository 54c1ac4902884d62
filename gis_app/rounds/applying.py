"""Vendors apply, change what they wish for, and take it back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput, Conflict
from gis_app.lib.draw import MOST_WISHES
from gis_app.rounds.calls import locked, need_stage
from gis_app.rounds.models import Application, Challenge, Lot, Round, Wish
from gis_app.rounds.stages import Stage
from gis_app.zones.models import VendingZone

Wished = Lot | VendingZone


@transaction.atomic
def apply(
    *, call: Round, vendor: Vendor, wishes: Sequence[Wished], by: User
) -> Application:
    """File an application with its wishes, best first; it has a receipt number.

    Raises Conflict when this vendor has applied already, or applications are closed,
    and BadInput for wishes that make no sense.
    """
    act_as(by)
    call = locked(call)
    _need_open(call)
    _check_wishes(call, vendor, wishes)
    try:
        with transaction.atomic():
            made = Application.objects.create(round=call, vendor=vendor)
    except IntegrityError as error:
        raise Conflict(_("This vendor has applied in this round already.")) from error
    _file(made, wishes)
    record(by, "apply", f"application:{made.pk}", round=call.pk)
    made.refresh_from_db()
    return made


@transaction.atomic
def change_wishes(
    *, application: Application, wishes: Sequence[Wished], by: User
) -> Application:
    """Other wishes, or another order, under the same receipt number.

    Raises Conflict once applications are closed, BadInput as ``apply`` does.
    """
    act_as(by)
    call = locked(application.round)
    _need_open(call)
    application = _held(application)
    if application.status == Application.Status.WITHDRAWN:
        raise Conflict(_("This application was withdrawn."))
    _check_wishes(call, application.vendor, wishes)
    application.wishes.all().delete()
    _file(application, wishes)
    # What was wished for is no column of the application: the log says that it changed.
    record(by, "change_wishes", f"application:{application.pk}", wishes=len(wishes))
    return application


def _need_open(call: Round) -> None:
    need_stage(call, Stage.OPEN)
    if not call.opens_at <= timezone.now() < call.closes_at:
        raise Conflict(_("Applications are not taken at this time."))


def _file(application: Application, wishes: Sequence[Wished]) -> None:
    Wish.objects.bulk_create(
        Wish(
            application=application,
            place=place,
            lot=wished if isinstance(wished, Lot) else None,
            zone=wished if isinstance(wished, VendingZone) else None,
        )
        for place, wished in enumerate(wishes, 1)
    )


def _check_wishes(call: Round, vendor: Vendor, wishes: Sequence[Wished]) -> None:
    if not 1 <= len(wishes) <= MOST_WISHES:
        raise BadInput(_("Name between one and ten wishes."))
    if len({(type(wished), wished.pk) for wished in wishes}) < len(wishes):
        raise BadInput(_("Each lot and each zone can be wished for once."))
    lots = {wished.pk for wished in wishes if isinstance(wished, Lot)}
    zones = {wished.pk for wished in wishes if isinstance(wished, VendingZone)}
    known_lots = call.lots.filter(pk__in=lots).count()
    known_zones = call.lots.filter(spot__zone__in=zones).values("spot__zone").distinct()
    if known_lots < len(lots) or known_zones.count() < len(zones):
        raise BadInput(_("A wish is not in this round."))
    for wished in wishes:
        if isinstance(wished, Lot) and not _takes(wished, vendor):
            raise BadInput(
                _("None of the vendor's goods may be sold at spot %(spot)s.")
                % {"spot": wished.spot.number}
            )


@transaction.atomic
def withdraw(*, application: Application, by: User) -> Application:
    """Take an application back; twice changes nothing."""
    act_as(by)
    call = locked(application.round)
    need_stage(call, Stage.OPEN, Stage.REVIEW)
    application = _held(application)
    if application.status != Application.Status.WITHDRAWN:
        application.status = Application.Status.WITHDRAWN
        application.save(update_fields=["status"])
        record(by, "withdraw", f"application:{application.pk}")
    return application


def reasons_against(application: Application) -> list[str]:
    """Coded reasons why somebody may not take part; none: he is eligible.

    What enforcement knows of him is never among them.
    """
    found = []
    vendor = application.vendor
    if vendor.status != Vendor.Status.ACTIVE:
        found.append("vendor_suspended")
    if not any(may_sell(vendor, wish) for wish in application.wishes.all()):
        found.append("goods_fit_no_wish")
    if application.challenges.filter(outcome=Challenge.Outcome.UPHELD).exists():
        found.append("challenge_upheld")
    return found


def may_sell(vendor: Vendor, wish: Wish) -> bool:
    """Whether some goods of the vendor may be sold at what he wishes for."""
    if wish.lot is not None:
        return _takes(wish.lot, vendor)
    lots = Lot.objects.filter(round=wish.application.round_id, spot__zone=wish.zone_id)
    return any(_takes(lot, vendor) for lot in lots.select_related("spot__zone"))


def _takes(lot: Lot, vendor: Vendor) -> bool:
    allowed = lot.spot.goods or lot.spot.zone.goods
    return not allowed or not set(allowed).isdisjoint(vendor.goods)


def _held(application: Application) -> Application:
    return Application.objects.select_for_update(no_key=True).get(pk=application.pk)
