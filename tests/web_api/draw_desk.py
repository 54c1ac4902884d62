"""The office's desk for rounds, through the API, until offers are out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gis_app.rounds.models import Lot, Record
from tests.rounds.conftest import WORDS, Stage
from tests.web_api.conftest import speaking


@pytest.fixture
def desk(stage: Stage) -> Client:
    """The planner of the stage, signed in."""
    found = speaking("en")
    found.force_login(stage.by)
    return found


def send(client: Client, path: str, status: int = 200, **body: Any) -> Any:
    answer = client.post(f"/api/draws{path}", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def read(client: Client, path: str = "", status: int = 200) -> Any:
    answer = client.get(f"/api/draws{path}")
    assert answer.status_code == status, answer.content
    return answer.json()


def later(stage: Stage, desk: Client, day: str) -> None:
    """Another day, on which the planner signs in anew."""
    stage.clock(day)
    desk.force_login(stage.by)


def drawn(stage: Stage, desk: Client) -> dict[str, Any]:
    """Freeze, take the words, draw and make the offers, all through the API."""
    stage.clock("2026-12-11")
    send(desk, "/1405-1/step", to="review", seen="open")
    send(desk, "/1405-1/judge")
    stage.clock("2026-12-16")
    frozen = send(desk, "/1405-1/step", to="frozen", seen="review")
    read(desk, "/1405-1/result", 409)
    for witness, word in zip(frozen["witnesses"], WORDS, strict=True):
        path = f"/1405-1/witnesses/{witness['id']}/reveal"
        send(desk, path, 409, word="another")
        send(desk, path, word=word)
    later(stage, desk, "2026-12-20")
    send(desk, "/1405-1/step", 400, to="drawn", seen="frozen", number=" ")
    told = send(desk, "/1405-1/step", to="drawn", seen="frozen", number="2,345,678")
    assert told["record"]["root"] == Record.objects.get().root
    send(desk, "/1405-1/step", 409, to="closed", seen="drawn")
    send(desk, "/1405-1/offers")
    return dict(read(desk, "/1405-1/result"))


def rows(result: dict[str, Any], lot: Lot) -> list[dict[str, Any]]:
    return [
        offer
        for zone in result["zones"]
        for row in zone["lots"]
        if row["id"] == lot.pk
        for offer in row["offers"]
    ]
