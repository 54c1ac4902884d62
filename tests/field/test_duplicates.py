"""What was reported already is suggested before it is reported again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.field.conftest import (
    Scene,
    a_report,
    lonlat,
    send,
)
from tests.geometry import rect


def beside(client: Client, x: float, **asked: Any) -> list[dict[str, Any]]:
    lon, lat = lonlat(x, 20)
    values: dict[str, Any] = {"lon": lon, "lat": lat, "accuracy": 4, "kind": "stall"}
    answer = client.get("/api/field/duplicates", values | asked)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_what_was_seen_here_lately_is_suggested_before_sending(
    officer: Client,
) -> None:
    known = send(officer, a_report(kind="goods")).json()["occupation"]
    assert [item["id"] for item in beside(officer, 32)] == [known]
    assert beside(officer, 32, kind="wall") == []
    assert beside(officer, 60) == []


def test_the_day_before_yesterday_is_not_lately(scene: Scene, officer: Client) -> None:
    make.an_occupation(district=scene.district, geom=rect(30, 20, 2, 2))
    assert beside(officer, 31) == []


def test_another_districts_reports_are_not_told(scene: Scene, officer: Client) -> None:
    seen = DateTimeTZRange(timezone.now() - timedelta(hours=1), None)
    make.an_occupation(district=scene.other, seen=seen, geom=rect(30, 20, 2, 2))
    assert beside(officer, 31) == []
