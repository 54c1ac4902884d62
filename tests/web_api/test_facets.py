"""The queue's filters: whatever is chosen, the counts add up."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_app.enforcement.stages import Stage
from gis_app.web import facets
from gis_app.web.facets import AGES, FACETS, NONE, STAGES, Chosen
from tests.enforcement.casefiles import a_case
from tests.factories import a_district, a_finding, a_user, a_way, an_occupation, during
from tests.web_api.conftest import speaking

VALUES = {
    "certainty": ["strong", "probable", "suspect", "unknown", "noise"],
    "kind": ["way_obstruction", "wrong_time", "parcel_overlap"],
    "district": ["1", "2", NONE],
    "age": list(AGES),
    "stage": [NONE, "detected", "closed"],
}
finding = st.fixed_dictionaries({f: st.sampled_from(v) for f, v in VALUES.items()})
choice = st.fixed_dictionaries(
    {f: st.sampled_from([None, *v]) for f, v in VALUES.items()}
    | {"certainty": st.sampled_from([None, "all", *VALUES["certainty"]])}
)


def grouped(found: list[dict[str, str]]) -> list[dict[str, Any]]:
    """As the database groups them."""
    groups = Counter(tuple(f[facet] for facet in FACETS) for f in found)
    return [
        {f"of_{facet}": v for facet, v in zip(FACETS, values, strict=True)} | {"n": n}
        for values, n in groups.items()
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(finding, max_size=40), choice)
def test_the_counts_of_each_facet_add_up_to_what_the_others_leave(
    found: list[dict[str, str]], wanted: dict[str, str | None]
) -> None:
    chosen = Chosen(**wanted)
    total, counts = facets.tallies(grouped(found), chosen)
    assert total == sum(
        all(chosen.admits(facet, f[facet]) for facet in FACETS) for f in found
    )
    for facet in FACETS:
        others = [
            f
            for f in found
            if all(chosen.admits(o, f[o]) for o in FACETS if o != facet)
        ]
        # Every finding is in exactly one bucket, and no other finding is in any.
        assert counts[facet] == Counter(f[facet] for f in others)
        admitted = {v: n for v, n in counts[facet].items() if chosen.admits(facet, v)}
        assert sum(admitted.values()) == total


@pytest.fixture
def planner(db: None) -> Client:
    client = speaking("en")
    client.force_login(a_user("planner"))
    return client


@pytest.fixture
def queue(planner: Client) -> dict[str, list[str]]:
    """Two of everything, and each of the filters that the address can name."""
    districts = [a_district(), a_district(), None]
    stall = an_occupation()
    zs = {"strong": 9.0, "unknown": None, "noise": 0.4}
    now = timezone.now()
    ages = [timedelta(days=1), timedelta(days=12), timedelta(days=70)]
    stages = ["", "detected", "cure_period", "dismissed"]
    n = itertools.count()
    for certainty, kind in itertools.product(
        ["strong", "unknown", "noise"], ["way_obstruction", "wrong_time"]
    ):
        for _ in range(6):
            i = next(n)
            found = a_finding(
                kind=kind,
                certainty=certainty,
                z=zs[certainty],
                way=a_way(name_en=f"Street {i}"),
                occupation=stall,
                district=districts[i % 3],
                found_at=now - ages[i % len(ages)],
            )
            if stage := stages[i % 4]:
                a_case(found, "closed")
                a_case(found, stage)
    return {
        "certainty": ["", "all", "strong", "unknown", "noise"],
        "kind": ["", "way_obstruction", "wrong_time"],
        "district": ["", *(str(d.pk) for d in districts if d), NONE],
        "age": ["", *AGES],
        "stage": ["", NONE, "detected", "cure_period", "dismissed", "closed"],
    }


def ask(client: Client, **asked: str) -> dict[str, Any]:
    answer = client.get("/api/findings", {k: v for k, v in asked.items() if v})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


@pytest.mark.parametrize("pair", list(itertools.combinations(FACETS, 2)), ids="-".join)
def test_the_list_holds_what_the_counts_promise(
    planner: Client, queue: dict[str, list[str]], pair: tuple[str, str]
) -> None:
    one, other = pair
    for value in queue[one]:
        counted = ask(planner, **{one: value})["counts"][other]
        for narrower in queue[other]:
            answer = ask(planner, limit="200", **{one: value, other: narrower})
            assert len(answer["items"]) == answer["total"]
            if narrower not in ("", "all"):
                assert answer["total"] == counted.get(narrower, 0)


def test_the_newest_case_says_the_stage(planner: Client) -> None:
    found = a_finding()
    a_case(found, "dismissed")
    assert ask(planner)["items"][0]["case"]["stage"] == "dismissed"
    due = timezone.now() - timedelta(days=1)
    newest = a_case(found, "cure_period", due_at=due)
    case = ask(planner)["items"][0]["case"]
    assert case["id"] == newest.pk
    assert case["stage_label"] == "Time to put it right"
    assert case["overdue"] is True
    assert ask(planner)["counts"]["stage"] == {"cure_period": 1}


def test_a_finding_that_nobody_followed_has_no_case(planner: Client) -> None:
    a_finding()
    answer = ask(planner, stage=NONE)
    assert answer["total"] == 1
    assert answer["items"][0]["case"] is None


def test_every_stage_has_a_name_and_can_be_asked_for(planner: Client) -> None:
    assert set(STAGES) == {NONE, *Stage.values}
    for stage in STAGES:
        assert ask(planner, stage=stage)["total"] == 0


@pytest.mark.parametrize(
    ("seen", "hour", "there"),
    [
        # 2026-06-06 is a Saturday; Tehran is 3½ hours ahead of UTC.
        (("2026-06-06T10:00", "2026-06-06T12:00"), 13, True),
        (("2026-06-06T10:00", "2026-06-06T12:00"), 12, False),
        (("2026-06-06T10:00", "2026-06-06T12:00"), 15, True),
        (("2026-06-06T10:00", "2026-06-06T11:30"), 15, False),
        # From Friday night into the first hour of the week.
        (("2026-06-05T20:00", "2026-06-05T21:00"), 167, True),
        (("2026-06-05T20:00", "2026-06-05T21:00"), 0, True),
        (("2026-06-05T20:00", "2026-06-05T21:00"), 1, False),
        # What has no end, or stood a week, says nothing of hours.
        (("2026-06-06T10:00", None), 13, False),
        (("2026-06-06T10:00", "2026-06-13T10:00"), 13, False),
    ],
)
def test_the_queue_is_cut_by_the_hour_of_the_week(
    planner: Client, seen: tuple[str, str | None], hour: int, there: bool
) -> None:
    a_finding(occupation=an_occupation(seen=during(*seen)))
    assert ask(planner, hour=str(hour))["total"] == int(there)


def test_what_stands_day_and_night_has_no_hour(planner: Client) -> None:
    seen = during("2026-06-06T10:00", "2026-06-06T12:00")
    a_finding(occupation=an_occupation(kind="kiosk", seen=seen))
    assert ask(planner, hour="13")["total"] == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"age": "yesterday"},
        {"stage": "somewhere"},
        {"hour": "168"},
        {"hour": "-1"},
        {"district": "here"},
    ],
)
def test_nonsense_is_refused(planner: Client, asked: dict[str, str]) -> None:
    assert planner.get("/api/findings", asked).status_code == 400
