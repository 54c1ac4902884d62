"""A case is opened once, by whoever may, and given to somebody."""

from __future__ import annotations

from typing import Any

import pytest

from gis_app.accounts.models import AuditEntry
from gis_app.encroachment import formula
from gis_app.enforcement.models import Case, CaseAssignment
from gis_app.enforcement.opening import assign, open_case
from gis_app.enforcement.services import dismiss
from gis_app.errors import BadInput, Conflict, Forbidden, NotFound
from tests.enforcement.conftest import Office, somebody, told
from tests.factories import (
    a_finding,
    a_parcel,
    a_right,
    a_zone,
    an_occupation,
    day,
)
from tests.geometry import rect

pytestmark = pytest.mark.django_db


def test_a_planner_opens_a_case_and_its_first_event_says_so(office: Office) -> None:
    case, first = open_case(finding=office.finding, by=office.planner)
    assert first
    assert (case.state, case.track) == ("detected", "obstruction")
    assert case.number == f"{case.year}/1"
    assert (case.district, case.assigned_to) == (office.here, office.officer)
    assert case.party == office.finding.occupation.party  # type: ignore[union-attr]
    assert told(case) == [("", "detected")]
    event = case.events.get()
    assert (event.by, event.role) == ("planner", "planner")
    (given,) = CaseAssignment.objects.filter(case=case)
    assert (given.officer, given.before) == (office.officer, None)
    assert AuditEntry.objects.get(action="case-open").subject == f"case:{case.pk}"


def test_a_second_click_of_the_same_person_gives_the_first_case_back(
    office: Office,
) -> None:
    case, _first = open_case(finding=office.finding, by=office.planner)
    again, first = open_case(finding=office.finding, by=office.planner)
    assert (again, first) == (case, False)
    assert Case.objects.count() == 1


def test_a_second_planner_learns_who_opened_which_case(office: Office) -> None:
    case = office.open()
    with pytest.raises(Conflict) as late:
        open_case(finding=office.finding, by=office.other_planner)
    assert late.value.detail == {"case": case.pk, "number": case.number}
    assert "planner was a moment earlier" in late.value.message


def test_after_a_dismissal_a_new_case_can_be_opened(office: Office) -> None:
    case = office.open()
    dismiss(case=case, by=office.planner, reason="opened by mistake")
    again = office.open(by=office.other_planner)
    assert again.pk != case.pk
    assert again.sequence == case.sequence + 1


@pytest.mark.parametrize(
    ("kind", "occupied", "track"),
    [
        ("boundary_intrusion", "building", "construction"),
        ("boundary_intrusion", "stall", "construction"),
        ("unlicensed_occupation", "wall", "construction"),
        ("unlicensed_occupation", "stall", "obstruction"),
        ("way_obstruction", "goods", "obstruction"),
        ("no_vending_zone", "vehicle", "obstruction"),
    ],
)
def test_the_track_follows_from_what_was_found(
    office: Office, kind: str, occupied: str, track: str
) -> None:
    finding = a_finding(kind=kind, occupation=an_occupation(kind=occupied))
    assert office.open(finding=finding).track == track


def test_a_planner_may_choose_the_track_and_an_officer_may_not(office: Office) -> None:
    with pytest.raises(Forbidden):
        office.open(by=office.officer, track="construction")
    assert office.open(track="construction").track == "construction"


def test_it_keeps_the_versions_that_it_was_judged_by(office: Office) -> None:
    parcel = a_parcel(geom=rect(0, -5, 50, 5))
    right = a_right(parcel=parcel)
    zone = a_zone(geom=rect(0, -3, 50, 2))
    parcel.plate = "34/1"
    parcel.save()
    finding = a_finding(parcel=parcel, kind="unlicensed_occupation")
    judged = office.open(finding=finding).judged_by
    assert judged["unit"] == {"type": "parcel", "id": parcel.pk, "version": 2}
    assert judged["rights"] == [{"id": right.pk, "version": 1}]
    assert judged["zones"] == [{"id": zone.pk, "version": 1}]
    assert judged["occupation"]["version"] == 1
    assert judged["finding"]["z"] == 15.0
    assert judged["formula"] == formula.version()
    zone.name_en = "another"
    zone.save()
    assert Case.objects.get().judged_by == judged


def test_the_officer_with_the_fewest_open_cases_gets_it(office: Office) -> None:
    busy = office.officer
    office.open()
    free = somebody("officer", username="free", districts=[office.here])
    second = office.open(finding=a_finding(occupation=an_occupation()))
    assert second.assigned_to == free
    dismiss(case=Case.objects.get(assigned_to=busy), by=office.planner, reason="no")
    third = office.open(finding=a_finding(occupation=an_occupation()))
    assert third.assigned_to == busy


def test_an_officer_who_opens_a_case_takes_it_on(office: Office) -> None:
    somebody("officer", username="idle", districts=[office.here])
    assert office.open(by=office.officer).assigned_to == office.officer


def test_an_officer_opens_none_of_another_district(office: Office) -> None:
    with pytest.raises(NotFound):
        office.open(by=office.stranger_officer)


def test_an_officer_of_another_district_can_not_be_chosen(office: Office) -> None:
    with pytest.raises(BadInput, match="of the district"):
        office.open(officer=office.stranger_officer)


def test_outside_all_districts_there_is_nobody_to_give_it_to(office: Office) -> None:
    finding = a_finding(geom=rect(2000, 0, 2, 2), occupation=an_occupation())
    case = office.open(finding=finding)
    assert (case.district, case.assigned_to) == (None, None)


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_other_roles_open_none(office: Office, role: str) -> None:
    with pytest.raises(Forbidden):
        office.open(by=office.person(role))
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "what",
    [
        {"kind": "parcel_overlap", "occupation": None},
        {"closed_at": day("2026-06-03")},
        {"certainty": "noise", "z": 0.5},
    ],
)
def test_what_accuses_nobody_becomes_no_case(
    office: Office, what: dict[str, Any]
) -> None:
    finding = a_finding(**what)
    with pytest.raises(BadInput):
        office.open(finding=finding)


def test_a_planner_reassigns_with_a_reason_and_it_is_kept(office: Office) -> None:
    case = office.open()
    other = somebody("officer", username="other", districts=[office.here])
    with pytest.raises(BadInput, match="why"):
        assign(case=case, officer=other, by=office.planner)
    for _twice in range(2):
        assign(case=case, officer=other, by=office.planner, reason="on leave")
    kept = CaseAssignment.objects.filter(case=case).order_by("pk")
    assert [(row.officer, row.reason) for row in kept] == [
        (office.officer, ""),
        (other, "on leave"),
    ]


def test_who_reassigns_a_moment_late_learns_to_whom_it_went(office: Office) -> None:
    case, seen = office.open(), Case.objects.get()
    names = ("other", "third")
    other, third = (
        somebody("officer", username=n, districts=[office.here]) for n in names
    )
    assign(case=case, officer=other, by=office.planner, reason="on leave")
    with pytest.raises(Conflict, match="given to other"):
        assign(case=seen, officer=third, by=office.other_planner, reason="nearer")


def test_an_officer_takes_a_case_on_and_gives_none_away(office: Office) -> None:
    case = office.open()
    other = somebody("officer", username="other", districts=[office.here])
    with pytest.raises(Forbidden):
        assign(case=case, officer=other, by=office.officer, reason="busy")
    taken = assign(case=case, officer=other, by=other, reason="I am nearer")
    assert taken.assigned_to == other
    with pytest.raises(NotFound):
        assign(case=case, officer=other, by=office.stranger_officer, reason="mine")


def test_a_case_that_has_ended_is_given_to_nobody(office: Office) -> None:
    case = dismiss(case=office.open(), by=office.planner, reason="mistake")
    other = somebody("officer", username="other", districts=[office.here])
    with pytest.raises(BadInput, match="ended"):
        assign(case=case, officer=other, by=office.planner, reason="again")
