"""What a finding was judged against: which version of each geometry, right and rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from gis_app.accounts.roles import Person
from gis_app.encroachment import formula
from gis_app.encroachment.limits import LIMITS
from gis_app.encroachment.models import Encroachment, Occupation
from gis_app.land.models import Parcel
from gis_app.versioned import VersionedObject
from gis_app.web import units, verdicts, wording
from gis_app.web.grounds import right, rule
from gis_app.web.grounds.moments import moment_of, still_there
from gis_app.zones.models import VendingZone

Kind = Encroachment.Kind
Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Version:
    """One version of a row: since when the register has held it, and how accurate."""

    number: int
    since: datetime
    accuracy_m: float | None
    newest: int


def rows(finding: Encroachment, person: Person) -> Rows:
    """Moment, footprint, land, right, rule and certainty, each in a sentence or two."""
    return [
        (_("Moment"), _moment(finding)),
        *_footprint(finding),
        *_land(finding),
        (_("Right"), right.sentence(finding, person)),
        (_("Rule"), rule.sentence(finding)),
        (_("How sure"), how_sure(finding)),
    ]


def how_sure(finding: Encroachment) -> str:
    """The class with the numbers behind it; what is missing where there is none."""
    if finding.z is None:
        return _("Accuracy unknown: %(what)s. Measure it to know.") % {
            "what": _missing(finding)
        }
    return _(
        "%(certainty)s: %(z)s standard errors. Suspect from %(suspect)s, probable from"
        " %(probable)s, strong from %(strong)s. Formula %(formula)s."
    ) % {
        "certainty": finding.get_certainty_display(),
        "z": wording.number(finding.z, 1),
        "suspect": wording.number(LIMITS["noise_z"]),
        "probable": wording.number(LIMITS["suspect_z"], 2),
        "strong": wording.number(LIMITS["probable_z"], 2),
        "formula": formula.version(),
    }


def _missing(finding: Encroachment) -> str:
    """Whose accuracy is not known."""
    shapes = [finding.occupation, *_units(finding)]
    nameless = [_called(s) for s in shapes if s is not None and s.accuracy_m is None]
    if not nameless:
        return _("it was not known when this was found")
    return _("it is missing for %(what)s") % {"what": wording.enumerate_words(nameless)}


def _called(shape: Occupation | units.Unit) -> str:
    if isinstance(shape, Occupation):
        return _("the footprint")
    return units.label(shape)


def _moment(finding: Encroachment) -> str:
    told = {"moment": wording.moment(moment_of(finding))}
    if finding.occupation is None:
        return _("Judged by the register as it was on %(moment)s.") % told
    if still_there(finding):
        return (
            _("It still stands, and is judged by the rights and rules of %(moment)s.")
            % told
        )
    return (
        _(
            "It is over, and is judged by the rights and rules of %(moment)s, when it"
            " was seen."
        )
        % told
    )


def _footprint(finding: Encroachment) -> Rows:
    occupation = finding.occupation
    if occupation is None:
        return []
    name = _("%(what)s no. %(number)s") % {
        "what": verdicts.what(finding),
        "number": wording.digits(occupation.pk),
    }
    version = _version(occupation, finding.occupation_version)
    return [(_("Footprint"), _told(name, version))]


def _land(finding: Encroachment) -> Rows:
    both = finding.kind == Kind.OVERLAP
    return [
        (
            _kind_of(unit),
            # The finding keeps one number for both parcels of an overlap.
            _told(
                units.label(unit),
                _version(unit, None if both else finding.unit_version),
            ),
        )
        for unit in _units(finding)
    ]


def _units(finding: Encroachment) -> list[units.Unit]:
    """What it lies on; both parcels of an overlap."""
    found = [units.of_finding(finding)[1]]
    if finding.other_parcel is not None:
        found.append(finding.other_parcel)
    return found


def _kind_of(unit: units.Unit) -> str:
    if isinstance(unit, Parcel):
        return _("Parcel")
    if isinstance(unit, VendingZone):
        return _("Vending zone")
    return _("Vending spot") if hasattr(unit, "zone") else _("Public way")


def _told(name: str, version: Version) -> str:
    sentences = [
        _("%(name)s, version %(version)s, in the register since %(day)s; %(accuracy)s.")
        % {
            "name": name,
            "version": wording.number(version.number),
            "day": wording.day(version.since),
            "accuracy": accuracy(version.accuracy_m),
        }
    ]
    if version.newest > version.number:
        sentences.append(
            _("Version %(version)s is newer and not judged yet.")
            % {"version": wording.number(version.newest)}
        )
    return " ".join(sentences)


def accuracy(accuracy_m: float | None) -> str:
    """``accurate to 0.10 m (RMSE)``; never a number where there is none."""
    if accuracy_m is None:
        return _("how accurate it is, is not known")
    return _("accurate to %(rmse)s (RMSE)") % {"rmse": wording.metres(accuracy_m)}


def _version(thing: Occupation | units.Unit, number: int | None) -> Version:
    """The version that was judged; the present one when that isn't known."""
    if number is not None and number < thing.version:
        kept = _kept(thing, number)
        if kept is not None:
            return Version(number, *kept, newest=thing.version)
    return Version(
        thing.version, thing.begin_lifespan, thing.accuracy_m, newest=thing.version
    )


def _kept(thing: VersionedObject, number: int) -> tuple[datetime, float | None] | None:
    table = connection.ops.quote_name(f"{thing._meta.db_table}_versions")
    query = (
        f"SELECT lower(lifespan), accuracy_m FROM history.{table}"  # noqa: S608
        " WHERE id = %s AND version = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [thing.pk, number])
        found: tuple[datetime, float | None] | None = cursor.fetchone()
    return found
