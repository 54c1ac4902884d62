"""The right that a finding was judged by, or that there was none."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gis_app.accounts.roles import Person
from gis_app.encroachment.limits import MOBILE
from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Right
from gis_app.lib.week import minute_of_week
from gis_app.web import holders, wording
from gis_app.web.grounds.moments import moment_of

Kind = Encroachment.Kind
ACTIVE = Q(status=Right.Status.ACTIVE)


def sentence(finding: Encroachment, person: Person) -> str:
    """What right there was, its version and term, and why it does not cover this."""
    if finding.kind == Kind.OVERLAP:
        return _("Nobody is accused, so no right was asked for.")
    if finding.kind in (Kind.EXPIRED, Kind.WRONG_TIME, Kind.OVERRUN):
        right = _told_by(finding)
        if right is None:
            return _("The right that it was judged by is not in the register any more.")
        return f"{_described(right, person)} {_falls_short(finding, right)}"
    return _none(finding)


def _told_by(finding: Encroachment) -> Right | None:
    """The occupant's right on the finding's unit that the kind speaks of."""
    moment = moment_of(finding)
    held = _on_unit(finding)
    if finding.occupation is not None and finding.occupation.party_id is not None:
        held = held.filter(party=finding.occupation.party_id)
    if finding.kind == Kind.EXPIRED:
        ended = ~ACTIVE | Q(valid__endswith__lte=moment)
        held = held.filter(ended).exclude(kind=Right.Kind.OWNERSHIP)
        return held.order_by("-valid__endswith", "-pk").first()
    lasts = Q(valid__endswith=None) | Q(valid__endswith__gt=moment)
    held = held.filter(ACTIVE, lasts)
    if finding.kind == Kind.OVERRUN:
        held = held.filter(valid__contains=moment)
    return held.order_by("valid__startswith", "pk").first()


def _on_unit(finding: Encroachment) -> QuerySet[Right]:
    rights = Right.objects.select_related("party").defer("geom")
    if finding.spot_id is not None:
        return rights.filter(spot=finding.spot_id)
    if finding.parcel_id is not None:
        return rights.filter(parcel=finding.parcel_id)
    return rights.filter(Q(geom__intersects=finding.geom), way=finding.way_id)


def _described(right: Right, person: Person) -> str:
    """``Vending permit of V-1f3a, version 2, until 2026-05-30; every day 8–12.``"""
    told = {
        "right": right.get_kind_display(),
        "holder": holders.holder(right.party, person) or _("its holder"),
        "version": wording.number(right.version),
        "valid": wording.period(right.valid),
        "week": wording.week(right.week),
    }
    return (
        _("%(right)s of %(holder)s, version %(version)s, %(valid)s (%(week)s).") % told
    )


def _falls_short(finding: Encroachment, right: Right) -> str:
    moment = moment_of(finding)
    if finding.kind == Kind.OVERRUN:
        return _("It covers the spot and nothing beyond it.")
    if finding.kind == Kind.EXPIRED:
        if right.status != Right.Status.ACTIVE:
            return _("Its status is: %(status)s.") % {
                "status": right.get_status_display()
            }
        return _("It had ended.")
    if right.valid.lower is not None and right.valid.lower > moment:
        return _("It had not begun yet.")
    return _("It does not hold on %(time)s.") % {"time": _time(finding, moment)}


def _time(finding: Encroachment, moment: datetime) -> str:
    """``Monday 10:00``: the minute of the week that was judged."""
    occupation = finding.occupation
    if occupation is not None and occupation.kind in MOBILE and occupation.seen.lower:
        moment = occupation.seen.lower
    day, minute = divmod(minute_of_week(moment), 24 * 60)
    clock = wording.digits(f"{minute // 60:02d}:{minute % 60:02d}")
    return f"{wording.weekday(day)} {clock}"


def _none(finding: Encroachment) -> str:
    occupation = finding.occupation
    if occupation is not None and occupation.party_id is not None:
        return _("No right of the occupant was found that covers it at that moment.")
    if finding.kind == Kind.INTRUSION:
        return _(
            "Whose it is, is not known: it is taken for a part of the parcel that holds"
            " most of it, whose holder has no right here."
        )
    return _(
        "Who occupies it is not known; nobody's permit was found that covers it at that"
        " moment."
    )
