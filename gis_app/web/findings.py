"""Findings as the pages need them: one row of the queue, and all of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gis_app.accounts.models import User
from gis_app.accounts.roles import Person, bound_to_districts, layers_of
from gis_app.encroachment.models import Encroachment
from gis_app.encroachment.querysets import FindingSet
from gis_app.web import facets, units, verdicts, wording
from gis_app.web.shapes import Box, GeoJSON, Place

RELATED = ("occupation", "parcel", "way", "zone", "spot")


def visible_to(person: Person) -> FindingSet:
    """The open findings that this person may know of.

    An officer knows those of their own districts, an agency those its agreement names.
    """
    findings = Encroachment.objects.open()
    if not isinstance(person, User) or "encroachments" not in layers_of(person):
        return findings.none()
    if bound_to_districts(person):
        return findings.in_districts(person.districts.all())
    return findings


def districts_of(person: Person) -> set[int] | None:
    """The districts whose findings a person may see; None: all of them."""
    if isinstance(person, User) and bound_to_districts(person):
        return set(person.districts.values_list("pk", flat=True))
    return None


def listed(findings: QuerySet[Encroachment]) -> QuerySet[Encroachment]:
    """With what a row needs, and without the heavy columns."""
    heavy = ["geom", *(f"{related}__geom" for related in RELATED)]
    return (
        findings.select_related(*RELATED)
        .defer(*heavy)
        .annotate(box_lonlat=Box("geom"), place_lonlat=Place("geom"))
        .annotate(
            case_id=facets.newest_case("pk"),
            case_state=facets.newest_case("state"),
            case_due=facets.newest_case("due_at"),
        )
    )


def in_order(keys: Sequence[int]) -> list[Encroachment]:
    """These findings as ``listed``, in the order of the keys."""
    found = listed(Encroachment.objects.filter(pk__in=keys)).in_bulk()
    return [found[key] for key in keys if key in found]


def detailed(findings: QuerySet[Encroachment]) -> QuerySet[Encroachment]:
    """With the shapes of the finding and of its occupation."""
    return listed(findings).annotate(
        shape=GeoJSON("geom"), occupation_shape=GeoJSON("occupation__geom")
    )


def row(finding: Encroachment) -> dict[str, Any]:
    """One line of the queue; the finding comes from ``listed``."""
    kind, unit = units.of_finding(finding)
    return {
        "id": finding.pk,
        "kind": finding.kind,
        "kind_label": finding.get_kind_display(),
        "certainty": finding.certainty,
        "certainty_label": finding.get_certainty_display(),
        "title": verdicts.title(finding),
        "summary": verdicts.summary(finding),
        "area_m2": finding.area_m2,
        "share": finding.share,
        "depth_m": finding.depth_m,
        "sigma_m": finding.sigma_m,
        "z": finding.z,
        "occupation": _occupation(finding),
        "case": _case(finding),
        "unit": {"type": kind, "id": unit.pk, "label": units.label(unit)},
        "district": finding.district_id,
        "found_at": finding.found_at.isoformat(),
        "found_label": wording.moment(finding.found_at),
        "point": getattr(finding, "place_lonlat"),  # noqa: B009 (annotation)
        "bbox": getattr(finding, "box_lonlat"),  # noqa: B009 (annotation)
    }


def _occupation(finding: Encroachment) -> dict[str, Any] | None:
    occupation = finding.occupation
    if occupation is None:
        return None
    return {
        "id": occupation.pk,
        "kind": occupation.kind,
        "kind_label": occupation.get_kind_display(),
    }


def _case(finding: Any) -> dict[str, Any] | None:
    """Where the finding's newest case stands, and until when."""
    if finding.case_id is None:
        return None
    due = finding.case_due
    return {
        "id": finding.case_id,
        "stage": finding.case_state,
        "stage_label": str(facets.STAGES[finding.case_state]),
        "due_at": due.isoformat() if due else None,
        "due_label": wording.day(due) if due else "",
        "overdue": bool(due and due < timezone.now()),
    }
