"""Applications as the office reads them: who, which wishes, what was decided."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.rounds.models import BY_HAND, Application, Challenge, Round, Wish
from gis_app.rounds.stages import Stage
from gis_app.vendors.models import PriorityPaper
from gis_app.vendors.queries import papers_in_force
from gis_app.web import wording
from gis_app.web.draw_office.lots import lot_label
from gis_app.web.draws import REASONS
from gis_app.web.goods import goods
from gis_app.web.holders import holder

MOST = 100


def page(
    call: Round, person: User, *, status: str, words: str, after: int
) -> dict[str, Any]:
    """A page of the list in the order of submission, and how many there are by status.

    ``status`` empty: all; ``challenged``: with an undecided challenge. ``words`` is
    part of a receipt number, or a vendor's code.
    """
    found = call.applications.order_by("pk")
    if status == "challenged":
        found = found.filter(challenges__outcome="").exclude(challenges=None).distinct()
    elif status:
        found = found.filter(status=status)
    if words := words.strip().upper():
        found = found.filter(receipt__contains=words) | found.filter(
            vendor__code__iexact=words
        )
    shown = list(related(found.filter(pk__gt=after))[: MOST + 1])
    counts = call.applications.values_list("status").annotate(n=Count("pk"))
    return {
        "items": rows(shown[:MOST], person, call),
        "next": shown[MOST - 1].pk if len(shown) > MOST else None,
        "counts": dict.fromkeys(Application.Status.values, 0) | dict(counts),
        "reasons": [{"code": code, "label": REASONS[code]()} for code in BY_HAND],
    }


def related(found: Any) -> Any:
    """With all that a row needs, in a handful of queries."""
    return found.select_related("vendor__party").prefetch_related(
        "wishes__lot__spot__zone", "wishes__zone", "classes__zone", "challenges"
    )


def rows(
    applications: list[Application], person: User, call: Round
) -> list[dict[str, Any]]:
    """Applications with their papers of priority, for those who may see papers."""
    vendors = [one.vendor_id for one in applications]
    with_papers: set[int] = set()
    if call.stage == Stage.REVIEW and may(person, May.SEE_PAPERS):
        filed = PriorityPaper.objects.filter(vendor__in=vendors)
        with_papers = set(filed.values_list("vendor", flat=True))
    return [
        _row(one, person, call)
        | {"papers": _papers(one) if one.vendor_id in with_papers else []}
        for one in applications
    ]


def _papers(one: Application) -> list[str]:
    found = papers_in_force(one.vendor)
    return [wording.either(p.kind.title_fa, p.kind.title_en) for p in found]


def _row(one: Application, person: User, call: Round) -> dict[str, Any]:
    """An application; its vendor by name or pseudonym, by role."""
    doubts = list(one.challenges.all())
    own = any(doubt.by == person.get_username() for doubt in doubts)
    return {
        "id": one.pk,
        "receipt": one.receipt,
        "at_label": wording.moment(one.at),
        "status": one.status,
        "status_label": str(one.get_status_display()),
        "reasons": [REASONS[code]() for code in one.reasons if code in REASONS],
        "note": one.decision_note,
        "decided_by": one.decided_by,
        "weight": one.weight,
        "classes": [each.pk for each in one.classes.all()],
        "classes_label": wording.enumerate_words(
            [wording.either(each.title_fa, each.title_en) for each in one.classes.all()]
        ),
        "vendor": {
            "id": one.vendor_id,
            "code": one.vendor.code,
            "name": holder(one.vendor.party, person),
            "goods_label": goods(one.vendor.goods),
        },
        "wishes": [_wish(wish) for wish in one.wishes.all()],
        "zones": sorted({_zone(wish) for wish in one.wishes.all()}),
        "challenges": [_doubt(doubt, person) for doubt in doubts],
        "may": _may(one, call, own=own),
    }


def _may(one: Application, call: Round, *, own: bool) -> dict[str, bool]:
    stands = one.status != Application.Status.WITHDRAWN
    open_now = call.stage == Stage.OPEN
    in_time = call.opens_at <= timezone.now() < call.closes_at
    return {
        "change": stands and open_now and in_time,
        "withdraw": stands and call.stage in (Stage.OPEN, Stage.REVIEW),
        "judge": stands and call.stage == Stage.REVIEW and not own,
        "challenge": stands
        and call.stage == Stage.REVIEW
        and timezone.now() <= call.challenge_until,
    }


def wish_label(wish: Wish) -> str:
    """``spot S-12, every day 17:00–21:00`` or ``any lot of Sa'di zone``."""
    if wish.lot is not None:
        return lot_label(wish.lot)
    name = wording.name(wish.zone) if wish.zone else ""
    return _("any lot of %(zone)s") % {"zone": name}


def _wish(wish: Wish) -> dict[str, Any]:
    return {"lot": wish.lot_id, "zone": wish.zone_id, "label": wish_label(wish)}


def _zone(wish: Wish) -> int:
    return int(wish.lot.spot.zone_id if wish.lot else wish.zone_id or 0)


def _doubt(doubt: Challenge, person: User) -> dict[str, Any]:
    return {
        "id": doubt.pk,
        "text": doubt.text,
        "by": doubt.by,
        "at_label": wording.moment(doubt.at),
        "outcome": doubt.outcome,
        "outcome_label": str(doubt.get_outcome_display()) if doubt.outcome else "",
        "answer": doubt.answer,
        "decided_by": doubt.decided_by,
        "own": doubt.by == person.get_username(),
    }
