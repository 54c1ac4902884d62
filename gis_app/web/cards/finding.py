"""A finding with its reasons, as a card and for the queue."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from gis_app.accounts.roles import Person
from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Right
from gis_app.web import findings, grounds, holders, verdicts, wording
from gis_app.web.cards.kinds import Rows


def detail(finding: Encroachment, person: Person) -> dict[str, Any]:
    """All of a finding that came from ``findings.detailed``."""
    return findings.row(finding) | {
        "why": verdicts.why(finding),
        "grounds": [{"label": a, "value": b} for a, b in grounds.rows(finding, person)],
        "rows": [{"label": a, "value": b} for a, b in rows(finding, person) if b],
        "geometry": getattr(finding, "shape"),  # noqa: B009 (annotation)
        "occupation_geometry": getattr(finding, "occupation_shape"),  # noqa: B009
        "rights": holders.held(Right.objects.filter(_around(finding)), person),
    }


def rows(finding: Encroachment, person: Person) -> Rows:
    """The numbers behind the sentences."""
    return [
        (_("Area"), wording.square_metres(finding.area_m2)),
        (_share_of(finding), _percent(finding.share)),
        (_("Mean depth"), wording.metres(finding.depth_m)),
        (_("Standard error of the depth"), _metres(finding.sigma_m)),
        (_("Depth in standard errors"), _number(finding.z)),
        (_("Largest depth"), _metres(finding.largest_depth_m)),
        (_("Contact length"), wording.metres(finding.contact_m)),
        (_("Occupant"), _occupant(finding, person)),
        (_("First found"), wording.moment(finding.found_at)),
        (_("Last found"), wording.moment(finding.seen_at)),
        (_("District"), wording.name(finding.district) if finding.district else ""),
    ]


def _around(finding: Encroachment) -> Q:
    """Rights on the finding's units, and on the ground that it covers."""
    condition = Q(geom__intersects=finding.geom)
    for unit in ("parcel", "spot"):
        if getattr(finding, f"{unit}_id"):
            condition |= Q(**{unit: getattr(finding, f"{unit}_id")})
    if finding.other_parcel_id:
        condition |= Q(parcel=finding.other_parcel_id)
    return condition


def _occupant(finding: Encroachment, person: Person) -> str:
    if finding.occupation is None:
        return ""
    return holders.holder(finding.occupation.party, person) or _("not known")


def _share_of(finding: Encroachment) -> str:
    if finding.occupation is None:
        return _("Share of the smaller parcel")
    return _("Share of the occupation")


def _percent(share: float) -> str:
    return _("%(share)s%%") % {"share": wording.number(share * 100)}


def _metres(value: float | None) -> str:
    return "" if value is None else wording.metres(value)


def _number(value: float | None) -> str:
    return "" if value is None else wording.number(value, 1)
