"""The shapes of inspection rounds: what is asked, what is told."""

from __future__ import annotations

from typing import Annotated

from ninja import Schema
from pydantic import Field

from gis_app.web.api.schemas import Coordinates, Finding, Standing
from gis_app.web.inspection.asked import HOURS, VISIT_MINUTES


class Walking(Schema):
    """From where, and for how long."""

    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = Field(
        default=None,
        description="Where it begins; empty: amid the officer's districts.",
    )
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    hours: Annotated[float, Field(gt=0, le=12)] = HOURS
    visit_minutes: Annotated[float, Field(ge=1, le=120)] = VISIT_MINUTES
    back: bool = Field(default=False, description="Whether it ends where it began.")


class Planning(Walking):
    """For whom, and on which day."""

    officer: Annotated[int, Field(gt=0, lt=2**31)] | None = None
    day: str | None = Field(
        default=None,
        max_length=40,
        description="1405/09/05 or 2026-11-26; empty: today.",
    )


class Numbered(Standing):
    """A case under its number."""

    number_label: str


class Visited(Finding):
    """The finding of a stop."""

    case: Numbered | None
    seen_label: str


class LeftOut(Schema):
    """What could be visited but did not fit; ``pressing``: overdue or due that day."""

    finding: Visited
    task: str
    task_label: str
    reason: str
    overdue: bool
    due_today: bool
    pressing: bool


class RoundStop(Schema):
    """One stop: ``leg_m`` on foot from the one before it."""

    n: int
    n_label: str
    finding: Visited
    task: str
    task_label: str
    reason: str
    overdue: bool
    due_today: bool
    leg_m: int
    leg_label: str
    arrives_label: str
    place: Coordinates


class RoundOfficer(Schema):
    """Who walks."""

    id: int
    name: str


class InspectionRound(Schema):
    """The day's round; ``summary`` says so too when there is nothing to visit."""

    day: str
    day_label: str
    working_day: bool
    officer: RoundOfficer
    start: Coordinates
    hours: float
    visit_minutes: float
    back: bool
    length_m: int
    minutes: int
    summary: str
    order: str
    stops: list[RoundStop]
    left_out: list[LeftOut]
    left_out_count: int
