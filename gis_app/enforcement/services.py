"""Moves a case along its way: each step locked, lawful, told and logged."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.enforcement import queries, workdays
from gis_app.enforcement.models import Case, CaseEvent, Evidence
from gis_app.enforcement.stages import (
    FINAL,
    FROM_SERVICE,
    UNCONFIRMED,
    Stage,
    Step,
    step,
)
from gis_app.errors import BadInput, Conflict, Forbidden, NotFound
from gis_app.lib.digits import to_persian

LONGEST_REASON = 500
CLOCK_SLACK = timedelta(minutes=2)
SURE = ("probable", "strong")


@transaction.atomic
def take_step(
    *, case: Case, to: str, by: User, reason: str = "", at: datetime | None = None
) -> Case:
    """Take one lawful step; the case as it stands afterwards.

    ``case.state`` is where the caller saw it stand: who comes after somebody else gets
    Conflict, and the same step again by the same person changes nothing. Raises
    NotFound out of one's reach, Forbidden for the wrong role, and BadInput for what
    the law does not allow or what is missing: a reason, a measurement, certainty.
    """
    act_as(by)
    seen = case.state
    case = locked(case, by)
    if _done_already(case, seen, to, by):
        return case
    if case.state != seen:
        raise _somebody_was_first(case)
    lawful = _lawful(case, to)
    _may_take(lawful, by)
    reason = tidy(reason)
    _nothing_is_missing(case, lawful, reason)
    at = _moment(case, at)
    case.due_at, legal_ref = _due(case, to, at)
    case.state = to
    case.save(update_fields=["state", "due_at"])
    tell(case, by=by, start=seen, reason=reason, at=at, legal_ref=legal_ref)
    record(by, "case-step", f"case:{case.pk}", start=seen, end=to)
    return case


def dismiss(*, case: Case, by: User, reason: str, at: datetime | None = None) -> Case:
    """End a case that should not go on; nothing was wrong, or it can't be shown."""
    return take_step(case=case, to=Stage.DISMISSED, by=by, reason=reason, at=at)


def locked(case: Case, by: User) -> Case:
    """The case as it is now, held until the transaction ends; NotFound out of reach."""
    held = (
        queries.visible_to(by)
        .select_for_update(no_key=True, of=("self",))
        .defer("geom")
        .filter(pk=case.pk)
        .first()
    )
    if held is None:
        raise NotFound(_("There is no such thing here."))
    return held


def tell(
    case: Case, *, by: User, start: str, reason: str, at: datetime, legal_ref: str
) -> CaseEvent:
    """The event of a step that was just taken."""
    return CaseEvent.objects.create(
        case=case,
        at=at,
        by=by.get_username(),
        role="superuser" if by.is_superuser else by.role,
        from_state=start,
        to_state=case.state,
        reason=reason,
        deadline=case.due_at,
        legal_ref=legal_ref,
    )


def tidy(reason: str) -> str:
    """A reason as it is kept; BadInput when it is too long."""
    text = reason.replace("\0", "").strip()
    if len(text) > LONGEST_REASON:
        raise BadInput(
            _("A reason has %(most)s letters at most: say it shorter.")
            % {"most": in_words(LONGEST_REASON)}
        )
    return text


def name_of(username: str) -> str:
    """How a member of staff is called in a sentence."""
    user = User.objects.filter(username=username).first()
    return (user.get_full_name() if user else "") or username


def in_words(number: object) -> str:
    """A number with the digits of the current language."""
    persian = (get_language() or "fa").startswith("fa")
    return to_persian(str(number)) if persian else str(number)


def _due(case: Case, to: str, at: datetime) -> tuple[datetime | None, str]:
    """By when the next step is due, and by which law.

    The time to act runs from the service of the notice, however late a step is taken.
    """
    served = case.notices.exclude(served_at=None).order_by("pk").last()
    if to in FROM_SERVICE and served is not None:
        return served.deadline, served.legal_ref
    return workdays.deadline(case.track, to, at) or (None, "")


def _done_already(case: Case, seen: str, to: str, by: User) -> bool:
    """A double click: the same step by the same person, and nothing since."""
    last = case.events.order_by("pk").last()
    return (
        last is not None
        and (last.from_state, last.to_state, last.by) == (seen, to, by.get_username())
        and case.state == to
    )


def _somebody_was_first(case: Case) -> Conflict:
    last = case.events.order_by("pk").last()
    return Conflict(
        _("%(who)s was a moment earlier: this case is now at “%(stage)s”.")
        % {"who": name_of(last.by if last else ""), "stage": Stage(case.state).label},
        case=case.pk,
        state=case.state,
    )


def _lawful(case: Case, to: str) -> Step:
    found = step(case.state, to, case.track)
    if found is not None:
        return found
    here = Stage(case.state).label
    if case.state in FINAL:
        raise BadInput(
            _("This case has ended (“%(stage)s”): open a new one.") % {"stage": here}
        )
    raise BadInput(
        _("From “%(here)s” the law knows no step to “%(there)s”.")
        % {"here": here, "there": Stage(to).label if to in Stage.values else "?"}
    )


def may_take(lawful: Step, by: User) -> bool:
    """Whether the step is for this person's role."""
    return by.is_superuser or by.role in lawful.roles


def lacks(case: Case, lawful: Step) -> BadInput | None:
    """What a step needs besides a reason and isn't there, in words."""
    try:
        if lawful.needs_measurement:
            _measured(case)
        if lawful.needs_certainty:
            _certain(case)
        if lawful.needs_notice:
            _served(case)
    except BadInput as missing:
        return missing
    return None


def _may_take(lawful: Step, by: User) -> None:
    if not may_take(lawful, by):
        roles = ", ".join(sorted(str(role.label) for role in lawful.roles))
        raise Forbidden(
            _("This step is not for your role; it is taken by: %(roles)s.")
            % {"roles": roles}
        )


def _nothing_is_missing(case: Case, lawful: Step, reason: str) -> None:
    if lawful.needs_reason and not reason:
        raise BadInput(_("Say why: this step needs a reason."), needs="reason")
    if missing := lacks(case, lawful):
        raise missing


def _measured(case: Case) -> None:
    kind = Evidence.Kind.MEASUREMENT
    newest = Evidence.objects.of(case).filter(kind=kind).last()
    if newest is None:
        raise BadInput(
            _("Measure it in the field first: without that, nobody may be accused."),
            needs="measurement",
        )
    if newest.meta.get("certainty") in UNCONFIRMED:
        raise BadInput(
            _(
                "The newest measurement does not confirm the finding: measure again,"
                " or dismiss the case."
            ),
            needs="measurement",
        )


def _certain(case: Case) -> None:
    finding = case.finding
    if finding.closed_at is not None:
        raise BadInput(
            _("The finding no longer stands: dismiss the case, or scan again."),
            needs="certainty",
        )
    if finding.certainty not in SURE:
        raise BadInput(
            _(
                "A notice needs a finding that is probable or strong; this one is"
                " “%(certainty)s”. Survey it better."
            )
            % {"certainty": finding.get_certainty_display()},
            needs="certainty",
        )


def _served(case: Case) -> None:
    if not case.notices.exclude(served_at=None).exists():
        raise BadInput(
            _("Issue a notice and record how it was served: that takes this step."),
            needs="notice",
        )


def _moment(case: Case, at: datetime | None) -> datetime:
    """When the step was taken; not before the last one, and not in the future."""
    last = case.events.order_by("pk").last()
    earliest = last.at if last else case.opened_at
    now = timezone.now()
    if at is None:
        return max(now, earliest)
    if not earliest <= at <= now + CLOCK_SLACK:
        raise BadInput(
            _("The moment of a step lies between the step before it and now.")
        )
    return at
