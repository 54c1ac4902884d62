"""The worker: judges what requests left over and what time changes, as it happens.

It sleeps until an edit is told (LISTEN) or something begins or ends. One of them works,
another one waits for its end; each may die at any moment.
"""

from __future__ import annotations

import logging
import select
import time
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from gis_app.encroachment import upkeep
from gis_app.zones import drafting

logger = logging.getLogger(__name__)

LOCK = (1297, 1)
"""Any two numbers that nobody else locks by."""
GRACE_S = 0.5
"""A request judges its own edit: let it."""
LOOK_AGAIN_S = 600.0
"""However long nothing is to be done: a clock may have been set."""
AFTER_A_FAULT_S = 5.0


def keep() -> None:
    """Work until the process is ended; faults of the database are waited out."""
    while True:
        try:
            _begin()
            while True:
                drafting.apply_due()
                upkeep.refresh()
                _sleep()
        except (DatabaseError, InterfaceError):
            logger.exception("The findings can't be kept true now; trying again soon")
            connection.close()
            time.sleep(AFTER_A_FAULT_S)


def is_kept() -> bool:
    """Whether a worker is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks"
            " WHERE locktype = 'advisory' AND granted"
            " AND (classid, objid, objsubid) = (%s, %s, 2) AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database()))",
            LOCK,
        )
        return bool(cursor.fetchone()[0])


def _begin() -> None:
    """Be the only one, and hear of edits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", LOCK)
        cursor.execute("LISTEN meydan_dirty")


def _sleep() -> None:
    """Until an edit is told, or the next moment at which something begins or ends."""
    raw = connection.connection
    if not raw.notifies:
        select.select([raw], [], [], _seconds_to_sleep(timezone.now()))
    raw.poll()
    if raw.notifies:
        raw.notifies.clear()
        time.sleep(GRACE_S)


def _seconds_to_sleep(now: datetime) -> float:
    moments = [m for m in (upkeep.next_moment(now), drafting.next_moment()) if m]
    if not moments:
        return LOOK_AGAIN_S
    moment = min(moments)
    # A little late rather than a little early.
    wait = moment - now + timedelta(milliseconds=10)
    return min(LOOK_AGAIN_S, max(0.0, wait.total_seconds()))
