"""The public pages of rounds and draws: what was promised, what came, how to check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gis_app.errors import Refusal
from gis_app.lib import draw as arithmetic
from gis_app.lib.week import Week
from gis_app.rounds import drawing, queries
from gis_app.rounds.models import Application, Round
from gis_app.rounds.stages import Stage
from gis_app.web import wording

LONGEST_RECEIPT = 40
LONGEST_WORD = 200


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round that was called out."""
    shown = [_row(call) for call in queries.published()]
    return render(request, "draws.html", _frame() | {"rounds": shown})


@require_safe
@never_cache
def one_round(request: HttpRequest, code: str) -> HttpResponse:
    """A round with its proof, and what became of one application (``?receipt=``)."""
    call = _published(code)
    typed = request.GET.get("receipt", "").replace("\0", "")[:LONGEST_RECEIPT]
    return render(
        request,
        "draw.html",
        _page(call)
        | {
            "typed": typed,
            "answer": _answer(call, typed) if typed.strip() else None,
        },
    )


def _page(call: Round) -> dict[str, Any]:
    return (
        _frame()
        | _row(call)
        | {
            "witnesses": call.witnesses.order_by("pk"),
            "record": getattr(call, "record", None),
            "revealing": call.stage == Stage.FROZEN,
        }
    )


@require_POST
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """A witness reveals his word himself: only the one he committed to is taken."""
    call = _published(code)
    key, word = request.POST.get("witness", ""), request.POST.get("word", "")
    witness = get_object_or_404(call.witnesses, pk=int(key) if key.isdecimal() else 0)
    try:
        drawing.reveal(
            witness=witness, word=word.replace("\0", "")[:LONGEST_WORD], by="witness"
        )
    except Refusal as refusal:
        context = _page(call) | {"refused": refusal.message, "refused_by": witness.pk}
        return render(request, "draw.html", context, status=refusal.status)
    return redirect(f"{reverse('draw', args=[code])}#proof")


@require_safe
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The record to the byte: the frozen list, and after the draw all of it."""
    kept = getattr(_published(code), "record", None)
    if kept is None:
        raise Http404
    answer = HttpResponse(kept.drawn or kept.frozen, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="draw-{code}.json"'
    return answer


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that runs a draw again: one file for Python's own library."""
    text = Path(arithmetic.__file__).read_text(encoding="utf-8")
    answer = HttpResponse(text, content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify_draw.py"'
    return answer


def _published(code: str) -> Round:
    return get_object_or_404(queries.published(), code=code)


def _frame() -> dict[str, Any]:
    return {"page": "draws", "settings": {"files": {"icons": static("img/icons.svg")}}}


def _row(call: Any) -> dict[str, Any]:
    """What both pages tell of a round as ``queries.published`` gives it."""
    record = getattr(call, "record", None)
    return {
        "call": call,
        "title": wording.either(call.title_fa, call.title_en),
        "stage": call.get_stage_display(),
        "lots": wording.number(call.lots_count),
        "applications": wording.number(call.applied),
        "pool": wording.number(record.pool or 0) if record else "",
        "given": wording.number(record.given or 0) if record else "",
        "dates": [
            (
                _("Applications"),
                wording.day(call.opens_at),
                wording.day(call.closes_at),
            ),
            (_("Challenges until"), wording.day(call.challenge_until), ""),
            (_("Draw"), wording.moment(call.draw_at), ""),
            (_("Permits"), wording.period(call.valid), ""),
        ],
    }


def _answer(call: Round, typed: str) -> dict[str, Any]:
    """What the page says of a receipt number."""
    found = queries.find(call, typed)
    if found is None:
        return {"lead": _("There is no application with this number in this round.")}
    result = queries.outcome(found)
    if result is None:
        return {"receipt": found.receipt, "lead": _state(found)}
    return {
        "receipt": found.receipt,
        "lead": _lead(result),
        "rank": _("Rank %(rank)s of %(pool)s")
        % {"rank": wording.number(result.rank), "pool": wording.number(result.pool)},
        "wishes": [(_wish(one), _code(one.code)) for one in result.wishes],
        "offer": result.offer and _offer(result.offer),
    }


REASONS = {
    "vendor_suspended": lambda: _("the vendor's papers are suspended"),
    "goods_fit_no_wish": lambda: _("the goods may not be sold at any of the wishes"),
    "challenge_upheld": lambda: _("a challenge against it was upheld"),
    "papers_missing": lambda: _("papers that the call asks for are missing"),
    "untrue_statement": lambda: _("what was stated is not true"),
    "call_not_met": lambda: _("the conditions of the call are not met"),
}


def _state(application: Application) -> str:
    told = _("This application is: %(status)s.") % {
        "status": application.get_status_display()
    }
    reasons = [REASONS[one]() for one in application.reasons if one in REASONS]
    if not reasons:
        return told
    because = _("Reason: %(reasons)s.") % {"reasons": wording.enumerate_words(reasons)}
    return f"{told} {because}"


def _lead(result: queries.Outcome) -> str:
    if result.lot is None:
        return _("No lot was left of those wished for; the waiting lists go on.")
    return _("Given: %(lot)s.") % {"lot": _lot(result.lot)}


def _wish(one: queries.WishOutcome) -> str:
    if one.lot is None:
        return _("any lot in zone %(zone)s") % {"zone": wording.digits(one.zone)}
    return _lot(one.lot)


def _lot(lot: dict[str, Any]) -> str:
    return _("spot %(spot)s, %(week)s") % {
        "spot": wording.digits(lot["spot"]),
        "week": wording.week(Week.parse(lot["week"])),
    }


CODES = {
    arithmetic.GIVEN: lambda: _("given"),
    arithmetic.BY_CLASS: lambda: _("went to a priority class that goes first"),
    arithmetic.BY_RANK: lambda: _("went to better ranks"),
    arithmetic.NO_LOTS: lambda: _("the zone had no lots"),
}


def _code(code: str | None) -> str:
    return CODES[code]() if code else _("not needed")


def _offer(offer: Any) -> str:
    if offer.state == offer.State.OPEN:
        return _("Answer by %(day)s.") % {"day": wording.moment(offer.answer_by)}
    return str(offer.get_state_display())
