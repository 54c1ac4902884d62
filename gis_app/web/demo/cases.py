"""Living cases for the demo city: both tracks, many stages, believable reasons."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement import notices
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.judged import UNITS
from gis_app.enforcement.measuring import Measured, Method, confirms, measure
from gis_app.enforcement.models import Case, Notice
from gis_app.enforcement.opening import open_case
from gis_app.enforcement.services import take_step
from gis_app.enforcement.stages import Stage
from gis_app.enforcement.workdays import Calendar
from gis_app.lib.week import CITY_TIME
from gis_app.web.demo.photo import drawn
from gis_app.web.sheets import notice as notice_sheet

CAST = ("planner", "officer", "clerk")


@dataclass(frozen=True)
class Told:
    """A step: so many days ago, to a stage, by a role, with its reason."""

    days_ago: int
    to: str
    by: str
    reason: str = ""


@dataclass(frozen=True)
class Plot:
    """One case: about which kind of finding, opened when, and how it went on."""

    kind: str
    opened: int
    steps: tuple[Told, ...] = ()
    measured: int | None = None
    """How many days ago an officer measured; None: nobody did yet."""


def _way(*days: int) -> tuple[Told, ...]:
    """Verified, served, and the time to put it right, as far as there are days."""
    stages = ("verified", "notice_served", "cure_period")
    return tuple(
        Told(ago, to, "officer") for ago, to in zip(days, stages, strict=False)
    )


WAY, BUILT, LAND = "way_obstruction", "boundary_intrusion", "unlicensed_occupation"
SPOT, BAN = "spot_overrun", "no_vending_zone"

PLOTS = (
    Plot(
        BUILT,
        75,
        (
            *_way(70, 66, 64),
            Told(48, "heard", "clerk"),
            Told(
                30,
                "decided",
                "planner",
                "رأی کمیسیون: پیش‌آمدگی در معبر باید برچیده شود؛ جریمه پذیرفته نشد.",
            ),
            Told(
                22,
                "appealed",
                "clerk",
                "مالک نقشهٔ تفکیکی سال ۱۳۷۸ را آورده و به رأی اعتراض کرده است.",
            ),
        ),
        measured=71,
    ),
    Plot(
        BUILT,
        55,
        (
            *_way(50, 46, 44),
            Told(
                34,
                "objection",
                "clerk",
                "مالک می‌گوید دیوار از پیش از تعریض خیابان همین‌جا بوده است.",
            ),
            Told(16, "heard", "planner"),
        ),
        measured=51,
    ),
    Plot(
        WAY,
        40,
        (
            Told(39, "verified", "officer"),
            Told(
                39,
                "removed",
                "officer",
                "مصالح ساختمانی تمام عرض پیاده‌رو را بسته بود؛ عابران از سواره‌رو"
                " می‌رفتند.",
            ),
            Told(3, "cost_recovered", "clerk"),
        ),
        measured=39,
    ),
    Plot(
        WAY,
        33,
        (
            Told(32, "verified", "officer"),
            Told(
                32,
                "removed",
                "officer",
                "کالای چیده‌شده جلوی گذرگاه عابر بود و صاحبش همان‌جا جمعش کرد.",
            ),
            Told(
                27,
                "closed",
                "planner",
                "هزینه‌ای نداشت و در بازدید دوباره چیزی دیده نشد.",
            ),
        ),
        measured=32,
    ),
    Plot(
        SPOT,
        26,
        (
            Told(
                25,
                "dismissed",
                "officer",
                "در بازدید، بساط در حدود جایگاه بود؛ موقعیت گوشی خطا داشت.",
            ),
        ),
    ),
    Plot(LAND, 21, _way(17, 4, 1), measured=18),
    Plot(BAN, 16, _way(2), measured=3),
    Plot(
        WAY,
        14,
        (
            *_way(13, 12, 11),
            Told(
                4,
                "objection",
                "clerk",
                "کاسب می‌گوید پروانهٔ سال گذشته هنوز معتبر است؛ رونوشت آن پیوست شد.",
            ),
        ),
        measured=13,
    ),
    Plot(BUILT, 12, _way(2), measured=3),
    # Nobody went there yet: the one that is overdue.
    Plot(WAY, 9),
    Plot(WAY, 6, _way(5, 2), measured=5),
    Plot(BAN, 3, _way(1), measured=1),
    Plot(BUILT, 2),
    Plot(SPOT, 1),
    Plot(WAY, 0),
)
"""The earliest first, so that numbers follow the days."""


def make(say: Callable[[str], None] = lambda line: None) -> int:
    """Open them through the services, as people would; how many there are.

    Needs the demo's users and findings, and no cases yet; otherwise there are none.
    The same city gives the same cases.
    """
    if Case.objects.exists():
        return 0
    people = {u.username: u for u in User.objects.filter(username__in=CAST)}
    if len(people) < len(CAST):
        return 0
    scene = _Scene(people, timezone.now())
    with translation.override("fa"):
        made = sum(scene.play(n, plot) for n, plot in enumerate(PLOTS))
    say(_("Cases: %(count)d.") % {"count": made})
    return made


def address(case: Case) -> str:
    """Where a notice's code leads: to this machine, unless the city has an address."""
    base = str(settings.PUBLIC_ADDRESS or "http://localhost").rstrip("/")
    return base + reverse("notice", args=[case.token])


class _Scene:
    """Plays the plots one after the other, each about a finding of its own."""

    def __init__(self, people: dict[str, User], now: datetime) -> None:
        self.people, self.now = people, now
        self.calendar = Calendar()
        self.queues = {kind: self._findings(kind) for kind in {p.kind for p in PLOTS}}

    def _findings(self, kind: str) -> Iterator[Encroachment]:
        """Sure ones in the officer's districts, in the order of the register."""
        found = (
            Encroachment.objects.open()
            .select_related(*UNITS)
            .filter(
                kind=kind,
                certainty="strong",
                depth_m__gte=0.3,
                district__in=self.people["officer"].districts.all(),
                district__geom__intersects=F("geom"),
            )
        )
        wanted = sum(plot.kind == kind for plot in PLOTS)
        # A thin thing that is surely wrong is not surely measured with a tape.
        sure = [f for f in found.order_by("pk") if confirms(f, _taped(f))]
        # Far apart: neighbours in the register are neighbours in the street.
        return iter(sure[:: max(1, len(sure) // wanted)])

    def play(self, number: int, plot: Plot) -> bool:
        finding = next(self.queues[plot.kind], None)
        if finding is None:
            return False
        at = self._at(plot.opened, 9)
        by = self.people["planner"]
        case, _first = open_case(finding=finding, by=by, at=at)
        if plot.measured is not None:
            self._visit(case, number, self._at(plot.measured, 10))
        for hour, told in enumerate(plot.steps, start=11):
            at = max(at + timedelta(minutes=20), self._at(told.days_ago, hour))
            case = self._step(case, told, min(at, self.now))
        return True

    def _step(self, case: Case, told: Told, at: datetime) -> Case:
        by = self.people[told.by]
        if told.to != Stage.NOTICE_SERVED:
            return take_step(case=case, to=told.to, by=by, reason=told.reason, at=at)
        printer = notice_sheet.printer(address)
        written = at - timedelta(minutes=15)
        notice = notices.issue(case=case, by=by, printer=printer, at=written)
        how = notices.Service(Notice.How.IN_PERSON, at)
        notices.record_service(notice=notice, service=how, by=by)
        case.refresh_from_db()
        return case

    def _at(self, days_ago: int, hour: int) -> datetime:
        """A working day at or before so many days ago; never in the future."""
        day = self.now.astimezone(CITY_TIME).date() - timedelta(days=days_ago)
        while days_ago and not self.calendar.is_open(day):
            day -= timedelta(days=1)
        at = datetime(day.year, day.month, day.day, hour, 12, tzinfo=CITY_TIME)
        return min(at, self.now - timedelta(minutes=40 - hour))

    def _visit(self, case: Case, number: int, at: datetime) -> None:
        """An officer takes a photo and measures."""
        officer, finding = self.people["officer"], case.finding
        file_evidence(
            kind="photo",
            by=officer,
            case=case,
            content=drawn(number),
            suffix=".jpg",
            meta={"note": "تصویر نمونه، کشیده‌شده برای شهر نمایشی"},
            device_at=at,
            client_id=_id(number, "photo"),
        )
        measure(
            case=case,
            measured=_taped(finding),
            by=officer,
            client_id=_id(number, "measurement"),
            device_at=at,
        )


def _taped(finding: Encroachment) -> Measured:
    """How deep an officer finds it: what lies there wholly is measured across."""
    wide = finding.depth_m
    if finding.inside:
        wide = finding.inscribed_width_m or math.sqrt(finding.area_m2)
    return Measured(round(wide, 2), Method.TAPE)


def _id(number: int, what: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"meydan demo case {number} {what}")
