"""What a phone carries for work without signal: made once a change, sent when new."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from django.utils import timezone

from gis_app import sql
from gis_app.accounts.models import District, User
from gis_app.accounts.roles import bound_to_districts

KEPT = 8
"""Packages held ready: officers of one district share theirs."""
_ready: dict[str, bytes] = {}
_lock = Lock()
FORM = 1
"""Advanced when the package's form changes, so that phones fetch it anew."""


def districts_of(person: User) -> list[int]:
    """An officer's own; every district for those who see all."""
    mine = person.districts if bound_to_districts(person) else District.objects
    return sorted(mine.values_list("pk", flat=True))


def revision(districts: Sequence[int], now: datetime | None = None) -> str:
    """Changes whenever the package would."""
    found = sql.rows("field", "package_revision", {"now": now or timezone.now()})
    key = f"{FORM}|{found[0]['revision']}|{','.join(map(str, districts))}"
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def packed(districts: Sequence[int], revision_: str) -> bytes:
    """The package, gzipped JSON; from memory when it was made before."""
    with _lock:
        ready = _ready.get(revision_)
    if ready is None:
        ready = _made(districts)
        with _lock:
            while len(_ready) >= KEPT:
                _ready.pop(next(iter(_ready)))
            _ready[revision_] = ready
    return ready


def _made(districts: Sequence[int]) -> bytes:
    values = {"districts": list(districts), "now": timezone.now()}
    body = str(sql.rows("field", "package", values)[0]["body"])
    return gzip.compress(body.encode(), 6, mtime=0)
