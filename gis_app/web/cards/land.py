"""Cards of parcels and public ways."""

from __future__ import annotations

from django.contrib.gis.db.models.functions import Area
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gis_app.accounts.roles import Person
from gis_app.land.models import Parcel, Right, Way
from gis_app.web import units, wording
from gis_app.web.cards.kinds import CardKind, Rows


def accuracy(accuracy_m: float | None) -> str:
    """How well the shape is known."""
    if accuracy_m is None:
        return _("not known")
    return _("± %(rmse)s") % {"rmse": wording.metres(accuracy_m)}


def _parcel_rows(parcel: Parcel, person: Person) -> Rows:
    return [
        (_("Plate"), wording.digits(parcel.plate or units.plate_of(parcel))),
        (_("Bakhsh"), wording.digits(parcel.bakhsh or "")),
        (_("Owner"), str(parcel.get_owner_kind_display())),
        (_("Land use"), parcel.land_use),
        (_("Area"), wording.square_metres(_area_m2(parcel))),
        (_("District"), wording.name(parcel.district) if parcel.district else ""),
        (_("Accuracy"), accuracy(parcel.accuracy_m)),
        (_("Survey"), parcel.survey.name if parcel.survey else ""),
    ]


def _way_rows(way: Way, person: Person) -> Rows:
    return [
        (_("Kind"), str(way.get_kind_display())),
        (_("Area"), wording.square_metres(_area_m2(way))),
        (_("District"), wording.name(way.district) if way.district else ""),
        (_("Accuracy"), accuracy(way.accuracy_m)),
    ]


def _area_m2(unit: Parcel | Way) -> float:
    found = type(unit)._default_manager.annotate(size=Area("geom"))
    size = found.values_list("size", flat=True).get(pk=unit.pk)
    return float(size.sq_m)


def _parcel_rights(parcel: Parcel) -> QuerySet[Right]:
    return Right.objects.filter(parcel=parcel)


def _way_rights(way: Way) -> QuerySet[Right]:
    return Right.objects.filter(way=way)


PARCEL = CardKind(
    model=Parcel,
    title=units.label,
    subtitle=lambda parcel: str(parcel.get_owner_kind_display()),
    rows=_parcel_rows,
    related=("district", "survey"),
    rights=_parcel_rights,
    findings=lambda parcel: Q(parcel=parcel) | Q(other_parcel=parcel),
)
WAY = CardKind(
    model=Way,
    title=units.label,
    subtitle=lambda way: str(way.get_kind_display()),
    rows=_way_rows,
    related=("district",),
    rights=_way_rights,
    findings=lambda way: Q(way=way),
)
