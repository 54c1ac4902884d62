"""The sentences about cases that the workbench's scripts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gis_app.enforcement.measuring import Method
from gis_app.enforcement.stages import Stage, Track

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CARD: dict[str, StrPromise] = {
    "type.case": _("Case"),
    "card.cases": _("Open cases here"),
    "case.case": _("Case %(number)s"),
    "case.open": _("Open a case"),
    "case.opened": _("Case %(number)s is open; %(officer)s has it."),
    "case.opened_nobody": _("Case %(number)s is open; nobody has it yet."),
    "case.undo_reason": _("Opened by mistake."),
    "case.undone": _("Case %(number)s was dismissed again."),
    "case.earlier": _("Earlier cases of this finding"),
    "case.previous": _("Other cases of this place or party"),
    "case.way": _("The way of this case"),
    "case.done": pgettext_lazy("a stage that is behind", "done:"),
    "case.here": pgettext_lazy("the stage where a case stands", "stands here:"),
    "case.ahead": pgettext_lazy("a stage that usually follows", "to come:"),
    "case.due": _("Deadline: end of %(day)s"),
    "case.nobody": _("Nobody has it yet"),
    "case.take_on": _("Take it on"),
    "case.give": _("Give it to…"),
    "case.give_to": _("To which officer"),
    "case.load": _("%(name)s (%(n)s open cases)"),
    "case.given": _("%(officer)s has this case now."),
    "case.reason": _("Reason"),
    "case.note": _("Note (may stay empty)"),
    "case.reason_needed": _("Write a reason: the person concerned may read it."),
    "case.confirm": _("Confirm"),
    "case.cancel": _("Cancel"),
    "case.step_taken": _("The case is now at “%(stage)s”."),
    "case.measure": _("Enter a measurement"),
    "case.depth": _("Depth over the line (metres)"),
    "case.depth_wrong": _("A depth such as 1.40"),
    "case.method": _("Measured with"),
    "case.measured": _("The measurement is in the chain of evidence."),
    "case.evidence": _("Evidence"),
    "case.photo": _("Photo no. %(n)s, received %(at)s"),
    "case.no_evidence": _(
        "Nothing yet. Photos and measurements from the field appear here."
    ),
    "case.add_photo": _("Add a photo"),
    "case.photo_file": _("Photo (JPEG, PNG or WebP, up to 12 MB)"),
    "case.photo_none": _("Choose a photo first."),
    "case.photo_sending": _("Sending the photo: %(percent)s percent"),
    "case.photo_checking": _("The photo is being checked and sealed …"),
    "case.photo_stopped": _("Nothing was sent."),
    "case.photo_added": _("The photo is in the chain of evidence."),
    "report.big_photo": _("This photo is too large even when made smaller."),
    "report.not_photo": _("This file is not a photo."),
    "report.heic": _(
        "HEIC photos can't be opened here: set the camera to JPEG (“most compatible”)."
    ),
    "case.link": _("no. %(n)s"),
    "case.events": _("Events"),
    "case.by": _("%(who)s, %(role)s"),
    "case.until": _("until %(day)s"),
    "case.finding": _("The finding"),
}

LIST: dict[str, StrPromise] = {
    "tab.cases": _("Cases"),
    "cases.sums": _("Cases to look at"),
    "cases.open": pgettext_lazy("all open cases", "Open"),
    "cases.mine": pgettext_lazy("my cases", "Mine"),
    "cases.today": pgettext_lazy("cases due today", "Due today"),
    "cases.overdue": pgettext_lazy("overdue cases", "Overdue"),
    "cases.stage": _("Stage"),
    "cases.all_open": _("All open ones"),
    "cases.ended": _("Ended"),
    "cases.all": _("Open and ended"),
    "cases.track": _("Track"),
    "cases.any_track": _("Both tracks"),
    "cases.officer": _("Officer"),
    "cases.any_officer": _("All officers"),
    "cases.load": _("%(name)s: %(n)s open, %(late)s overdue"),
    "cases.order": _("Order"),
    "cases.by_due": _("Most urgent first"),
    "cases.by_newest": _("Newest first"),
    "cases.shown": _("%(n)s cases"),
    "cases.none": _("No cases"),
    "cases.none_advice": _(
        "A case is opened on the card of a finding; then it appears here."
    ),
    "cases.none_here": _("None with these filters"),
    "cases.none_here_advice": _("Choose another stage, track or district."),
}


def words() -> dict[str, str]:
    """Every sentence by its key; stages, tracks and methods as ``stage.closed`` …"""
    found = {key: str(text) for part in (CARD, LIST) for key, text in part.items()}
    for stem, choices in (
        ("stage", Stage.choices),
        ("track", Track.choices),
        ("method", Method.choices),
    ):
        found |= {f"{stem}.{code}": str(name) for code, name in choices}
    return found
