"""Applications are judged, by rule or by hand, and may be challenged."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.errors import BadInput, Conflict
from gis_app.lib.draw import MOST_WEIGHT
from gis_app.rounds.applying import reasons_against
from gis_app.rounds.calls import locked, need_stage
from gis_app.rounds.models import (
    BY_HAND,
    MOST_REASON,
    Application,
    Challenge,
    PriorityClass,
    Round,
)
from gis_app.rounds.stages import Stage


@transaction.atomic
def judge(
    *,
    application: Application,
    classes: Sequence[PriorityClass] = (),
    weight: int = 1,
    by_hand: tuple[Sequence[str], str] | None = None,
    by: User,
) -> Application:
    """Eligible or not, with coded reasons; into which classes, with which weight.

    A rule decides, or with ``by_hand`` = (reasons of BY_HAND, note) the office: without
    a reason it admits. The note stays in the office. Raises BadInput without one,
    Conflict for whoever challenged the application, and where an upheld challenge
    decided already.
    """
    act_as(by)
    call = locked(application.round)
    need_stage(call, Stage.REVIEW)
    application = _held(application)
    _may_decide(application, by)
    if not 1 <= weight <= MOST_WEIGHT:
        raise BadInput(_("A weight in the lottery is from 1 to 100."))
    if any(one.round_id != call.pk for one in classes):
        raise BadInput(_("This priority class belongs to another round."))
    application.weight = weight
    application.classes.set(classes)
    reasons, note = reasons_against(application), ""
    if by_hand is not None:
        reasons, note = _by_hand(reasons, *by_hand)
    return _decide(application, reasons, note, by)


def _by_hand(
    found: list[str], reasons: Sequence[str], note: str
) -> tuple[list[str], str]:
    if not note.strip() or len(note.strip()) > MOST_REASON:
        raise BadInput(_("Give the reason of the decision."))
    if unknown := set(reasons) - set(BY_HAND):
        raise BadInput(_("This is no reason to refuse."), reasons=sorted(unknown))
    if "challenge_upheld" in found:
        raise Conflict(_("A challenge against this application was upheld."))
    return list(reasons), note.strip()


@transaction.atomic
def judge_rest(*, call: Round, by: User) -> list[Application]:
    """Judge by rule whoever is not judged yet; those whom he challenged are left."""
    act_as(by)
    call = locked(call)
    need_stage(call, Stage.REVIEW)
    waiting = call.applications.filter(status=Application.Status.SUBMITTED)
    waiting = waiting.exclude(challenges__by=by.get_username())
    held = waiting.select_for_update(of=("self",), no_key=True)
    return [
        _decide(one, reasons_against(one), "", by)
        for one in held.select_related("vendor")
    ]


def _decide(
    application: Application, reasons: list[str], note: str, by: User
) -> Application:
    application.reasons, application.decision_note = reasons, note
    application.decided_by = by.get_username()
    application.status = (
        Application.Status.REFUSED if reasons else Application.Status.ELIGIBLE
    )
    application.save(
        update_fields=["reasons", "decision_note", "decided_by", "status", "weight"]
    )
    record(
        by,
        "judge",
        f"application:{application.pk}",
        status=application.status,
        reasons=reasons,
        by_hand=bool(note),
    )
    return application


def _may_decide(application: Application, by: User) -> None:
    if application.status == Application.Status.WITHDRAWN:
        raise Conflict(_("This application was withdrawn."))
    if application.challenges.filter(by=by.get_username()).exists():
        raise Conflict(_("Somebody else has to decide what you raised."))


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
        _decide(application, reasons_against(application), "", by)
    record(by, "decide_challenge", f"challenge:{doubt.pk}", upheld=upheld)
    return doubt


def _held(application: Application) -> Application:
    found = Application.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("vendor").get(pk=application.pk)
