"""What is due next in a round, and which steps may be taken now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.rounds import calls
from gis_app.rounds.models import Application, Challenge, Offer, Round
from gis_app.rounds.stages import STEPS, Stage
from gis_app.web import wording


def next_act(call: Round) -> dict[str, Any] | None:
    """``what`` to do, ``when_label``, and whether it is ``due`` by now."""
    told = {
        Stage.DRAFT: _of_draft,
        Stage.OPEN: _of_open,
        Stage.REVIEW: _of_review,
        Stage.FROZEN: _of_frozen,
        Stage.DRAWN: _of_drawn,
    }.get(Stage(call.stage))
    return told(call) if told else None


def _of_draft(call: Round) -> dict[str, Any]:
    missing = sum(not need.met for need in calls.needs(call))
    if missing:
        what = _("Finish the preparation: %(n)s open points")
        return _at(what % {"n": wording.number(missing)}, call.opens_at)
    return _at(_("Open the call"), call.opens_at)


def _of_open(call: Round) -> dict[str, Any]:
    if timezone.now() < call.opens_at:
        return _at(_("Applications begin"), call.opens_at, act=False)
    if timezone.now() < call.closes_at:
        return _at(_("Applications end"), call.closes_at, act=False)
    return _at(_("Close applications"), call.closes_at)


def _of_review(call: Round) -> dict[str, Any]:
    waiting = call.applications.filter(status=Application.Status.SUBMITTED).count()
    doubts = Challenge.objects.filter(application__round=call, outcome="").count()
    if waiting:
        what = _("Judge applications: %(n)s") % {"n": wording.number(waiting)}
        return _at(what, call.challenge_until)
    if doubts:
        what = _("Decide challenges: %(n)s") % {"n": wording.number(doubts)}
        return _at(what, call.challenge_until)
    if timezone.now() < call.challenge_until:
        return _at(_("Challenges end"), call.challenge_until, act=False)
    return _at(_("Freeze the list"), call.challenge_until)


def _of_frozen(call: Round) -> dict[str, Any]:
    silent = call.witnesses.filter(reveal="").count()
    if silent and timezone.now() < call.draw_at:
        what = _("Witnesses reveal their words: %(n)s missing")
        return _at(what % {"n": wording.number(silent)}, call.draw_at, act=False)
    return _at(_("Draw"), call.draw_at)


def _of_drawn(call: Round) -> dict[str, Any]:
    offers = Offer.objects.filter(application__round=call)
    waiting = offers.filter(state=Offer.State.OPEN).order_by("answer_by").first()
    if waiting:
        late = waiting.answer_by < timezone.now()
        what = _("Pass on what was not answered") if late else _("Next answer is due")
        return _at(what, waiting.answer_by, act=late)
    if call.record.given and not offers.exists():
        return _at(_("Make the offers"), call.draw_at)
    return _at(_("Close the round"), None)


def _at(what: str, when: datetime | None, *, act: bool = True) -> dict[str, Any]:
    return {
        "what": what,
        "when_label": wording.moment(when) if when else "",
        "due": act and (when is None or when <= timezone.now()),
    }


def steps(call: Round) -> list[dict[str, str]]:
    """Lawful next stages: ``blocked`` says why not yet, ``asks`` what is to be told."""
    labels = {
        Stage.OPEN: _("Open the call"),
        Stage.REVIEW: _("Close applications"),
        Stage.FROZEN: _("Freeze the list"),
        Stage.DRAWN: _("Draw"),
        Stage.CLOSED: _("Close the round"),
        Stage.CANCELLED: _("Call it off"),
    }
    asks = {Stage.CANCELLED: "reason", Stage.DRAWN: "number"}
    return [
        {
            "to": stage.value,
            "label": labels[stage],
            "asks": asks.get(stage, ""),
            "blocked": _blocked(call, stage),
        }
        for stage in STEPS[Stage(call.stage)]
    ]


def _blocked(call: Round, to: Stage) -> str:
    now = timezone.now()
    if to == Stage.OPEN:
        missing = [need.sentence for need in calls.needs(call) if not need.met]
        return missing[0] if missing else ""
    if to == Stage.CLOSED:
        return _unanswered(call)
    first = {
        Stage.REVIEW: (call.closes_at, _("From %(when)s on, when applications end.")),
        Stage.FROZEN: (
            call.challenge_until,
            _("From %(when)s on, when challenges end."),
        ),
        Stage.DRAWN: (call.draw_at, _("At %(when)s, as it was published.")),
    }.get(to)
    if first and now < first[0]:
        return first[1] % {"when": wording.moment(first[0])}
    return ""


def _unanswered(call: Round) -> str:
    offers = Offer.objects.filter(application__round=call)
    if call.record.given and not offers.exists():
        return _("Make the offers of the draw first.")
    if waiting := offers.filter(state=Offer.State.OPEN).count():
        return _("Offers that wait for an answer: %(n)s.") % {
            "n": wording.number(waiting)
        }
    return ""
