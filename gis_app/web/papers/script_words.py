"""The sentences about notices and goods that the workbench's scripts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: dict[str, StrPromise] = {
    "papers.notices": _("Notices"),
    "papers.notice": _("Notice %(number)s"),
    "papers.issued": _("Issued %(moment)s"),
    "papers.deadline": _("Until the end of %(day)s"),
    "papers.served": _("Served: %(how)s"),
    "papers.unserved": _("Not served yet"),
    "papers.print": _("Print"),
    "papers.translation": _("English"),
    "papers.issue": _("Issue a notice"),
    "papers.issue_means": _(
        "It gets a number, is printed and sealed as evidence. That can't be undone."
    ),
    "papers.issue_and_print": _("Issue and print"),
    "papers.printing": _("Printing: this takes some seconds …"),
    "papers.was_issued": _("The notice is printed: serve it."),
    "papers.serve": _("Record the service"),
    "papers.serve_which": _("Service of notice %(number)s"),
    "papers.how": _("How it was served"),
    "papers.day": _("Day"),
    "papers.hour": _("Hour"),
    "papers.witness": _("Witness (needed when it was affixed)"),
    "papers.slip_file": _("Photo of the signed slip (may stay empty)"),
    "papers.slip": _("Signed slip"),
    "papers.add_slip": _("Add the signed slip"),
    "papers.slip_added": _("The slip is in the chain of evidence."),
    "papers.was_served": _("The service is recorded: the time is running."),
    "papers.goods": _("Goods taken"),
    "papers.receipt": _("Receipt %(number)s"),
    "papers.comma": pgettext_lazy("between things", ", "),
    "papers.return_by": _("To be given back by %(day)s"),
    "papers.returned": _("Given back %(moment)s"),
    "papers.give_back": _("Given back"),
    "papers.was_returned": _("The goods are given back."),
    "papers.seize": _("Take goods into keeping"),
    "papers.seize_and_print": _("Take and print the receipt"),
    "papers.was_seized": _("The receipt is printed: hand it over."),
    "papers.another": _("One more thing"),
    "papers.what": _("What"),
    "papers.quantity": _("How many"),
    "papers.unit": _("Unit"),
    "papers.condition": _("Condition"),
    "papers.goods_wrong": _("Each thing needs a name, a number above 0 and a unit."),
}


def words() -> dict[str, str]:
    """In the request's language, by key."""
    return {key: str(text) for key, text in WORDS.items()}
