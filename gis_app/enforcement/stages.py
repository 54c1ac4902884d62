"""The way a case goes: its stages, the steps between them, and who may take each."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.models import Role


class Track(TextChoices):
    """The law that a case is handled under."""

    OBSTRUCTION = "obstruction", _("Obstruction (art. 55)")
    CONSTRUCTION = "construction", _("Construction (art. 100)")


class Stage(TextChoices):
    """Where a case stands."""

    DETECTED = "detected", _("Detected")
    VERIFIED = "verified", _("Verified in the field")
    NOTICE_SERVED = "notice_served", _("Notice served")
    CURE_PERIOD = "cure_period", _("Time to put it right")
    OBJECTION = "objection", _("Objection received")
    HEARD = "heard", _("Heard")
    DECIDED = "decided", _("Decided")
    COMPLIED = "complied", _("Put right by the person")
    REMOVED = "removed", _("Removed by the municipality")
    COST_RECOVERED = "cost_recovered", _("Costs recovered")
    APPEALED = "appealed", _("Appealed")
    CLOSED = "closed", _("Closed")
    DISMISSED = "dismissed", _("Dismissed")


UNCONFIRMED = ("noise", "suspect")
"""What a measurement may say that lets no case go on."""
FINAL = (Stage.CLOSED, Stage.DISMISSED)
"""Stages that nothing leads out of."""

FROM_SERVICE = (Stage.NOTICE_SERVED, Stage.CURE_PERIOD)
"""Stages in which the time that the served notice gave is running."""

OPEN = tuple(stage for stage in Stage if stage not in FINAL)

BOTH = frozenset(Track)
P, O, C = Role.PLANNER, Role.OFFICER, Role.CLERK  # noqa: E741


@dataclass(frozen=True)
class Step:
    """One lawful step: on which tracks, by which roles, and what must be there."""

    start: Stage
    end: Stage
    roles: frozenset[Role]
    tracks: frozenset[Track] = field(default=BOTH)
    needs_reason: bool = False
    needs_measurement: bool = False
    """Evidence of somebody having measured it on the ground."""
    needs_certainty: bool = False
    """A finding that is still found, and probable or better (domain rule)."""
    needs_notice: bool = False
    """A written notice whose service was recorded."""


def _step(start: Stage, end: Stage, *roles: Role, **more: object) -> Step:
    return Step(start, end, frozenset(roles), **more)  # type: ignore[arg-type]


_S = Stage
STEPS: tuple[Step, ...] = (
    _step(_S.DETECTED, _S.VERIFIED, O, needs_measurement=True),
    # A notice accuses somebody: never on a suspicion, never from a desk.
    _step(
        _S.VERIFIED,
        _S.NOTICE_SERVED,
        O,
        needs_measurement=True,
        needs_certainty=True,
        needs_notice=True,
    ),
    # Municipalities Act art. 55 (2) note 1: obstacles are removed directly.
    _step(
        _S.VERIFIED,
        _S.REMOVED,
        O,
        tracks=frozenset({Track.OBSTRUCTION}),
        needs_reason=True,
    ),
    _step(_S.NOTICE_SERVED, _S.CURE_PERIOD, O, C),
    _step(_S.CURE_PERIOD, _S.COMPLIED, O),
    _step(_S.CURE_PERIOD, _S.OBJECTION, O, C, needs_reason=True),
    # Nobody objected in time: the article 100 commission hears the case all the same.
    _step(_S.CURE_PERIOD, _S.HEARD, P, C, tracks=frozenset({Track.CONSTRUCTION})),
    _step(_S.CURE_PERIOD, _S.REMOVED, O, tracks=frozenset({Track.OBSTRUCTION})),
    _step(_S.OBJECTION, _S.HEARD, P, C),
    _step(_S.HEARD, _S.DECIDED, P, needs_reason=True),
    _step(_S.DECIDED, _S.COMPLIED, O),
    _step(_S.DECIDED, _S.REMOVED, O),
    _step(_S.DECIDED, _S.APPEALED, O, C, needs_reason=True),
    _step(_S.COMPLIED, _S.CLOSED, P, C),
    _step(_S.REMOVED, _S.COST_RECOVERED, C),
    _step(_S.REMOVED, _S.APPEALED, O, C, needs_reason=True),
    _step(_S.REMOVED, _S.CLOSED, P, needs_reason=True),
    _step(_S.COST_RECOVERED, _S.APPEALED, O, C, needs_reason=True),
    _step(_S.COST_RECOVERED, _S.CLOSED, P, C),
    _step(_S.APPEALED, _S.DECIDED, P, needs_reason=True),
    _step(_S.APPEALED, _S.CLOSED, P, needs_reason=True),
    # An officer may say that there was nothing; later only who decides may.
    _step(_S.DETECTED, _S.DISMISSED, P, O, needs_reason=True),
    _step(_S.VERIFIED, _S.DISMISSED, P, O, needs_reason=True),
    *(
        _step(stage, _S.DISMISSED, P, needs_reason=True)
        for stage in OPEN
        if stage not in (_S.DETECTED, _S.VERIFIED)
    ),
)


def step(start: str, end: str, track: str) -> Step | None:
    """The step between two stages on a track, if the law has one."""
    for one in STEPS:
        if (one.start, one.end) == (start, end) and track in one.tracks:
            return one
    return None


def steps_from(start: str, track: str) -> list[Step]:
    """What may follow a stage on a track, in the order of the way."""
    return [one for one in STEPS if one.start == start and track in one.tracks]


HOPED_FOR: dict[Stage, Stage] = {
    _S.DETECTED: _S.VERIFIED,
    _S.VERIFIED: _S.NOTICE_SERVED,
    _S.NOTICE_SERVED: _S.CURE_PERIOD,
    _S.CURE_PERIOD: _S.COMPLIED,
    _S.OBJECTION: _S.HEARD,
    _S.HEARD: _S.DECIDED,
    _S.DECIDED: _S.COMPLIED,
    _S.APPEALED: _S.DECIDED,
    _S.COMPLIED: _S.CLOSED,
    _S.REMOVED: _S.COST_RECOVERED,
    _S.COST_RECOVERED: _S.CLOSED,
}
"""What usually follows: for drawing the way that is still ahead, never for deciding."""


def ahead_of(state: str, track: str) -> list[Stage]:
    """The way that a case usually has before it, up to its end."""
    way: list[Stage] = []
    here = Stage(state)
    while here in HOPED_FOR:
        here = HOPED_FOR[here]
        # The article 100 commission hears a building's case before anything is done.
        if (
            here == _S.COMPLIED
            and track == Track.CONSTRUCTION
            and _S.DECIDED not in way
        ):
            here = _S.COMPLIED if state == _S.DECIDED else _S.HEARD
        way.append(here)
    return way
