"""How true the findings are, told and held through the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from gis_app.accounts.models import AuditEntry
from gis_app.encroachment import keeper, upkeep
from gis_app.encroachment.models import Dirty, Encroachment, Judged
from tests.encroachment.stage import a_sidewalk
from tests.factories import an_occupation, during
from tests.geometry import rect
from tests.web_api.conftest import sign_in

pytestmark = pytest.mark.django_db


def ask(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/findings/judging").json()
    return told


def wish(client: Client, hold: bool) -> Any:
    body = {"hold": hold}
    return client.post("/api/findings/judging", body, content_type="application/json")


@pytest.fixture
def planner(db: None) -> Client:
    """One in an empty city."""
    return sign_in("planner")


@pytest.fixture
def bulk(db: None) -> None:
    """Three stalls of a bulk edit that nobody has judged yet."""
    a_sidewalk()
    upkeep.scan_whole()
    for n in range(3):
        an_occupation(seen=during("2026-06-01"), geom=rect(3 * n, -2, 2, 1.5))
    Dirty.objects.update(bulk=True)


def test_before_the_first_scan_nothing_is_claimed(planner: Client) -> None:
    # Tests with real transactions empty the tables, which is an edit too.
    Dirty.objects.all().delete()
    Judged.objects.all().delete()
    assert ask(planner) == {
        "true_at": None,
        "true_label": None,
        "waiting": 0,
        "done": 0,
        "total": 0,
        "held": False,
        "kept": False,
        "aside": 0,
        "may_hold": True,
    }


def test_findings_are_true_now_while_nothing_begins_or_ends(planner: Client) -> None:
    now = timezone.now()
    upkeep.scan_whole(now - timedelta(days=2))
    assert ask(planner)["true_at"] >= now.isoformat()
    an_occupation(seen=during((now - timedelta(days=1)).isoformat()))
    upkeep.scan_whole(now - timedelta(days=2))
    assert ask(planner)["true_at"] == (now - timedelta(days=2)).isoformat()


def test_progress_counts_what_is_done_of_a_bulk_edit(
    bulk: None, planner: Client
) -> None:
    Judged.objects.update(bulk_total=200)
    told = ask(planner)
    assert (told["done"], told["total"], told["waiting"]) == (197, 200, 3)


def test_who_holds_the_judging_leaves_it_waiting_and_edits_are_still_judged(
    bulk: None, planner: Client
) -> None:
    held = wish(planner, hold=True).json()
    assert (held["held"], held["waiting"]) == (True, 3)
    an_occupation(seen=during("2026-06-01"), geom=rect(20, -2, 2, 1.5))
    upkeep.refresh()
    assert Encroachment.objects.count() == 1
    assert ask(planner)["waiting"] == 3
    assert wish(planner, hold=False).json()["held"] is False
    upkeep.refresh()
    assert (Encroachment.objects.count(), ask(planner)["waiting"]) == (4, 0)
    log = AuditEntry.objects.filter(subject="findings").order_by("pk")
    assert [entry.action for entry in log] == ["hold-judging", "resume-judging"]


def test_an_officer_may_look_and_not_hold() -> None:
    officer = sign_in("officer")
    assert ask(officer)["may_hold"] is False
    assert wish(officer, hold=True).status_code == 403


def test_a_worker_is_told_by_its_lock(planner: Client) -> None:
    assert ask(planner)["kept"] is False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", keeper.LOCK)
    assert ask(planner)["kept"] is True


def test_what_is_set_aside_is_counted_apart(bulk: None, planner: Client) -> None:
    Dirty.objects.filter(pk=Dirty.objects.earliest("pk").pk).update(error="why")
    told = ask(planner)
    assert (told["aside"], told["waiting"]) == (1, 2)
