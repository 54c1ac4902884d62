"""The time to act runs from the service of the notice, whatever is recorded later."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from gis_app.enforcement.days import Holiday
from gis_app.enforcement.models import Case, CaseEvent, Notice
from gis_app.enforcement.notices import Service, issue, record_service
from gis_app.enforcement.services import take_step
from gis_app.enforcement.workdays import Calendar, close_of
from gis_app.lib.week import CITY_TIME
from tests.enforcement.conftest import Office, measure
from tests.enforcement.test_notices import printer

pytestmark = pytest.mark.django_db
PERIOD = 2
"""Working days that the present rule gives in an obstruction."""


def served_days_ago(office: Office, days: int) -> Notice:
    """Opened, verified and issued on the day before; then served."""
    at = timezone.now() - timedelta(days=days)
    before = at - timedelta(days=1)
    case = office.open(at=before)
    measure(case)
    case = take_step(case=case, to="verified", by=office.officer, at=before)
    notice = issue(case=case, by=office.officer, printer=printer, at=before)
    return record_service(
        notice=notice, service=Service("in_person", at), by=office.officer
    )


def in_the_city(moment: datetime) -> datetime:
    return moment.astimezone(CITY_TIME)


def test_a_step_taken_late_does_not_move_the_deadline(office: Office) -> None:
    notice = served_days_ago(office, 9)
    assert notice.served_at is not None
    day = in_the_city(notice.served_at).date()
    case = Case.objects.get(pk=notice.case_id)
    assert case.due_at == close_of(Calendar().after(day, PERIOD)) < timezone.now()
    case = take_step(case=case, to="cure_period", by=office.clerk)
    event = CaseEvent.objects.filter(case=case).latest("pk")
    assert (case.due_at, event.deadline) == (notice.deadline, notice.deadline)
    assert event.legal_ref == notice.legal_ref
    assert event.at > notice.deadline


def test_a_holiday_in_between_is_not_counted(office: Office) -> None:
    day = in_the_city(timezone.now() - timedelta(days=20)).date()
    closed = Calendar().after(day, PERIOD)
    Holiday.objects.create(day=closed, name_fa="تعطیل", name_en="Closed", source="x")
    notice = served_days_ago(office, 20)
    case = Case.objects.get(pk=notice.case_id)
    case = take_step(case=case, to="cure_period", by=office.officer)
    assert in_the_city(notice.deadline).date() == Calendar().after(closed, 1) > closed
    assert case.due_at == notice.deadline


def test_a_holiday_that_is_entered_after_service_moves_nothing(office: Office) -> None:
    notice = served_days_ago(office, 9)
    day = in_the_city(notice.deadline).date()
    Holiday.objects.create(day=day, name_fa="تعطیل", name_en="Closed", source="x")
    case = Case.objects.get(pk=notice.case_id)
    case = take_step(case=case, to="cure_period", by=office.officer)
    assert case.due_at == notice.deadline


def test_another_notice_gives_its_own_time(office: Office) -> None:
    first = served_days_ago(office, 20)
    case = Case.objects.get(pk=first.case_id)
    again = issue(case=case, by=office.officer, printer=printer)
    assert Case.objects.get(pk=case.pk).due_at == first.deadline
    again = record_service(
        notice=again, service=Service("post", timezone.now()), by=office.officer
    )
    assert Case.objects.get(pk=case.pk).due_at == again.deadline > first.deadline


@pytest.mark.parametrize("state", ["notice_served", "cure_period"])
def test_the_database_lets_no_case_be_due_on_another_day(
    office: Office, state: str
) -> None:
    notice = served_days_ago(office, 9)
    case = Case.objects.get(pk=notice.case_id)
    if state == "cure_period":
        case = take_step(case=case, to=state, by=office.officer)
    for other in (notice.deadline + timedelta(days=1), None):
        with (
            pytest.raises(IntegrityError, match="served notice says"),
            transaction.atomic(),
        ):
            Case.objects.filter(pk=case.pk).update(due_at=other)
    assert Case.objects.get(pk=case.pk).due_at == notice.deadline


def test_the_database_lets_no_event_tell_another_day(office: Office) -> None:
    notice = served_days_ago(office, 9)
    with (
        pytest.raises(IntegrityError, match="another deadline"),
        transaction.atomic(),
    ):
        CaseEvent.objects.create(
            case=notice.case,
            at=timezone.now(),
            by="officer",
            role="officer",
            from_state="notice_served",
            to_state="cure_period",
            deadline=timezone.now(),
        )


@pytest.mark.parametrize(
    "change",
    [
        "deadline = deadline + interval '1 day'",
        "served_at = served_at - interval '1 day'",
        "served_at = NULL, served_how = '', served_by = ''",
        "served_how = 'post'",
        "witness = 'somebody'",
    ],
)
def test_a_recorded_service_stays_as_it_was(office: Office, change: str) -> None:
    notice = served_days_ago(office, 9)
    with (
        pytest.raises(IntegrityError, match="its service and its deadline stay"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE enforcement_notice SET {change} WHERE id = %s",
            [notice.pk],
        )
