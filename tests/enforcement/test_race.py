"""Twenty people click at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import translation

from gis_app.accounts.models import User
from gis_app.enforcement.models import Case, CaseEvent
from gis_app.enforcement.opening import open_case
from gis_app.enforcement.services import take_step
from gis_app.errors import Conflict
from tests.enforcement.conftest import Office, an_office, measure, somebody, told

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20


@pytest.fixture
def office(transactional_db: None) -> Office:
    return an_office()


def at_once(
    people: list[User], what: Callable[[User], Case]
) -> tuple[list[Case], list[Conflict]]:
    """All begin together; who won, and what the others were told."""
    gate = threading.Barrier(len(people))

    def one(person: User) -> Case | Conflict:
        try:
            with translation.override("en"):
                gate.wait(timeout=60)
                return what(person)
        except Conflict as late:
            return late
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        results = list(pool.map(one, people))
    won = [r for r in results if isinstance(r, Case)]
    return won, [r for r in results if isinstance(r, Conflict)]


def test_one_of_twenty_planners_opens_the_case(office: Office) -> None:
    people = [somebody("planner", username=f"p{n}") for n in range(MANY)]
    won, late = at_once(people, lambda p: open_case(finding=office.finding, by=p)[0])
    case = Case.objects.get()
    assert won == [case]
    assert {loser.detail["number"] for loser in late} == {case.number}
    assert len(late) == MANY - 1


def test_twenty_clicks_of_one_planner_open_one_case(office: Office) -> None:
    people = [office.planner] * MANY
    won, late = at_once(people, lambda p: open_case(finding=office.finding, by=p)[0])
    assert ([case.pk for case in won], late) == ([Case.objects.get().pk] * MANY, [])


def test_one_of_twenty_officers_verifies_and_one_event_tells_it(office: Office) -> None:
    case = office.open()
    measure(case)
    people = [
        somebody("officer", username=f"o{n}", districts=[office.here])
        for n in range(MANY)
    ]
    won, late = at_once(
        people, lambda p: take_step(case=as_seen(case), to="verified", by=p)
    )
    assert len(won) == 1
    assert len(late) == MANY - 1
    assert told(case) == [("", "detected"), ("detected", "verified")]
    winner = CaseEvent.objects.get(to_state="verified").by
    assert all(winner in loser.message for loser in late)


def as_seen(case: Case) -> Case:
    """A copy of its own for each thread, as each page has one."""
    return Case(pk=case.pk, state="detected", track=case.track)
