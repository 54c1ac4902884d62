"""Rounds as the office sees them: the list, and one with all that is due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.roles import May, Person, may
from gis_app.lib import jalali
from gis_app.lib.week import CITY_TIME
from gis_app.rounds import calls, queries
from gis_app.rounds.models import Application, Challenge, Offer, Round
from gis_app.rounds.stages import Stage
from gis_app.web import wording
from gis_app.web.draw_office import due, typed

LINE = (
    Stage.DRAFT,
    Stage.OPEN,
    Stage.REVIEW,
    Stage.FROZEN,
    Stage.DRAWN,
    Stage.CLOSED,
)
MOMENTS = ("opens_at", "closes_at", "challenge_until", "draw_at")


def listed(person: Person) -> dict[str, Any]:
    """Every round, the newest first, and the code that a new one would have."""
    return {
        "items": [row(call) for call in queries.in_office()],
        "may": rights(person),
        "next_code": _next_code(),
    }


def row(call: Any) -> dict[str, Any]:
    """One line of the list, of a round as ``queries.in_office`` gives it."""
    return {
        "code": call.code,
        "title": wording.either(call.title_fa, call.title_en),
        "stage": call.stage,
        "stage_label": str(call.get_stage_display()),
        "lots_label": wording.number(call.lots_count),
        "applications_label": wording.number(call.applied),
        "applying_label": _("%(first)s to %(last)s")
        % {"first": wording.day(call.opens_at), "last": wording.day(call.closes_at)},
        "draw_label": wording.moment(call.draw_at),
        "next": due.next_act(call),
        "href": reverse("draw-office-round", args=[call.code]),
    }


def whole(call: Any, person: Person) -> dict[str, Any]:
    """One round with what may be done about it now."""
    return row(call) | {
        "title_fa": call.title_fa,
        "title_en": call.title_en,
        "moments": {name: _moment(getattr(call, name)) for name in MOMENTS},
        "valid": {
            "from": typed.day_text(call.valid.lower),
            "until": typed.day_text(call.valid.upper - timedelta(seconds=1))
            if call.valid.upper
            else "",
            "label": wording.period(call.valid),
        },
        "answer_days": call.answer_days,
        "number_name": call.number_name,
        "number": call.number,
        "legal_ref": call.legal_ref,
        "cancelled_because": call.cancelled_because,
        "line": _line(call),
        "needs": [vars(need) for need in calls.needs(call)]
        if call.stage == Stage.DRAFT
        else [],
        "steps": due.steps(call),
        "counts": _counts(call),
        "witnesses": [_witness(one) for one in call.witnesses.order_by("pk")],
        "record": _record(call),
        "takes_applications": call.stage == Stage.OPEN
        and call.opens_at <= timezone.now() < call.closes_at,
        "takes_challenges": call.stage == Stage.REVIEW
        and timezone.now() <= call.challenge_until,
        "may": rights(person),
    }


def rights(person: Person) -> dict[str, bool]:
    """What of rounds this person may do."""
    return {
        "plan": may(person, May.PLAN_ROUNDS),
        "handle": may(person, May.HANDLE_APPLICATIONS),
    }


def _moment(at: Any) -> dict[str, str]:
    return {
        "day": typed.day_text(at),
        "clock": typed.clock_text(at),
        "label": wording.moment(at),
    }


def _line(call: Round) -> list[dict[str, str]]:
    if call.stage == Stage.CANCELLED:
        label = str(Stage.CANCELLED.label)
        return [{"stage": Stage.CANCELLED, "label": label, "where": "here"}]
    here = LINE.index(Stage(call.stage))
    where = ["done"] * here + ["here"] + ["ahead"] * (len(LINE) - here - 1)
    return [
        {"stage": stage.value, "label": str(stage.label), "where": place}
        for stage, place in zip(LINE, where, strict=True)
    ]


def _counts(call: Round) -> dict[str, int]:
    statuses = call.applications.values_list("status").annotate(n=Count("pk"))
    offers = Offer.objects.filter(application__round=call)
    states = offers.values_list("state").annotate(n=Count("pk"))
    doubts = Challenge.objects.filter(application__round=call, outcome="")
    return {
        **dict.fromkeys(Application.Status.values, 0),
        **dict(statuses),
        "doubts": doubts.count(),
        "offers": sum(n for _state, n in states),
        **{f"offers_{state}": n for state, n in states},
    }


def _witness(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "commit": one.commit,
        "revealed": bool(one.reveal),
        "word": one.reveal,
    }


def _record(call: Round) -> dict[str, Any] | None:
    kept = getattr(call, "record", None)
    if kept is None:
        return None
    return {
        "root": kept.root,
        "rules_hash": kept.rules_hash,
        "frozen_label": wording.moment(kept.frozen_at),
        "drawn_label": wording.moment(kept.drawn_at) if kept.drawn_at else "",
        "pool_label": wording.number(kept.pool or 0),
        "given_label": wording.number(kept.given or 0),
        "public": reverse("draw", args=[call.code]),
        "file": reverse("draw-record", args=[call.code]),
        "program": reverse("draw-verifier"),
    }


def _next_code() -> str:
    """``1405-3``: the Jalali year and the first number that is free in it."""
    year = jalali.parts(timezone.now().astimezone(CITY_TIME).date())[0]
    codes = Round.objects.filter(code__startswith=f"{year}-")
    numbers = [code.partition("-")[2] for code in codes.values_list("code", flat=True)]
    return f"{year}-{max((int(n) for n in numbers if n.isdecimal()), default=0) + 1}"
