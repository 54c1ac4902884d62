"""What the siting rules say of a spot or a place, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from django.utils.translation import gettext as _

from gis_app.web import wording
from gis_app.web.rules.sentence import area, demand, feature
from gis_app.zones import queries
from gis_app.zones.models import Rule, VendingSpot

Kind = Rule.Kind


class Measured(Protocol):
    """One rule's answer about one footprint."""

    @property
    def kind(self) -> str:
        """The rule's kind."""

    @property
    def params(self) -> dict[str, Any]:
        """The rule's parameters."""

    @property
    def result(self) -> str:
        """``pass``, ``fail`` or ``unknown``."""

    @property
    def measured(self) -> float | None:
        """In the unit of the kind."""

    @property
    def threshold(self) -> float | None:
        """In the unit of the kind."""


def verdicts(spot: VendingSpot) -> list[dict[str, Any]]:
    """One verdict for each rule that applies, those that forbid the spot first."""
    return rows(queries.verdicts(spot.pk))


def rows(found: Iterable[queries.Verdict]) -> list[dict[str, Any]]:
    """Verdicts as the API gives them."""
    return [
        {
            "rule": verdict.rule_id,
            "kind": verdict.kind,
            "severity": verdict.severity,
            "result": verdict.result,
            "blocks": verdict.blocks,
            "partial": verdict.partial,
            "measured": verdict.measured,
            "threshold": verdict.threshold,
            "sentence": sentence(verdict),
            "legal_ref": verdict.legal_ref,
            "proof": verdict.proof,
        }
        for verdict in found
    ]


def sentence(verdict: Measured) -> str:
    """``1.40 m from the nearest hydrant; at least 3.00 m is required.``"""
    if verdict.result == "unknown":
        return _("%(demand)s Not known: the data is missing.") % {
            "demand": demand(verdict.kind, verdict.params)
        }
    if verdict.measured is None or verdict.threshold is None:
        return _("%(demand)s Nothing of the kind is near.") % {
            "demand": demand(verdict.kind, verdict.params)
        }
    return SENTENCES[Kind(verdict.kind)](verdict, verdict.measured, verdict.threshold)


def _lengths(words: Callable[[], str]) -> Callable[[Measured, float, float], str]:
    return lambda verdict, measured, threshold: (
        words()
        % {
            "measured": wording.metres(measured),
            "threshold": wording.metres(threshold),
            "feature": feature(verdict.params),
            "area": area(verdict.params),
        }
    )


def _within(verdict: Measured, outside_m2: float, threshold: float) -> str:
    ways = verdict.params.get("of") == "ways"
    if outside_m2 <= threshold:
        return (
            _("The spot lies on public ways.")
            if ways
            else _("The spot lies inside its zone.")
        )
    told = {"area": wording.square_metres(outside_m2)}
    if ways:
        return _("%(area)s of the spot lies outside the public ways.") % told
    return _("%(area)s of the spot lies outside its zone.") % told


def _excluded(verdict: Measured, measured: float, threshold: float) -> str:
    if verdict.params.get("m"):
        return _lengths(
            lambda: _(
                "%(measured)s from: %(area)s; at least %(threshold)s is required."
            )
        )(verdict, measured, threshold)
    told = {"area": area(verdict.params), "part": wording.square_metres(measured)}
    if measured <= threshold:
        return _("Not on: %(area)s.") % told
    return _("%(part)s lies on: %(area)s. No stall may stand there.") % told


def _counted(verdict: Measured, measured: float, threshold: float) -> str:
    told = {"n": wording.number(measured), "most": wording.number(threshold)}
    per = verdict.params.get("per")
    if per == "block_side":
        return _("%(n)s spots on this side of the block; at most %(most)s.") % told
    if per == "population":
        return _("%(n)s spots for these inhabitants; at most %(most)s.") % told
    return _("%(n)s spots in the zone; at most %(most)s.") % told


def _sold(verdict: Measured, measured: float, threshold: float) -> str:
    told = demand(verdict.kind, verdict.params)
    if measured >= threshold:
        return told
    return _("%(demand)s None of the goods here may be sold.") % {"demand": told}


def _hours(verdict: Measured, minutes: float, threshold: float) -> str:
    told = demand(verdict.kind, verdict.params)
    if minutes <= threshold:
        return told
    return _("%(demand)s %(hours)s hours of the week lie outside.") % {
        "demand": told,
        "hours": wording.number(minutes / 60, 0 if minutes % 60 == 0 else 1),
    }


SENTENCES: dict[Kind, Callable[[Measured, float, float], str]] = {
    Kind.MIN_DISTANCE: _lengths(
        lambda: _(
            "%(measured)s from the nearest %(feature)s;"
            " at least %(threshold)s is required."
        )
    ),
    Kind.MIN_SPACING: _lengths(
        lambda: _(
            "%(measured)s from the next spot; at least %(threshold)s is required."
        )
    ),
    Kind.SAME_GOODS_SPACING: _lengths(
        lambda: _(
            "%(measured)s from the next spot with the same goods;"
            " at least %(threshold)s is required."
        )
    ),
    Kind.MIN_CLEAR_WIDTH: _lengths(
        lambda: _("%(measured)s is left to pass; at least %(threshold)s is required.")
    ),
    Kind.MAX_FOOTPRINT: _lengths(
        lambda: _("A side is %(measured)s long; at most %(threshold)s is allowed.")
    ),
    Kind.ROAD_WIDTH_SIDES: _lengths(
        lambda: _(
            "The street is %(measured)s wide; at least %(threshold)s is required here."
        )
    ),
    Kind.ABUT: lambda verdict, measured, threshold: _lengths(
        (lambda: _("%(measured)s from the kerb; at most %(threshold)s is allowed."))
        if verdict.params.get("to") == "curb"
        else (
            lambda: _("%(measured)s from the wall; at most %(threshold)s is allowed.")
        )
    )(verdict, measured, threshold),
    Kind.FOOTPRINT_WITHIN: _within,
    Kind.EXCLUSION_ZONE: _excluded,
    Kind.MAX_PER: _counted,
    Kind.GOODS_ALLOW: _sold,
    Kind.GOODS_DENY: _sold,
    Kind.TIME_WINDOW: _hours,
}
