"""Cards of occupations: what was seen on the ground."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from gis_app.accounts.roles import May, Person, may
from gis_app.encroachment.models import Occupation
from gis_app.web import holders, wording
from gis_app.web.cards.kinds import CardKind, Rows
from gis_app.web.cards.land import accuracy


def _title(occupation: Occupation) -> str:
    return _("%(kind)s no. %(number)s") % {
        "kind": occupation.get_kind_display(),
        "number": wording.digits(occupation.pk),
    }


def _rows(occupation: Occupation, person: Person) -> Rows:
    return [
        (_("Seen"), wording.period(occupation.seen)),
        *_occupant(occupation, person),
        (_("Method"), occupation.method),
        (_("Note"), occupation.note if may(person, May.SEE_FINDINGS) else ""),
        (
            _("District"),
            wording.name(occupation.district) if occupation.district else "",
        ),
        (_("Accuracy"), accuracy(occupation.accuracy_m)),
    ]


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
