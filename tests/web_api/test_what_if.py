"""Policies are compared on a round's applicants, and nothing of the round changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gis_app.lib import draw, policies
from gis_app.rounds import drawing, whatif
from gis_app.rounds.models import Application
from tests.factories import a_right, a_spot, a_user, during
from tests.rounds.conftest import Stage, clock, planner, stage
from tests.web_api.conftest import english, speaking
from tests.web_api.draw_desk import desk, drawn, read

__all__ = ["clock", "desk", "english", "planner", "stage"]  # fixtures
pytestmark = pytest.mark.django_db
LAW = "share=100&spacing=0&classes=as_called&rule=law"


def compared(client: Client, query: str = LAW, status: int = 200) -> Any:
    return read(client, f"/1405-1/what-if?{query}", status)


def fill(stage: Stage, many: int = 12) -> list[Application]:
    """Everybody wants the first lot, then any of the zone A, then the spot in B."""
    a = stage.zones[0]
    return [stage.apply(stage.lots[0], a, stage.lots[2]) for _ in range(many)]


def test_who_is_placed_how_far_from_the_wish(stage: Stage, desk: Client) -> None:
    people = fill(stage)
    held = people[0].vendor.party
    a_right(
        party=held,
        spot=a_spot(),
        kind="vending_permit",
        valid=during("2027-01-01", "2027-06-01"),
    )
    stage.review(*people[1:3])
    desk.force_login(stage.by)
    half = "share=50&spacing=0&classes=none&rule=cost"
    told = compared(desk, f"{LAW}&{LAW}&{half}")
    law, again, cost = told["policies"]
    assert told["applicants"] == 12
    assert {**again, "letter": "A"} == law
    # Five lots are asked for, and all are given: four in A, one in B.
    assert (law["lots"], law["lotteries"], law["envious"]) == (6, 100, 0)
    assert law["everybody"]["placed"] == pytest.approx(5 / 12, abs=1e-3)
    assert law["everybody"]["wishes"][:3] == pytest.approx(
        [1 / 12, 3 / 12, 1 / 12], abs=1e-3
    )
    # In the first class both get something in A, the first lot before all others.
    groups = {row["name"]: row for row in law["by_group"]}
    first = groups["اهل محل"]
    assert (first["size"], first["placed"], first["wish"]) == (2, 1, 1.5)
    assert groups["Has a permit already"]["placed"] == 0
    assert sum(row["size"] for row in law["by_district"]) == 12
    assert cost["lots"] == 3
    assert cost["everybody"]["placed"] <= law["everybody"]["placed"]


def test_the_law_is_the_draw_on_the_same_list(stage: Stage, desk: Client) -> None:
    fill(stage)
    before = whatif.market_of(stage.call)
    drawn(stage, desk)
    stage.call.refresh_from_db()
    after = whatif.market_of(stage.call)
    assert sorted(before.entries, key=str) == sorted(after.entries, key=str)
    seed = policies.seed_of(stage.call.code, 0)
    ranks = draw.ranks_of(seed, after.entries)
    real = draw.Matching(after.lots, after.entries, ranks).given
    (told,) = whatif.compare(stage.call, [policies.Policy()])
    assert told.groups["all"].placed * 12 == pytest.approx(len(real))
    assert seed != stage.call.record.root
    assert compared(desk)["policies"] == compared(desk)["policies"]


def test_spacing_thins_whole_spots(stage: Stage, desk: Client) -> None:
    fill(stage, 2)
    far = compared(desk, "share=100&spacing=500&classes=as_called&rule=law")
    assert far["policies"][0]["lots"] == 2  # all spots of the stage are in one place


def test_a_clerk_sees_no_small_group(stage: Stage, desk: Client) -> None:
    people = fill(stage, 21)
    stage.review(*people[:9])
    clerk = speaking("en")
    clerk.force_login(a_user("clerk"))
    desk.force_login(stage.by)
    (seen,) = compared(desk)["policies"]
    (told,) = compared(clerk)["policies"]
    assert {row["size"] for row in seen["by_group"]} == {9, 12}
    # The second is hidden too: with the whole it would tell the first.
    assert {row["size"] for row in told["by_group"]} == {None}
    assert {row["placed"] for row in told["by_group"]} == {None}
    assert told["everybody"] == seen["everybody"]


@pytest.mark.parametrize(
    "query",
    [
        "&".join([LAW] * 5),
        "share=0&spacing=0&classes=none&rule=law",
        "share=100&spacing=501&classes=none&rule=law",
        "share=100&spacing=0&classes=best&rule=law",
        "share=100&spacing=0&classes=none&rule=chance",
        "share=100&share=50&spacing=0&classes=none&rule=law",
        "share=100&spacing=0&classes=none&rule=",
        "share=much&spacing=0&classes=none&rule=law",
    ],
)
def test_what_is_no_policy_is_refused(stage: Stage, desk: Client, query: str) -> None:
    fill(stage, 1)
    assert compared(desk, query, 400)["error"].endswith(".")
    page = desk.get(f"/workbench/rounds/1405-1/what-if/?{query}")
    assert page.status_code == 400
    assert 'role="alert"' in page.content.decode()


def test_a_round_without_applicants_or_with_too_many_says_so(
    stage: Stage, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nobody has applied" in compared(desk, status=409)["error"]
    fill(stage, 2)
    monkeypatch.setattr(whatif, "MOST_COSTED", 1)
    cost = LAW.replace("rule=law", "rule=cost")
    assert "leave it out" in compared(desk, cost, 409)["error"]
    assert compared(desk)["applicants"] == 2
    monkeypatch.setattr(whatif, "MOST_APPLICANTS", 1)
    assert "too many" in compared(desk, LAW, 409)["error"]


def test_the_more_applicants_the_fewer_lotteries() -> None:
    told = [whatif.lotteries("law", many) for many in (60, 400, 5_000)]
    assert told == [100, 30, 5]
    assert whatif.lotteries("cost", 60) == 25


def test_nothing_is_written(stage: Stage, desk: Client) -> None:
    fill(stage, 3)
    before = drawing.entries_of(stage.call, whatif.TAKING_PART)
    compared(desk)
    stage.call.refresh_from_db()
    assert stage.call.stage == "open"
    assert drawing.entries_of(stage.call, whatif.TAKING_PART) == before
