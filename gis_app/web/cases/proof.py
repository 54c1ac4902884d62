"""The evidence of a case as its card shows it; photos are served one by one."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement import filestore
from gis_app.enforcement.measuring import Method
from gis_app.enforcement.models import Case, Evidence
from gis_app.errors import Conflict
from gis_app.web import wording
from gis_app.web.api.manners import nothing_here

TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


def listed(case: Case, person: User) -> list[dict[str, Any]]:
    """Every link about the case, oldest first; none for who may not see evidence."""
    if not may(person, May.SEE_EVIDENCE):
        return []
    return [piece(case, link) for link in Evidence.objects.of(case)]


def photo(case: Case, seq: int) -> HttpResponse:
    """One photo as it was filed; kept by nobody, and shown only if it is still that."""
    found = Evidence.objects.of(case).filter(seq=seq, kind=Evidence.Kind.PHOTO).first()
    suffix = found.path[found.path.rfind(".") :] if found else ""
    if found is None or suffix not in TYPES:
        raise nothing_here()
    try:
        content = filestore.read(found.path)
    except FileNotFoundError as error:
        raise Conflict(
            _("The file of this photo is gone: tell the auditor.")
        ) from error
    if sha256(content).hexdigest() != found.sha256:
        raise Conflict(_("This is not the photo that was filed: tell the auditor."))
    answer = HttpResponse(content, content_type=TYPES[suffix])
    answer["Cache-Control"] = "no-store"
    answer["Content-Disposition"] = f'inline; filename="{seq}{suffix}"'
    return answer


def piece(case: Case, piece: Evidence) -> dict[str, Any]:
    """One link, for the card."""
    is_photo = piece.kind == Evidence.Kind.PHOTO
    return {
        "seq": piece.seq,
        "kind": piece.kind,
        "kind_label": piece.get_kind_display(),
        "at": piece.at.isoformat(),
        "at_label": wording.moment(piece.at),
        "device_label": wording.moment(piece.device_at) if piece.device_at else "",
        "by": piece.by,
        "sha256": piece.sha256,
        "hash": piece.hash,
        "facts": [
            {"label": label, "value": value} for label, value in _facts(piece) if value
        ],
        "photo": f"/api/cases/{case.pk}/evidence/{piece.seq}/photo"
        if is_photo
        else None,
    }


def _facts(piece: Evidence) -> list[tuple[str, str]]:
    """What the device said, in words; the rest stays in the chain."""
    meta = piece.meta
    if piece.kind == Evidence.Kind.MEASUREMENT:
        return _measured(meta)
    if piece.kind == Evidence.Kind.FIX:
        fix = meta.get("fix", {})
        mock = _("simulated") if fix.get("mock") else ""
        return [(_("Accuracy"), _metres(fix.get("accuracy_m"))), (_("Position"), mock)]
    slip = wording.digits(str(meta.get("slip", "")))
    return [
        (_("Signed slip of notice"), slip),
        (_("Note"), str(meta.get("note", ""))),
    ]


def _measured(meta: dict[str, Any]) -> list[tuple[str, str]]:
    sure = dict(Encroachment.Certainty.choices).get(str(meta.get("certainty")), "")
    method = dict(Method.choices).get(str(meta.get("method")), "")
    return [
        (_("Length"), _metres(meta.get("length_m"))),
        (_("Depth"), _metres(meta.get("depth_m"))),
        (_("Standard error"), _metres(_error(meta))),
        (_("Certainty"), str(sure)),
        (_("Method"), str(method)),
        (_("Note"), str(meta.get("note", ""))),
    ]


def _error(meta: dict[str, Any]) -> Any:
    """As it was judged, as the method has it, or of a footprint's lines."""
    names = ("sigma_m", "error_m", "rmse_m")
    return next((meta[name] for name in names if name in meta), None)


def _metres(value: Any) -> str:
    return wording.metres(value) if isinstance(value, int | float) else ""
