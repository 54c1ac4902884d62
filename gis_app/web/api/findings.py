"""The queue of encroachments, the hours they were seen at, and one with its reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gis_app.accounts.roles import bound_to_districts, may_open
from gis_app.encroachment.heat import heat
from gis_app.encroachment.models import Encroachment
from gis_app.encroachment.querysets import FindingSet
from gis_app.enforcement.stages import Stage
from gis_app.web import facets, findings, heat_table, queue, then
from gis_app.web.api import gate
from gis_app.web.api.case_schemas import FindingWithCases
from gis_app.web.api.manners import nothing_here
from gis_app.web.api.schemas import Differences, Findings, HeatTable, Places
from gis_app.web.boxes import inside
from gis_app.web.cards import finding as finding_card
from gis_app.web.cases import detail as case_detail
from gis_app.web.shapes import GeoJSON, Middle

router = Router(tags=["findings"])
Certainty = Literal["noise", "suspect", "probable", "strong", "unknown"]
Number = Annotated[int, Field(gt=0, lt=2**31)]
MOST_PLACES = 5_000
MOST_SHAPES = 1_000


class Narrowed(Schema):
    """What part of the queue."""

    kind: Encroachment.Kind | None = None
    certainty: Certainty | Literal["all"] | None = Field(
        None, description="Empty: everything but noise."
    )
    district: Number | Literal["none"] | None = None
    age: Literal["week", "month", "older"] | None = Field(
        None,
        description="When it was first found: in the last week, in the 30 days but not"
        " in the last week, earlier.",
    )
    stage: Stage | Literal["none"] | None = Field(
        None, description="Of the newest case; none: there has been no case."
    )
    hour: Annotated[int, Field(ge=0, lt=168)] | None = Field(
        None, description="Seen in this hour of the week; 0 is Saturday 0:00."
    )
    bbox: str | None = Field(None, description="west,south,east,north in degrees")
    at: str = Field(
        "",
        max_length=40,
        description="A day, 1405/09/02 or 2026-11-23: the findings as of its noon, by"
        " what is known today. Those that don't exist today have negative ids.",
    )
    only: Literal["come"] | None = Field(
        None, description="With `at`: only findings that don't exist today."
    )

    def chosen(self) -> facets.Chosen:
        """The one value that each facet is narrowed to."""
        named = self.dict(include=set(facets.FACETS), exclude_none=True)
        return facets.Chosen(**{facet: str(value) for facet, value in named.items()})


class Filters(Narrowed):
    """What part of the queue, in which order."""

    order: Literal["severity", "newest", "area"] = "severity"
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: str | None = None


@router.get("/findings", response=Findings, summary="The queue of encroachments")
def list_findings(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Open findings this role may see.

    Counts are of the whole queue, each facet under the other filters: those of the
    kinds add up to what the other filters leave, and so on for every facet.
    """
    chosen = filters.chosen()
    with then.findings_of(_moment(request, filters)) as city:
        valued = _valued(request, filters)
        total, counts = facets.counts(valued, chosen)
        wanted = valued.filter(chosen.condition())
        keys, cursor = queue.page(wanted, filters.order, filters.limit, filters.cursor)
        items = [findings.row(finding) for finding in findings.in_order(keys)]
    return {
        "total": total,
        "counts": counts,
        "items": items,
        "next": cursor,
        "as_of": city and then.told(city, request.user),
    }


@router.get("/findings/places", response=Places, summary="The queue as dots on a map")
def places(request: HttpRequest, filters: Query[Narrowed]) -> dict[str, Any]:
    """Where the findings of the filters lie: the gravest 5,000, and how many of all."""
    with then.findings_of(_moment(request, filters)):
        found = _valued(request, filters).filter(filters.chosen().condition())
        rows = found.by_severity().annotate(at=Middle("geom"))
        shown = rows.values_list("pk", "at", "certainty")[:MOST_PLACES]
        only_then = found.filter(pk__lt=0).annotate(shape=GeoJSON("geom"))
        shapes = only_then.values_list("pk", "certainty", "occupation", "shape")
        return {
            "total": found.count(),
            "items": [(key, *at, certainty) for key, at, certainty in shown],
            "shapes": [
                {"id": key, "certainty": sure, "occupation": stands, "shape": shape}
                for key, sure, stands, shape in shapes[:MOST_SHAPES]
            ],
        }


@router.get("/findings/heat", response=HeatTable, summary="When in the week")
def hours_of_the_week(request: HttpRequest, filters: Query[Narrowed]) -> dict[str, Any]:
    """Findings of what comes and goes, by hour and weekday, under the other filters."""
    anytime = filters.model_copy(update={"hour": None})
    with then.findings_of(_moment(request, filters)):
        found = _valued(request, anytime).filter(filters.chosen().condition())
        return heat_table.table(heat(found, _looked_in(request, filters)))


@router.get("/as-of", response=Differences, summary="The city on another day")
def as_of(request: HttpRequest, at: Annotated[str, Field(max_length=40)]) -> Any:
    """Which spots and zones are not as they are today, for the map."""
    if not may_open(request.user, "finding"):
        raise gate.refuse(request)
    moment = then.moment_of(at)
    if moment is None:
        return Differences()
    return {"spots": then.spots(moment), "zones": then.zones(moment)}


@router.get(
    "/findings/{int:finding_id}", response=FindingWithCases, summary="One of them"
)
def one_finding(request: HttpRequest, finding_id: int) -> dict[str, Any]:
    """A finding with its reasons, shapes and the rights around it."""
    if not may_open(request.user, "finding"):
        raise gate.refuse(request)
    visible = findings.detailed(findings.visible_to(request.user))
    finding = visible.filter(pk=finding_id).first()
    if finding is None:
        raise nothing_here()
    return finding_card.detail(finding, request.user) | {
        "file": case_detail.of_finding(finding, request.user)
    }


def _moment(request: HttpRequest, filters: Narrowed) -> datetime | None:
    """The one that is asked about; None: now. Nobody else makes the server judge."""
    if not may_open(request.user, "finding"):
        raise gate.refuse(request)
    return then.moment_of(filters.at)


def _valued(request: HttpRequest, filters: Narrowed) -> FindingSet:
    """What this person may see in the box and the hour, with its facets' values."""
    found = findings.visible_to(request.user)
    if filters.bbox:
        found = inside(found, filters.bbox)
    if filters.hour is not None:
        found = found.seen_in_hour(filters.hour)
    if filters.only:
        found = found.filter(pk__lt=0)
    return facets.valued(found, then.moment_of(filters.at) or timezone.now())


def _looked_in(request: HttpRequest, filters: Narrowed) -> list[int] | None:
    """The districts whose sightings tell that somebody looked."""
    person = request.user
    own = None
    if bound_to_districts(person):
        own = list(person.districts.values_list("pk", flat=True))
    if not isinstance(filters.district, int):
        return own
    return [filters.district] if own is None or filters.district in own else []
