"""A day's inspection round, as its officer, a planner and the paper see it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gis_app.accounts.models import District, User
from gis_app.land.models import WayAxis
from gis_app.web.inspection.drawing import APART, Frame, spread
from tests.enforcement.casefiles import a_case
from tests.factories import (
    a_district,
    a_finding,
    a_user,
    a_way,
    an_occupation,
    during,
)
from tests.geometry import X0, Y0, line, rect
from tests.web_api.conftest import english, speaking

__all__ = ["english"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> District:
    return a_district(name_en="District 7", code=7)


@pytest.fixture
def officer(district: District) -> User:
    return a_user("officer", districts=[district])


def signed_in(user: User, language: str = "en") -> Client:
    client = speaking(language)
    client.force_login(user)
    return client


@pytest.fixture
def street(district: District) -> list[int]:
    """Walls along a street; two of them have cases that press.

    x  0   100  200  300 …     the start is given at 0
    """
    way = a_way(geom=rect(0, -3, 1000, 3), district=district)
    found = [
        a_finding(
            way=way,
            occupation=an_occupation(
                kind="wall", seen=during("2026-01-01", None), district=district
            ),
            district=district,
            geom=rect(100 * n, -2, 1, 1),
        )
        for n in range(6)
    ]
    now = timezone.now()
    a_case(found[5], "cure_period", due_at=now - timedelta(days=3))
    a_case(found[2], "detected", due_at=datetime.now(UTC))
    return [f.pk for f in found]


def ask(client: Client, what: str = "today", **asked: str) -> dict[str, Any]:
    answer = client.get(f"/api/rounds/{what}", asked)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


PLACE = {"lon": "49.57875", "lat": "37.28085"}


def test_an_officer_gets_todays_round_with_a_reason_for_each_stop(
    officer: User, street: list[int]
) -> None:
    told = ask(signed_in(officer), **PLACE)
    stops = told["stops"]
    assert [stop["finding"]["id"] for stop in stops] == street
    assert [stop["n"] for stop in stops] == [1, 2, 3, 4, 5, 6]
    assert re.fullmatch(r"Its deadline passed on [\d-]+\.", stops[5]["reason"])
    assert stops[5]["overdue"] is True
    assert stops[5]["task_label"] == "See whether it was put right."
    assert stops[2]["reason"] == "Its deadline is on this day."
    assert stops[1]["reason"] == "Certainty: Strong. Nobody has opened a case."
    assert stops[1]["leg_m"] == pytest.approx(135, abs=1)
    assert stops[1]["arrives_label"] == "08:14"
    assert stops[2]["finding"]["case"]["number_label"].startswith("1405/")
    assert told["summary"].startswith("Stops: 6. On foot: ")
    assert "Overdue or due on this day: 2." in told["summary"]


def test_what_presses_stays_when_the_hours_are_short(
    officer: User, street: list[int]
) -> None:
    told = ask(signed_in(officer), hours="0.6", **PLACE)
    kept = {stop["finding"]["id"] for stop in told["stops"]}
    assert kept == {street[5], street[2]}
    assert told["left_out_count"] == 4
    assert not any(each["pressing"] for each in told["left_out"])
    assert "More that could be visited but did not fit: 4." in told["summary"]


def test_what_presses_and_does_not_fit_is_named(
    officer: User, street: list[int]
) -> None:
    told = ask(signed_in(officer), hours="0.1", **PLACE)
    assert told["stops"] == []
    pressing = [e["finding"]["id"] for e in told["left_out"] if e["pressing"]]
    assert pressing == [street[5], street[2]]


def test_a_planner_plans_for_an_officer_and_a_day(
    officer: User, street: list[int]
) -> None:
    planner = signed_in(a_user("planner"))
    told = ask(planner, "plan", officer=str(officer.pk), day="1405/04/01", **PLACE)
    assert (told["day"], told["day_label"]) == ("2026-06-22", "Monday 2026-06-22")
    assert told["officer"] == {"id": officer.pk, "name": "officer"}
    assert len(told["stops"]) == 5  # the time to put it right still runs
    same = ask(planner, "plan", officer=str(officer.pk), day="2026-06-22", **PLACE)
    assert same == told


def test_the_round_is_the_same_when_asked_again(
    officer: User, street: list[int]
) -> None:
    client = signed_in(officer)
    assert ask(client, "plan") == ask(client, "plan") == ask(client)


def test_an_officer_has_no_business_with_rounds_of_others(
    officer: User, street: list[int]
) -> None:
    other = a_user("officer", username="colleague", districts=[a_district()])
    answer = signed_in(other).get("/api/rounds/plan", {"officer": officer.pk})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("There is no such officer")


def test_nothing_to_visit_is_said_and_why(officer: User) -> None:
    told = ask(signed_in(officer))
    assert told["stops"] == []
    assert told["summary"].startswith("Nothing in these districts needs a visit")
    new = a_user("officer", username="new")
    assert "has no district yet" in ask(signed_in(new))["summary"]


def test_a_friday_is_no_working_day(officer: User) -> None:
    assert ask(signed_in(officer), "plan", day="2026-06-12")["working_day"] is False


@pytest.mark.parametrize(
    "asked",
    [
        {"day": "the day after"},
        {"hours": "0"},
        {"hours": "nan"},
        {"visit_minutes": "0"},
        {"lon": "200", "lat": "0"},
        {"lon": "5", "lat": "5"},
        {"officer": "-1"},
        {"officer": "999999"},
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    officer: User, asked: dict[str, str]
) -> None:
    answer = signed_in(officer).get("/api/rounds/plan", asked)
    assert answer.status_code == 400
    assert answer.json()["error"]
    page = signed_in(officer).get("/workbench/round/", asked)
    assert page.status_code == 400
    assert b'role="alert"' in page.content


def sheet(user: User, language: str = "en", **asked: str) -> str:
    answer = signed_in(user, language).get("/workbench/round/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_sheet_has_a_map_with_every_stop_and_room_for_notes(
    officer: User, street: list[int]
) -> None:
    WayAxis.objects.create(
        name_en="Sa'di Street",
        name_fa="خیابان سعدی",
        rank="arterial",
        width_m=12,
        geom=line((-900, -8), (1500, -8)),
    )
    html = sheet(officer, **PLACE)
    assert re.findall(r'class="number"[^>]*>(\d)<', html) == list("123456")
    assert html.count('class="stop-notes"') == 6
    assert ">Sa&#x27;di Street</text>" in html
    assert "District 7" in html
    assert "Its deadline is on this day." in html
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


def test_the_sheet_is_persian_too(officer: User, street: list[int]) -> None:
    html = sheet(officer, "fa", **PLACE)
    assert "گشت بازدید" in html
    assert re.findall(r'class="number"[^>]*>(.)<', html) == list("۱۲۳۴۵۶")
    assert "مهلت آن همین روز است." in html
    assert not re.search(r'points="[^"]*[۰-۹]', html)


def test_a_planner_without_officers_is_told(street: list[int]) -> None:
    User.objects.filter(role="officer").update(is_active=False)
    answer = signed_in(a_user("planner")).get("/workbench/round/")
    assert answer.status_code == 400
    assert b"There is no officer yet" in answer.content


def test_numbers_that_cover_one_another_move_apart() -> None:
    moved = spread([(500.0, 300.0)] * 3 + [(505.0, 300.0), (900.0, 100.0)])
    for i, (ax, ay) in enumerate(moved):
        for bx, by in moved[i + 1 :]:
            assert ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 > APART * 0.9
    assert moved[4] == (900.0, 100.0)


def test_the_map_holds_all_stops_north_up() -> None:
    frame = Frame.around([(X0, Y0), (X0 + 900, Y0 + 100)])
    (x1, y1), (x2, y2) = frame.at(X0, Y0), frame.at(X0 + 900, Y0 + 100)
    assert 0 < x1 < x2 < 1000
    assert 640 > y1 > y2 > 0
