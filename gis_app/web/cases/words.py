"""What stages, steps and deadlines of cases are called on the pages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gis_app.enforcement.stages import Stage
from gis_app.enforcement.workdays import Calendar, left
from gis_app.web import wording

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ACTS: dict[Stage, StrPromise] = {
    Stage.VERIFIED: gettext_lazy("Confirm: seen and measured"),
    Stage.NOTICE_SERVED: gettext_lazy("The notice was served"),
    Stage.CURE_PERIOD: gettext_lazy("Let the time to put it right run"),
    Stage.OBJECTION: gettext_lazy("Record an objection"),
    Stage.HEARD: gettext_lazy("Record the hearing"),
    Stage.DECIDED: gettext_lazy("Record the decision"),
    Stage.COMPLIED: gettext_lazy("It was put right"),
    Stage.REMOVED: gettext_lazy("It was removed"),
    Stage.COST_RECOVERED: gettext_lazy("The costs were paid"),
    Stage.APPEALED: gettext_lazy("Record an appeal"),
    Stage.CLOSED: gettext_lazy("Close the case"),
    Stage.DISMISSED: gettext_lazy("Dismiss"),
}
"""What a button says that takes the step to a stage."""


def act(to: str) -> str:
    """``Record the hearing``."""
    return str(ACTS[Stage(to)])


def stage(state: str) -> str:
    """``Heard``; empty for none."""
    return str(Stage(state).label) if state else ""


def due(due_at: datetime | None, now: datetime, calendar: Calendar) -> str:
    """``3 working days left``, ``due today`` or ``overdue by 2 working days``."""
    if due_at is None:
        return ""
    days = left(now, due_at, calendar)
    if days == -1:
        return _("overdue by one working day")
    if days < 0:
        return _("overdue by %(n)s working days") % {"n": wording.number(-days)}
    if days == 0:
        return _("due today")
    if days == 1:
        return _("one working day left")
    return _("%(n)s working days left") % {"n": wording.number(days)}


def given_to(name: str) -> str:
    """Who has the case from now on."""
    return _("Given to %(officer)s") % {"officer": name}


def happened(start: str, end: str) -> str:
    """What a step is called afterwards: the stage it led to, or that it was opened."""
    return stage(end) if start else _("Opened")
