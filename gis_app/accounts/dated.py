"""Dates of the back office's lists, in the calendar of the person's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import RangeField
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Field, Model
from django.utils.translation import get_language
from psycopg2.extras import Range

from gis_app.lib import jalali
from gis_app.lib.week import CITY_TIME

Column = str | Callable[[Model], str]
LEAST = {datetime: timedelta(microseconds=1), date: timedelta(days=1)}


def column(model: type[Model], name: str) -> Column:
    """The column of a list: dates and ranges of dates as people write them."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if not isinstance(field, DateField | RangeField):
        return name
    return _written_column(field)


def written(value: Any) -> str:
    """A date, a moment or a range of them; a range's end is the last day in it."""
    if value is None:
        return ""
    if isinstance(value, Range):
        last = value.upper and value.upper - LEAST[type(value.upper)]
        return f"{_day(value.lower)} – {_day(last)}"
    if isinstance(value, datetime):
        return jalali.moment(value) if _persian() else f"{_local(value):%Y-%m-%d %H:%M}"
    return _day(value)


def _written_column(field: Field[Any, Any]) -> Callable[[Model], str]:
    @admin.display(description=field.verbose_name, ordering=field.name)
    def shown(row: Model) -> str:
        return written(getattr(row, field.name))

    return shown


def _day(day: date | None) -> str:
    if day is None:
        return "…"
    if _persian():
        return jalali.short(day)
    local = _local(day) if isinstance(day, datetime) else day
    return f"{local:%Y-%m-%d}"


def _local(at: datetime) -> datetime:
    return at.astimezone(CITY_TIME)


def _persian() -> bool:
    return (get_language() or "fa").startswith("fa")
