"""Issues written notices and records their service: what was printed is what counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.enforcement import papers, workdays
from gis_app.enforcement.added import slip
from gis_app.enforcement.days import DeadlineRule
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.models import Case, Evidence, Notice
from gis_app.enforcement.services import locked, take_step
from gis_app.enforcement.stages import FINAL, FROM_SERVICE, Stage
from gis_app.errors import BadInput, Conflict, Forbidden
from gis_app.lib import jalali

SURE = ("probable", "strong")
BEFORE_A_NOTICE = (Stage.DETECTED,)

Printer = Callable[[Notice, DeadlineRule], Mapping[str, bytes]]
"""Prints a notice that has its number: one PDF for each language."""


@dataclass(frozen=True)
class Service:
    """How a notice reached the person concerned; ``at`` as the officer tells it."""

    how: str
    at: datetime
    witness: str = ""
    slip: UUID | None = None
    """The id under which the photo of the signed slip was filed."""


@transaction.atomic
def issue(
    *, case: Case, by: User, printer: Printer, at: datetime | None = None
) -> Notice:
    """Number, print and keep a notice; Conflict while another waits for its service.

    Raises Forbidden for the wrong role, and BadInput with ``detail.missing`` for a
    case that may not be accused yet. Printing is a part of it: without a sheet there
    is no notice and no number.
    """
    act_as(by)
    _allowed(by)
    case = locked(case, by)
    _may_be_accused(case)
    _none_waits(case)
    rule, at = _rule(case, at or timezone.now())
    notice = Notice.objects.create(
        case=case,
        year=jalali.parts(at)[0],
        issued_at=at,
        issued_by=by.get_username(),
        deadline=workdays.due(rule, at),
        legal_ref=rule.legal_ref,
        legal_ref_en=rule.legal_ref_en,
    )
    notice.refresh_from_db()  # the database numbers it
    name, meta = f"notice {notice.pk}", {"notice": notice.number}
    notice.pdf_sha256 = papers.keep(case, name, meta, printer(notice, rule), by).sha256
    notice.save(update_fields=["pdf_sha256"])
    record(by, "notice-issue", f"case:{case.pk}", notice=notice.number)
    return notice


@transaction.atomic
def record_service(*, notice: Notice, service: Service, by: User) -> Notice:
    """It reached the person: the period runs from then, and the case goes on.

    The deadline moves to so many working days after service, if that is later than
    what was printed. Recording the same again changes nothing; something else is a
    Conflict. Raises Forbidden and BadInput.
    """
    act_as(by)
    _allowed(by)
    case = locked(notice.case, by)
    notice = Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    if notice.served_at is not None:
        return _served_already(notice, service)
    _makes_sense(notice, service)
    signed = slip(notice, service.slip)
    rule, _at = _rule(case, service.at)
    notice.served_at, notice.served_how = service.at, service.how
    notice.served_by, notice.witness = by.get_username(), service.witness
    notice.deadline = max(notice.deadline, workdays.due(rule, service.at))
    notice.save(
        update_fields=["served_at", "served_how", "served_by", "witness", "deadline"]
    )
    _file_service(notice, by, signed.sha256 if signed else "")
    if case.state == Stage.VERIFIED:
        take_step(case=case, to=Stage.NOTICE_SERVED, by=by, at=service.at)
    elif case.state in FROM_SERVICE:
        case.due_at = notice.deadline
        case.save(update_fields=["due_at"])
    record(by, "notice-serve", f"case:{case.pk}", notice=notice.number)
    return notice


def sheet(notice: Notice, language: str = "fa") -> bytes:
    """The very bytes that were printed; Conflict when they were changed."""
    return papers.read(notice.case_id, {"notice": notice.number}, language)


def missing(case: Case) -> dict[str, str]:
    """What a notice still needs, in sentences; empty when it needs nothing."""
    lacks = {
        "verified": _no_visit(case),
        "measurement": _no_measurement(case),
        "certainty": _no_certainty(case),
    }
    return {what: sentence for what, sentence in lacks.items() if sentence}


def _allowed(by: User) -> None:
    if not may(by, May.ISSUE_NOTICES):
        raise Forbidden(_("An officer of the district issues and serves notices."))


def _may_be_accused(case: Case) -> None:
    if case.state in FINAL:
        raise BadInput(_("This case has ended: there is nothing left to do."))
    lacks = missing(case)
    if lacks:
        raise BadInput(" ".join(lacks.values()), missing=list(lacks))


def _no_visit(case: Case) -> str:
    if case.state not in BEFORE_A_NOTICE:
        return ""
    return _("Go there first: the case has to be verified in the field.")


def _no_measurement(case: Case) -> str:
    newest = measurement(case)
    if newest is None:
        return _("Measure it in the field first: without that, nobody may be accused.")
    if newest.meta.get("certainty") in ("noise", "suspect"):
        return _(
            "The newest measurement does not confirm the finding: measure again,"
            " or dismiss the case."
        )
    return ""


def measurement(case: Case) -> Evidence | None:
    """The newest field measurement of a case."""
    kind = Evidence.Kind.MEASUREMENT
    return Evidence.objects.of(case).filter(kind=kind).last()


def _no_certainty(case: Case) -> str:
    finding = case.finding
    if finding.closed_at is not None:
        return _("The finding no longer stands: dismiss the case, or scan again.")
    if finding.certainty in SURE:
        return ""
    return _(
        "A notice needs a finding that is probable or strong; this one is"
        " “%(certainty)s”. Survey it better."
    ) % {"certainty": finding.get_certainty_display()}


def _none_waits(case: Case) -> None:
    waiting = case.notices.filter(served_at=None).first()
    if waiting is not None:
        raise Conflict(
            _("Notice %(number)s has not been served yet: serve that one first.")
            % {"number": waiting.number},
            notice=waiting.pk,
        )


def _rule(case: Case, at: datetime) -> tuple[DeadlineRule, datetime]:
    found = workdays.rule(case.track, Stage.CURE_PERIOD, timezone.localdate(at))
    if found is None:
        raise BadInput(
            _(
                "No deadline is in force for “%(stage)s”: let a planner or clerk enter"
                " one in the back office."
            )
            % {"stage": Stage.CURE_PERIOD.label},
            missing=["deadline"],
        )
    return found, at


def _file_service(notice: Notice, by: User, slip_sha256: str) -> None:
    assert notice.served_at is not None  # noqa: S101 — for the type checker
    file_evidence(
        kind=Evidence.Kind.SERVED,
        by=by,
        client_id=uuid5(NAMESPACE_URL, f"notice {notice.pk} served"),
        case=notice.case,
        device_at=notice.served_at,
        meta={
            "notice": notice.number,
            "sheet": notice.pdf_sha256,
            "how": notice.served_how,
            "witness": notice.witness,
            "deadline": notice.deadline.isoformat(),
        }
        | ({"signed_slip": slip_sha256} if slip_sha256 else {}),
    )


def _makes_sense(notice: Notice, service: Service) -> None:
    if service.how not in Notice.How.values:
        raise BadInput(_("Say how the notice was served."))
    if service.how == Notice.How.AFFIXED and not service.witness:
        raise BadInput(
            _("A notice that is affixed needs a witness: say who saw it."),
            missing=["witness"],
        )
    if not notice.issued_at <= service.at <= timezone.now() + papers.CLOCK_SLACK:
        raise BadInput(_("A notice is served between the moment it is issued and now."))


def _served_already(notice: Notice, service: Service) -> Notice:
    told = (notice.served_how, notice.served_at, notice.witness)
    if told == (service.how, service.at, service.witness):
        return notice
    raise Conflict(
        _("Notice %(number)s was served already, by %(who)s.")
        % {"number": notice.number, "who": notice.served_by},
        notice=notice.pk,
    )
