"""What the office enters and what a draw counted keep within their bounds."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from gis_app.accounts.models import AuditEntry
from gis_app.errors import BadInput
from gis_app.lib.week import WEEK, Week
from gis_app.rounds import applying, calls, judging, queries
from gis_app.rounds.models import Lot, Record, Round
from tests.rounds.conftest import WORDS, Stage

pytestmark = pytest.mark.django_db
WHY = "The street is dug up <until spring>."


def test_why_a_round_was_called_off_is_published_and_not_in_the_log(
    stage: Stage,
) -> None:
    calls.cancel_round(call=stage.call, reason=f"  {WHY} ", by=stage.by)
    assert Round.objects.get().cancelled_because == WHY
    logged = AuditEntry.objects.filter(subject=f"round:{stage.call.pk}")
    assert logged.filter(action="round_cancelled").count() == 1
    assert not any("dug up" in str(entry.detail) for entry in logged)
    with translation.override("fa"):
        page = Client().get("/draws/1405-1/").content.decode()
    assert "دلیل لغو این دور:" in page
    assert "dug up &lt;until spring&gt;" in page


@pytest.mark.parametrize(
    ("reason", "told"), [("  ", "Say why"), ("x" * 501, "500 letters at most")]
)
def test_a_reason_is_there_and_short(stage: Stage, reason: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        calls.cancel_round(call=stage.call, reason=reason, by=stage.by)
    assert Round.objects.get().stage == "open"


@pytest.mark.parametrize(
    "change", [{"stage": "cancelled"}, {"cancelled_because": "no reason at all"}]
)
def test_only_what_was_called_off_has_a_reason(
    stage: Stage, change: dict[str, str]
) -> None:
    with (
        pytest.raises(IntegrityError, match="round_cancelled_with_reason"),
        transaction.atomic(),
    ):
        Round.objects.update(**change)


def test_a_draw_counts_who_took_part_and_who_was_given_a_lot(stage: Stage) -> None:
    for _ in range(3):
        stage.apply(stage.lots[0])
    stage.review()
    stage.freeze()
    assert (Record.objects.get().pool, Record.objects.get().given) == (None, None)
    stage.draw(*WORDS)
    assert (Record.objects.get().pool, Record.objects.get().given) == (3, 1)


def test_published_rounds_count_lots_and_applications_that_stand(stage: Stage) -> None:
    people = [stage.apply(stage.lots[0]) for _ in range(3)]
    applying.withdraw(application=people[0], by=stage.by)
    call: Any = queries.published().get()
    assert (call.lots_count, call.applied) == (6, 2)


def test_the_list_of_rounds_reads_no_record(
    stage: Stage, django_assert_num_queries: object
) -> None:
    stage.apply(stage.lots[0])
    stage.review()
    stage.freeze()
    stage.draw(*WORDS)
    with django_assert_num_queries(1) as asked:  # type: ignore[operator]
        (call,) = queries.published()
        assert (call.record.pool, call.record.given) == (1, 1)
    assert '"drawn"' not in asked.captured_queries[0]["sql"]
    assert '"frozen"' not in asked.captured_queries[0]["sql"]


@pytest.mark.parametrize("weight", [-1, 0, 101, 10**9])
def test_a_weight_outside_its_bounds_is_refused(stage: Stage, weight: int) -> None:
    one = stage.apply(stage.lots[0])
    stage.clock("2026-12-11")
    calls.close_applications(call=stage.call, by=stage.by)
    with pytest.raises(BadInput, match="from 1 to 100"):
        judging.judge(application=one, weight=weight, by=stage.by)
    one.refresh_from_db()
    assert (one.status, one.weight) == ("submitted", 1)


def test_a_lot_lies_inside_the_week(stage: Stage) -> None:
    outside = Week(((WEEK - 60, WEEK + 60),))
    with (
        pytest.raises(IntegrityError, match="rounds_lot_in_week"),
        transaction.atomic(),
    ):
        Lot.objects.filter(pk=stage.lots[0].pk).update(week=outside)
