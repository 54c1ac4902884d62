"""Giving a spot: what is lawful is done and signed, the rest is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from gis_app.accounts.models import AuditEntry, User
from gis_app.allocation.services import allocate
from gis_app.errors import BadInput, Conflict
from gis_app.land.models import Right
from gis_app.lib.week import Week
from tests.factories import (
    a_rule,
    a_spot,
    a_street_feature,
    a_user,
    a_vendor,
    a_zone,
    during,
)
from tests.geometry import point, rect

pytestmark = pytest.mark.django_db
YEAR = during("2027-01-01", "2028-01-01")
MORNING = Week.daily(8 * 60, 12 * 60)
EVENING = Week.daily(17 * 60, 21 * 60)


@pytest.fixture
def planner() -> User:
    return a_user("planner")


def give(planner: User, **what: Any) -> Right:
    defaults = {"valid": YEAR, "week": None, "by": planner}
    return allocate(**defaults | what)


def test_a_permit_is_given_signed_and_logged(planner: User) -> None:
    spot, vendor = a_spot(zone=a_zone(week=EVENING)), a_vendor()
    right = give(planner, spot=spot, vendor=vendor)
    assert (right.kind, right.status) == ("vending_permit", "active")
    assert (right.spot, right.party) == (spot, vendor.party)
    assert (right.valid, right.week, right.goods) == (YEAR, EVENING, "produce")
    assert (right.version, right.changed_by) == (1, "planner")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.role, entry.action) == ("planner", "planner", "allocate")
    assert entry.subject == f"right:{right.pk}"
    assert entry.detail == {"spot": spot.pk, "vendor": vendor.pk}


def test_the_name_of_the_actor_does_not_outlive_the_transaction(planner: User) -> None:
    give(planner, spot=a_spot(), vendor=a_vendor())
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")  # still in the test's transaction
        cursor.execute("SELECT current_setting('meydan.actor', TRUE)")
        assert cursor.fetchone() == ("planner",)


@pytest.mark.parametrize(
    ("zone", "spot", "vendor", "asked", "sentence"),
    [
        ({}, {}, {"status": "suspended"}, {}, "suspended"),
        ({}, {"status": "closed"}, {}, {}, "out of use"),
        ({"kind": "no_vending"}, {}, {}, {}, "Nothing may be sold"),
        ({"valid": during("2020-01-01", "2027-06-01")}, {}, {}, {}, "decree"),
        ({"valid": during("2027-02-01")}, {}, {}, {}, "decree"),
        ({"week": EVENING}, {}, {}, {"week": MORNING}, "all of these hours"),
        ({}, {}, {}, {"week": Week(())}, "all of these hours"),
        ({"goods": ["books"]}, {}, {}, {}, "goods may not be sold"),
        ({"goods": ["produce"]}, {"goods": ["fish"]}, {}, {}, "goods may not be sold"),
        ({}, {}, {}, {"valid": during(None, "2027-01-01")}, "begin before it ends"),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_reason(
    planner: User, zone: Any, spot: Any, vendor: Any, asked: Any, sentence: str
) -> None:
    place = a_spot(zone=a_zone(**zone), **spot)
    with pytest.raises(BadInput, match=sentence):
        give(planner, spot=place, vendor=a_vendor(**vendor), **asked)
    assert not Right.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_spot_that_breaks_a_hard_siting_rule_is_refused(planner: User) -> None:
    a_rule()
    a_street_feature(kind="hydrant", geom=point(1, -2))
    with pytest.raises(BadInput, match="siting rule") as refusal:
        give(planner, spot=a_spot(), vendor=a_vendor())
    assert refusal.value.detail == {"rules": ["min_distance"]}


def test_a_later_decree_that_bans_vending_is_obeyed(planner: User) -> None:
    a_zone(kind="no_vending", geom=rect(0, -3, 50, 3), valid=during("2027-08-18"))
    spot, vendor = a_spot(), a_vendor()
    with pytest.raises(BadInput, match="no-vending zone"):
        give(planner, spot=spot, vendor=vendor)
    given = give(
        planner, spot=spot, vendor=vendor, valid=during("2027-01-01", "2027-08-18")
    )
    assert given.pk


def test_the_second_planner_learns_the_hours_but_not_the_holder(planner: User) -> None:
    spot, first = a_spot(), a_vendor()
    give(planner, spot=spot, vendor=first, week=EVENING)
    with pytest.raises(Conflict) as refusal:
        give(planner, spot=spot, vendor=a_vendor(), week=Week.whole())
    assert refusal.value.detail == {
        "taken": [
            {
                "week": str(EVENING),
                "valid_from": "2027-01-01T00:00:00+00:00",
                "valid_until": "2028-01-01T00:00:00+00:00",
            }
        ]
    }
    told = str(refusal.value.detail) + refusal.value.message
    assert first.party.name not in told
    assert first.party.pseudonym not in told


def test_two_vendors_share_a_spot_at_different_hours(planner: User) -> None:
    spot = a_spot()
    give(planner, spot=spot, vendor=a_vendor(), week=MORNING)
    give(planner, spot=spot, vendor=a_vendor(), week=EVENING)
    assert Right.objects.filter(spot=spot).count() == 2


def test_nobody_gets_two_spots_for_the_same_minutes(planner: User) -> None:
    vendor = a_vendor()
    give(planner, spot=a_spot(), vendor=vendor, week=EVENING)
    with pytest.raises(Conflict, match="already has a spot") as refusal:
        give(planner, spot=a_spot(), vendor=vendor)
    assert [hours["week"] for hours in refusal.value.detail["own"]] == [str(EVENING)]
    assert give(planner, spot=a_spot(), vendor=vendor, week=MORNING).pk
