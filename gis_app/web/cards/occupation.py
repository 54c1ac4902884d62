"""Cards of occupations: what was seen on the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gis_app.accounts.roles import May, Person, may
from gis_app.encroachment.models import Occupation
from gis_app.enforcement.measuring import Method
from gis_app.web import holders, wording
from gis_app.web.cards.kinds import CardKind, Rows
from gis_app.web.cards.land import accuracy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

METHODS: dict[str, StrPromise] = {
    **{str(value): label for value, label in Method.choices},
    "gnss rtk": Method.GNSS.label,
    "gnss": gettext_lazy("Satellite receiver"),
    "orthophoto": gettext_lazy("Aerial photo"),
    "phone": gettext_lazy("Phone"),
    "outline": gettext_lazy("Outline on the map"),
}
"""What a survey may say that it measured with."""


def _title(occupation: Occupation) -> str:
    return _("%(kind)s no. %(number)s") % {
        "kind": occupation.get_kind_display(),
        "number": wording.digits(occupation.pk),
    }


def _rows(occupation: Occupation, person: Person) -> Rows:
    return [
        (_("Seen"), wording.period(occupation.seen)),
        *_occupant(occupation, person),
        (_("Method"), _method(occupation.method)),
        (_("Note"), occupation.note if may(person, May.SEE_FINDINGS) else ""),
        (
            _("District"),
            wording.name(occupation.district) if occupation.district else "",
        ),
        (_("Accuracy"), accuracy(occupation.accuracy_m)),
    ]


def _method(told: str) -> str:
    """In words where it is one of the usual; else as its sender wrote it."""
    usual = METHODS.get(told.casefold())
    return str(usual) if usual else told


def _occupant(occupation: Occupation, person: Person) -> Rows:
    if not may(person, May.SEE_RIGHTS):
        return []
    who = holders.holder(occupation.party, person)
    return [(_("Occupant"), who or _("not known"))]


OCCUPATION = CardKind(
    model=Occupation,
    title=_title,
    subtitle=lambda occupation: wording.period(occupation.seen),
    rows=_rows,
    related=("district", "party"),
    own_districts=True,
    findings=lambda occupation: Q(occupation=occupation),
)
