"""What needs a visit on a day, and in which order it presses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gis_app.accounts.models import District, User
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.visits import Task, Visit, middle_of, visits
from tests.enforcement.casefiles import a_case
from tests.factories import (
    a_district,
    a_finding,
    a_parcel,
    a_user,
    an_occupation,
    day,
    during,
)
from tests.geometry import X0, Y0, point, rect

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 10)
START = point(0, 0)
STANDING = during("2026-01-01", None)


@pytest.fixture
def district() -> District:
    return a_district()


@pytest.fixture
def officer(district: District) -> User:
    return a_user("officer", districts=[district])


def a_wall(district: District, x: float = 0, **fields: Any) -> Encroachment:
    wall = an_occupation(kind="wall", seen=STANDING, district=district)
    found: Encroachment = a_finding(
        occupation=wall, district=district, geom=rect(x, 0, 1, 1), **fields
    )
    return found


def asked(officer: User) -> list[Visit]:
    found = visits(officer, DAY, START)
    return sorted(found, key=lambda v: (v.stop.urgency, v.stop.key))


def test_deadlines_come_before_severity(officer: User, district: District) -> None:
    suspect = a_wall(district, certainty="suspect", z=1.5)
    strong = a_wall(district)
    followed = a_wall(district)
    a_case(followed, "detected", due_at=day("2026-06-20"))
    today = a_wall(district, certainty="suspect", z=1.5)
    a_case(today, "verified", due_at=day("2026-06-10T12:00"))
    late = a_wall(district, certainty="suspect", z=1.5)
    a_case(late, "decided", due_at=day("2026-06-08"))
    later = a_wall(district, certainty="suspect", z=1.5)
    a_case(later, "cure_period", due_at=day("2026-05-08"))
    found = asked(officer)
    assert [v.finding for v in found] == [
        later.pk,
        late.pk,
        today.pk,
        followed.pk,
        strong.pk,
        suspect.pk,
    ]
    assert [v.task for v in found] == [
        Task.CHECK,
        Task.ENFORCE,
        Task.SERVE,
        Task.VERIFY,
        Task.LOOK,
        Task.LOOK,
    ]
    assert [(v.overdue, v.due_today) for v in found[:4]] == [
        (True, False),
        (True, False),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("due", "there"),
    [
        # The day is 10 June in Tehran: from 20:30 UTC on the 9th.
        ("2026-06-10T20:00", True),
        ("2026-06-10T20:45", False),
    ],
)
def test_who_may_still_put_it_right_is_left_alone_until_the_last_day(
    officer: User, district: District, due: str, there: bool
) -> None:
    a_case(a_wall(district), "cure_period", due_at=day(due))
    assert bool(asked(officer)) == there


@pytest.mark.parametrize("state", ["objection", "heard", "complied", "removed"])
def test_work_at_a_desk_is_no_visit(
    officer: User, district: District, state: str
) -> None:
    a_case(a_wall(district), state, due_at=day("2026-06-01"))
    assert asked(officer) == []


@pytest.mark.parametrize("state", ["closed", "dismissed"])
def test_what_was_decided_upon_is_not_looked_at_again(
    officer: User, district: District, state: str
) -> None:
    a_case(a_wall(district), state)
    assert asked(officer) == []


def test_cases_of_a_colleague_are_left_to_them(
    officer: User, district: District
) -> None:
    other = a_user("officer", username="colleague", districts=[district])
    mine, nobodys, theirs = (a_wall(district) for _ in range(3))
    a_case(mine, assigned_to=officer)
    a_case(nobodys)
    a_case(theirs, assigned_to=other)
    assert {v.finding for v in asked(officer)} == {mine.pk, nobodys.pk}
    assert {v.finding for v in asked(other)} == {theirs.pk, nobodys.pk}


def test_other_districts_are_not_walked(officer: User) -> None:
    a_wall(a_district())
    assert asked(officer) == []


@pytest.mark.parametrize(
    ("kind", "seen", "there"),
    [
        ("stall", ("2026-06-05T10:00", "2026-06-05T12:00"), True),
        ("stall", ("2026-06-01T10:00", "2026-06-01T12:00"), False),
        ("kiosk", ("2026-05-01", "2026-06-05"), False),
        ("kiosk", ("2026-05-01", "2026-07-05"), True),
        ("wall", ("2026-05-01", None), True),
        ("stall", ("2026-05-01", None), True),
    ],
)
def test_what_is_gone_is_not_looked_for(
    officer: User,
    district: District,
    kind: str,
    seen: tuple[str, str | None],
    there: bool,
) -> None:
    thing = an_occupation(kind=kind, seen=during(*seen), district=district)
    a_finding(occupation=thing, district=district)
    assert bool(asked(officer)) == there


def test_noise_and_contradictions_of_the_register_are_no_visit(
    officer: User, district: District
) -> None:
    a_wall(district, certainty="noise", z=0.3)
    parcel = a_parcel()
    a_finding(kind="parcel_overlap", occupation=None, parcel=parcel, district=district)
    a_wall(district, closed_at=day("2026-06-01"))
    assert asked(officer) == []


def test_of_too_many_the_nearest_of_the_surest_are_chosen(
    officer: User, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gis_app.enforcement.visits.MOST_CANDIDATES", 3)
    far, near, nearer = (a_wall(district, x) for x in (900, 50, 10))
    a_wall(district, 1, certainty="probable", z=2.2)
    a_case(far, "verified", due_at=day("2026-06-01"))
    assert [v.finding for v in asked(officer)] == [far.pk, near.pk, nearer.pk]


def test_a_round_begins_amid_the_districts() -> None:
    west = a_district(geom=rect(0, 0, 100, 100))
    east = a_district(geom=rect(100, 0, 100, 100))
    start = middle_of(a_user("officer", districts=[west, east]))
    assert start is not None
    assert (start.x, start.y) == pytest.approx((X0 + 100, Y0 + 50))
    assert middle_of(a_user("officer", username="new")) is None


def test_the_questions_are_few_however_much_there_is(
    officer: User, district: District, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        found = a_wall(district, n)
        if n % 2:
            a_case(found, due_at=day("2026-06-10") - timedelta(days=n))
    visits(officer, DAY, START)  # what a process asks once is not counted
    with django_assert_max_num_queries(2):
        assert len(visits(officer, DAY, START)) == 12
