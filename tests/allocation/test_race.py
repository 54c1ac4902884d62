"""Fifty planners, one spot, one moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from gis_app.accounts.models import AuditEntry, User
from gis_app.allocation.models import Vendor
from gis_app.allocation.services import _one_spot_each, allocate, end_right
from gis_app.errors import Conflict
from gis_app.land.models import Right
from gis_app.lib.week import Week
from gis_app.zones.models import VendingSpot
from tests.factories import a_right, a_spot, a_user, a_vendor, a_zone, during

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


def test_two_vendors_who_cross_end_with_one_spot_each() -> None:
    planner, zone = a_user("planner"), a_zone()
    spots = [a_spot(zone=zone) for _ in range(2)]
    vendors = [a_vendor() for _ in range(2)]
    asked = [(v, s) for v in vendors for s in spots] * 5
    gate = threading.Barrier(len(asked))
    with ThreadPoolExecutor(len(asked)) as pool:
        attempts = [pool.submit(attempt, v, s, planner, gate) for v, s in asked]
        results = [future.result() for future in attempts]
    given = [right for right in results if isinstance(right, Right)]
    assert len({right.party_id for right in given}) == len(given)
    assert len({right.spot_id for right in given}) == len(given)
    assert len(given) == Right.objects.count() == 2


def test_a_permit_that_the_back_office_writes_meanwhile_is_a_conflict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vendor, planner = a_vendor(), a_user("planner")
    looked: list[int] = []

    def blind_once(
        held: Vendor, valid: DateTimeTZRange, week: Week, look: Any = _one_spot_each
    ) -> None:
        if looked:
            look(held, valid, week)
        looked.append(held.pk)

    monkeypatch.setattr("gis_app.allocation.services._one_spot_each", blind_once)
    a_right(spot=a_spot(), party=vendor.party, kind="vending_permit", valid=YEAR)
    with pytest.raises(Conflict) as refused:
        allocate(vendor=vendor, spot=a_spot(), valid=YEAR, by=planner)
    assert len(refused.value.detail["own"]) == 1


def test_ending_and_giving_at_once_leave_one_permit_in_force() -> None:
    planner, spot, first = a_user("planner"), a_spot(), a_vendor()
    held = allocate(vendor=first, spot=spot, valid=YEAR, by=planner)
    others = [a_vendor() for _ in range(8)]
    gate = threading.Barrier(len(others) + 1)

    def end() -> Right:
        try:
            gate.wait(timeout=60)
            return end_right(right=held, by=planner)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(others) + 1) as pool:
        ended = pool.submit(end)
        attempts = [pool.submit(attempt, v, spot, planner, gate) for v in others]
        results = [future.result() for future in attempts]
    assert ended.result().status == Right.Status.REVOKED
    given = [right for right in results if isinstance(right, Right)]
    assert len(given) <= 1
    assert list(Right.objects.filter(status="active")) == given
