"""The list of cases: its order, its filters, its pages, and what it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gis_app.accounts.models import User
from gis_app.enforcement.models import Case
from gis_app.enforcement.opening import open_case
from tests.factories import a_finding, an_occupation
from tests.geometry import rect
from tests.web_api.conftest import Scene


def several(scene: Scene, n: int = 5) -> list[Case]:
    """Cases side by side, the last without a deadline."""
    by, now = User.objects.get(username="planner"), timezone.now()
    found = []
    for i in range(n):
        shape = rect(3.0 * i, -2, 2, 1.5)
        occupation = an_occupation(geom=shape, district=scene.district)
        finding = a_finding(occupation=occupation, geom=shape, district=scene.district)
        case = open_case(finding=finding, by=by)[0]
        due = now + timedelta(days=i - 0.5) if i < n - 1 else None
        Case.objects.filter(pk=case.pk).update(due_at=due)
        found.append(case)
    return found


def test_the_list_is_paged_by_urgency_without_gaps(
    scene: Scene, planner: Client, officer: Client
) -> None:
    cases, seen, cursor = several(scene), [], None
    for _page in range(3):
        asked = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = planner.get("/api/cases", asked).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert (seen, cursor) == ([case.pk for case in cases], None)
    newest = planner.get("/api/cases", {"order": "newest"}).json()["items"]
    assert [item["id"] for item in newest] == seen[::-1]


def test_the_list_is_filtered(scene: Scene, planner: Client, officer: Client) -> None:
    first, *rest = several(scene)
    me = User.objects.get(username="officer")

    def ids(**asked: Any) -> set[int]:
        answer = planner.get("/api/cases", asked)
        assert answer.status_code == 200, answer.content
        return {item["id"] for item in answer.json()["items"]}

    everything = {first.pk, *(case.pk for case in rest)}
    assert ids() == ids(stage="detected") == ids(track="obstruction") == everything
    assert ids(overdue=True) == {first.pk}
    assert ids(assigned=me.pk) == ids(district=scene.district.pk) == everything
    nothing: list[dict[str, Any]] = [
        {"assigned": "none"},
        {"assigned": "me"},
        {"track": "construction"},
        {"stage": "ended"},
        {"district": 10**9},
    ]
    assert not any(ids(**asked) for asked in nothing)
    path, gone = (
        f"/api/cases/{first.pk}/dismiss",
        {"seen": "detected", "reason": "gone"},
    )
    planner.post(path, gone, content_type="application/json")
    assert ids(stage="ended") == {first.pk}
    assert ids(stage="all") == everything
    counts = officer.get("/api/cases").json()["counts"]
    assert (counts["open"], counts["overdue"], counts["mine"]) == (4, 0, 4)


@pytest.mark.parametrize(
    "asked",
    [
        {"stage": "x"},
        {"assigned": "you"},
        {"district": 0},
        {"limit": 0},
        {"cursor": "x"},
        {"cursor": "WyJkdWUiLCIyMDI2LTAxLTAxIiwxXQ"},
        {"order": "size"},
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(
    planner: Client, asked: dict[str, Any]
) -> None:
    answer = planner.get("/api/cases", asked)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_the_list_tells_who_has_how_much_to_do(
    scene: Scene, planner: Client, officer: Client
) -> None:
    several(scene)
    me = User.objects.get(username="officer").pk
    assert planner.get("/api/cases").json()["officers"] == [
        {"id": me, "name": "officer", "open": 5, "overdue": 1}
    ]


def test_a_long_list_asks_the_database_no_more_than_a_short_one(
    scene: Scene, planner: Client, officer: Client
) -> None:
    several(scene, 6)
    with CaptureQueriesContext(connection) as few:
        planner.get("/api/cases")
    several(scene, 6)
    with CaptureQueriesContext(connection) as many:
        planner.get("/api/cases")
    assert len(many) == len(few)
