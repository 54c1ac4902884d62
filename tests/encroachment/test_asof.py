"""As of another moment: what a full scan then would find, and nothing is touched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gis_app.encroachment import asof, upkeep
from gis_app.encroachment.asof import findings_at
from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Dirty, Encroachment
from gis_app.land.models import Right
from tests.encroachment.stage import NOW, a_sidewalk
from tests.encroachment.test_laws import laws
from tests.encroachment.town import Town
from tests.factories import a_party, a_right, a_spot, a_zone, an_occupation, during
from tests.geometry import box, rect

pytestmark = pytest.mark.django_db
PLACE = rect(10, -2, 2, 1.5)
SPOT = box(10, -2, 2, 1.5)
YEAR = timedelta(days=365)


def said(findings: Iterable[Encroachment]) -> list[Any]:
    """Whose, what, how sure and how large, in a fixed order."""
    return sorted(
        (
            *(f.kind, f.certainty, f.occupation_id or 0, f.parcel_id or 0),
            *(f.way_id or 0, f.zone_id or 0, f.spot_id or 0),
            *(round(f.area_m2, 5), round(f.depth_m, 5), f.inside),
        )
        for f in findings
    )


def open_now() -> list[Encroachment]:
    """The findings as they are written."""
    return list(Encroachment.objects.open().shown())


def as_of(moment: datetime) -> list[Any]:
    """Those of today that still hold then, and those that don't exist today."""
    then = findings_at(moment)
    kept = [f for f in open_now() if f.pk not in then.replaced]
    return said([*kept, *then.told])


def scanned(moment: datetime) -> list[Any]:
    """What a full scan at that moment leaves; it is undone."""
    with transaction.atomic():
        scan(moment)
        found = said(open_now())
        transaction.set_rollback(True)
    return found


def registered(right: Right, at: datetime) -> Right:
    """As if it had been written down then: tests are all done in one moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE land_right DISABLE TRIGGER USER")
        Right.objects.filter(pk=right.pk).update(begin_lifespan=at)
        cursor.execute("ALTER TABLE land_right ENABLE TRIGGER USER")
    return right


def a_kiosk(**told: Any) -> Any:
    return an_occupation(
        **{"kind": "kiosk", "seen": during("2026-01-01"), "geom": PLACE} | told
    )


@laws
@given(seed=st.integers(0, 2**32), hours=st.integers(-900, 900))
def test_any_moment_is_told_as_a_full_scan_would_find_it(seed: int, hours: int) -> None:
    with transaction.atomic():
        town = Town(seed)
        for _ in range(25):
            town.edit()
        upkeep.scan_whole(town.now)
        moment = town.now + timedelta(hours=hours)
        before = said(open_now())
        assert as_of(moment) == scanned(moment)
        assert said(open_now()) == before
        assert not Dirty.objects.exists()
        transaction.set_rollback(True)


@laws
@given(seed=st.integers(0, 2**32), hours=st.integers(-900, 900))
def test_the_scan_of_everything_says_the_same(seed: int, hours: int) -> None:
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        town = Town(seed)
        for _ in range(25):
            town.edit()
        upkeep.scan_whole(town.now)
        moment = town.now + timedelta(hours=hours)
        few = as_of(moment)
        patch.setattr(asof, "MANY", 0)
        assert as_of(moment) == few
        transaction.set_rollback(True)


def test_a_permit_that_will_end_is_a_finding_of_the_day_after() -> None:
    a_sidewalk()
    vendor, spot = a_party(), a_spot(geom=SPOT)
    valid = during("2026-01-01", end="2026-07-20")
    a_right(party=vendor, spot=spot, kind="vending_permit", valid=valid)
    a_kiosk(party=vendor)
    upkeep.scan_whole(NOW)
    then = findings_at(NOW + YEAR)
    assert [(f.kind, f.z is None) for f in then.begun] == [("expired_right", False)]
    assert (then.ended, then.changed, open_now()) == ([], [], [])


def test_what_was_not_seen_yet_is_no_finding_of_the_time_before() -> None:
    a_sidewalk()
    a_kiosk(seen=during("2026-06-01"))
    upkeep.scan_whole(NOW)
    (today,) = open_now()
    then = findings_at(NOW - YEAR)
    assert (then.ended, then.told) == ([today.pk], [])


def test_a_ban_that_begins_changes_what_the_same_kiosk_is_accused_of() -> None:
    a_sidewalk()
    a_kiosk()
    ban = during("2026-08-01", end="2026-09-01")
    a_zone(kind="no_vending", valid=ban, geom=rect(0, -3, 50, 3))
    upkeep.scan_whole(NOW)
    then = findings_at(NOW.replace(month=8))
    assert [f.kind for f in then.told] == ["no_vending_zone"]
    assert then.ended == [open_now()[0].pk]
    assert findings_at(NOW.replace(month=9)).told == []


def test_a_permit_revoked_today_was_in_force_until_today() -> None:
    a_sidewalk()
    vendor, spot = a_party(), a_spot(geom=SPOT)
    valid = during("2026-01-01", end="2027-01-01")
    permit = a_right(party=vendor, spot=spot, kind="vending_permit", valid=valid)
    registered(permit, NOW.replace(month=1))
    act = during("2026-05-01T10:00", end="2026-05-01T12:00")
    an_occupation(kind="stall", party=vendor, geom=PLACE, seen=act)
    a_kiosk(party=vendor)
    # At the moment of the test, which is after NOW.
    Right.objects.filter(pk=permit.pk).update(status="revoked")
    upkeep.scan_whole(permit.begin_lifespan + YEAR)
    assert [(f.kind, f.occupation and f.occupation.kind) for f in open_now()] == [
        ("expired_right", "kiosk")
    ]
    assert findings_at(NOW).replaced == [open_now()[0].pk]


def test_before_anything_was_judged_all_of_it_is() -> None:
    a_sidewalk()
    a_kiosk()
    assert [f.kind for f in findings_at(NOW).begun] == ["way_obstruction"]
