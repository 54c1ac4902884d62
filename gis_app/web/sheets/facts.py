"""What a sheet says of a finding: figures, how sure they are, and what is demanded."""

from __future__ import annotations

from django.contrib.gis.geos import Point
from django.utils.translation import gettext as _

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.encroachment.models import Encroachment, Occupation
from gis_app.enforcement.measuring import Method
from gis_app.enforcement.models import Case, Evidence
from gis_app.web import units, verdicts, wording
from gis_app.web.sheets import drawing

Kind = Encroachment.Kind
Rows = list[tuple[str, str]]


def figures(case: Case, measured: Evidence | None) -> Rows:
    """The measured numbers, each with its error where it has one."""
    finding = case.finding
    _kind, unit = units.of_finding(finding)
    rows = [
        (_("Place"), units.label(unit)),
        (_("What stands there"), verdicts.what(finding)),
        (_("Area of the overlap"), wording.square_metres(finding.area_m2)),
        (_("Mean depth"), "" if finding.inside else drawing.depth(finding)),
        (
            _("Share of the occupation"),
            _("%(share)s%%") % {"share": wording.number(finding.share * 100)},
        ),
        (_("Measured in the field"), _in_the_field(measured)),
        (_("How sure"), _sure(finding)),
        (_("Coordinates"), coordinates(case)),
    ]
    return [(label, value) for label, value in rows if value]


def _in_the_field(measured: Evidence | None) -> str:
    if measured is None:
        return ""
    day = wording.day(measured.device_at or measured.at)
    depth, error = measured.meta.get("depth_m"), measured.meta.get("error_m")
    if not isinstance(depth, int | float):
        return day
    length = (
        wording.metres_within(depth, error)
        if isinstance(error, int | float)
        else wording.metres(depth)
    )
    return _("%(length)s (%(method)s, %(day)s)") % {
        "length": length,
        "method": _method(str(measured.meta.get("method", ""))),
        "day": day,
    }


def _method(code: str) -> str:
    return str(Method(code).label) if code in Method.values else code


def _sure(finding: Encroachment) -> str:
    return _("%(certainty)s: %(sentence)s") % {
        "certainty": finding.get_certainty_display(),
        "sentence": verdicts.sure(finding),
    }


def coordinates(case: Case) -> str:
    """``37.286103° N, 49.586145° E``: a point on the overlap."""
    middle: Point = case.geom.point_on_surface
    middle.srid = STORAGE_SRID
    middle.transform(LONLAT_SRID)
    return _("%(north)s° N, %(east)s° E") % {
        "north": wording.number(middle.y, 6),
        "east": wording.number(middle.x, 6),
    }


def demand(finding: Encroachment) -> str:
    """What the person is asked to do."""
    occupation = finding.occupation
    what = {"what": verdicts.what(finding).lower()}
    if finding.kind == Kind.OVERRUN:
        return _("Draw everything back to within the footprint of the spot.")
    if finding.kind in (Kind.WRONG_TIME, Kind.EXPIRED):
        return _("Clear the place, or show the office a right that is in force.")
    if occupation is not None and occupation.kind in Occupation.STRUCTURES:
        return (
            _(
                "Take away the part of the %(what)s that is drawn in red, or show the"
                " office in writing by what right it stands there."
            )
            % what
        )
    if finding.parcel_id is not None:
        return _("Take away the %(what)s and leave the municipal land clear.") % what
    return _("Take away the %(what)s and leave the public way clear.") % what
