"""The queue of encroachments, and one of them with its reasons."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from gis_app.accounts.roles import may_open
from gis_app.encroachment.models import Encroachment
from gis_app.web import findings, queue
from gis_app.web.api import gate
from gis_app.web.api.case_schemas import FindingWithCases
from gis_app.web.api.manners import nothing_here
from gis_app.web.api.schemas import Findings
from gis_app.web.boxes import inside
from gis_app.web.cards import finding as finding_card
from gis_app.web.cases import detail as case_detail

router = Router(tags=["findings"])
Certainty = Literal["noise", "suspect", "probable", "strong", "unknown"]


class Filters(Schema):
    """What part of the queue, in which order."""

    kind: Encroachment.Kind | None = None
    certainty: Certainty | Literal["all"] | None = Field(
        None, description="Empty: everything but noise."
    )
    district: Annotated[int, Field(gt=0, lt=2**31)] | None = None
    bbox: str | None = Field(None, description="west,south,east,north in degrees")
    order: Literal["severity", "newest", "area"] = "severity"
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: str | None = None


@router.get("/findings", response=Findings, summary="The queue of encroachments")
def list_findings(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Open findings this role may see.

    Counts are of the whole queue, each under the other filters: those of the kinds
    add up to the findings of the chosen certainty, and the other way round.
    """
    if not may_open(request.user, "finding"):
        raise gate.refuse(request)
    somewhere = _where(findings.visible_to(request.user), filters)
    of_kind, of_certainty = _of_kind(filters), _of_certainty(filters)
    chosen = somewhere.filter(of_kind & of_certainty)
    page, cursor = queue.page(
        findings.listed(chosen), filters.order, filters.limit, filters.cursor
    )
    return {
        "total": chosen.count(),
        "counts": {
            "certainty": _counts(somewhere.filter(of_kind), "certainty"),
            "kind": _counts(somewhere.filter(of_certainty), "kind"),
        },
        "items": [findings.row(finding) for finding in page],
        "next": cursor,
    }


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


def _where(
    queryset: QuerySet[Encroachment], filters: Filters
) -> QuerySet[Encroachment]:
    if filters.district:
        queryset = queryset.filter(district=filters.district)
    return inside(queryset, filters.bbox) if filters.bbox else queryset


def _of_kind(filters: Filters) -> Q:
    return Q(kind=filters.kind) if filters.kind else Q()


def _of_certainty(filters: Filters) -> Q:
    if filters.certainty is None:
        return ~Q(certainty="noise")
    return Q() if filters.certainty == "all" else Q(certainty=filters.certainty)


def _counts(queryset: QuerySet[Encroachment], field: str) -> dict[str, int]:
    counts = queryset.order_by().values(field).annotate(n=Count("pk"))
    return {row[field]: row["n"] for row in counts}
