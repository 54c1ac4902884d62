"""What the siting rules say of a spot, in sentences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gis_app.web import wording
from gis_app.zones import queries
from gis_app.zones.models import Rule, StreetFeature, VendingSpot

Kind = Rule.Kind


def verdicts(spot: VendingSpot) -> list[dict[str, Any]]:
    """One verdict for each rule that applies, those that forbid the spot first."""
    return [
        {
            "kind": verdict.kind,
            "severity": verdict.severity,
            "result": verdict.result,
            "blocks": verdict.blocks,
            "measured": verdict.measured,
            "threshold": verdict.threshold,
            "sentence": sentence(verdict),
            "legal_ref": verdict.legal_ref,
            "proof": verdict.proof,
        }
        for verdict in queries.verdicts(spot.pk)
    ]


def sentence(verdict: queries.Verdict) -> str:
    """``1.40 m from a hydrant; 3.00 m are required``."""
    kind = Kind(verdict.kind)
    if verdict.measured is None or verdict.threshold is None:
        return _("%(rule)s: not known, the data is missing.") % {
            "rule": f"{kind.label} ({_feature(verdict)})".replace(" ()", "")
        }
    if kind == Kind.FOOTPRINT_WITHIN:
        return _within(verdict.measured)
    return _SENTENCES[kind]() % {
        "measured": wording.metres(verdict.measured),
        "threshold": wording.metres(verdict.threshold),
        "feature": _feature(verdict),
    }


_SENTENCES = {
    Kind.MIN_DISTANCE: lambda: _(
        "%(measured)s from the nearest %(feature)s; at least %(threshold)s is required."
    ),
    Kind.MIN_SPACING: lambda: _(
        "%(measured)s from the next spot; at least %(threshold)s is required."
    ),
    Kind.MIN_CLEAR_WIDTH: lambda: _(
        "%(measured)s is left to pass; at least %(threshold)s is required."
    ),
    Kind.MAX_FOOTPRINT: lambda: _(
        "A side is %(measured)s long; at most %(threshold)s is allowed."
    ),
}


def _within(outside_m2: float) -> str:
    if outside_m2 <= 0.01:
        return _("The spot lies inside its zone.")
    return _("%(area)s of the spot lies outside its zone.") % {
        "area": wording.square_metres(outside_m2)
    }


def _feature(verdict: queries.Verdict) -> str:
    code = verdict.params.get("feature_class", "")
    return str(dict(StreetFeature.Kind.choices).get(code, code)).lower()
