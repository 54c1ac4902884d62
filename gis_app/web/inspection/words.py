"""Why a stop is on the round, and what is to be done there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.visits import Task, Visit
from gis_app.lib.walk import Walk
from gis_app.lib.week import DAY, minute_of_week
from gis_app.web import wording

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

TASKS: dict[Task, StrPromise] = {
    Task.LOOK: gettext_lazy("Look and measure; open a case if it stands."),
    Task.VERIFY: gettext_lazy("Measure it and confirm the case."),
    Task.SERVE: gettext_lazy("Serve the notice, or remove an obstacle directly."),
    Task.CHECK: gettext_lazy("See whether it was put right."),
    Task.ENFORCE: gettext_lazy("See that what was decided is done."),
}


def reason(visit: Visit, certainty: str) -> str:
    """``Its deadline passed on 2 Azar 1405.``"""
    if visit.overdue and visit.due_at:
        return _("Its deadline passed on %(day)s.") % {"day": wording.day(visit.due_at)}
    if visit.due_today:
        return _("Its deadline is on this day.")
    label = str(Encroachment.Certainty(certainty).label)
    if visit.case is None:
        return _("Certainty: %(certainty)s. Nobody has opened a case.") % {
            "certainty": label
        }
    return _("Certainty: %(certainty)s. Its case waits for this.") % {
        "certainty": label
    }


def summary(walk: Walk, pressing: int, left_out: int) -> str:
    """The whole round in a sentence or two."""
    if not walk.stops:
        return ""
    sentences = [
        _("Stops: %(stops)s. On foot: %(far)s. Altogether: %(time)s.")
        % {
            "stops": wording.number(len(walk.stops)),
            "far": far(walk.length_m),
            "time": duration(walk.minutes),
        }
    ]
    if pressing:
        sentences.append(
            _("Overdue or due on this day: %(n)s.") % {"n": wording.number(pressing)}
        )
    if left_out:
        sentences.append(
            _("More that could be visited but did not fit: %(n)s.")
            % {"n": wording.number(left_out)}
        )
    return " ".join(sentences)


def order() -> str:
    """How the stops were chosen and put in order, for whoever wonders."""
    return _(
        "Chosen in this order: overdue, due on this day, then the surest findings, the"
        " nearest first. Walked by the shortest way found; distances are straight lines"
        " times 1.35."
    )


def nothing(has_districts: bool) -> str:
    """Why there is no stop, and what to do about it."""
    if not has_districts:
        return _("This officer has no district yet: the back office gives one.")
    return _(
        "Nothing in these districts needs a visit on this day. Choose another day, or"
        " more hours."
    )


def far(metres: float) -> str:
    """``240 m`` or ``3.4 km``."""
    if metres < 950:
        return _("%(n)s m") % {"n": wording.number(round(metres, -1))}
    return _("%(n)s km") % {"n": wording.number(metres / 1000, 1)}


def duration(minutes: float) -> str:
    """``5 h 20 min``."""
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": wording.number(rest)}
    return _("%(hours)s h %(minutes)s min") % {
        "hours": wording.number(hours),
        "minutes": wording.number(rest),
    }


def day(moment: datetime) -> str:
    """``Thursday 5 Azar 1405``, in the city's time."""
    weekday = wording.weekday(minute_of_week(moment) // DAY)
    return f"{weekday} {wording.day(moment)}"


def clock(moment: datetime) -> str:
    """``09:25``."""
    return wording.digits(f"{moment:%H:%M}")
