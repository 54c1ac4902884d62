"""A week's audit: what was drawn, what was found, and how sure that makes us."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.auditing import WEEK, Estimate, estimate
from gis_app.enforcement.audits import AuditItem, AuditSample
from gis_app.enforcement.models import Case
from gis_app.lib.week import CITY_TIME
from gis_app.web import findings, verdicts, wording
from gis_app.web.shapes import Box, Place

QUARTER = timedelta(weeks=13)
RELATED = ("district", "case", *(f"case__finding__{n}" for n in findings.RELATED))


def told(week: date, this_week: date) -> dict[str, Any]:
    """The samples of a week with their items and estimates, and those of a quarter."""
    samples = AuditSample.objects.filter(week=week).defer("frame")
    weeks = AuditSample.objects.order_by("-week").values_list("week", flat=True)
    known = sorted({*weeks.distinct()[:60], this_week}, reverse=True)
    return {
        "week": week.isoformat(),
        "label": label(week),
        "weeks": [{"week": w.isoformat(), "label": label(w)} for w in known],
        "may_draw": week == this_week and len(samples) < len(AuditSample.Group),
        "how": how(),
        "groups": [_group(sample) for sample in _in_order(samples)],
        "quarter": [_of_quarter(group, week) for group in AuditSample.Group],
    }


def label(week: date) -> str:
    """``2026-11-21 to 2026-11-27``, from Saturday to Friday."""
    first = datetime.combine(week, time(12), CITY_TIME)
    return _("%(first)s to %(last)s") % {
        "first": wording.day(first),
        "last": wording.day(first + WEEK - timedelta(days=1)),
    }


def how() -> str:
    """How the sample is drawn, for whoever wonders."""
    return _(
        "Drawn from the whole list, whatever is grave or large: the list is put in the"
        " order of district and officer, within these by SHA-256 of seed and subject,"
        " and every N/n-th is taken. The seed is the SHA-256 of week, group and list:"
        " with the list anybody can draw it again."
    )


def items_of(samples: Iterable[AuditSample]) -> QuerySet[AuditItem]:
    """Items in the order of the draw, with what a row needs."""
    return (
        AuditItem.objects.filter(sample__in=samples)
        .select_related(*RELATED)
        .defer("case__geom", "case__judged_by", "district__geom")
        .order_by("sample", "rank")
    )


def row(item: AuditItem, found: dict[int, Encroachment]) -> dict[str, Any]:
    """One drawn thing; ``found`` are the findings that are still there."""
    finding = item.case.finding if item.case else found.get(item.finding_id or 0)
    return {
        "id": item.pk,
        "rank": item.rank,
        "subject": item.subject,
        "type": "case" if item.case_id else "finding",
        "key": item.case_id or item.finding_id,
        "title": verdicts.title(finding) if finding else _("No longer on record"),
        "summary": verdicts.summary(finding) if finding else "",
        "number_label": wording.digits(item.case.number) if item.case else "",
        "district_label": wording.name(item.district) if item.district else "",
        "officer": item.officer,
        "verdict": item.verdict,
        "note": item.note,
        "judged_by": item.judged_by,
        "judged_label": wording.moment(item.judged_at) if item.judged_at else "",
        "bbox": getattr(finding, "box_lonlat", None),
        "point": getattr(finding, "place_lonlat", None),
        "still_open": finding is not None and finding.closed_at is None,
    }


def rows(items: list[AuditItem]) -> list[dict[str, Any]]:
    """All of a list, in two queries."""
    keys = [item.finding_id for item in items if item.finding_id]
    found = findings.listed(Encroachment.objects.filter(pk__in=keys))
    by_key = {finding.pk: finding for finding in found}
    placed = {case.pk: case for case in _placed(items)}
    for item in items:
        if item.case:
            case = placed[item.case.pk]
            item.case.finding.box_lonlat = case.box  # type: ignore[attr-defined]
            item.case.finding.place_lonlat = case.place  # type: ignore[attr-defined]
    return [row(item, by_key) for item in items]


def sentence(found: Estimate) -> str:
    """``3 of 18 were wrong: 17 %, between 6 and 39 % (95 % sure).``"""
    if not found.judged:
        return _("Nothing was checked yet, so nothing is known of errors.")
    return _(
        "%(wrong)s of %(judged)s were wrong: %(share)s%%; with 95%% confidence between"
        " %(low)s%% and %(high)s%%."
    ) % {
        "wrong": wording.number(found.wrong),
        "judged": wording.number(found.judged),
        "share": wording.number(100 * found.wrong / found.judged),
        "low": wording.number(100 * found.low),
        "high": wording.number(100 * found.high),
    }


def _group(sample: AuditSample) -> dict[str, Any]:
    items = list(items_of([sample]))
    return {
        "group": sample.group,
        "group_label": sample.get_group_display(),
        "population": sample.population,
        "population_label": _("%(drawn)s of %(population)s were drawn")
        % {
            "drawn": wording.number(len(items)),
            "population": wording.number(sample.population),
        },
        "seed": sample.seed,
        "root": sample.root,
        "drawn_by": sample.drawn_by,
        "drawn_label": wording.moment(sample.drawn_at),
        "items": rows(items),
        **_estimated(estimate(items)),
    }


def _of_quarter(group: AuditSample.Group, week: date) -> dict[str, Any]:
    items = AuditItem.objects.filter(
        sample__group=group, sample__week__lte=week, sample__week__gt=week - QUARTER
    )
    found = estimate(items.only("verdict"))
    return {"group": group.value, "group_label": str(group.label), **_estimated(found)}


def _estimated(found: Estimate) -> dict[str, Any]:
    return {
        "judged": found.judged,
        "wrong": found.wrong,
        "low": round(found.low, 4),
        "high": round(found.high, 4),
        "sentence": sentence(found),
    }


def _in_order(samples: QuerySet[AuditSample]) -> list[AuditSample]:
    order = list(AuditSample.Group)
    return sorted(samples, key=lambda s: order.index(AuditSample.Group(s.group)))


def _placed(items: list[AuditItem]) -> QuerySet[Any]:
    keys = [item.case_id for item in items if item.case_id]
    cases = Case.objects.filter(pk__in=keys).only("pk")
    return cases.annotate(box=Box("geom"), place=Place("geom"))
