"""Swaps as the office sees them: who is willing, the cycles, what came of it."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.land.models import Right
from gis_app.swaps.models import Swap, Willing
from gis_app.swaps.queries import of_swap
from gis_app.web import wording
from gis_app.web.draw_office.told import rights
from gis_app.web.holders import holder


def listed(person: User) -> dict[str, Any]:
    """All swaps, the newest first."""
    return {
        "items": [row(swap) for swap in Swap.objects.order_by("-pk")],
        "may": rights(person),
    }


def row(swap: Swap) -> dict[str, Any]:
    """One line of the list."""
    return {
        "id": swap.pk,
        "title": wording.either(swap.title_fa, swap.title_en),
        "stage": swap.stage,
        "stage_label": str(swap.get_stage_display()),
        "willing_label": wording.number(swap.willing.count()),
        "made_label": wording.day(swap.made_at),
        "done_label": wording.moment(swap.done_at) if swap.done_at else "",
        "href": reverse("swap-office-one", args=[swap.pk]),
    }


def whole(swap: Swap, person: User) -> dict[str, Any]:
    """A swap with its willing holders and, once shown, the cycles."""
    people = list(of_swap(swap))
    return row(swap) | {
        "willing": [_willing(one, person) for one in people],
        "cycles": _cycles(swap, {one.receipt: one for one in people}, person),
        "may": rights(person),
    }


def permits(found: Any, person: User) -> list[dict[str, Any]]:
    """Permits to choose from."""
    return [permit(right, person) for right in found]


def permit(right: Right, person: User) -> dict[str, Any]:
    """A permit by its spot and hours, its holder by name or pseudonym."""
    code = Vendor.objects.filter(party=right.party_id).values_list("code", flat=True)
    return {
        "right": right.pk,
        "label": label(right),
        "until_label": wording.period(right.valid),
        "who": " · ".join(
            filter(None, [holder(right.party, person), code.first() or ""])
        ),
    }


def label(right: Right) -> str:
    """``spot S-12, every day 17:00–21:00``."""
    return _("spot %(spot)s, %(week)s") % {
        "spot": wording.digits(right.spot.number if right.spot else ""),
        "week": wording.week(right.week),
    }


def _willing(one: Willing, person: User) -> dict[str, Any]:
    return permit(one.held, person) | {
        "receipt": one.receipt,
        "wishes": [
            {"right": wish.right_id, "label": label(wish.right)}
            for wish in one.wishes.all()
        ],
        "got": one.got_id,
    }


def _cycles(
    swap: Swap, people: dict[str, Willing], person: User
) -> list[list[dict[str, Any]]]:
    """Each in a cycle with what he gives and what he gets."""
    if not swap.record:
        return []
    told = json.loads(swap.record)
    held = {one["held"]: people[one["receipt"]] for one in told["list"]}
    return [
        [
            {
                "receipt": who,
                "who": permit(people[who].held, person)["who"],
                "gives": label(people[who].held),
                "gets": label(held[told["after"][who]].held),
            }
            for who in cycle
        ]
        for cycle in told["cycles"]
    ]


def changed_meanwhile(swap: Swap) -> str:
    """Somebody else took a step while the page was open."""
    return _("Meanwhile the swap is at “%(stage)s”: look at it again.") % {
        "stage": swap.get_stage_display()
    }
