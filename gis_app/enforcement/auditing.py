"""Draws the week's sample for the auditor and takes down what the auditor found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.audits import AuditItem, AuditSample
from gis_app.enforcement.models import Case, CaseEvent
from gis_app.enforcement.stages import Stage
from gis_app.errors import BadInput, Conflict
from gis_app.lib.sample import Listed, drawn, lines, root_of, seed_of, wilson
from gis_app.lib.week import CITY_TIME

Group = AuditSample.Group
Verdict = AuditItem.Verdict
WEEK = timedelta(days=7)
NOBODY = "-"
ENDS = {Group.CLOSED: Stage.CLOSED, Group.DISMISSED: Stage.DISMISSED}


@dataclass(frozen=True)
class Estimate:
    """The share that was wrong among those judged right or wrong, with its interval."""

    judged: int
    wrong: int
    low: float
    high: float


def week_of(moment: datetime) -> date:
    """The Saturday that the week of a moment began with, in the city's time."""
    day = moment.astimezone(CITY_TIME).date()
    return day - timedelta(days=(day.weekday() + 2) % 7)


@transaction.atomic
def draw(*, size: int, by: User, at: datetime | None = None) -> list[AuditSample]:
    """Draw this week's samples, one of each group; what was drawn already stays.

    Raises Conflict when all groups were drawn, BadInput for a size that makes no sense.
    """
    if not 1 <= size <= 200:
        raise BadInput(_("Choose between 1 and 200 of each group."), fields=["size"])
    act_as(by)
    at = at or timezone.now()
    week = week_of(at)
    # Two clicks at once: the second waits, and finds the rows of the first.
    _locked(week)
    there = set(AuditSample.objects.filter(week=week).values_list("group", flat=True))
    made = [_draw(g, week, size, by, at) for g in Group if g not in there]
    if not made:
        raise Conflict(_("This week's sample was drawn already; it is drawn once."))
    return made


@transaction.atomic
def judge(*, item: AuditItem, verdict: str, note: str, by: User) -> AuditItem:
    """Take down what the auditor found; an empty verdict takes it back."""
    act_as(by)
    if verdict == Verdict.WRONG and not note.strip():
        raise BadInput(_("Say in the note what is wrong."), fields=["note"])
    item = AuditItem.objects.select_for_update().get(pk=item.pk)
    item.verdict, item.note = verdict, note.strip()
    item.judged_by = by.get_username() if verdict else ""
    item.judged_at = timezone.now() if verdict else None
    item.save(update_fields=["verdict", "note", "judged_by", "judged_at"])
    record(by, "audit-verdict", item.subject, verdict=verdict, sample=item.sample_id)
    return item


def estimate(items: Iterable[AuditItem]) -> Estimate:
    """How often what was drawn is wrong, and how sure that is."""
    verdicts = [item.verdict for item in items]
    wrong = verdicts.count(Verdict.WRONG)
    judged = wrong + verdicts.count(Verdict.RIGHT)
    return Estimate(judged, wrong, *wilson(wrong, judged))


def _draw(group: Group, week: date, size: int, by: User, at: datetime) -> AuditSample:
    frame = _frame(group, at)
    root = root_of(frame)
    seed = seed_of(week.isoformat(), group, root)
    sample = AuditSample.objects.create(
        week=week,
        group=group,
        size=size,
        population=len(frame),
        frame=lines(frame),
        root=root,
        seed=seed,
        drawn_at=at,
        drawn_by=by.get_username(),
    )
    chosen = drawn(frame, size, seed)
    AuditItem.objects.bulk_create(
        _item(sample, rank, listed) for rank, listed in enumerate(chosen, start=1)
    )
    record(by, "audit-draw", f"audit:{week}:{group}", size=size, root=root, seed=seed)
    return sample


def _item(sample: AuditSample, rank: int, listed: Listed) -> AuditItem:
    district, officer = listed.stratum.split("\t")
    kind, key = listed.subject.split(":")
    return AuditItem(
        sample=sample,
        rank=rank,
        subject=listed.subject,
        finding_id=int(key) if kind == "finding" else None,
        case_id=int(key) if kind == "case" else None,
        district_id=None if district == NOBODY else int(district),
        officer="" if officer == NOBODY else officer,
    )


def _frame(group: Group, at: datetime) -> list[Listed]:
    """What can be drawn: who, where and by whom, and nothing of how grave it is."""
    if group == Group.FINDINGS:
        rows = Encroachment.objects.open().shown().order_by()
        return [
            _listed("finding", *row)
            for row in rows.values_list("pk", "district", "occupation__changed_by")
        ]
    ended = CaseEvent.objects.filter(to_state=ENDS[group], at__gt=at - WEEK, at__lte=at)
    cases = Case.objects.filter(pk__in=ended.values("case"), state=ENDS[group])
    return [
        _listed("case", *row)
        for row in cases.values_list("pk", "district", "assigned_to__username")
    ]


def _listed(kind: str, key: int, district: int | None, officer: str | None) -> Listed:
    return Listed(f"{district or NOBODY}\t{officer or NOBODY}", f"{kind}:{key}")


def _locked(week: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [7361, week.toordinal()])
