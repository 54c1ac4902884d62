"""What an officer measured on the ground, as evidence of a case, and how sure it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.encroachment.limits import LIMITS
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.judged import UNITS
from gis_app.enforcement.models import Case, Evidence
from gis_app.enforcement.services import locked, tidy
from gis_app.enforcement.stages import FINAL, UNCONFIRMED
from gis_app.errors import BadInput, Forbidden


class Method(TextChoices):
    """With what it was measured."""

    TAPE = "tape", gettext_lazy("Tape")
    LASER = "laser", gettext_lazy("Laser")
    GNSS = "gnss", gettext_lazy("Satellite receiver (RTK)")
    PACED = "paced", gettext_lazy("Paced")


ERROR_M = {Method.TAPE: 0.03, Method.LASER: 0.02, Method.GNSS: 0.05, Method.PACED: 0.3}
"""Standard error of a measured depth, in metres (proposed)."""
DEEPEST_M = 500.0


@dataclass(frozen=True)
class Measured:
    """A depth over the line as it was measured, in metres."""

    depth_m: float
    method: Method
    note: str = ""


@transaction.atomic
def measure(
    *,
    case: Case,
    measured: Measured,
    by: User,
    client_id: UUID,
    device_at: datetime | None = None,
) -> Evidence:
    """File a measurement into the chain; the same ``client_id`` files it once.

    Raises Forbidden for who may not, BadInput for a depth that makes no sense or a case
    that has ended.
    """
    act_as(by)
    if not may(by, May.MEASURE):
        raise Forbidden(_("An officer of the district measures in the field."))
    case = locked(case, by)
    if case.state in FINAL:
        raise BadInput(_("This case has ended: there is nothing left to do."))
    if not 0 <= measured.depth_m <= DEEPEST_M:
        raise BadInput(_("A depth lies between 0 and 500 metres."))
    row = file_evidence(
        kind=Evidence.Kind.MEASUREMENT,
        by=by,
        case=case,
        client_id=client_id,
        meta=_meta(case.finding, measured),
        device_at=device_at,
    )
    record(by, "case-measure", f"case:{case.pk}", evidence=row.seq)
    return row


def certainty(z: float) -> Encroachment.Certainty:
    """The class of a depth in standard errors, by the limits of the detection."""
    for name in ("noise", "suspect", "probable"):
        if z < LIMITS[f"{name}_z"]:
            return Encroachment.Certainty(name)
    return Encroachment.Certainty.STRONG


def confirms(finding: Encroachment, measured: Measured) -> bool:
    """Whether a case may go on after such a measurement."""
    return _meta(finding, measured)["certainty"] not in UNCONFIRMED


def _meta(finding: Encroachment, measured: Measured) -> dict[str, Any]:
    """The measurement and its judgement: z = depth / √(σ_measured² + σ_unit²)."""
    error = ERROR_M[measured.method]
    meta: dict[str, Any] = {
        "depth_m": measured.depth_m,
        "error_m": error,
        "method": str(measured.method),
        "note": tidy(measured.note),
        "formula": "z = depth / √(error² + σ_unit²), σ_unit = RMSE / √2; v1",
    }
    unit = _unit_error(finding)
    if unit is None:
        return meta | {"certainty": "unknown"}
    sigma = math.hypot(error, unit)
    z = measured.depth_m / sigma
    return meta | {
        "sigma_m": round(sigma, 4),
        "z": round(z, 3),
        "certainty": str(certainty(z)),
    }


def _unit_error(finding: Encroachment) -> float | None:
    for name in UNITS:
        unit = getattr(finding, name)
        if unit is not None:
            known: float | None = unit.accuracy_m
            return None if known is None else known / math.sqrt(2)
    return None
