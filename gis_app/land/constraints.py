"""The exclusion constraint that rights in time and week share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import F, Q

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
