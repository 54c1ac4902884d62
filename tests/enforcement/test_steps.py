"""Steps: lawful ones by those who may, with what they need, told and logged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from gis_app.accounts.models import AuditEntry, Role
from gis_app.enforcement import workdays
from gis_app.enforcement.models import Case, CaseEvent, DeadlineRule
from gis_app.enforcement.services import dismiss, take_step
from gis_app.enforcement.stages import STEPS, Stage, Track
from gis_app.errors import BadInput, Conflict, Forbidden, NotFound
from tests.enforcement.conftest import Office, brought_to, measure, served, told
from tests.factories import day

pytestmark = pytest.mark.django_db


def test_the_database_has_the_same_table_of_steps() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meydan.case_lawful_steps()")
        rows = cursor.fetchall()
    assert {
        (frozenset(tracks), a, b, frozenset(roles), *needs)
        for tracks, a, b, roles, *needs in rows
    } == {
        (
            frozenset(map(str, one.tracks)),
            str(one.start),
            str(one.end),
            frozenset(map(str, one.roles)),
            one.needs_reason,
            one.needs_measurement,
            one.needs_certainty,
            one.needs_notice,
        )
        for one in STEPS
    }
    assert len(rows) == len(STEPS)


def test_a_case_goes_its_whole_way(office: Office) -> None:
    case = brought_to(office, "closed")
    assert [end for _start, end in told(case)] == [
        *("detected", "verified", "notice_served", "cure_period", "objection"),
        *("heard", "decided", "complied", "closed"),
    ]
    assert CaseEvent.objects.filter(case=case).last().reason == "so it is"  # type: ignore[union-attr]
    logged = AuditEntry.objects.filter(action="case-step", subject=f"case:{case.pk}")
    assert logged.count() == 8
    assert "so it is" not in str(list(logged.values_list("detail", flat=True)))


def test_an_obstacle_is_removed_directly_and_a_building_is_not(office: Office) -> None:
    case = brought_to(office, "verified", track="construction")
    with pytest.raises(BadInput, match="the law knows no step"):
        take_step(case=case, to="removed", by=office.officer, reason="in the way")
    dismiss(case=case, by=office.planner, reason="other track")
    case = brought_to(office, "verified", track="obstruction")
    case = take_step(case=case, to="removed", by=office.officer, reason="in the way")
    assert case.state == "removed"


@pytest.mark.parametrize("role", ["planner", "clerk", "auditor"])
def test_a_step_is_for_its_roles_only(office: Office, role: str) -> None:
    case = brought_to(office, "detected")
    with pytest.raises(Forbidden) as refused:
        take_step(case=case, to="verified", by=office.person(role))
    assert "Enforcement officer" in refused.value.message
    assert told(case) == [("", "detected")]


def test_an_officer_of_another_district_knows_of_no_such_case(office: Office) -> None:
    case = brought_to(office, "detected")
    with pytest.raises(NotFound):
        take_step(case=case, to="verified", by=office.stranger_officer)


def test_a_reason_is_demanded_where_the_law_wants_one(office: Office) -> None:
    case = office.open()
    for empty in ("", "   ", "\0\n"):
        with pytest.raises(BadInput, match="reason") as refused:
            dismiss(case=case, by=office.planner, reason=empty)
        assert refused.value.detail == {"needs": "reason"}
    with pytest.raises(BadInput, match="shorter"):
        dismiss(case=case, by=office.planner, reason="x" * 501)
    case = dismiss(case=case, by=office.planner, reason=" it moved ")
    assert CaseEvent.objects.get(to_state="dismissed").reason == "it moved"


def test_nothing_is_verified_that_nobody_measured(office: Office) -> None:
    case = office.open()
    with pytest.raises(BadInput, match="Measure it") as refused:
        take_step(case=case, to="verified", by=office.officer)
    assert refused.value.detail == {"needs": "measurement"}
    measure(case)
    assert take_step(case=case, to="verified", by=office.officer).state == "verified"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"certainty": "suspect", "z": 1.5}, "Suspect"),
        ({"certainty": "unknown", "z": None}, "Accuracy unknown"),
        ({"closed_at": day("2026-06-04")}, "no longer stands"),
    ],
)
def test_a_notice_needs_a_finding_that_is_probable_or_better(
    office: Office, change: dict[str, Any], why: str
) -> None:
    case = brought_to(office, "verified")
    type(office.finding).objects.filter(pk=office.finding.pk).update(**change)
    with pytest.raises(BadInput, match=why):
        take_step(case=case, to="notice_served", by=office.officer)


def test_a_measurement_that_refutes_the_finding_stops_the_notice(
    office: Office,
) -> None:
    case = brought_to(office, "verified")
    measure(case, depth_m=0.02, certainty="noise")
    with pytest.raises(BadInput, match="does not confirm"):
        take_step(case=case, to="notice_served", by=office.officer)
    measure(case, depth_m=1.2, certainty="strong")
    served(case)
    case = take_step(case=case, to="notice_served", by=office.officer)
    assert case.state == "notice_served"


def test_no_notice_is_served_that_nobody_wrote(office: Office) -> None:
    case = brought_to(office, "verified")
    with pytest.raises(BadInput, match="Issue a notice") as refused:
        take_step(case=case, to="notice_served", by=office.officer)
    assert refused.value.detail == {"needs": "notice"}
    with pytest.raises(DatabaseError, match="no notice of case"):
        statement("UPDATE enforcement_case SET state = 'notice_served'")


def test_a_double_click_is_one_step(office: Office) -> None:
    seen = brought_to(office, "detected")
    for _twice in range(2):
        once_more = Case.objects.get(pk=seen.pk)
        once_more.state = "detected"
        take_step(case=once_more, to="verified", by=office.officer)
    assert told(seen) == [("", "detected"), ("detected", "verified")]


def test_who_is_a_moment_late_learns_who_was_first(office: Office) -> None:
    case = brought_to(office, "decided")
    seen = Case.objects.get(pk=case.pk)
    take_step(case=case, to="complied", by=office.officer)
    with pytest.raises(Conflict, match="officer was a moment earlier") as late:
        take_step(case=seen, to="appealed", by=office.clerk, reason="he appeals")
    assert late.value.detail["state"] == "complied"


def test_a_case_that_has_ended_goes_nowhere(office: Office) -> None:
    case = brought_to(office, "dismissed")
    for stage in Stage:
        with pytest.raises((BadInput, Forbidden)):
            take_step(case=case, to=stage, by=office.planner, reason="on")


def test_a_stage_that_does_not_exist_is_refused_in_words(office: Office) -> None:
    with pytest.raises(BadInput, match="knows no step"):
        take_step(case=office.open(), to="guillotine", by=office.officer)


def test_a_deadline_is_noted_with_its_law(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = timezone.now() + timedelta(days=10)
    monkeypatch.setattr(
        workdays,
        "deadline",
        lambda _track, step, _start: (due, "art. 100") if step == "verified" else None,
    )
    case = brought_to(office, "verified")
    event = case.events.order_by("pk").last()
    assert (case.due_at, event.deadline, event.legal_ref) == (due, due, "art. 100")  # type: ignore[union-attr]
    case = dismiss(case=case, by=office.planner, reason="nothing there")
    assert case.due_at is None


def test_a_step_is_taken_between_the_one_before_and_now(office: Office) -> None:
    opened = timezone.now() - timedelta(days=5)
    case = office.open(at=opened)
    measure(case)
    for moment in (opened - timedelta(hours=1), timezone.now() + timedelta(hours=1)):
        with pytest.raises(BadInput, match="moment of a step"):
            take_step(case=case, to="verified", by=office.officer, at=moment)
    at = opened + timedelta(days=1)
    case = take_step(case=case, to="verified", by=office.officer, at=at)
    assert case.events.order_by("pk").last().at == at  # type: ignore[union-attr]


def statement(text: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def by_hand(case: Case, state: str, event: tuple[str, ...] | None) -> None:
    with transaction.atomic():
        if state:
            Case.objects.filter(pk=case.pk).update(state=state)
        statement(EVENT, case.pk, *event) if event else statement("SELECT 1")


EVENT = (
    'INSERT INTO enforcement_caseevent (case_id, at, "by", role, from_state, to_state,'
    " reason, legal_ref) VALUES (%s, clock_timestamp(), %s, %s, %s, %s, %s, '')"
)


@pytest.mark.parametrize(
    ("state", "event", "broken"),
    [
        ("verified", None, "case_step_told"),
        ("removed", ("o", "officer", "detected", "removed", "x"), "case_step_lawful"),
        ("", ("o", "officer", "detected", "verified", ""), "case_step_told"),
        ("verified", ("o", "clerk", "detected", "verified", ""), "case_event_by_role"),
        ("verified", ("", "officer", "detected", "verified", ""), "case_event_by_role"),
        (
            "dismissed",
            ("p", "planner", "detected", "dismissed", " "),
            "case_event_reason",
        ),
        (
            "dismissed",
            ("p", "planner", "heard", "dismissed", "x"),
            "case_event_follows",
        ),
        ("", ("p", "planner", "", "detected", ""), "case_event_follows"),
    ],
)
def test_raw_sql_takes_no_unlawful_or_untold_step(
    office: Office, state: str, event: tuple[str, ...] | None, broken: str
) -> None:
    case = brought_to(office, "detected")
    with pytest.raises(DatabaseError) as refused:
        by_hand(case, state, event)
    assert refused.value.__cause__.diag.constraint_name == broken  # type: ignore[union-attr]


def test_raw_sql_serves_no_notice_on_a_suspicion(office: Office) -> None:
    case = brought_to(office, "verified")
    type(office.finding).objects.update(certainty="suspect", z=1.2)
    with pytest.raises(DatabaseError, match="not sure enough"):
        statement("UPDATE enforcement_case SET state = 'notice_served'")
    assert Case.objects.get(pk=case.pk).state == "verified"


@pytest.mark.parametrize("table", ["caseevent", "caseassignment"])
@pytest.mark.parametrize("how", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}"])
def test_what_was_told_is_never_changed(office: Office, table: str, how: str) -> None:
    office.open()
    with pytest.raises(DatabaseError, match="append-only"):
        statement(how.format(f"enforcement_{table}"))


def test_every_open_stage_has_a_way_out_on_both_tracks() -> None:
    for track in Track:
        for stage in (s for s in Stage if s not in ("closed", "dismissed")):
            ends = [s for s in STEPS if s.start == stage and track in s.tracks]
            assert ends
            assert all(one.roles <= set(Role) for one in ends)
            assert DeadlineRule._meta.get_field("step").choices
