"""How far the findings are true, for people: what waits, how much of it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from gis_app.accounts.audit import record
from gis_app.accounts.models import User
from gis_app.encroachment import keeper, upkeep
from gis_app.encroachment.models import Dirty, Judged


@dataclass(frozen=True)
class State:
    """Findings are true as of ``true_at``, but for the places that wait.

    ``done`` of ``total`` places of the work under way are judged. ``held``: somebody
    said to wait with it. ``kept``: a worker is there. ``aside``: can't be judged.
    """

    true_at: datetime | None
    waiting: int
    done: int
    total: int
    held: bool
    kept: bool
    aside: int


def state() -> State:
    """As of now."""
    judged = Judged.objects.first() or Judged()
    counts = Dirty.objects.aggregate(
        waiting=Count("pk", filter=Q(error="")), aside=Count("pk", filter=~Q(error=""))
    )
    waiting = counts["waiting"]
    total = max(judged.bulk_total, waiting) if waiting else 0
    return State(
        true_at=_true_at(judged.at, timezone.now()),
        waiting=waiting,
        done=total - waiting,
        total=total,
        held=judged.held_until is not None,
        kept=keeper.is_kept(),
        aside=counts["aside"],
    )


def _true_at(judged_at: datetime | None, now: datetime) -> datetime | None:
    """Now, if nothing has begun or ended since they were judged."""
    if judged_at is None or judged_at > now:
        return judged_at
    following = upkeep.next_moment(judged_at)
    return now if following is None or following > now else judged_at


@transaction.atomic
def hold(*, by: User) -> None:
    """What waits now for the worker goes on waiting, until somebody says ``go_on``.

    Edits that follow are judged all the same. Twice is once.
    """
    last = Dirty.objects.filter(bulk=True, error="").aggregate(last=Max("pk"))["last"]
    if last is not None:
        Judged.objects.update_or_create(pk=1, defaults={"held_until": last})
        record(by, "hold-judging", "findings", waiting=Dirty.objects.count())


@transaction.atomic
def go_on(*, by: User) -> None:
    """Wake the worker: it takes up what waits where it was."""
    if Judged.objects.filter(held_until__isnull=False).update(held_until=None):
        record(by, "resume-judging", "findings", waiting=Dirty.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('meydan_dirty', '')")
