"""Cards of shelters, gathering points and street features."""

from __future__ import annotations

from django.db.models import Avg, Max
from django.utils.translation import gettext as _

from gis_app.accounts.roles import May, Person, may
from gis_app.shelters.models import GatheringPoint, HeadCount, ShelterSite
from gis_app.web import wording
from gis_app.web.cards.kinds import CardKind, Rows
from gis_app.web.cards.land import accuracy
from gis_app.zones.models import StreetFeature

FEWEST = 10
"""Counts below this are not shown outside the planning office."""


def _shelter_rows(shelter: ShelterSite, person: Person) -> Rows:
    return [
        (_("Code"), wording.digits(shelter.code)),
        (_("Status"), str(shelter.get_status_display())),
        (_("Places"), wording.number(shelter.capacity)),
        (_("Amenities"), wording.enumerate_words(amenities(shelter.amenities))),
        (_("District"), wording.name(shelter.district) if shelter.district else ""),
        (_("Accuracy"), accuracy(shelter.accuracy_m)),
    ]


def amenities(codes: list[str]) -> list[str]:
    """Their names; a code without a name is shown as it is."""
    known = {
        "roof": _("roof"),
        "bench": _("benches"),
        "benches": _("benches"),
        "water": _("drinking water"),
        "toilet": _("toilet"),
        "heating": _("heating"),
        "light": _("light"),
        "wifi": _("internet"),
        "tea": _("tea"),
    }
    return [known.get(code, code) for code in codes]


def _point_rows(point: GatheringPoint, person: Person) -> Rows:
    counts = HeadCount.objects.filter(point=point)
    facts = counts.aggregate(most=Max("people"), usual=Avg("people"))
    rows = [
        (_("District"), wording.name(point.district) if point.district else ""),
        (_("Accuracy"), accuracy(point.accuracy_m)),
    ]
    if facts["most"] is None:
        return [*rows, (_("People"), _("not counted yet"))]
    return [
        (_("Most people at once"), _people(facts["most"], person)),
        (_("Usually"), _people(facts["usual"], person)),
        (_("Counts"), wording.number(counts.count())),
        *rows,
    ]


def _people(count: float, person: Person) -> str:
    if count < FEWEST and not may(person, May.SEE_SMALL_COUNTS):
        return _("fewer than %(fewest)s") % {"fewest": wording.number(FEWEST)}
    return wording.number(count)


def _feature_rows(feature: StreetFeature, person: Person) -> Rows:
    return [
        (_("Kind"), str(feature.get_kind_display())),
        (_("Name"), feature.name_fa),
        (_("Accuracy"), accuracy(feature.accuracy_m)),
    ]


SHELTER = CardKind(
    model=ShelterSite,
    title=wording.name,
    subtitle=lambda shelter: str(shelter.get_status_display()),
    rows=_shelter_rows,
    related=("district",),
)
GATHERING_POINT = CardKind(
    model=GatheringPoint,
    title=wording.name,
    subtitle=lambda point: _("Gathering point"),
    rows=_point_rows,
    related=("district",),
)
STREET_FEATURE = CardKind(
    model=StreetFeature,
    title=lambda f: f.name_fa or str(f.get_kind_display()),
    subtitle=lambda f: str(f.get_kind_display()),
    rows=_feature_rows,
)
