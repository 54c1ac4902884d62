"""The city as of another day, for the map and the queue: findings, spots, zones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app import sql
from gis_app.accounts.roles import Person
from gis_app.encroachment.asof import AsOf
from gis_app.encroachment.shadow import city_at
from gis_app.errors import BadInput
from gis_app.lib.digits import canonical
from gis_app.lib.week import CITY_TIME
from gis_app.web import findings, wording
from gis_app.web.giving import typed_day
from gis_app.web.shapes import GeoJSON
from gis_app.zones.models import VendingZone

NOON = time(12)
FARTHEST = timedelta(days=3660)


def moment_of(typed: str) -> datetime | None:
    """Noon of a typed day; None: today. Raises BadInput ten years away and more."""
    if not typed:
        return None
    try:
        day = typed_day(canonical(typed))
        moment = datetime.combine(day, NOON, CITY_TIME)
    except (ValueError, OverflowError) as error:
        raise BadInput(_("A date looks like 1405/09/02 or 2026-11-23.")) from error
    now = timezone.now()
    if abs(moment - now) > FARTHEST:
        raise BadInput(_("That day is more than ten years away."))
    return None if day == _today(now) else moment


def _today(now: datetime) -> date:
    return now.astimezone(CITY_TIME).date()


@contextmanager
def findings_of(moment: datetime | None) -> Iterator[AsOf | None]:
    """Inside, the findings are those of the moment; of today when it is None."""
    if moment is None:
        yield None
        return
    with city_at(moment) as then:
        yield then


def told(then: AsOf, person: Person) -> dict[str, Any]:
    """How many of the findings that a person may see come until then, and how many go.

    Asked outside of ``findings_of``: what goes is there today.
    """
    gone = findings.visible_to(person).filter(pk__in=then.ended)
    districts = findings.districts_of(person)
    come = [f for f in then.begun if districts is None or f.district_id in districts]
    return {
        "at": then.at.isoformat(),
        "label": wording.day(then.at),
        "future": then.at > timezone.now(),
        "come": len(come),
        "go": gone.count(),
    }


def spots(moment: datetime) -> dict[str, list[int]]:
    """Which spots are taken then and free today, and the other way round."""
    rows = sql.rows("web", "spots_then", {"at": moment})
    return {
        status: [row["id"] for row in rows if row["status"] == status]
        for status in ("taken", "free")
    }


def zones(moment: datetime) -> dict[str, Any]:
    """Zones of today that don't hold then, and those that hold only then."""
    now = timezone.now()
    gone = VendingZone.objects.filter(valid__contains=now)
    come = VendingZone.objects.filter(valid__contains=moment)
    drawn = come.exclude(valid__contains=now).annotate(shape=GeoJSON("geom"))
    return {
        "gone": sorted(
            gone.exclude(valid__contains=moment).values_list("pk", flat=True)
        ),
        "come": [
            {"id": zone.pk, "kind": zone.kind, "geometry": zone.shape} for zone in drawn
        ],
    }
