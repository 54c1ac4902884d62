"""A small round of two zones, and a clock that a test may set."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone, translation

from gis_app.accounts.models import User
from gis_app.lib.draw import commitment
from gis_app.lib.week import Week
from gis_app.rounds import applying, calls, drawing, judging
from gis_app.rounds.models import Application, PriorityClass, Round, Witness
from gis_app.zones.models import VendingSpot
from tests.factories import a_spot, a_user, a_vendor, a_zone, day, during

WORDS = ("a river", "a bridge", "a market")
MORNING, EVENING = Week.daily(480, 720), Week.daily(960, 1200)
Clock = Callable[[str], None]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def set_to(text: str) -> None:
        moment = day(text)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to("2026-12-05")
    return set_to


@pytest.fixture
def planner() -> User:
    found: User = a_user("planner")
    return found


def a_round(**fields: Any) -> Round:
    return Round.objects.create(
        **{
            "code": "1405-1",
            "title_fa": "دور پاییز",
            "title_en": "Autumn round",
            "opens_at": day("2026-12-01"),
            "closes_at": day("2026-12-10"),
            "challenge_until": day("2026-12-15"),
            "draw_at": day("2026-12-20"),
            "valid": during("2027-01-01", "2028-01-01"),
            "number_name": "closing index of 28 Azar",
        }
        | fields
    )


class Stage:
    """Two zones: A with two spots, B with one; each spot has a morning and an evening.

    A:  [1 m|1 e] [2 m|2 e]      B:  [3 m|3 e]
    """

    def __init__(self, planner: User, clock: Clock) -> None:
        self.by, self.clock = planner, clock
        self.zones = [a_zone(code="A"), a_zone(code="B")]
        self.spots: list[VendingSpot] = [
            a_spot(number="1", zone=self.zones[0]),
            a_spot(number="2", zone=self.zones[0]),
            a_spot(number="3", zone=self.zones[1]),
        ]
        self.call = a_round()
        for name, word in zip("xyz", WORDS, strict=True):
            Witness.objects.create(round=self.call, name=name, commit=commitment(word))
        self.lots = [
            lot
            for week in (MORNING, EVENING)
            for lot in calls.add_lots(
                call=self.call, spots=self.spots, week=week, by=planner
            )
        ]
        self.first = PriorityClass.objects.create(
            round=self.call, zone=self.zones[0], level=0, title_fa="اهل محل"
        )
        calls.open_round(call=self.call, by=planner)
        self.call.refresh_from_db()

    def apply(self, *wishes: Any, **vendor: Any) -> Application:
        return applying.apply(
            call=self.call, vendor=a_vendor(**vendor), wishes=wishes, by=self.by
        )

    def review(self, *first: Application) -> None:
        """Everybody is judged; those named are in the first class of zone A."""
        self.clock("2026-12-11")
        calls.close_applications(call=self.call, by=self.by)
        for one in self.call.applications.exclude(status="withdrawn"):
            classes = [self.first] if one in first else []
            judging.judge(application=one, classes=classes, by=self.by)

    def freeze(self) -> None:
        self.clock("2026-12-16")
        drawing.freeze(call=self.call, by=self.by)

    def draw(self, *words: str) -> dict[str, str | None]:
        """What each receipt was given, after these witnesses revealed their words."""
        for witness, word in zip(
            self.call.witnesses.order_by("pk"), words, strict=False
        ):
            drawing.reveal(witness=witness, word=word, by=self.by)
        self.clock("2026-12-20")
        kept = drawing.draw(call=self.call, number="2,345,678", by=self.by)
        results = json.loads(kept.drawn)["results"]
        return {one["receipt"]: one["given"] for one in results}


@pytest.fixture
def stage(db: None, planner: User, clock: Clock) -> Stage:
    return Stage(planner, clock)
