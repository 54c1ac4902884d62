"""A card's timeline: what the register held before, who changed it and when."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext as _

from gis_app.accounts.models import AuditEntry
from gis_app.accounts.roles import May, Person, may
from gis_app.allocation.reasons import ByHand
from gis_app.land.models import Right
from gis_app.versioned import VersionedObject
from gis_app.web import wording

BOOKKEEPING = {"id", "version", "begin_lifespan", "changed_by"}
LONGEST = 50
Version = dict[str, Any]


def timeline(thing: VersionedObject, person: Person) -> list[dict[str, Any]]:
    """The newest first; names of staff only for staff, rights only for who may see."""
    events = _events(type(thing), "id", thing.pk, _changed)
    if may(person, May.SEE_RIGHTS):
        column = _RIGHT_COLUMNS.get(thing._meta.model_name or "")
        if column:
            told = _right_and_reason if may(person, May.READ_LOG) else _right_changed
            events += _events(Right, column, thing.pk, told)
    events.sort(key=lambda event: event[0], reverse=True)
    named = may(person, May.SEE_STAFF)
    return [
        {
            "at": at.isoformat(),
            "at_label": wording.moment(at),
            "by": by if named else None,
            "what": what,
        }
        for at, by, what in events[:LONGEST]
    ]


_RIGHT_COLUMNS = {"parcel": "parcel_id", "way": "way_id", "vendingspot": "spot_id"}
Event = tuple[datetime, str | None, str]


def _events(
    model: type[VersionedObject], column: str, key: int, describe: Any
) -> list[Event]:
    """One event for each version, and one for the end of a row that is gone."""
    events: list[Event] = []
    histories: dict[int, list[Version]] = {}
    for version in _versions(model, column, key):
        histories.setdefault(version["id"], []).append(version)
    for versions in histories.values():
        first = versions[0]
        events.append(
            (first["begin_lifespan"], first["changed_by"], describe(model, None, first))
        )
        for old, new in pairwise(versions):
            what = describe(model, old, new)
            if what:
                events.append((new["begin_lifespan"], new["changed_by"], what))
        last = versions[-1]
        if last["ended_at"] is not None:
            events.append(
                (last["ended_at"], last["ended_by"], describe(model, last, None))
            )
    return events


def _versions(model: type[VersionedObject], column: str, key: int) -> list[Version]:
    """All versions of the rows, oldest first; a shape only as its fingerprint."""
    quote = connection.ops.quote_name
    table = quote(f"{model._meta.db_table}_versions")
    columns = ", ".join(
        f"md5({quote(f.column)}::text) AS {quote(f.column)}"
        if f.column == "geom"
        else quote(f.column)
        for f in model._meta.local_concrete_fields
        if f.column and not isinstance(f, models.BinaryField)
    )
    query = (
        f"SELECT {columns}, upper(lifespan) AS ended_at, ended_by"  # noqa: S608
        f" FROM history.{table} WHERE {quote(column)} = %s"
        " ORDER BY id, version LIMIT 500"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [key])
        names = [c[0] for c in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _changed(
    model: type[VersionedObject], old: Version | None, new: Version | None
) -> str:
    """``Changed: goods and shape``."""
    if old is None:
        return _("Entered in the register")
    if new is None:
        return _("Removed from the register")
    fields = [
        str(field.verbose_name)
        for field in model._meta.local_concrete_fields
        if field.column
        and field.name not in BOOKKEEPING
        and _plain(old.get(field.column)) != _plain(new.get(field.column))
    ]
    if not fields:
        return ""
    return _("Changed: %(fields)s") % {"fields": wording.enumerate_words(fields)}


def _right_changed(
    model: type[VersionedObject], old: Version | None, new: Version | None
) -> str:
    """What happened to a right on this unit, without naming its holder."""
    version = new or old or {}
    kind = str(Right.Kind(version["kind"]).label)
    if old is None:
        return _("%(right)s given, %(valid)s") % {
            "right": kind,
            "valid": wording.period(version["valid"]),
        }
    if new is None:
        return _("%(right)s undone") % {"right": kind}
    if new["status"] != old["status"]:
        status = Right.Status(new["status"]).label
        return _("%(right)s: %(status)s") % {"right": kind, "status": status}
    if new["valid"] != old["valid"]:
        return _("%(right)s: now valid %(valid)s") % {
            "right": kind,
            "valid": wording.period(new["valid"]),
        }
    return _("%(right)s changed") % {"right": kind}


def _right_and_reason(
    model: type[VersionedObject], old: Version | None, new: Version | None
) -> str:
    """For who reads the log: also why a spot was given by hand."""
    what = _right_changed(model, old, new)
    if old is not None or new is None:
        return what
    entry = AuditEntry.objects.filter(
        action="allocate", subject=f"right:{new['id']}"
    ).first()
    reason = entry.detail.get("reason") if entry else None
    if reason not in ByHand.values:
        return what
    return _("%(what)s. By hand: %(reason)s") % {
        "what": what,
        "reason": ByHand(reason).label,
    }


def _plain(value: Any) -> str:
    return json.dumps(value, default=str, sort_keys=True)
