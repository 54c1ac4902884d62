"""Papers of priority: a clerk has seen the original; each paper is one person's."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput, Conflict
from gis_app.lib.digits import canonical
from gis_app.vendors.models import MOST_NOTE, PriorityKind, PriorityPaper


@transaction.atomic
def add(
    *,
    vendor: Vendor,
    kind: PriorityKind,
    number: str,
    valid_until: date | None,
    by: User,
) -> PriorityPaper:
    """Note a paper whose original the clerk has seen.

    Raises BadInput for one that has ended or has no number, and Conflict when the same
    paper is in another file, or the vendor has one of this class.
    """
    act_as(by)
    plain = canonical(number.replace("\x00", "")).strip()[:60]
    if not plain:
        raise BadInput(_("Write the number of the paper."), needs="number")
    if not kind.in_use:
        raise BadInput(_("This class is not in use any more."), needs="kind")
    if valid_until is not None and valid_until < timezone.localdate():
        raise BadInput(
            _("This paper has ended: ask for a valid one."), needs="valid_until"
        )
    try:
        with transaction.atomic():
            paper = PriorityPaper.objects.create(
                vendor=vendor,
                kind=kind,
                number=plain,
                valid_until=valid_until,
                verified_by=by.get_username(),
            )
    except IntegrityError as error:
        raise _twice(error, kind, plain) from error
    record(by, "add-paper", f"vendor:{vendor.pk}", paper=paper.pk, kind=kind.code)
    paper.refresh_from_db()
    return paper


@transaction.atomic
def withdraw(*, paper: PriorityPaper, reason: str, by: User) -> PriorityPaper:
    """A paper that doesn't count any more; it stays in the file."""
    act_as(by)
    because = " ".join(reason.replace("\x00", "").split())[:MOST_NOTE]
    if not because:
        raise BadInput(_("Say why, so that the vendor can answer it."), needs="reason")
    paper = PriorityPaper.objects.select_for_update().get(pk=paper.pk)
    if paper.withdrawn_at is None:
        paper.withdrawn_at, paper.withdrawn_because = timezone.now(), because
        paper.save(update_fields=["withdrawn_at", "withdrawn_because"])
        record(by, "withdraw-paper", f"vendor:{paper.vendor_id}", paper=paper.pk)
    return paper


def _twice(error: IntegrityError, kind: PriorityKind, number: str) -> Conflict:
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    if "one_each" in str(broken):
        return Conflict(
            _("This vendor has a paper of this class: withdraw the old one first."),
            reason="has_one",
        )
    other = PriorityPaper.objects.select_related("vendor").get(
        kind=kind, number=number, withdrawn_at=None
    )
    return Conflict(
        _("The same paper is in the file of %(code)s: check it with the person.")
        % {"code": other.vendor.code},
        reason="elsewhere",
        vendor=other.vendor_id,
        code=other.vendor.code,
    )
