"""What was printed for a case: each paper kept as evidence, given out as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.enforcement import filestore
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.models import Case, Evidence
from gis_app.errors import Conflict, NotFound

LANGUAGES = ("fa", "en")
CLOCK_SLACK = timedelta(minutes=2)


def keep(
    case: Case, name: str, meta: dict[str, str], printed: Mapping[str, bytes], by: User
) -> Evidence:
    """File a paper in each language; the Persian one, which is the one that counts."""
    kept = [
        file_evidence(
            kind=Evidence.Kind.DOCUMENT,
            by=by,
            client_id=uuid5(NAMESPACE_URL, f"{name} {language}"),
            case=case,
            content=printed[language],
            suffix=".pdf",
            meta=meta | {"language": language},
        )
        for language in LANGUAGES
    ]
    return kept[0]


def read(case: int, meta: dict[str, str], language: str) -> bytes:
    """The very bytes that were printed; Conflict when they were changed."""
    asked = meta | {"language": language}
    row = Evidence.objects.filter(case=case, meta__contains=asked).first()
    if row is None:
        raise NotFound(_("There is no such thing here."))
    try:
        content = filestore.read(row.path)
    except OSError as error:
        raise _changed() from error
    if sha256(content).hexdigest() != row.sha256:
        raise _changed()
    return content


def _changed() -> Conflict:
    return Conflict(
        _(
            "The stored sheet is missing or not the one that was printed: do not hand"
            " it out, and let an auditor check the chain of evidence."
        )
    )
