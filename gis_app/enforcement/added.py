"""Photos that are added to a case by hand, among them those of signed slips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.models import Case, Evidence, Notice
from gis_app.enforcement.services import locked
from gis_app.enforcement.stages import FINAL
from gis_app.errors import BadInput, Conflict, Forbidden, NotFound


@dataclass(frozen=True)
class Picture:
    """A photo that was checked and made anew; ``meta`` is what its file said."""

    content: bytes
    meta: dict[str, Any]
    note: str = ""


@transaction.atomic
def add_photo(
    *,
    case: Case,
    picture: Picture,
    by: User,
    client_id: UUID,
    notice: int | None = None,
) -> Evidence:
    """One more link of the chain; the same ``client_id`` files it once.

    With ``notice`` it shows the slip that was signed when that notice of the case was
    served. Raises NotFound out of one's reach, Forbidden for the wrong role, BadInput
    for a case that has ended, and Conflict for an id that was used for something else.
    """
    act_as(by)
    needed = May.ADD_EVIDENCE if notice is None else May.ISSUE_NOTICES
    if not may(by, needed):
        raise Forbidden(_("Planners and officers add evidence; a slip, the officer."))
    case = locked(case, by)
    meta = picture.meta | _said(case, picture, notice)
    before = Evidence.objects.filter(client_id=client_id).first()
    if before is not None:
        return _same(before, case, meta, by)
    if case.state in FINAL:
        raise BadInput(_("This case has ended: there is nothing left to do."))
    filed = file_evidence(
        kind=Evidence.Kind.PHOTO,
        by=by,
        client_id=client_id,
        case=case,
        content=picture.content,
        suffix=".jpg",
        meta=meta,
    )
    record(by, "evidence-add", f"case:{case.pk}", kind="photo")
    return filed


def slip(notice: Notice, client_id: UUID | None) -> Evidence | None:
    """The photo of its slip that was filed under an id; BadInput when it isn't one."""
    if client_id is None:
        return None
    found = Evidence.objects.filter(
        client_id=client_id,
        case=notice.case_id,
        kind=Evidence.Kind.PHOTO,
        meta__slip=notice.number,
    ).first()
    if found is None:
        raise BadInput(
            _("The photo of the signed slip has not arrived: send it first."),
            missing=["slip"],
        )
    return found


def slips(case: Case) -> dict[str, int]:
    """The newest photo of a slip, by the number of its notice."""
    rows = Evidence.objects.filter(case=case, meta__has_key="slip").order_by("seq")
    return {str(row.meta["slip"]): row.seq for row in rows}


def _said(case: Case, picture: Picture, notice: int | None) -> dict[str, str]:
    said = {"note": picture.note} if picture.note else {}
    if notice is None:
        return said
    found = case.notices.filter(pk=notice).first()
    if found is None:
        raise NotFound(_("There is no such thing here."))
    return said | {"slip": found.number}


def _same(before: Evidence, case: Case, meta: dict[str, Any], by: User) -> Evidence:
    if (before.case_id, before.meta, before.by) == (case.pk, meta, by.get_username()):
        return before
    raise Conflict(_("This id was already used for something else."))
