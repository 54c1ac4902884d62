"""The worker beside the web server comes back, and never takes the service with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from gis_app.launch import worker
from gis_app.launch.account import Account
from gis_app.launch.worker import Worker

ME = Account(os.geteuid(), os.getegid())


@pytest.fixture
def told() -> dict[str, str]:
    return dict(os.environ) | {"PYTHONPATH": "/"}


@pytest.fixture
def sleeper(told: dict[str, str]) -> Iterator[Worker]:
    """One that does nothing for a minute."""
    found = Worker([sys.executable, "-c", "import time; time.sleep(60)"], told, ME)
    yield found
    found.stop()


def process(of: Worker) -> subprocess.Popen[bytes]:
    assert of.process
    return of.process


def test_a_killed_worker_comes_back_after_a_pause(
    sleeper: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SHORTEST_PAUSE_S", 0.3)
    sleeper.look()
    first = process(sleeper)
    sleeper.look()
    assert process(sleeper) is first
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    sleeper.look()
    assert sleeper.process is None
    time.sleep(0.35)
    sleeper.look()
    assert process(sleeper).pid != first.pid


def test_one_that_can_not_start_is_tried_less_and_less_often(
    told: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    broken = Worker([sys.executable, "-c", "raise SystemExit(1)"], told, ME)
    pauses = []
    for _ in range(8):
        broken.look()
        process(broken).wait()
        broken.look()
        pauses.append(broken.pause_s)
        now += broken.pause_s
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_stopping_ends_it_even_when_it_does_not_listen(
    told: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "STOP_PATIENCE_S", 0.3)
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
    stubborn = Worker([sys.executable, "-c", deaf], told, ME)
    stubborn.look()
    time.sleep(0.3)
    stubborn.stop()
    assert process(stubborn).returncode in (-signal.SIGKILL, -signal.SIGTERM)
