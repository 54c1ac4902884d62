"""Opens a case about a finding, and gives it to an officer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import District, Role, User
from gis_app.accounts.roles import May, bound_to_districts, may
from gis_app.encroachment.models import Encroachment, Occupation
from gis_app.enforcement import queries, workdays
from gis_app.enforcement.judged import judged_by
from gis_app.enforcement.models import Case, CaseAssignment
from gis_app.enforcement.services import in_words, locked, name_of, tell, tidy
from gis_app.enforcement.stages import FINAL, Stage, Track
from gis_app.errors import BadInput, Conflict, Forbidden, NotFound
from gis_app.lib import jalali

Kind = Encroachment.Kind


@transaction.atomic
def open_case(
    *,
    finding: Encroachment,
    by: User,
    track: str | None = None,
    officer: User | None = None,
    at: datetime | None = None,
) -> tuple[Case, bool]:
    """Open a case about a finding; the case, and whether it was opened just now.

    A second click of the same person gives the first case back; somebody else who is a
    moment late gets Conflict with its number. ``track`` None proposes one by the kind;
    ``officer`` None takes the officer of the district with the fewest open cases.
    """
    act_as(by)
    _may_open(by, track, officer)
    # Whoever opens second waits here until the first is done.
    finding = _held(finding)
    district = _district(finding)
    _in_reach(by, district)
    if before := _before(finding, by):
        return before, False
    _can_be_about(finding)
    at = at or timezone.now()
    chosen = Track(track) if track else proposed_track(finding)
    due_at, legal_ref = workdays.deadline(chosen, Stage.DETECTED, at) or (None, "")
    case = Case.objects.create(
        year=jalali.parts(at)[0],
        finding=finding,
        track=chosen,
        district=district,
        assigned_to=_officer(district, by, officer),
        party=finding.occupation.party if finding.occupation else None,
        opened_by=by.get_username(),
        opened_at=at,
        due_at=due_at,
        judged_by=judged_by(finding),
        geom=finding.geom,
    )
    tell(case, by=by, start="", reason="", at=at, legal_ref=legal_ref)
    _note_first(case, by, at)
    record(by, "case-open", f"case:{case.pk}", finding=finding.pk, track=chosen)
    case.refresh_from_db()
    return case, True


@transaction.atomic
def assign(*, case: Case, officer: User, by: User, reason: str = "") -> Case:
    """Give a case to an officer of its district; from a colleague only with a reason.

    ``case.assigned_to`` is who the caller saw there. An officer may only take one on.
    """
    act_as(by)
    seen = case.assigned_to_id
    case = locked(case, by)
    if case.assigned_to_id == officer.pk:
        return case
    _may_assign(by, officer)
    if case.assigned_to_id != seen:
        raise Conflict(
            _("A moment ago this case was given to %(officer)s.")
            % {
                "officer": name_of(
                    case.assigned_to.username if case.assigned_to else ""
                )
            }
        )
    if case.state in FINAL:
        raise BadInput(_("This case has ended: there is nothing left to do."))
    _of_district(officer, case.district)
    reason = tidy(reason)
    if seen is not None and not reason:
        raise BadInput(_("Say why the case goes to another officer."), needs="reason")
    case.assigned_to = officer
    case.save(update_fields=["assigned_to"])
    CaseAssignment.objects.create(
        case=case,
        at=timezone.now(),
        by=by.get_username(),
        officer=officer,
        before_id=seen,
        reason=reason,
    )
    record(by, "case-assign", f"case:{case.pk}", officer=officer.pk, before=seen)
    return case


def proposed_track(finding: Encroachment) -> Track:
    """What is built goes before the article 100 commission, the rest is in the way."""
    occupation = finding.occupation
    built = occupation is not None and occupation.kind in Occupation.STRUCTURES
    if finding.kind == Kind.INTRUSION or (finding.kind == Kind.UNLICENSED and built):
        return Track.CONSTRUCTION
    return Track.OBSTRUCTION


def _may_open(by: User, track: str | None, officer: User | None) -> None:
    if not may(by, May.OPEN_CASES):
        raise Forbidden(_("Your role may not open a case."))
    if track is not None and not may(by, May.ASSIGN_CASES):
        raise Forbidden(_("Only a planner chooses the track of a case."))
    if track is not None and track not in Track.values:
        raise BadInput(_("A case has the track obstruction or construction."))
    if officer is not None:
        _may_assign(by, officer)


def _held(finding: Encroachment) -> Encroachment:
    held = (
        Encroachment.objects.select_for_update(no_key=True, of=("self",))
        .select_related("occupation__party")
        .defer("occupation__geom")
        .filter(pk=finding.pk)
        .first()
    )
    if held is None:
        raise NotFound(_("There is no such thing here."))
    return held


def _district(finding: Encroachment) -> District | None:
    """The finding's own where the shape touches it: who sees the one sees the other."""
    own = finding.district
    if own is not None and own.geom.intersects(finding.geom):
        return own
    return queries.district_of(finding.geom)


def _in_reach(by: User, district: District | None) -> None:
    """An officer opens cases of own districts, as of findings."""
    if not bound_to_districts(by):
        return
    if district is None or not by.districts.filter(pk=district.pk).exists():
        raise NotFound(_("There is no such thing here."))


def _before(finding: Encroachment, by: User) -> Case | None:
    """The case that is open already, if the same person opened it."""
    known = Case.objects.open().filter(finding=finding).first()
    if known is None or known.opened_by == by.get_username():
        return known
    raise Conflict(
        _("%(who)s was a moment earlier: case %(number)s is open already.")
        % {"who": name_of(known.opened_by), "number": in_words(known.number)},
        case=known.pk,
        number=known.number,
    )


def _can_be_about(finding: Encroachment) -> None:
    if finding.kind == Kind.OVERLAP:
        raise BadInput(
            _(
                "Two parcels that overlap are a fault of the register:"
                " nobody is accused."
            )
        )
    if finding.closed_at is not None:
        raise BadInput(_("This is no longer found: there is nothing to pursue."))
    if finding.certainty == Encroachment.Certainty.NOISE:
        raise BadInput(_("Measurement error alone explains this: measure it better."))


def _officer(district: District | None, by: User, chosen: User | None) -> User | None:
    """The chosen one; an officer takes on what they open; else the least burdened."""
    if chosen is None and by.role == Role.OFFICER and not by.is_superuser:
        chosen = by
    if chosen is not None:
        _of_district(chosen, district)
        return chosen
    return queries.officers_of(district).first() if district else None


def _of_district(officer: User, district: District | None) -> None:
    if district and queries.officers_of(district).filter(pk=officer.pk).exists():
        return
    raise BadInput(_("Choose an officer of the district that the case lies in."))


def _may_assign(by: User, officer: User) -> None:
    if may(by, May.ASSIGN_CASES) or (may(by, May.MEASURE) and officer.pk == by.pk):
        return
    raise Forbidden(_("A planner gives cases to officers; an officer takes one on."))


def _note_first(case: Case, by: User, at: datetime) -> None:
    if case.assigned_to is not None:
        CaseAssignment.objects.create(
            case=case, at=at, by=by.get_username(), officer=case.assigned_to
        )
