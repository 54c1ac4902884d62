"""Whatever anybody tries, in any order: a case stands where its events say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from gis_app.enforcement.models import Case, CaseEvent
from gis_app.enforcement.opening import open_case
from gis_app.enforcement.services import take_step
from gis_app.enforcement.stages import STEPS, Stage, Track, step
from gis_app.errors import Refusal
from tests.enforcement.conftest import Office, an_office, measure, served

PEOPLE = (
    *("planner", "other_planner", "officer", "stranger_officer", "clerk", "auditor"),
)
STAGES = tuple(map(str, Stage))
WHY = st.sampled_from(["", "  ", "because"])
WHERE = st.sampled_from(STAGES)

by_service = st.tuples(
    st.just("step"), st.sampled_from(PEOPLE), WHERE, WHY, st.booleans()
)
by_hand = st.tuples(
    st.just("sql"),
    st.sampled_from(PEOPLE),
    WHERE,
    WHY,
    st.sampled_from(["both", "case", "event"]),
)
others = st.tuples(
    st.sampled_from(["open", "measure", "serve", "serve", "doubt"]),
    st.sampled_from(PEOPLE),
    WHERE,
    WHY,
    st.booleans(),
)
# Most of what is drawn would be refused at once: every other move is a lawful one.
lawful = st.tuples(
    st.just("onward"), st.integers(0, 9).map(str), WHERE, WHY, st.booleans()
)
moves = st.lists(st.one_of(*[lawful] * 4, by_service, by_hand, others), max_size=24)


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=moves, track=st.sampled_from([*Track]))
def test_a_case_stands_where_its_events_say_whatever_was_tried(
    moves: list[tuple[str, str, str, str, object]], track: str
) -> None:
    with transaction.atomic():
        office = an_office()
        case, _first = open_case(finding=office.finding, by=office.planner, track=track)
        measure(case)
        for move in moves:
            tried(office, case, move)
            all_is_told()
        event(f"ended as {Case.objects.get(pk=case.pk).state}")
        transaction.set_rollback(True)


def tried(office: Office, case: Case, move: tuple[str, str, str, str, object]) -> None:
    what, who, where, why, how = move
    try:
        with transaction.atomic():
            if what == "sql":
                written_by_hand(case, who, where, why, str(how))
            else:
                asked(office, Case.objects.get(pk=case.pk), move)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        event(f"{what}: done")
    except (Refusal, DatabaseError) as error:
        event(f"{what}: {type(error).__name__}")


def asked(office: Office, case: Case, move: tuple[str, str, str, str, object]) -> None:
    what, who, where, why, stale = move
    if what == "onward":
        onward(office, case, int(who))
    elif what == "measure":
        measure(case, certainty="noise" if stale else "strong")
    elif what == "serve":
        served(case)
    elif what == "doubt":
        sure = "suspect" if stale else "strong"
        type(office.finding).objects.update(certainty=sure)
    elif what == "open":
        open_case(finding=office.finding, by=office.person(who))
    else:
        if stale:
            case.state = "detected"
        take_step(case=case, to=where, by=office.person(who), reason=why)


def onward(office: Office, case: Case, n: int) -> None:
    """One of the lawful steps, by somebody who may take it; seldom the dismissal."""
    ways = [
        s
        for s in STEPS
        if s.start == case.state
        and case.track in s.tracks
        and (n == 9 or s.end != "dismissed")
    ]
    if ways:
        one = ways[n % len(ways)]
        person = office.person(str(sorted(one.roles)[0]))
        if one.needs_notice:
            served(case)
        take_step(case=case, to=one.end, by=person, reason="so it is")


def written_by_hand(case: Case, who: str, where: str, why: str, part: str) -> None:
    """As somebody would who goes round the services."""
    state = Case.objects.get(pk=case.pk).state
    if part in ("both", "case"):
        Case.objects.filter(pk=case.pk).update(state=where)
    if part in ("both", "event"):
        last = CaseEvent.objects.filter(case=case).latest("pk")
        role = who.removeprefix("other_").removeprefix("stranger_")
        CaseEvent.objects.create(
            case=case,
            at=last.at,
            by=who,
            role=role,
            from_state=state,
            to_state=where,
            reason=why,
        )


def all_is_told() -> None:
    """The law of every case: its events are one lawful chain that ends where it is."""
    for case in Case.objects.all():
        events = list(CaseEvent.objects.filter(case=case).order_by("pk"))
        assert events[0].from_state == ""
        assert events[0].to_state == "detected"
        for before, after in pairwise(events):
            assert after.from_state == before.to_state
            assert after.at >= before.at
            taken = step(after.from_state, after.to_state, case.track)
            assert taken is not None
            assert after.role in taken.roles
            assert after.reason.strip() or not taken.needs_reason
        assert events[-1].to_state == case.state
    findings = Case.objects.open().values_list("finding", flat=True)
    assert len(findings) == len(set(findings))
