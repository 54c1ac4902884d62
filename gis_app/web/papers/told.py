"""The papers of a case as its card shows them, and what may be done with them."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.enforcement import added, notices, seizures
from gis_app.enforcement.models import Case, Notice, SeizedGoods
from gis_app.enforcement.stages import FINAL, Stage, Track
from gis_app.errors import BadInput
from gis_app.lib.digits import canonical
from gis_app.lib.week import CITY_TIME
from gis_app.web import wording
from gis_app.web.giving import typed_day
from gis_app.web.sheets import receipt

LISTED = 200


def of_case(case: Case, person: User) -> dict[str, Any]:
    """Notices and receipts of a case, the oldest first."""
    now = timezone.now()
    return {
        "notices": _notices(case, person),
        "goods": [goods(row, now) for row in case.seized.order_by("pk")],
        "may": may_do(case, person),
        "blocked": blocked(case, person),
        "ways": [
            {"code": code, "label": str(name)} for code, name in Notice.How.choices
        ],
    }


def _notices(case: Case, person: User) -> list[dict[str, Any]]:
    found = added.slips(case) if may(person, May.SEE_EVIDENCE) else {}
    place = f"/api/cases/{case.pk}/evidence"
    photos = {number: f"{place}/{seq}/photo" for number, seq in found.items()}
    rows = case.notices.order_by("pk")
    return [notice(row) | {"slip": photos.get(row.number)} for row in rows]


def may_do(case: Case, person: User) -> dict[str, bool]:
    """By role, and by where the case stands; whether it can be is another matter."""
    officer = may(person, May.ISSUE_NOTICES) and case.state not in FINAL
    waits = case.notices.filter(served_at=None).exists()
    seen = case.state != Stage.DETECTED
    return {
        "read": may(person, May.READ_NOTICES),
        "issue": officer and seen and not waits,
        "serve": officer and waits,
        "slip": officer and case.notices.exclude(served_at=None).exists(),
        "seize": officer and seen and case.track == Track.OBSTRUCTION,
        "give_back": may(person, May.RETURN_GOODS),
    }


def blocked(case: Case, person: User) -> str:
    """Why no notice can be issued yet; empty when one can."""
    if not may(person, May.ISSUE_NOTICES) or case.state in FINAL:
        return ""
    return " ".join(notices.missing(case).values())


def notice(row: Notice) -> dict[str, Any]:
    """One notice."""
    return {
        "id": row.pk,
        "number": row.number,
        "number_label": wording.digits(row.number),
        "issued_at": row.issued_at.isoformat(),
        "issued_label": wording.moment(row.issued_at),
        "deadline": row.deadline.isoformat(),
        "deadline_label": wording.whole_day(row.deadline),
        "served_at": row.served_at.isoformat() if row.served_at else None,
        "served_label": _served(row),
        "sha256": row.pdf_sha256,
        "pdf": f"/api/notices/{row.pk}/pdf",
    }


def _served(row: Notice) -> str:
    if row.served_at is None:
        return ""
    how, when = row.get_served_how_display(), wording.moment(row.served_at)
    if not row.witness:
        return _("%(how)s, %(when)s") % {"how": how, "when": when}
    return _("%(how)s, %(when)s, witness: %(witness)s") % {
        "how": how,
        "when": when,
        "witness": row.witness,
    }


def goods(row: SeizedGoods, now: datetime) -> dict[str, Any]:
    """One receipt with what is on it."""
    return {
        "id": row.pk,
        "case": row.case_id,
        "number": row.number,
        "number_label": wording.digits(row.number),
        "items": receipt.lines(row),
        "receipt_at": row.receipt_at.isoformat(),
        "receipt_label": wording.moment(row.receipt_at),
        "return_by": row.return_by.isoformat(),
        "return_label": wording.whole_day(row.return_by),
        "returned_at": row.returned_at.isoformat() if row.returned_at else None,
        "returned_label": wording.moment(row.returned_at) if row.returned_at else "",
        "overdue": row.returned_at is None and row.return_by < now,
        "pdf": f"/api/goods/{row.pk}/pdf",
    }


def moment_typed(day: str, hour: str) -> datetime:
    """A moment as people type it, in the city's time; now when nothing was typed."""
    if not day:
        return timezone.now()
    try:
        minute = time.fromisoformat(canonical(hour).zfill(5)) if hour else time()
        return datetime.combine(typed_day(canonical(day)), minute, CITY_TIME)
    except ValueError as error:
        raise BadInput(
            _("A day looks like 1405/09/05 or 2026-11-26, an hour like 17:30.")
        ) from error


def late(person: User, now: datetime) -> list[dict[str, Any]]:
    """Goods that should be back already, the longest kept first."""
    return [goods(row, now) for row in seizures.overdue(person, now)[:LISTED]]
