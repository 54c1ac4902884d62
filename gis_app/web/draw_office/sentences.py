"""What the office is told when something can't be done, or was done in part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from gis_app.errors import Conflict
from gis_app.lib.week import Week
from gis_app.rounds.models import Round
from gis_app.web import wording


def left_out(why: str, count: int) -> str:
    """Why spots of a zone did not come in."""
    sentences = {
        "already": _("In this round already: %(n)s"),
        "elsewhere": _("In another round: %(n)s"),
        "taken": _("Given for some of these hours: %(n)s"),
        "unlawful": _("Out of use, banned or against a siting rule: %(n)s"),
    }
    return sentences[why] % {"n": wording.number(count)}


def changed_meanwhile(call: Round) -> str:
    """Somebody else took a step while the page was open."""
    return _("Meanwhile the round is at “%(stage)s”: look at it again.") % {
        "stage": call.get_stage_display()
    }


def not_drawn() -> str:
    """There is no result yet."""
    return _("This round was not drawn yet.")


def one_of_two() -> str:
    """A wish that is nothing, or two things."""
    return _("A wish is a lot, or any lot of a zone.")


@contextmanager
def telling_hours() -> Iterator[None]:
    """Within it, a conflict about a spot also says which hours are taken until when."""
    try:
        yield
    except Conflict as conflict:
        hours = [*conflict.detail.get("own", []), *conflict.detail.get("taken", [])]
        if not hours:
            raise
        told = wording.enumerate_words([_hours(each) for each in hours])
        taken = _("Taken: %(hours)s.") % {"hours": told}
        raise Conflict(f"{conflict.message} {taken}", **conflict.detail) from conflict


def _hours(taken: dict[str, Any]) -> str:
    bounds = [
        taken[key] and datetime.fromisoformat(taken[key])
        for key in ("valid_from", "valid_until")
    ]
    period = wording.period(DateTimeTZRange(*bounds))
    return f"{wording.week(Week.parse(taken['week']))} ({period})"
