"""A round is called out, closed for applications, or called off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.queries import broken_rules
from gis_app.errors import BadInput, Conflict
from gis_app.lib.draw import LEAST_WITNESSES
from gis_app.lib.week import Week
from gis_app.rounds.models import MOST_REASON, Lot, Round
from gis_app.rounds.stages import STEPS, Stage
from gis_app.zones.models import VendingSpot, VendingZone


def locked(call: Round) -> Round:
    """The round as it is now, held until the transaction ends."""
    return Round.objects.select_for_update(no_key=True).get(pk=call.pk)


def need_stage(call: Round, *stages: Stage) -> None:
    """Raises Conflict when the round has gone on, or is not there yet."""
    if call.stage not in stages:
        raise Conflict(
            _("The round is at the stage “%(stage)s”: this can't be done now.")
            % {"stage": call.get_stage_display()},
            stage=call.stage,
        )


def go_to(call: Round, stage: Stage, by: User, *with_it: str) -> None:
    """Take a lawful step, with a line in the log; other fields are saved with it."""
    if stage not in STEPS[Stage(call.stage)]:
        need_stage(call)
    call.stage = stage
    call.save(update_fields=["stage", *with_it])
    record(by, f"round_{stage}", f"round:{call.pk}")


@transaction.atomic
def add_lots(
    *, call: Round, spots: Iterable[VendingSpot], week: Week | None = None, by: User
) -> list[Lot]:
    """Put spots into a round, at these minutes or all of their zone's.

    Raises BadInput for a spot that may not be given then, and Conflict where the lot
    would share minutes with another one of the spot.
    """
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.DRAFT)
    lots = []
    for spot in spots:
        asked = spot.zone.week if week is None else week
        _check_lot(call, spot, asked)
        try:
            with transaction.atomic():
                lots.append(Lot.objects.create(round=call, spot=spot, week=asked))
        except IntegrityError as error:
            raise Conflict(
                _("Spot %(spot)s is in this round already for some of these hours.")
                % {"spot": spot.number}
            ) from error
    return lots


def _check_lot(call: Round, spot: VendingSpot, week: Week) -> None:
    words = {"spot": spot.number}
    if spot.status != VendingSpot.Status.OPEN:
        raise BadInput(_("Spot %(spot)s is out of use.") % words)
    if spot.zone.kind == VendingZone.Kind.NO_VENDING:
        raise BadInput(_("Nothing may be sold in the zone of spot %(spot)s.") % words)
    if not week.ranges or not week <= spot.zone.week:
        raise BadInput(
            _("The zone of spot %(spot)s does not allow all of these hours.") % words
        )
    if broken := broken_rules(spot, call.valid.lower):
        raise BadInput(
            _("Spot %(spot)s breaks a siting rule.") % words,
            rules=[rule.kind for rule in broken],
        )


@dataclass(frozen=True)
class Need:
    """Something that a round must have before it opens, and whether it has it."""

    code: str
    met: bool
    what: str
    sentence: str
    """What to do about it."""


def needs(call: Round) -> list[Need]:
    """All of it, in the order in which one prepares a round."""
    now = timezone.now()
    return [
        Need(
            "lots",
            call.lots.exists(),
            _("At least one lot"),
            _("A round needs at least one lot."),
        ),
        Need(
            "witnesses",
            call.witnesses.count() >= LEAST_WITNESSES,
            _("At least three witnesses with their seals"),
            _("A round needs at least three witnesses."),
        ),
        Need(
            "number",
            bool(call.number_name.strip()),
            _("The public number is named"),
            _("Say which public number will count."),
        ),
        Need(
            "time",
            call.closes_at > now,
            _("The last day for applications is still to come"),
            _("The last day for applications is over already."),
        ),
    ]


@transaction.atomic
def open_round(*, call: Round, by: User) -> Round:
    """Publish the call: people may apply from now on.

    Raises BadInput while lots, three witnesses or the public number are missing.
    """
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.DRAFT)
    for need in needs(call):
        if not need.met:
            raise BadInput(need.sentence, needs=need.code)
    go_to(call, Stage.OPEN, by)
    return call


@transaction.atomic
def close_applications(*, call: Round, by: User) -> Round:
    """After the last day: eligibility and challenges begin."""
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.OPEN)
    if timezone.now() < call.closes_at:
        raise BadInput(_("Applications are taken until the day that was published."))
    go_to(call, Stage.REVIEW, by)
    return call


@transaction.atomic
def cancel_round(*, call: Round, reason: str, by: User) -> Round:
    """Call a round off, before its list was frozen; never afterwards.

    The reason is published with the round. The log has the fact alone: words could
    never be taken out of it again.
    """
    act_as(by)
    call = locked(call)
    reason = reason.strip()
    if not reason:
        raise BadInput(_("Say why the round is called off."))
    if len(reason) > MOST_REASON:
        raise BadInput(
            _("A reason has %(most)s letters at most: say it shorter.")
            % {"most": MOST_REASON}
        )
    need_stage(call, Stage.DRAFT, Stage.OPEN, Stage.REVIEW)
    call.cancelled_because = reason
    go_to(call, Stage.CANCELLED, by, "cancelled_because")
    return call
