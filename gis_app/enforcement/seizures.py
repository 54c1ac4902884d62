"""Goods that were taken away: under a numbered receipt, with a day to go back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.enforcement import papers, queries, workdays
from gis_app.enforcement.days import SEIZED, DeadlineRule
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.models import Case, Evidence, SeizedGoods
from gis_app.enforcement.services import locked
from gis_app.enforcement.stages import FINAL, Stage, Track
from gis_app.errors import BadInput, Conflict, Forbidden
from gis_app.lib import jalali

MOST_ITEMS = 40
LONGEST = {"what": 120, "unit": 20, "condition": 120}
MOST_OF_ONE = 100_000.0


@dataclass(frozen=True)
class Item:
    """One line of a receipt."""

    what: str
    quantity: float
    unit: str
    condition: str = ""


Printer = Callable[[SeizedGoods], Mapping[str, bytes]]
"""Prints a receipt that has its number: one PDF for each language."""


@transaction.atomic
def seize(
    *,
    case: Case,
    items: Sequence[Item],
    by: User,
    client_id: UUID,
    printer: Printer,
    at: datetime | None = None,
) -> SeizedGoods:
    """Take goods into keeping and print the receipt; the same ``client_id`` once.

    The person is owed the receipt there and then, and the goods by ``return_by``.
    Raises Forbidden, and BadInput for a case in which nothing may be taken.
    """
    act_as(by)
    if not may(by, May.ISSUE_NOTICES):
        raise Forbidden(_("An officer of the district takes goods away."))
    case = locked(case, by)
    goods = _readable(items)
    if before := SeizedGoods.objects.filter(client_id=client_id).first():
        return _same(before, case, goods, by)
    _may_be_taken(case)
    at = at or timezone.now()
    row = SeizedGoods.objects.create(
        case=case,
        year=jalali.parts(at)[0],
        goods=goods,
        client_id=client_id,
        receipt_at=at,
        receipt_by=by.get_username(),
        return_by=workdays.due(_rule(case, at), at),
    )
    row.refresh_from_db()  # the database numbers it
    papers.keep(case, f"receipt {row.pk}", {"receipt": row.number}, printer(row), by)
    record(by, "goods-seize", f"case:{case.pk}", receipt=row.number)
    return row


@transaction.atomic
def give_back(
    *, seized: SeizedGoods, by: User, at: datetime | None = None
) -> SeizedGoods:
    """The goods went back; twice changes nothing."""
    act_as(by)
    if not may(by, May.RETURN_GOODS):
        raise Forbidden(_("Officers and clerks give goods back."))
    locked(seized.case, by)
    seized = SeizedGoods.objects.select_for_update(no_key=True).get(pk=seized.pk)
    if seized.returned_at is not None:
        return seized
    at = at or timezone.now()
    if not seized.receipt_at <= at <= timezone.now() + papers.CLOCK_SLACK:
        raise BadInput(_("Goods go back between the moment of the receipt and now."))
    seized.returned_at, seized.returned_by = at, by.get_username()
    seized.save(update_fields=["returned_at", "returned_by"])
    file_evidence(
        kind=Evidence.Kind.NOTE,
        by=by,
        client_id=uuid5(NAMESPACE_URL, f"receipt {seized.pk} returned"),
        case=seized.case,
        device_at=at,
        meta={"receipt": seized.number, "note": _("The goods were given back.")},
    )
    record(by, "goods-return", f"case:{seized.case_id}", receipt=seized.number)
    return seized


def overdue(person: User, at: datetime) -> QuerySet[SeizedGoods]:
    """Goods that should have gone back before a moment, in this person's reach."""
    reach = queries.visible_to(person)
    late = SeizedGoods.objects.filter(returned_at=None, return_by__lt=at)
    return late.filter(case__in=reach).order_by("return_by", "pk")


def _may_be_taken(case: Case) -> None:
    if case.track != Track.OBSTRUCTION:
        raise BadInput(
            _("Goods are taken for an obstruction of a public way only (art. 55).")
        )
    if case.state in FINAL:
        raise BadInput(_("This case has ended: there is nothing left to do."))
    if case.state == Stage.DETECTED:
        raise BadInput(_("Go there first: the case has to be verified in the field."))


def _rule(case: Case, at: datetime) -> DeadlineRule:
    found = workdays.rule(case.track, SEIZED, timezone.localdate(at))
    if found is None:
        raise BadInput(
            _(
                "No deadline is in force for the return of goods: let a planner or"
                " clerk enter one in the back office."
            )
        )
    return found


def _readable(items: Sequence[Item]) -> list[dict[str, object]]:
    if not 1 <= len(items) <= MOST_ITEMS:
        raise BadInput(
            _("A receipt lists between 1 and %(most)s things.") % {"most": MOST_ITEMS}
        )
    return [_line(item) for item in items]


def _line(item: Item) -> dict[str, object]:
    line = asdict(item)
    for name, most in LONGEST.items():
        text = " ".join(str(line[name]).replace("\0", "").split())
        if len(text) > most or (not text and name != "condition"):
            raise BadInput(
                _("Each thing needs a name, a number and a unit, in a few words.")
            )
        line[name] = text
    if not 0 < item.quantity <= MOST_OF_ONE:
        raise BadInput(_("How many of a thing there are is a number above 0."))
    return line


def _same(
    before: SeizedGoods, case: Case, goods: list[dict[str, object]], by: User
) -> SeizedGoods:
    told = (before.case_id, before.goods, before.receipt_by)
    if told == (case.pk, goods, by.get_username()):
        return before
    raise Conflict(_("This id was already used for something else."))
