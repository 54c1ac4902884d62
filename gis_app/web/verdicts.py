"""A finding in sentences: what stands where, how deep, and how sure that is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Parcel
from gis_app.web import units, wording

Kind = Encroachment.Kind
Certainty = Encroachment.Certainty
Owner = Parcel.Owner


def title(finding: Encroachment) -> str:
    """``Obstruction of a public way: Sa'di Street``."""
    return _("%(kind)s: %(unit)s") % {
        "kind": finding.get_kind_display(),
        "unit": units.label(units.of_finding(finding)[1]),
    }


def summary(finding: Encroachment) -> str:
    """One sentence for a list."""
    if finding.inside and finding.kind == Kind.OBSTRUCTION:
        return _("%(what)s takes %(area)s of %(unit)s without a permit.") % _numbers(
            finding
        )
    if finding.kind == Kind.UNLICENSED and finding.parcel is not None:
        return _OF_LAND[Owner(finding.parcel.owner_kind)]() % _numbers(finding)
    return _SUMMARIES[Kind(finding.kind)]() % _numbers(finding)


def why(finding: Encroachment) -> str:
    """The reasons, in order: what was seen, what is missing, how sure it is."""
    return f"{reasons(finding)} {sure(finding)}"


def reasons(finding: Encroachment) -> str:
    """The same without how sure it is."""
    sentences = [seen(finding), summary(finding), _measure(finding)]
    return " ".join(sentence for sentence in sentences if sentence)


_SUMMARIES = {
    Kind.UNLICENSED: lambda: _(
        "%(what)s takes %(area)s of municipal land without any right."
    ),
    Kind.OBSTRUCTION: lambda: _(
        "%(what)s takes %(area)s of %(unit)s, %(depth)s deep, without a permit."
    ),
    Kind.OVERRUN: lambda: _(
        "%(what)s reaches %(depth)s beyond its spot and takes %(area)s more."
    ),
    Kind.NO_VENDING: lambda: _(
        "%(what)s: vending on %(area)s where it is not allowed."
    ),
    Kind.WRONG_TIME: lambda: _(
        "%(what)s has a permit here, but not for the time it was seen (%(area)s)."
    ),
    Kind.EXPIRED: lambda: _("%(what)s had a right to these %(area)s, which has ended."),
    Kind.INTRUSION: lambda: _(
        "%(what)s reaches %(depth)s across the boundary and takes %(area)s."
    ),
    Kind.OVERLAP: lambda: _(
        "Two parcels claim the same %(area)s: the register contradicts itself."
    ),
}


_OF_LAND = {
    Owner.MUNICIPAL: _SUMMARIES[Kind.UNLICENSED],
    Owner.STATE: lambda: _("%(what)s takes %(area)s of state land without any right."),
    Owner.WAQF: lambda: _(
        "%(what)s takes %(area)s of endowed land (waqf) without any right."
    ),
    Owner.PRIVATE: lambda: _(
        "%(what)s takes %(area)s of private land without any right."
    ),
    Owner.UNKNOWN: lambda: _(
        "%(what)s takes %(area)s of land whose owner is not known, without any right."
    ),
}


def _numbers(finding: Encroachment) -> dict[str, str]:
    return {
        "what": what(finding),
        "unit": units.label(units.of_finding(finding)[1]),
        "area": wording.square_metres(finding.area_m2),
        "depth": wording.metres(finding.depth_m),
    }


def what(finding: Encroachment) -> str:
    """What stands there: ``Stall``, ``Wall``; empty for two parcels."""
    occupation = finding.occupation
    return str(occupation.get_kind_display()) if occupation else ""


def seen(finding: Encroachment) -> str:
    """When it stood there; empty for two parcels."""
    occupation = finding.occupation
    if occupation is None or occupation.seen.lower is None:
        return ""
    if occupation.seen.upper is None:
        return _("It has stood there since %(since)s.") % {
            "since": wording.day(occupation.seen.lower)
        }
    return _("It was seen on %(moment)s.") % {
        "moment": wording.moment(occupation.seen.lower)
    }


def _measure(finding: Encroachment) -> str:
    if finding.inside:
        return _("It lies there wholly, with %(share)s%% of its area.") % {
            "share": wording.number(finding.share * 100)
        }
    if finding.sigma_m is None:
        return _("Its mean depth is %(depth)s.") % {
            "depth": wording.metres(finding.depth_m)
        }
    return _("Its mean depth is %(depth)s with a standard error of %(sigma)s.") % {
        "depth": wording.metres(finding.depth_m),
        "sigma": wording.metres(finding.sigma_m),
    }


def sure(finding: Encroachment) -> str:
    """How far measurement error explains the finding."""
    if finding.z is None:
        return _("The accuracy is not known, so nobody can say how sure this is.")
    sentence = {
        Certainty.NOISE: _("Measurement error alone explains that."),
        Certainty.SUSPECT: _("Measurement error may explain that: look again."),
        Certainty.PROBABLE: _("Measurement error hardly explains that."),
        Certainty.STRONG: _("Measurement error can't explain that."),
    }
    return sentence[Certainty(finding.certainty)]
