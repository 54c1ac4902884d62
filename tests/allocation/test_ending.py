"""Ending and undoing: both may be asked twice, and neither makes an offender."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from gis_app.accounts.models import AuditEntry, User
from gis_app.allocation.services import allocate, end_right, undo
from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Encroachment
from gis_app.errors import Conflict, Forbidden
from gis_app.land.models import Right
from tests.factories import (
    a_right,
    a_spot,
    a_user,
    a_vendor,
    a_way,
    a_zone,
    an_occupation,
    day,
    during,
)
from tests.geometry import rect

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> User:
    return a_user("planner")


@pytest.fixture
def permit(planner: User) -> Right:
    return allocate(
        vendor=a_vendor(), spot=a_spot(), valid=during("2026-01-01"), by=planner
    )


def test_a_permit_ends_at_the_moment_that_was_asked(
    permit: Right, planner: User
) -> None:
    ended = end_right(right=permit, at=day("2026-06-01"), by=planner)
    assert (ended.status, ended.valid.upper) == ("active", day("2026-06-01"))


def test_ending_twice_changes_nothing(permit: Right, planner: User) -> None:
    once = end_right(right=permit, at=day("2026-06-01"), by=planner)
    again = end_right(right=permit, at=day("2026-07-01"), by=planner)
    assert (again.version, again.valid) == (once.version, once.valid)
    assert AuditEntry.objects.filter(action="end").count() == 1


def test_a_permit_that_has_not_begun_is_revoked(permit: Right, planner: User) -> None:
    ended = end_right(right=permit, at=day("2025-01-01"), by=planner)
    assert ended.status == "revoked"
    assert end_right(right=permit, by=planner).version == ended.version


def test_an_ended_spot_can_be_given_again_at_once(permit: Right, planner: User) -> None:
    end_right(right=permit, at=day("2026-06-01"), by=planner)
    spot = permit.spot
    assert spot is not None
    again = allocate(
        vendor=a_vendor(), spot=spot, valid=during("2026-06-01"), by=planner
    )
    assert again.pk


def test_ownership_is_not_ended_here(planner: User) -> None:
    with pytest.raises(Forbidden):
        end_right(right=a_right(kind="ownership"), by=planner)


def test_an_undone_permit_is_gone_and_remembered(permit: Right, planner: User) -> None:
    undo(right=permit, by=planner)
    undo(right=permit.pk, by=planner)
    assert not Right.objects.exists()
    assert AuditEntry.objects.filter(action="undo").count() == 1


@pytest.mark.django_db(transaction=True)
def test_history_keeps_the_undone_permit_and_who_undid_it() -> None:
    planner = a_user("planner")
    permit = allocate(
        vendor=a_vendor(), spot=a_spot(), valid=during("2026-01-01"), by=planner
    )
    undo(right=permit, by=planner)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT changed_by, ended_by FROM history.land_right WHERE id = %s",
            [permit.pk],
        )
        assert cursor.fetchall() == [("planner", "planner")]


def test_only_the_giver_may_undo(permit: Right) -> None:
    with pytest.raises(Conflict, match="Only the person"):
        undo(right=permit, by=a_user("planner", username="colleague"))


def test_after_a_quarter_of_an_hour_it_is_too_late(
    permit: Right, planner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(Conflict):
        undo(right=permit, by=planner)


def test_what_somebody_changed_since_can_not_be_undone(
    permit: Right, planner: User
) -> None:
    Right.objects.filter(pk=permit.pk).update(goods="fish")
    with pytest.raises(Conflict):
        undo(right=permit, by=planner)


def test_a_slip_of_the_hand_never_makes_an_expired_right(planner: User) -> None:
    zone = a_zone(geom=rect(0, -3, 50, 3))
    a_way(geom=rect(0, -3, 100, 3))
    vendor, spot = a_vendor(), a_spot(zone=zone)
    stood = {"party": vendor.party, "geom": rect(0.1, -2.9, 1.8, 1.3)}
    stood["seen"] = during("2026-06-01T10:00", "2026-06-01T12:00")
    an_occupation(**stood)
    given = allocate(vendor=vendor, spot=spot, valid=during("2026-01-01"), by=planner)
    undo(right=given, by=planner)
    scan()
    kinds = set(Encroachment.objects.values_list("kind", flat=True))
    assert kinds
    assert "expired_right" not in kinds
