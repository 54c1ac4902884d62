"""Promises of several tables: accuracies, geometries, rights in time and week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import CheckConstraint, F, Q

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def once(
    field: str, *, name: str, condition: Q, message: StrPromise
) -> ExclusionConstraint:
    """Rights that agree in ``field`` never share a day and a minute of the week."""
    return ExclusionConstraint(
        name=name,
        index_type="GIST",
        expressions=[
            (F(field), RangeOperators.EQUAL),
            (F("valid"), RangeOperators.OVERLAPS),
            (F("week"), RangeOperators.OVERLAPS),
        ],
        condition=condition,
        violation_error_message=message,
    )


def positive_accuracy(name: str) -> CheckConstraint:
    """RMSE is missing (unknown) or positive; it is never 0, nor endless.

    To PostgreSQL "not a number" is more than all numbers, so the upper bound keeps it
    out.
    """
    finite = Q(accuracy_m__gt=0, accuracy_m__lt=float("inf"))
    return CheckConstraint(condition=Q(accuracy_m__isnull=True) | finite, name=name)


def valid_geometry(name: str) -> CheckConstraint:
    """Stored geometry is valid and not empty."""
    return CheckConstraint(
        condition=Q(geom__isvalid=True) & Q(geom__isempty=False), name=name
    )
