"""Files evidence into the chain, and checks the chain from its first link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gis_app import sql
from gis_app.accounts.models import User
from gis_app.encroachment.models import Occupation
from gis_app.enforcement import filestore
from gis_app.enforcement.models import Case, Evidence, EvidenceHead
from gis_app.errors import BadInput, Conflict

LARGEST_BYTES = 20 * 2**20
FIRST = "0" * 64
_HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


@transaction.atomic
def file_evidence(
    *,
    kind: str,
    by: User | str,
    client_id: UUID,
    case: Case | None = None,
    occupation: Occupation | None = None,
    content: bytes | None = None,
    suffix: str = ".bin",
    meta: dict[str, Any] | None = None,
    device_at: datetime | None = None,
) -> Evidence:
    """Add one link to the chain; the same ``client_id`` again gives the first one back.

    ``content`` is stored under its SHA-256 before the row is written: a crash between
    the two leaves a file too many, never a row without its file. Raises BadInput for
    evidence about nothing, or too large, and Conflict when the id was used for
    something else.
    """
    if case is None and occupation is None:
        raise BadInput(_("Evidence needs a case or an occupation that it is about."))
    if content is not None and not 0 < len(content) <= LARGEST_BYTES:
        raise BadInput(_("The file is empty or larger than 20 MB."))
    digest, path = filestore.keep(content, suffix) if content else ("", "")
    row = Evidence(
        kind=kind,
        by=by if isinstance(by, str) else by.get_username(),
        case=case,
        occupation=occupation,
        sha256=digest,
        path=path,
        meta=meta or {},
        device_at=device_at,
        client_id=client_id,
    )
    return _once(row)


def _once(row: Evidence) -> Evidence:
    if known := _known(row):
        return known
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # the same id at the same time
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if "client_id" not in str(broken):
            raise
        if known := _known(row):
            return known
        raise
    return row


def _known(row: Evidence) -> Evidence | None:
    known = Evidence.objects.filter(client_id=row.client_id).first()
    if known is not None and (known.kind, known.sha256, known.by) != (
        row.kind,
        row.sha256,
        row.by,
    ):
        raise Conflict(_("This id was already used for something else."))
    return known


@dataclass(frozen=True)
class Broken:
    """The first link that does not hold, and why."""

    seq: int
    why: str


@dataclass(frozen=True)
class Walk:
    """What a check found; ``head`` is ``seq:hash`` of the last link that holds."""

    links: int
    files: int
    head: str
    broken: Broken | None


def verify(*, head: str | None = None) -> Walk:
    """Walk the chain and the files; the first broken link is named.

    ``head`` is a ``seq:hash`` that was noted earlier, on a notice for one: the chain
    must still go through it. Raises BadInput when it isn't one.
    """
    noted = _read_head(head)
    before, links, files = FIRST, 0, 0
    for row in sql.each("enforcement", "walk"):
        broken = _fault(row, links + 1, before, noted)
        if broken is not None:
            return Walk(links, files, f"{links}:{before}", broken)
        before, links = row["hash"], links + 1
        files += bool(row["path"])
    return Walk(links, files, f"{links}:{before}", _end_fault(links, before, noted))


def _fault(
    row: dict[str, Any], expected: int, before: str, noted: tuple[int, str] | None
) -> Broken | None:
    for why in _faults(row, expected, before):
        return Broken(min(row["seq"], expected), why)
    if noted is not None and row["seq"] == noted[0] and row["hash"] != noted[1]:
        return Broken(row["seq"], "another hash than the one that was noted")
    return None


def _faults(row: dict[str, Any], expected: int, before: str) -> Iterator[str]:
    if row["seq"] != expected:
        yield "missing"
    if row["prev_hash"] != before:
        yield "does not follow from the link before"
    if row["hash"] != row["should_be"]:
        yield "changed after it was filed"
    if row["path"]:
        yield from _file_faults(row["path"], row["sha256"])


def _file_faults(path: str, digest: str) -> Iterator[str]:
    try:
        content = filestore.read(path)
    except OSError:
        yield "its file is gone"
        return
    if sha256(content).hexdigest() != digest:
        yield "its file was changed"


def _end_fault(links: int, last: str, noted: tuple[int, str] | None) -> Broken | None:
    head = EvidenceHead.objects.first()
    told = (head.seq, head.hash) if head else (0, FIRST)
    for seq, digest in (told, *([noted] if noted else [])):
        if seq > links:
            return Broken(links + 1, "missing")
        if seq == links and digest != last:
            return Broken(seq, "not the end of the chain")
    return Broken(links, "after the end of the chain") if told[0] < links else None


def _read_head(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        raise BadInput(_("A noted link is its number, a colon and its hash."))
    return int(found[1]), found[2]
