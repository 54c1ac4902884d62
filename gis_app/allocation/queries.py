"""What can be given: vendors, free lawful spots, and what stands in the way."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from gis_app.accounts.models import User
from gis_app.land.models import Right

UNDO_WITHIN = timedelta(minutes=15)


def may_undo(right: Right, by: User | AnonymousUser) -> bool:
    """Whether this person gave this right just now, and nobody changed it since."""
    return (
        right.version == 1
        and right.changed_by == by.get_username()
        and timezone.now() - right.begin_lifespan <= UNDO_WITHIN
    )


def undo_until(right: Right) -> datetime:
    """When the giver's chance to undo ends."""
    return right.begin_lifespan + UNDO_WITHIN


def permits() -> QuerySet[Right]:
    """Vending permits in force, now or later."""
    return Right.objects.filter(
        kind=Right.Kind.VENDING_PERMIT,
        status=Right.Status.ACTIVE,
        valid__endswith__gt=timezone.now(),
    ) | Right.objects.filter(
        kind=Right.Kind.VENDING_PERMIT,
        status=Right.Status.ACTIVE,
        valid__upper_inf=True,
    )
