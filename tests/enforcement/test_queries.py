"""Who knows of which case, what went before, and what is late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from gis_app.enforcement import queries, workdays
from gis_app.enforcement.measuring import Measured, Method, measure
from gis_app.enforcement.models import Case, Evidence
from gis_app.enforcement.services import dismiss
from gis_app.errors import BadInput, Forbidden, NotFound
from tests.enforcement.conftest import Office, brought_to, somebody
from tests.factories import a_finding, an_occupation, day
from tests.geometry import rect

pytestmark = pytest.mark.django_db


def another(office: Office, x: float = 0.0, **occupied: object) -> Case:
    """A case about two square metres at x along the street."""
    shape = rect(10 + x, -2, 2, 1.5)
    occupation = an_occupation(geom=shape, **occupied)
    return office.open(finding=a_finding(occupation=occupation, geom=shape))


def test_an_officer_knows_of_own_districts_and_the_public_of_none(
    office: Office,
) -> None:
    case = office.open()
    for role in ("planner", "officer", "clerk", "auditor"):
        assert list(queries.visible_to(office.person(role))) == [case]
    assert not queries.visible_to(office.stranger_officer).exists()
    assert not queries.visible_to(somebody("agency")).exists()
    assert not queries.visible_to(AnonymousUser()).exists()


def test_previous_cases_are_of_the_same_place_or_the_same_party(
    office: Office,
) -> None:
    case = office.open()
    here, beside, same_party = (
        another(office),
        another(office, x=2.0),
        another(office, x=30.0, party=case.party),
    )
    another(office, x=60.0)
    assert set(queries.previous_cases(case)) == {here, same_party}
    assert beside not in queries.previous_cases(case)
    assert list(queries.previous_cases(here)) == [case]


def test_overdue_and_due_today_are_told_apart(office: Office) -> None:
    now = timezone.now()
    noon = timezone.localtime(now).replace(hour=12)
    late, today, later, ended = (another(office, x=3.0 * n) for n in range(4))
    dismiss(case=ended, by=office.planner, reason="gone")
    for case, due in (
        (late, noon - timedelta(days=1)),
        (today, noon + timedelta(hours=2)),
        (later, noon + timedelta(days=1)),
        (ended, noon - timedelta(days=1)),
    ):
        Case.objects.filter(pk=case.pk).update(due_at=due)
    assert list(Case.objects.all().overdue(noon)) == [late]
    assert list(queries.due_today(Case.objects.all(), noon)) == [today]
    assert queries.workload(Case.objects.all(), noon) == [
        {
            "assigned_to": office.officer.pk,
            "open": 3,
            "overdue": 1,
        }
    ]


def test_a_measurement_is_filed_once_and_says_how_sure_it_is(office: Office) -> None:
    case = office.open()
    for _twice in range(2):
        row = measure(
            case=case,
            measured=Measured(1.4, Method.TAPE, "from the kerb"),
            by=office.officer,
            client_id=UUID(int=5),
        )
    assert Evidence.objects.of(case).get() == row
    # The way is good to 0.1 m: σ = √(0.03² + (0.1/√2)²) = 0.0768 m, z = 18.2.
    assert row.meta["sigma_m"] == pytest.approx(0.0768, abs=1e-4)
    assert row.meta["z"] == pytest.approx(18.23, abs=0.01)
    assert row.meta["certainty"] == "strong"


def test_what_is_measured_beside_a_poor_map_is_not_sure(office: Office) -> None:
    case = office.open()
    type(office.finding.way).objects.update(accuracy_m=2.0)  # type: ignore[union-attr]
    how: dict[str, Any] = {"case": case, "by": office.officer}
    row = measure(measured=Measured(1.4, Method.TAPE), client_id=UUID(int=1), **how)
    assert row.meta["certainty"] == "noise"
    type(office.finding.way).objects.update(accuracy_m=None)  # type: ignore[union-attr]
    row = measure(measured=Measured(1.4, Method.TAPE), client_id=UUID(int=2), **how)
    assert row.meta["certainty"] == "unknown"


def test_only_an_officer_of_the_district_measures(office: Office) -> None:
    case = office.open()
    how: dict[str, Any] = {
        "measured": Measured(1.0, Method.LASER),
        "client_id": UUID(int=3),
    }
    with pytest.raises(Forbidden):
        measure(case=case, by=office.planner, **how)
    with pytest.raises(NotFound):
        measure(case=case, by=office.stranger_officer, **how)


@pytest.mark.parametrize("depth", [-0.1, 501.0, float("nan")])
def test_a_depth_that_makes_no_sense_is_refused(office: Office, depth: float) -> None:
    with pytest.raises(BadInput):
        measure(
            case=office.open(),
            measured=Measured(depth, Method.TAPE),
            by=office.officer,
            client_id=UUID(int=4),
        )


def test_nothing_is_measured_for_a_case_that_has_ended(office: Office) -> None:
    with pytest.raises(BadInput, match="ended"):
        measure(
            case=brought_to(office, "dismissed"),
            measured=Measured(1.0, Method.TAPE),
            by=office.officer,
            client_id=UUID(int=6),
        )


@pytest.mark.parametrize(
    ("due", "left"),
    [
        # 26 November 2026 is a Thursday: the offices are closed on it and on Friday.
        ("2026-11-25T23:59:59+03:30", 0),
        ("2026-11-28T23:59:59+03:30", 1),
        ("2026-11-30T23:59:59+03:30", 3),
        ("2026-11-24T23:59:59+03:30", -1),
        ("2026-11-21T23:59:59+03:30", -4),
    ],
)
def test_working_days_are_counted_to_a_deadline_and_after_it(
    db: None, due: str, left: int
) -> None:
    assert workdays.left(day("2026-11-25T10:00+03:30"), day(due)) == left
