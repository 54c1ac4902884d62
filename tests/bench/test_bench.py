"""The benchmarks run, say whether the answers agree, and leave nothing behind."""

from __future__ import annotations

import json
import socket
import threading
from io import StringIO
from time import sleep
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from gis_app.bench import duck, edit, field_check, open_loop
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


@pytest.mark.django_db(transaction=True)
def test_field_checks_are_asked_over_http_and_compared_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, less in {"A_SECOND": 20, "ROUND_S": 2.0, "WARM_UP_S": 0.2}.items():
        monkeypatch.setattr(field_check, name, less)
    out = StringIO()
    call_command("bench", "field", "--json", "--size", "0.003", stdout=out)
    (result,) = json.loads(out.getvalue())
    assert result["same_answer"] is True
    assert (result["size"]["requests"], result["size"]["zones"]) == (120, 1)
    assert result["size"]["web CPU ms a request"] > 0


@pytest.mark.django_db(transaction=True)
def test_edits_leave_nothing_to_a_full_scan_and_their_growth_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, less in {"EDITS": 10, "WARM_UP": 0, "FIRST": 1}.items():
        monkeypatch.setattr(edit, name, less)
    monkeypatch.setattr(edit, "MEASURED", {})
    out = StringIO()
    sizes = ("--size", "0.003", "--size", "0.006")
    call_command("bench", "edit", "--json", *sizes, stdout=out)
    small, large, *growth = json.loads(out.getvalue())
    for result in (small, large):
        assert result["same_answer"] is True
        assert result["size"]["left to the full scan"] == 0
        assert result["size"]["places judged an edit"] > 1
    assert growth[0]["ours_s"] == large["ours_s"]
    assert len(growth) == 2


def test_an_answer_that_is_not_the_peers_is_found() -> None:
    told = {
        "zones": [{"code": "Z", "p_inside": 0.97}],
        "spots": [{"number": "S-1", "permit": None}, {"number": "S-2", "permit": {}}],
        "place": {"district": {"id": 1}},
    }
    plain = {"zones": ["Z"], "p": {"Z": 0.968}, "spots": ["S-1", "S-2"], "held": []}
    answer = open_loop.Answered(0.01, 200, json.dumps(told).encode())
    assert field_check._agrees(answer, plain | {"district": 1})
    wrongs: list[dict[str, Any]] = [
        {"district": 2},
        {"p": {"Z": 0.9}},
        {"zones": []},
        {"spots": ["S-2", "S-1"]},
        {"held": ["S-1"]},
    ]
    for wrong in wrongs:
        assert not field_check._agrees(answer, plain | {"district": 1} | wrong)
    refused = open_loop.Answered(0.01, 400, answer.body)
    assert not field_check._agrees(refused, plain | {"district": 1})


def test_a_stall_of_the_server_counts_for_all_who_wait() -> None:
    """Twenty requests are due in a fifth of a second; the first takes half a second."""
    told = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    def serve(listening: socket.socket) -> None:
        for number in range(20):
            asked, _ = listening.accept()
            asked.recv(1000)
            sleep(0.5 if number == 0 else 0)
            asked.sendall(told.replace(b"OK", b"OK\r\nConnection: close"))
            asked.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        port = listening.getsockname()[1]
        request = b"GET / HTTP/1.1\r\n\r\n"
        answers = open_loop.send("127.0.0.1", port, [request] * 20, 100)
    assert {(a.status, a.body) for a in answers} == {(200, b"ok")}
    waited = [answer.seconds for answer in answers]
    assert min(waited[:20]) > 0.25
    assert waited[0] > 0.45


def test_every_benchmark_can_be_loaded() -> None:
    assert all(callable(load(name)) for name in BENCHMARKS)


def test_a_result_says_the_ratio_and_whether_the_answers_differ() -> None:
    result = Result("x", 2.0, "peer", 4.0, False, {"n": 1000})
    assert result.as_json()["ratio"] == 0.5
    assert str(result) == (
        "x: ours 2.000 s, peer 4.000 s, ratio 0.50, ANSWERS DIFFER (n 1,000)"
    )
