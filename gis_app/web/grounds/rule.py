"""The rule that a finding breaks: a zone with its hours, or the law that is applied."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gis_app.encroachment.models import Encroachment
from gis_app.enforcement import workdays
from gis_app.enforcement.opening import proposed_track
from gis_app.enforcement.stages import Stage
from gis_app.lib.week import CITY_TIME
from gis_app.web import wording
from gis_app.web.grounds.moments import moment_of
from gis_app.zones.models import VendingZone

Kind = Encroachment.Kind


def sentence(finding: Encroachment) -> str:
    """What holds there, which version of it, and by which reference."""
    if finding.kind == Kind.OVERLAP:
        return _(
            "The same land belongs to one parcel: the register is to be put right."
        )
    law = _law(finding)
    if finding.zone is not None:
        return " ".join(part for part in (_ban(finding.zone), law) if part)
    if finding.spot is not None:
        return " ".join(part for part in (_hours(finding.spot.zone), law) if part)
    return law or _("No legal reference is entered for this: the back office adds it.")


def _ban(zone: VendingZone) -> str:
    told = _named(zone) | {"valid": wording.period(zone.valid)}
    return (
        _(
            "%(zone)s, version %(version)s: no vending (%(week)s), %(valid)s;"
            " reference: %(reference)s."
        )
        % told
    )


def _hours(zone: VendingZone) -> str:
    return _(
        "%(zone)s, version %(version)s: vending on its spots (%(week)s);"
        " reference: %(reference)s."
    ) % _named(zone)


def _named(zone: VendingZone) -> dict[str, str]:
    return {
        "zone": wording.name(zone),
        "version": wording.number(zone.version),
        "week": wording.week(zone.week),
        "reference": wording.digits(zone.legal_ref) or _("none entered"),
    }


def _law(finding: Encroachment) -> str:
    """The reference of the track that a case about it would take."""
    day = moment_of(finding).astimezone(CITY_TIME).date()
    rule = workdays.rule(proposed_track(finding), Stage.DETECTED, day)
    if rule is None or not rule.legal_ref:
        return ""
    fa, en = rule.legal_ref, rule.legal_ref_en
    return _("Law: %(reference)s.") % {"reference": wording.either(fa, en)}
