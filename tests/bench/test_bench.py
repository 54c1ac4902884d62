"""The benchmarks run, say whether the answers agree, and leave nothing behind."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from gis_app.bench import duck
from gis_app.bench.registry import BENCHMARKS, Result, load
from gis_app.encroachment import sieve
from gis_app.land.models import Parcel

KEYS = ["name", "ours_s", "peer", "peer_s", "ratio", "same_answer", "size"]


def bench_databases() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench_%%'")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_detect_agrees_with_its_peer_and_never_touches_the_city(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sieve, "WORTH_IT", 0)
    before = bench_databases()
    out = StringIO()
    call_command("bench", "detect", "--json", "--size", "0.001", stdout=out)
    (result,) = json.loads(out.getvalue())
    assert list(result) == KEYS
    assert result["size"]["parcels"] == 262
    assert result["ours_s"] > 0
    assert result["same_answer"] in (True, None)
    assert (result["same_answer"] is None) is (result["peer_s"] is None)
    assert set(bench_databases()) <= set(before)
    assert Parcel.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_missing_peer_is_reported_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "load", lambda city: None)
    out = StringIO()
    call_command("bench", "detect", "--size", "0.001", stdout=out)
    assert "is missing" in out.getvalue()


def test_every_benchmark_can_be_loaded() -> None:
    assert all(callable(load(name)) for name in BENCHMARKS)


def test_a_result_says_the_ratio_and_whether_the_answers_differ() -> None:
    result = Result("x", 2.0, "peer", 4.0, False, {"n": 1000})
    assert result.as_json()["ratio"] == 0.5
    assert str(result) == (
        "x: ours 2.000 s, peer 4.000 s, ratio 0.50, ANSWERS DIFFER (n 1,000)"
    )
