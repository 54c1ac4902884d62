"""A call is prepared: dates and titles, lots by zone, who goes first, who witnesses."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.queries import nearest_spots
from gis_app.errors import BadInput, Conflict
from gis_app.land.models import Right
from gis_app.lib.week import Week
from gis_app.rounds.calls import locked, need_stage
from gis_app.rounds.models import NO_CLASS, Lot, PriorityClass, Round, Witness
from gis_app.rounds.stages import Stage
from gis_app.zones.models import VendingSpot, VendingZone

MOST_LOTS = 20_000
MOST_ANSWER_DAYS = 90
_HASH = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[\w-]{1,20}")


@dataclass(frozen=True)
class Plan:
    """All that is published of a call beside its lots, classes and witnesses."""

    title_fa: str
    title_en: str
    opens_at: datetime
    closes_at: datetime
    challenge_until: datetime
    draw_at: datetime
    valid: DateTimeTZRange
    answer_days: int
    number_name: str
    legal_ref: str


@transaction.atomic
def prepare(*, code: str, plan: Plan, by: User) -> Round:
    """A new draft. Raises BadInput for nonsense, Conflict for a taken code."""
    act_as(by)
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise BadInput(_("A code has letters, digits and hyphens, at most twenty."))
    _check(plan)
    try:
        with transaction.atomic():
            made = Round.objects.create(code=code, **vars(plan))
    except IntegrityError as error:
        raise Conflict(_("There is a round with this code already.")) from error
    record(by, "round_prepare", f"round:{made.pk}")
    return made


@transaction.atomic
def change(*, call: Round, plan: Plan, by: User) -> Round:
    """Other dates, titles and the like, while it is a draft."""
    act_as(by)
    call = _draft(call)
    _check(plan)
    if call.lots.exists() and plan.valid != call.valid:
        raise Conflict(
            _("Lots were chosen as free in the old time: remove them first.")
        )
    for name, value in vars(plan).items():
        setattr(call, name, value)
    call.save(update_fields=list(vars(plan)))
    record(by, "round_change", f"round:{call.pk}")
    return call


def _check(plan: Plan) -> None:
    if not plan.title_fa.strip() or not plan.title_en.strip():
        raise BadInput(_("A round needs a title in both languages."))
    if not (plan.opens_at < plan.closes_at <= plan.challenge_until <= plan.draw_at):
        raise BadInput(
            _("The order is: applications from, until, challenges until, draw.")
        )
    if plan.valid.lower < plan.draw_at:
        raise BadInput(_("Permits can't begin before the draw."))
    if not 1 <= plan.answer_days <= MOST_ANSWER_DAYS:
        raise BadInput(_("Days to answer are from 1 to 90."))


@dataclass(frozen=True)
class Filled:
    """What ``fill_zone`` did: the new lots, and why other spots are none.

    ``left_out`` counts (spot, hours) pairs by reason: ``already`` in this round,
    ``elsewhere`` in another round, ``taken`` by a permit, ``unlawful`` by a siting rule
    or a ban, or out of use.
    """

    lots: list[Lot]
    left_out: dict[str, int]


@transaction.atomic
def fill_zone(
    *, call: Round, zone: VendingZone, weeks: Sequence[Week] = (), by: User
) -> Filled:
    """All lawful free spots of a zone, at each of these hours; none: all its hours."""
    act_as(by)
    call = _draft(call)
    asked = list(weeks) or [zone.week]
    _check_hours(call, zone, asked)
    spots = list(VendingSpot.objects.filter(zone=zone).order_by("number"))
    known = [(lot.spot_id, lot.week, True) for lot in call.lots.all()]
    known += [
        (lot.spot_id, lot.week, False)
        for lot in Lot.objects.filter(round__valid__overlap=call.valid, spot__zone=zone)
        .exclude(round=call)
        .exclude(round__stage__in=[Stage.CANCELLED, Stage.CLOSED])
    ]
    new: list[Lot] = []
    left: dict[str, int] = {}
    for week in asked:
        free = _free(call, zone, week)
        for spot in spots:
            why = _why_not(spot, week, known, free, call)
            if why:
                left[why] = left.get(why, 0) + 1
            else:
                new.append(Lot(round=call, spot=spot, week=week))
    Lot.objects.bulk_create(new)
    record(by, "round_fill", f"round:{call.pk}", zone=zone.pk, lots=len(new))
    return Filled(new, left)


def _check_hours(call: Round, zone: VendingZone, asked: list[Week]) -> None:
    if zone.kind == VendingZone.Kind.NO_VENDING:
        raise BadInput(_("Nothing may be sold in this zone."))
    decree = zone.valid
    if (decree.lower and decree.lower > call.valid.lower) or (
        decree.upper and (not call.valid.upper or call.valid.upper > decree.upper)
    ):
        raise BadInput(_("The zone's decree does not cover all of these days."))
    for place, week in enumerate(asked):
        if not week.ranges or not week <= zone.week:
            raise BadInput(_("The zone does not allow all of these hours."))
        if any((week & other).ranges for other in asked[:place]):
            raise BadInput(_("Two of these times share minutes."))


def _free(call: Round, zone: VendingZone, week: Week) -> set[int]:
    middle = zone.geom.point_on_surface
    found = nearest_spots(
        x=middle.x,
        y=middle.y,
        valid=call.valid,
        zone_id=zone.pk,
        week=week,
        limit=MOST_LOTS,
    )
    return {spot.id for spot in found}


def _why_not(
    spot: VendingSpot,
    week: Week,
    known: list[tuple[int, Week, bool]],
    free: set[int],
    call: Round,
) -> str:
    for pk, other, here in known:
        if pk == spot.pk and (other & week).ranges:
            return "already" if here else "elsewhere"
    if spot.pk in free:
        return ""
    held = Right.objects.filter(
        spot=spot, status=Right.Status.ACTIVE, valid__overlap=call.valid
    )
    taken = any((right.week & week).ranges for right in held.only("week"))
    return "taken" if taken else "unlawful"


@transaction.atomic
def remove_lots(*, call: Round, lots: Collection[int], by: User) -> int:
    """Take lots out of a draft; how many there were."""
    act_as(by)
    call = _draft(call)
    count, _kinds = call.lots.filter(pk__in=lots).delete()
    record(by, "round_remove_lots", f"round:{call.pk}", lots=sorted(lots))
    return count


@transaction.atomic
def set_classes(
    *, call: Round, zone: VendingZone, classes: Sequence[dict[str, str]], by: User
) -> list[PriorityClass]:
    """Who goes first in a zone, in order: ``title_fa``, ``title_en``, ``legal_ref``.

    They take the place of those that the zone had. Whoever is in none comes last.
    """
    act_as(by)
    call = _draft(call)
    if not call.lots.filter(spot__zone=zone).exists():
        raise BadInput(_("This round has no lot in this zone."))
    if len(classes) > NO_CLASS:
        raise BadInput(_("These are too many classes for a zone."))
    if any(not one["title_fa"].strip() for one in classes):
        raise BadInput(_("A priority class needs a title."))
    call.classes.filter(zone=zone).delete()
    made = PriorityClass.objects.bulk_create(
        PriorityClass(
            round=call,
            zone=zone,
            level=level,
            **{name: text.strip() for name, text in one.items()},
        )
        for level, one in enumerate(classes)
    )
    record(by, "round_classes", f"round:{call.pk}", zone=zone.pk, classes=len(made))
    return made


@transaction.atomic
def set_witnesses(
    *, call: Round, witnesses: Sequence[tuple[str, str]], by: User
) -> list[Witness]:
    """Names and commitments; they take the place of those that the round had."""
    act_as(by)
    call = _draft(call)
    tidy = [(name.strip(), commit.strip().lower()) for name, commit in witnesses]
    if any(not name for name, _commit in tidy):
        raise BadInput(_("A witness needs a name."))
    if any(not _HASH.fullmatch(commit) for _name, commit in tidy):
        raise BadInput(_("A seal is 64 digits from 0 to f: copy it as a whole."))
    for part in zip(*tidy, strict=True):
        if len(set(part)) < len(tidy):
            raise BadInput(_("Each witness has a name and a seal of his own."))
    call.witnesses.all().delete()
    made = Witness.objects.bulk_create(
        Witness(round=call, name=name, commit=commit) for name, commit in tidy
    )
    record(by, "round_witnesses", f"round:{call.pk}", witnesses=len(made))
    return made


def _draft(call: Round) -> Any:
    call = locked(call)
    need_stage(call, Stage.DRAFT)
    return call
