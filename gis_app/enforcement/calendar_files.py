"""Holidays, weekends and deadlines that every city begins with, from data/*.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from gis_app.enforcement.days import DeadlineRule, Holiday, Weekend
from gis_app.lib import jalali

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load() -> dict[str, int]:
    """Fill what is empty; how many rows of each kind were added.

    A Jalali year that has any holiday, and weekends and deadlines once there are any,
    are the office's own: what it changed or took away does not come back.
    """
    return {
        "holidays": sum(map(_load_year, *zip(*_years(), strict=True))),
        "weekends": 0 if Weekend.objects.exists() else _load_weekends(),
        "deadlines": 0 if DeadlineRule.objects.exists() else _load_deadlines(),
    }


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of a data file; those that begin with # are for people."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def holidays() -> list[Holiday]:
    """Every holiday of the file, unsaved."""
    return [
        Holiday(
            day=date.fromisoformat(row["day"]),
            name_fa=row["name_fa"],
            name_en=row["name_en"],
            source=row["source"],
            provisional=row["provisional"] == "yes",
        )
        for row in rows("holidays")
    ]


def _years() -> Iterator[tuple[int, list[Holiday]]]:
    for year, days in groupby(holidays(), key=lambda each: jalali.parts(each.day)[0]):
        yield year, list(days)


def _load_year(year: int, days: list[Holiday]) -> int:
    within = (jalali.first_day(year), jalali.first_day(year + 1))
    if Holiday.objects.filter(day__gte=within[0], day__lt=within[1]).exists():
        return 0
    return len(Holiday.objects.bulk_create(days))


def _load_weekends() -> int:
    made = [
        Weekend(
            weekday=int(row["weekday"]),
            valid=DateRange(_bound(row["first"]), _bound(row["last"]), "[)"),
            legal_ref=row["legal_ref"],
        )
        for row in rows("weekends")
    ]
    return len(Weekend.objects.bulk_create(made))


def _load_deadlines() -> int:
    made = [
        DeadlineRule(
            track=row["track"],
            step=row["step"],
            working_days=int(row["working_days"]),
            legal_ref=row["legal_ref"],
            legal_ref_en=row["legal_ref_en"],
            proposed=True,
            valid=DateRange(None, None, "[)"),
        )
        for row in rows("deadlines")
    ]
    return len(DeadlineRule.objects.bulk_create(made))


def _bound(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
