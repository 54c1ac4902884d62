"""Who did what: signs the transaction for history, and writes the log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from gis_app.accounts.models import AuditEntry, User

Actor = User | AnonymousUser | str | None
"""A person, or the name of a program (``"detect"``) that acts for nobody."""


def act_as(actor: Actor) -> None:
    """Sign every version that this transaction writes (history's ``changed_by``).

    Transaction-local: a pooled connection never hands the name on to the next one.
    Outside a transaction it has no effect beyond its own statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('meydan.actor', %s, TRUE)", [_name(actor)])


def record(actor: Actor, action: str, subject: str, **detail: Any) -> AuditEntry:
    """Write one line of the log, e.g. ``record(user, "allocate", "right:7", spot=3)``.

    ``detail`` holds ids and codes, never names, phones or national ids: the log is
    read by more people than the register is, and can't be corrected.
    """
    return AuditEntry.objects.create(
        actor=_name(actor) or None,
        role=actor.role if isinstance(actor, User) else "",
        action=action,
        subject=subject,
        detail=detail,
    )


def _name(actor: Actor) -> str:
    if isinstance(actor, str):
        return actor
    return actor.get_username() if actor is not None else ""
