"""Vendors apply, take back, are judged eligible or not, and may be challenged."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput, Conflict
from gis_app.lib.draw import MOST_WEIGHT, MOST_WISHES
from gis_app.rounds.calls import locked, need_stage
from gis_app.rounds.models import (
    Application,
    Challenge,
    Lot,
    PriorityClass,
    Round,
    Wish,
)
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
    call = Round.objects.select_for_update(no_key=True).get(pk=call.pk)
    need_stage(call, Stage.OPEN)
    if not call.opens_at <= timezone.now() < call.closes_at:
        raise Conflict(_("Applications are not taken at this time."))
    _check_wishes(call, vendor, wishes)
    try:
        with transaction.atomic():
            made = Application.objects.create(round=call, vendor=vendor)
    except IntegrityError as error:
        raise Conflict(_("This vendor has applied in this round already.")) from error
    Wish.objects.bulk_create(
        Wish(
            application=made,
            place=place,
            lot=wished if isinstance(wished, Lot) else None,
            zone=wished if isinstance(wished, VendingZone) else None,
        )
        for place, wished in enumerate(wishes, 1)
    )
    record(by, "apply", f"application:{made.pk}", round=call.pk)
    made.refresh_from_db()
    return made


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


@transaction.atomic
def judge(
    *,
    application: Application,
    classes: Sequence[PriorityClass] = (),
    weight: int = 1,
    by: User,
) -> Application:
    """Eligible or not, with coded reasons; into which classes, with which weight."""
    act_as(by)
    call = locked(application.round)
    need_stage(call, Stage.REVIEW)
    application = _held(application)
    if application.status == Application.Status.WITHDRAWN:
        raise Conflict(_("This application was withdrawn."))
    if not 1 <= weight <= MOST_WEIGHT:
        raise BadInput(_("A weight in the lottery is from 1 to 100."))
    if any(one.round_id != call.pk for one in classes):
        raise BadInput(_("This priority class belongs to another round."))
    application.reasons = reasons_against(application)
    eligible = not application.reasons
    application.status = (
        Application.Status.ELIGIBLE if eligible else Application.Status.REFUSED
    )
    application.weight = weight
    application.save(update_fields=["reasons", "status", "weight"])
    application.classes.set(classes)
    record(
        by,
        "judge",
        f"application:{application.pk}",
        status=application.status,
        reasons=application.reasons,
    )
    return application


@transaction.atomic
def challenge(*, application: Application, text: str, by: User) -> Challenge:
    """Doubt an application, before the last day for it."""
    act_as(by)
    call = locked(application.round)
    need_stage(call, Stage.REVIEW)
    if timezone.now() > call.challenge_until:
        raise Conflict(_("The time for challenges is over."))
    if not text.strip():
        raise BadInput(_("Say what is wrong with the application."))
    made = Challenge.objects.create(
        application=application, by=by.get_username(), text=text.strip()
    )
    record(by, "challenge", f"application:{application.pk}", challenge=made.pk)
    return made


@transaction.atomic
def decide_challenge(
    *, doubt: Challenge, upheld: bool, answer: str, by: User
) -> Challenge:
    """Answer a challenge; whoever raised it doesn't decide it."""
    act_as(by)
    call = locked(doubt.application.round)
    need_stage(call, Stage.REVIEW)
    doubt = Challenge.objects.select_for_update().get(pk=doubt.pk)
    if doubt.outcome:
        raise Conflict(_("This challenge was decided already."))
    if doubt.by == by.get_username():
        raise Conflict(_("Somebody else has to decide what you raised."))
    if not answer.strip():
        raise BadInput(_("Give the reason of the decision."))
    doubt.outcome = "upheld" if upheld else "rejected"
    doubt.answer, doubt.decided_by = answer.strip(), by.get_username()
    doubt.save()
    if upheld:
        application = _held(doubt.application)
        application.status = Application.Status.REFUSED
        application.reasons = [*application.reasons, "challenge_upheld"]
        application.save(update_fields=["status", "reasons"])
    record(by, "decide_challenge", f"challenge:{doubt.pk}", upheld=upheld)
    return doubt


def _held(application: Application) -> Application:
    return Application.objects.select_for_update(no_key=True).get(pk=application.pk)
