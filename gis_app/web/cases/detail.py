"""One case with everything that its reader may know of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, Person, may
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement import opening, queries
from gis_app.enforcement.models import Case
from gis_app.web import holders, verdicts, wording
from gis_app.web.cases import acts, proof, rows, story
from gis_app.web.shapes import GeoJSON

MOST_PREVIOUS = 20


def find(case_id: int, person: User) -> Case | None:
    """The case, if this person may know of it."""
    cases = rows.listed(queries.visible_to(person)).select_related("party")
    return cases.annotate(shape=GeoJSON("geom")).filter(pk=case_id).first()


def told(case: Case, person: User) -> dict[str, Any]:
    """A case that came from ``find``, for its card."""
    made = rows.Rows(person)
    events = list(case.events.order_by("pk"))
    previous = rows.listed(queries.visible_to(person) & queries.previous_cases(case))
    return made.row(case) | {
        "summary": verdicts.summary(case.finding),
        "rows": [{"label": a, "value": b} for a, b in _rows(case, person) if b],
        "line": story.line(case, events),
        "events": story.timeline(case, events),
        "steps": acts.steps(case, person),
        "may": acts.may_do(case, person),
        "officers": acts.officers(case, person),
        "sees_evidence": may(person, May.SEE_EVIDENCE),
        "evidence": proof.listed(case, person),
        "previous": [made.row(other) for other in previous[:MOST_PREVIOUS]],
        "geometry": getattr(case, "shape"),  # noqa: B009 (annotation)
    }


def of_finding(finding: Encroachment, person: Person) -> dict[str, Any]:
    """What a finding's card says of cases: the open one, earlier ones, may one open."""
    known = queries.visible_to(person).filter(finding=finding).order_by("-pk")
    made = rows.Rows(person)
    told_cases = [made.row(case) for case in rows.listed(known)[:MOST_PREVIOUS]]
    open_one = next(
        (c for c in told_cases if c["state"] not in ("closed", "dismissed")), None
    )
    can = finding.kind != opening.Kind.OVERLAP and finding.certainty != "noise"
    return {
        "open": open_one,
        "ended": [case for case in told_cases if case is not open_one],
        "may_open": open_one is None and can and may(person, May.OPEN_CASES),
        "track": str(opening.proposed_track(finding)),
    }


def _rows(case: Case, person: User) -> list[tuple[str, str]]:
    judged = case.judged_by.get("finding", {})
    return [
        (_("Track"), case.get_track_display()),
        (_("Opened"), wording.moment(case.opened_at)),
        (_("District"), wording.name(case.district) if case.district else ""),
        (_("Party concerned"), _party(case, person)),
        (_("Certainty when it was opened"), _certainty(judged.get("certainty"))),
        (_("Depth when it was opened"), _metres(judged.get("depth_m"))),
        (_("Version of the formulas"), str(case.judged_by.get("formula", ""))),
    ]


def _party(case: Case, person: User) -> str:
    """By name or pseudonym, as the reader's role has it."""
    return holders.holder(case.party, person) or _("not known")


def _certainty(code: str | None) -> str:
    names = dict(Encroachment.Certainty.choices)
    return str(names.get(code or "", ""))


def _metres(value: float | None) -> str:
    return "" if value is None else wording.metres(value)
