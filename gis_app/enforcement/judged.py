"""What a case was judged by: the versions of everything that spoke about it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from gis_app.encroachment import formula
from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Right
from gis_app.versioned import VersionedObject
from gis_app.zones.models import VendingZone

UNITS = ("spot", "zone", "parcel", "way")
"""A finding names one of these; an overlap of parcels names two parcels."""


def judged_by(finding: Encroachment) -> dict[str, Any]:
    """Ids and versions of occupation, unit, rights and zones, and the formula's.

    With them ``history.*_versions`` gives back each row as it was on that day.
    """
    return {
        "finding": {
            "id": finding.pk,
            "version": finding.version,
            "kind": finding.kind,
            "certainty": finding.certainty,
            "depth_m": finding.depth_m,
            "sigma_m": finding.sigma_m,
            "z": finding.z,
            "area_m2": finding.area_m2,
        },
        "occupation": {
            "id": finding.occupation_id,
            "version": finding.occupation_version
            or (finding.occupation.version if finding.occupation else None),
        },
        "unit": _unit(finding),
        "rights": _versions(_rights(finding)),
        "zones": _versions(VendingZone.objects.filter(geom__intersects=finding.geom)),
        "formula": formula.version(),
    }


def _unit(finding: Encroachment) -> dict[str, Any] | None:
    for name in UNITS:
        unit = getattr(finding, name)
        if unit is not None:
            version = finding.unit_version or unit.version
            return {"type": name, "id": unit.pk, "version": version}
    return None


def _rights(finding: Encroachment) -> QuerySet[Right]:
    """Those on the finding's unit, and those on the ground that it covers."""
    on_unit = Q(geom__intersects=finding.geom)
    for name in ("spot", "parcel"):
        key = getattr(finding, f"{name}_id")
        if key is not None:
            on_unit |= Q(**{name: key})
    return Right.objects.filter(on_unit)


def _versions(rows: QuerySet[Any]) -> list[dict[str, int]]:
    model: type[VersionedObject] = rows.model
    assert issubclass(model, VersionedObject)  # noqa: S101
    return [
        {"id": key, "version": version}
        for key, version in rows.order_by("pk").values_list("pk", "version")
    ]
