"""Fifty planners, one spot, one moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from gis_app.accounts.models import AuditEntry, User
from gis_app.allocation.models import Vendor
from gis_app.allocation.services import allocate
from gis_app.errors import Conflict
from gis_app.land.models import Right
from gis_app.zones.models import VendingSpot
from tests.factories import a_spot, a_user, a_vendor, a_zone, during

YEAR = during("2027-01-01", "2028-01-01")
pytestmark = pytest.mark.django_db(transaction=True)


def attempt(
    vendor: Vendor, spot: VendingSpot, by: User, gate: threading.Barrier
) -> Right | Conflict:
    try:
        gate.wait(timeout=60)
        return allocate(vendor=vendor, spot=spot, valid=YEAR, by=by)
    except Conflict as conflict:
        return conflict
    finally:
        connection.close()


def test_exactly_one_of_fifty_wins_and_the_others_learn_the_hours() -> None:
    planner, spot = a_user("planner"), a_spot()
    vendors = [a_vendor() for _ in range(50)]
    gate = threading.Barrier(len(vendors))
    with ThreadPoolExecutor(len(vendors)) as pool:
        attempts = [pool.submit(attempt, v, spot, planner, gate) for v in vendors]
        results = [future.result() for future in attempts]
    losers = [result for result in results if isinstance(result, Conflict)]
    assert len(losers) == 49
    assert {len(loser.detail["taken"]) for loser in losers} == {1}
    assert {loser.status for loser in losers} == {409}
    right = Right.objects.get()
    assert right in results
    assert AuditEntry.objects.get().subject == f"right:{right.pk}"


def test_a_vendor_who_is_given_two_spots_at_once_gets_one() -> None:
    planner, vendor, zone = a_user("planner"), a_vendor(), a_zone()
    spots = [a_spot(zone=zone) for _ in range(10)]
    gate = threading.Barrier(len(spots))
    with ThreadPoolExecutor(len(spots)) as pool:
        attempts = [pool.submit(attempt, vendor, s, planner, gate) for s in spots]
        results = [future.result() for future in attempts]
    assert sum(isinstance(result, Right) for result in results) == 1
    assert Right.objects.count() == 1
