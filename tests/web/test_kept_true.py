"""Whoever edits sees the findings that the edit makes, in the same answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from gis_app.encroachment import upkeep
from gis_app.encroachment.models import Dirty, Encroachment
from gis_app.web.kept_true import KeptTrue
from tests.encroachment.stage import a_sidewalk
from tests.factories import a_party, a_right, a_spot, a_user, an_occupation, during
from tests.geometry import box, rect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def street() -> None:
    a_sidewalk()
    upkeep.scan_whole()


def a_kiosk(**fields: Any) -> Any:
    shape = {"kind": "kiosk", "geom": rect(10, -2, 2, 1.5)}
    return an_occupation(seen=during("2026-06-01"), **(shape | fields))


def kinds() -> list[str]:
    return sorted(Encroachment.objects.open().values_list("kind", flat=True))


def ask(view: Callable[[], None]) -> list[str]:
    """What a view sees itself after it did its work."""
    told: list[str] = []

    def answer(_request: HttpRequest) -> HttpResponse:
        view()
        told.extend(kinds())
        return HttpResponse()

    assert KeptTrue(answer)(RequestFactory().post("/")).status_code == 200
    return told


def test_a_planner_who_ends_a_permit_sees_who_stands_there_without_one() -> None:
    vendor, spot = a_party(), a_spot(geom=box(10, -2, 2, 1.5))
    permit = a_right(party=vendor, spot=spot, kind="vending_permit")
    a_kiosk(party=vendor)
    upkeep.scan_whole()
    planner = Client()
    planner.force_login(a_user(role="planner"))
    assert planner.get("/api/findings").json()["items"] == []
    assert planner.post(f"/api/allocations/{permit.pk}/end").status_code == 200
    (found,) = planner.get("/api/findings").json()["items"]
    assert found["kind"] == "expired_right"


def test_a_view_sees_it_as_soon_as_its_transaction_ends() -> None:
    assert ask(transaction.atomic(a_kiosk)) == ["way_obstruction"]


def test_what_is_written_outside_of_a_transaction_is_judged_at_the_end() -> None:
    assert ask(a_kiosk) in ([], ["way_obstruction"])
    assert kinds() == ["way_obstruction"]


def test_what_is_rolled_back_is_not_judged_and_what_follows_is() -> None:
    @transaction.atomic
    def too_much() -> None:
        a_kiosk()
        raise ZeroDivisionError

    @transaction.atomic
    def view() -> None:
        with pytest.raises(ZeroDivisionError):
            too_much()
        a_kiosk(geom=rect(20, -2, 2, 1.5))

    assert ask(view) == ["way_obstruction"]


def test_a_judgement_that_fails_leaves_the_edit_and_its_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise DatabaseError("no such luck")

    monkeypatch.setattr(upkeep, "refresh_at_once", fail)
    assert ask(transaction.atomic(a_kiosk)) == []
    assert Dirty.objects.count() == 1


def test_reading_judges_nothing() -> None:
    a_kiosk()

    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    KeptTrue(answer)(RequestFactory().get("/"))
    assert kinds() == []


def test_somebody_who_judges_for_long_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upkeep, "PATIENCE_S", 0.1)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('meydan.scan'))")
        assert ask(transaction.atomic(a_kiosk)) == []
    finally:
        other.close()
    assert upkeep.refresh().occupations == 1
    assert kinds() == ["way_obstruction"]
