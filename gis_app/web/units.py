"""What a parcel, way, zone or spot is called, in the current language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Parcel, Way
from gis_app.web import wording
from gis_app.zones.models import VendingSpot, VendingZone

Unit = Parcel | Way | VendingZone | VendingSpot


def label(unit: Unit) -> str:
    """``Parcel 34/118``, ``Sa'di Street``, ``Spot S-12``."""
    if isinstance(unit, Parcel):
        return parcel(unit)
    if isinstance(unit, VendingSpot):
        return _("Spot %(number)s") % {"number": wording.digits(unit.number)}
    return wording.name(unit) or f"{_kind(unit)} {wording.digits(unit.pk)}"


def parcel(unit: Parcel) -> str:
    """By its plate, or by its number in the register when it has none."""
    plate = wording.digits(unit.plate or plate_of(unit) or f"#{unit.pk}")
    return _("Parcel %(plate)s") % {"plate": plate}


def plate_of(unit: Parcel) -> str:
    """``34/118`` (main/sub); empty when there is no main number."""
    if unit.asli is None:
        return ""
    return f"{unit.asli}/{unit.fari}" if unit.fari is not None else str(unit.asli)


def of_finding(finding: Encroachment) -> tuple[str, Unit]:
    """The most telling unit of a finding, and its type."""
    for kind in ("spot", "zone", "way", "parcel"):
        unit = getattr(finding, kind)
        if unit is not None:
            return kind, unit
    raise LookupError(f"finding {finding.pk} has no unit")


def _kind(unit: Way | VendingZone) -> str:
    return str(unit.get_kind_display())
