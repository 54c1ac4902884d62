"""The worker: what nobody judged in a request, and what the clock changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from gis_app.encroachment import keeper, upkeep
from gis_app.encroachment.models import Encroachment
from tests.encroachment.stage import a_sidewalk
from tests.factories import a_party, a_right, a_spot, an_occupation
from tests.geometry import box, rect

pytestmark = pytest.mark.django_db(transaction=True)
Worker = subprocess.Popen[bytes]


@pytest.fixture
def work() -> Iterator[Callable[[], Worker]]:
    """Start workers on the tests' database; all of them are killed at the end."""
    known = urlsplit(os.environ["MEYDAN_DATABASE_URL"])
    folder = known.path.rpartition("/")[0]  # that of a socket, if any
    path = f"{folder}/{connection.settings_dict['NAME']}"
    told = os.environ | {"MEYDAN_DATABASE_URL": known._replace(path=path).geturl()}
    started: list[Worker] = []

    def start() -> Worker:
        command = [sys.executable, "-m", "django", "keep_judged"]
        started.append(subprocess.Popen(command, env=told))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
        worker.wait()
    until(lambda: not keeper.is_kept())


def until(true: Callable[[], Any], patience_s: float = 30.0) -> None:
    """Wait for it; nothing is measured here."""
    deadline = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def kinds() -> list[str]:
    return sorted(Encroachment.objects.open().values_list("kind", flat=True))


def test_an_edit_past_the_web_is_found_and_a_killed_worker_is_followed(
    work: Callable[[], Worker],
) -> None:
    a_sidewalk()
    upkeep.scan_whole()
    assert not keeper.is_kept()
    first = work()
    until(keeper.is_kept)
    work()  # waits for the end of the first
    yesterday = DateTimeTZRange(timezone.now() - timedelta(days=1), None)
    an_occupation(kind="kiosk", seen=yesterday, geom=rect(10, -2, 2, 1.5))
    until(lambda: kinds() == ["way_obstruction"])
    first.send_signal(signal.SIGKILL)
    first.wait()
    until(keeper.is_kept)
    an_occupation(kind="kiosk", seen=yesterday, geom=rect(20, -2, 2, 1.5))
    until(lambda: kinds() == ["way_obstruction"] * 2)


def test_it_wakes_when_a_permit_ends(work: Callable[[], Worker]) -> None:
    a_sidewalk()
    vendor, spot = a_party(), a_spot(geom=box(10, -2, 2, 1.5))
    now = timezone.now()
    soon = DateTimeTZRange(now - timedelta(days=9), now + timedelta(seconds=4))
    a_right(party=vendor, spot=spot, kind="vending_permit", valid=soon)
    always = DateTimeTZRange(now - timedelta(days=1), None)
    an_occupation(party=vendor, kind="kiosk", seen=always, geom=rect(10, -2, 2, 1.5))
    upkeep.scan_whole()
    assert kinds() == []
    work()
    until(lambda: kinds() == ["expired_right"])
    assert timezone.now() >= soon.upper


def test_it_sleeps_as_long_as_nothing_is_to_come() -> None:
    now = timezone.now()
    assert keeper._seconds_to_sleep(now) == keeper.LOOK_AGAIN_S
    later = DateTimeTZRange(now + timedelta(seconds=30), None)
    an_occupation(kind="kiosk", seen=later, geom=rect(10, -2, 2, 1.5))
    assert 29 < keeper._seconds_to_sleep(now) < 31
