"""Layouts as drafts: laid out, changed by hand, published as spots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from django.contrib.gis.geos import Polygon
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.errors import BadInput, Conflict
from gis_app.lib.week import CITY_TIME
from gis_app.zones.layout.fill import Plan, fill
from gis_app.zones.layout.frontage import Frontage, Size
from gis_app.zones.layout.judge import Fault, spots_at_fault, together
from gis_app.zones.models import DraftSpot, LayoutDraft, VendingSpot, VendingZone

MOST_SPOTS = 600
FARTHEST_M = 30.0


@transaction.atomic
def lay_out(*, zone: VendingZone, plan: Plan, prefix: str, by: User) -> LayoutDraft:
    """Fill a zone and keep the result as a draft; raises BadInput."""
    act_as(by)
    if zone.kind == VendingZone.Kind.NO_VENDING:
        raise BadInput(_("No vending is allowed in this zone."), field="zone")
    found = fill(zone, plan, timezone.now())
    draft = LayoutDraft.objects.create(
        zone=zone,
        side=plan.side,
        length_m=plan.size.length_m,
        depth_m=plan.size.depth_m,
        offset_m=plan.size.offset_m,
        spacing_m=found.spacing_m,
        bound=found.bound,
        frontage=found.why
        | {"lines": [{"xy": line.xy, "inward": line.inward} for line in found.lines]},
    )
    numbers = _numbers(prefix, len(found.stalls), None)
    DraftSpot.objects.bulk_create(
        DraftSpot(draft=draft, number=number, line=s.line, at=s.at, geom=s.footprint)
        for number, s in zip(numbers, found.stalls, strict=True)
    )
    record(by, "lay_out", f"layout:{draft.pk}", zone=zone.pk, spots=len(found.stalls))
    return draft


def lines(draft: LayoutDraft) -> list[Frontage]:
    """The frontages of a draft."""
    return [
        Frontage(tuple((x, y) for x, y in line["xy"]), line["inward"])
        for line in draft.frontage["lines"]
    ]


def spots(draft: LayoutDraft) -> list[DraftSpot]:
    """In order along the frontages."""
    return list(draft.spots.order_by("line", "at", "pk"))


def judged(draft: LayoutDraft, there: Sequence[DraftSpot]) -> dict[int, list[Fault]]:
    """What forbids (or advises against) each, with the others there; by its index."""
    shapes = [spot.geom for spot in there]
    return together(draft.zone, shapes, timezone.now()) if shapes else {}


@transaction.atomic
def move(
    *, draft: LayoutDraft, spot: int, along_m: float, across_m: float, by: User
) -> None:
    """Along the frontage and away from it; the rules are asked afterwards."""
    draft = _open(draft, by)
    moved = draft.spots.get(pk=spot)
    _stand(draft, moved, moved.at + along_m, moved.across + across_m)
    moved.save(update_fields=["at", "across", "geom"])


@transaction.atomic
def remove(*, draft: LayoutDraft, spot: int, by: User) -> None:
    """Leave one out."""
    _open(draft, by).spots.get(pk=spot).delete()


@transaction.atomic
def add(*, draft: LayoutDraft, x: float, y: float, by: User) -> DraftSpot:
    """One more with its middle at a place (storage CRS), on the nearest frontage."""
    draft = _open(draft, by)
    if draft.spots.count() >= MOST_SPOTS:
        raise BadInput(_("A layout has at most %(n)d spots.") % {"n": MOST_SPOTS})
    found = [(line.nearest((x, y)), i) for i, line in enumerate(lines(draft))]
    (metre, away), line = min(found, key=lambda each: each[0][1])
    if away > FARTHEST_M:
        raise BadInput(_("That place is far from the frontage. Choose one beside it."))
    near = draft.spots.order_by("pk").first()
    prefix = near.number.rsplit("-", 1)[0] if near else draft.zone.code[:14]
    own = set(draft.spots.values_list("number", flat=True))
    number = next(n for n in _free(prefix, 1) if n not in own)
    spot = DraftSpot(draft=draft, number=number, line=line)
    _stand(draft, spot, metre - draft.length_m / 2, 0.0)
    spot.save()
    return spot


@transaction.atomic
def renumber(*, draft: LayoutDraft, prefix: str, start: int | None, by: User) -> None:
    """In order along the frontages: PREFIX-001, PREFIX-002, …"""
    draft = _open(draft, by)
    there = spots(draft)
    for spot, number in zip(there, _numbers(prefix, len(there), start), strict=True):
        spot.number = number
    DraftSpot.objects.bulk_update(there, ["number"])


@transaction.atomic
def drop(*, draft: LayoutDraft, by: User) -> None:
    """Give a draft up; its versions stay in history."""
    draft = _open(draft, by)
    draft.state = LayoutDraft.State.DROPPED
    draft.save(update_fields=["state"])
    record(by, "drop_layout", f"layout:{draft.pk}")


@transaction.atomic
def publish(*, draft: LayoutDraft, by: User) -> list[VendingSpot]:
    """Make the proposed spots spots in use today: all of them, or none.

    Raises Conflict naming the spots whose number is taken or that a rule forbids.
    """
    draft = _open(draft, by)
    there = spots(draft)
    if not there:
        raise BadInput(_("There is nothing to publish: lay out or add a spot."))
    with connection.cursor() as cursor:
        # Nobody else's spot comes in between the question and the answer.
        cursor.execute("LOCK TABLE zones_vendingspot IN SHARE ROW EXCLUSIVE MODE")
    _refuse(
        _taken([spot.number for spot in there]),
        _("These numbers are taken: %(numbers)s. Give the layout others."),
    )
    made = VendingSpot.objects.bulk_create(
        VendingSpot(number=spot.number, zone=draft.zone, geom=spot.geom)
        for spot in there
    )
    faults = spots_at_fault(draft.zone, made, timezone.now())
    _refuse(
        [there[n].number for n in sorted(faults)],
        _("Rules forbid these spots: %(numbers)s. Move or remove them."),
    )
    draft.state = LayoutDraft.State.PUBLISHED
    draft.published_on = today()
    draft.save(update_fields=["state", "published_on"])
    record(by, "publish_layout", f"layout:{draft.pk}", spots=len(made))
    return made


def today() -> date:
    """The day in the city."""
    return timezone.now().astimezone(CITY_TIME).date()


def _refuse(numbers: list[str], sentence: str) -> None:
    if numbers:
        told = "، ".join(numbers[:8]) + (" …" if len(numbers) > 8 else "")
        raise Conflict(sentence % {"numbers": told}, spots=numbers)


def _open(draft: LayoutDraft, by: User) -> LayoutDraft:
    act_as(by)
    held = LayoutDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if held.state != LayoutDraft.State.DRAFT:
        raise Conflict(_("This layout is no draft any more. Lay out the zone anew."))
    return held


def _stand(draft: LayoutDraft, spot: DraftSpot, at: float, across: float) -> None:
    line = lines(draft)[spot.line]
    if not (
        -FARTHEST_M <= at <= line.length + FARTHEST_M and abs(across) <= FARTHEST_M
    ):
        raise BadInput(_("That is too far from the frontage."))
    shape: Polygon | None = line.stall(
        at, Size(draft.length_m, draft.depth_m, draft.offset_m), across
    )
    if shape is None:
        raise BadInput(_("The frontage turns a corner there. Move the stall farther."))
    spot.at, spot.across, spot.geom = round(at, 3), round(across, 3), shape


def _numbers(prefix: str, n: int, start: int | None) -> list[str]:
    prefix = prefix.strip()
    if not 1 <= len(prefix) <= 14:
        raise BadInput(
            _("Give the numbers a prefix of 14 letters at most."), field="prefix"
        )
    if start is not None:
        return [f"{prefix}-{start + k:03d}" for k in range(n)]
    free = _free(prefix, 1)
    return [next(free) for _k in range(n)]


def _free(prefix: str, start: int) -> Iterator[str]:
    taken = set(
        VendingSpot.objects.filter(number__startswith=f"{prefix}-").values_list(
            "number", flat=True
        )
    )
    every = (f"{prefix}-{k:03d}" for k in count(start))
    return (number for number in every if number not in taken)


def _taken(numbers: list[str]) -> list[str]:
    found = VendingSpot.objects.filter(number__in=numbers)
    return list(found.order_by("number").values_list("number", flat=True))
