"""A notice accuses nobody too early, keeps what was printed, and is served once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gis_app.enforcement import filestore, notices, papers, workdays
from gis_app.enforcement.days import DeadlineRule
from gis_app.enforcement.evidence import verify
from gis_app.enforcement.models import Case, Evidence, Notice
from gis_app.enforcement.notices import Service, issue, record_service
from gis_app.errors import BadInput, Conflict, Forbidden, NotFound, Refusal
from tests.enforcement.conftest import Office, brought_to, measure

pytestmark = pytest.mark.django_db


def printer(notice: Notice, rule: DeadlineRule) -> Mapping[str, bytes]:
    """A press that writes what it was told."""
    text = f"{notice.number} {notice.deadline:%Y-%m-%d} {rule.working_days}"
    return {name: f"%PDF {name} {text}".encode() for name in papers.LANGUAGES}


def broken(notice: Notice, rule: DeadlineRule) -> Mapping[str, bytes]:
    raise Refusal("no paper")


def issued(office: Office, **how: Any) -> Notice:
    case = brought_to(office, "verified")
    asked: dict[str, Any] = {"case": case, "by": office.officer, "printer": printer}
    return issue(**(asked | how))


def served(notice: Notice, office: Office, **how: Any) -> Notice:
    asked: dict[str, Any] = {"how": "in_person", "at": timezone.now()} | how
    return record_service(notice=notice, service=Service(**asked), by=office.officer)


def test_a_notice_gets_a_number_a_deadline_the_law_and_its_sheet(
    office: Office,
) -> None:
    notice = issued(office)
    assert notice.number == f"{notice.year}/1"
    rule = workdays.rule("obstruction", "cure_period", timezone.localdate())
    assert rule is not None
    assert notice.deadline == workdays.due(rule, notice.issued_at)
    assert (notice.legal_ref, notice.legal_ref_en) == (
        rule.legal_ref,
        rule.legal_ref_en,
    )
    assert notices.sheet(notice).decode().startswith(f"%PDF fa {notice.number} ")
    assert notices.sheet(notice, "en").decode().startswith("%PDF en ")


def test_both_sheets_are_links_of_the_chain(office: Office) -> None:
    notice = issued(office)
    kept = Evidence.objects.filter(case=notice.case, kind="document").order_by("seq")
    assert [row.meta["language"] for row in kept] == ["fa", "en"]
    assert kept[0].sha256 == notice.pdf_sha256
    assert verify().broken is None


@pytest.mark.parametrize(
    ("harm", "missing"),
    [
        (lambda case: None, ["verified", "measurement"]),
        (lambda case: measure(case), ["verified"]),
        (lambda case: measure(case, certainty="suspect"), ["verified", "measurement"]),
    ],
)
def test_a_refusal_says_all_that_is_missing(
    office: Office, harm: Any, missing: list[str]
) -> None:
    case = office.open()
    harm(case)
    with pytest.raises(BadInput) as refused:
        issue(case=case, by=office.officer, printer=printer)
    assert refused.value.detail["missing"] == missing
    assert not Notice.objects.exists()


@pytest.mark.parametrize("certainty", ["noise", "suspect"])
def test_nobody_is_accused_on_a_suspicion(office: Office, certainty: str) -> None:
    case = brought_to(office, "verified")
    type(office.finding).objects.update(certainty=certainty)
    with pytest.raises(BadInput) as refused:
        issue(case=case, by=office.officer, printer=printer)
    assert refused.value.detail["missing"] == ["certainty"]


@pytest.mark.parametrize("role", ["planner", "clerk", "auditor"])
def test_only_officers_issue(office: Office, role: str) -> None:
    case = brought_to(office, "verified")
    with pytest.raises(Forbidden):
        issue(case=case, by=office.person(role), printer=printer)


def test_an_officer_of_elsewhere_is_told_of_nothing(office: Office) -> None:
    case = brought_to(office, "verified")
    with pytest.raises(NotFound):
        issue(case=case, by=office.stranger_officer, printer=printer)


def test_without_a_sheet_there_is_no_notice_and_no_number(office: Office) -> None:
    case = brought_to(office, "verified")
    links = Evidence.objects.count()
    with pytest.raises(Refusal, match="no paper"):
        issue(case=case, by=office.officer, printer=broken)
    assert (Notice.objects.count(), Evidence.objects.count()) == (0, links)
    assert issue(case=case, by=office.officer, printer=printer).sequence == 1


def test_one_notice_waits_for_its_service_at_a_time(office: Office) -> None:
    notice = issued(office)
    with pytest.raises(Conflict) as refused:
        issue(case=notice.case, by=office.officer, printer=printer)
    assert refused.value.detail["notice"] == notice.pk
    served(notice, office)
    again = issue(case=notice.case, by=office.officer, printer=printer)
    assert again.sequence == 2


def test_the_database_lets_no_second_one_wait(office: Office) -> None:
    notice = issued(office)
    with (
        pytest.raises(IntegrityError, match="notice_one_waits_per_case"),
        transaction.atomic(),
    ):
        Notice.objects.create(
            case=notice.case,
            year=notice.year,
            issued_at=notice.issued_at,
            issued_by="x",
            deadline=notice.deadline,
            legal_ref="x",
        )


def test_without_a_deadline_in_force_nothing_is_demanded(office: Office) -> None:
    case = brought_to(office, "verified")
    DeadlineRule.objects.all().delete()
    with pytest.raises(BadInput, match="No deadline is in force"):
        issue(case=case, by=office.officer, printer=printer)


def test_service_moves_the_case_and_is_evidence(office: Office) -> None:
    notice = served(issued(office), office)
    case = Case.objects.get(pk=notice.case_id)
    assert case.state == "notice_served"
    assert case.due_at == notice.deadline
    row = Evidence.objects.get(case=case, kind="served")
    assert row.meta["notice"] == notice.number
    assert row.meta["sheet"] == notice.pdf_sha256
    assert (notice.served_by, notice.served_how) == ("officer", "in_person")


def test_the_period_runs_from_service_not_from_paper(office: Office) -> None:
    """Issued four weeks ago, served today: the printed day would be long past."""
    earlier = timezone.now() - timedelta(days=28)
    case = brought_to(office, "verified")
    notice = issue(case=case, by=office.officer, printer=printer, at=earlier)
    printed = notice.deadline
    assert printed < timezone.now()
    notice = served(notice, office)
    rule = workdays.rule("obstruction", "cure_period", timezone.localdate())
    assert rule is not None
    assert notice.served_at is not None
    assert notice.deadline == workdays.due(rule, notice.served_at) > printed


def test_recording_service_twice_changes_nothing(office: Office) -> None:
    notice, at = issued(office), timezone.now()
    first = served(notice, office, at=at)
    first.refresh_from_db()
    again = served(notice, office, at=at)
    assert again.version == first.version
    assert Evidence.objects.filter(kind="served").count() == 1
    with pytest.raises(Conflict, match="served already, by officer"):
        served(notice, office, how="post", at=at)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"how": "by pigeon"}, "Say how"),
        ({"how": "affixed"}, "needs a witness"),
        ({"at": timezone.now() + timedelta(hours=1)}, "between the moment"),
        ({"at": timezone.now() - timedelta(days=9)}, "between the moment"),
    ],
)
def test_a_service_that_makes_no_sense_is_refused(
    office: Office, how: dict[str, Any], said: str
) -> None:
    notice = issued(office)
    with pytest.raises(BadInput, match=said):
        served(notice, office, **how)
    assert Case.objects.get(pk=notice.case_id).state == "verified"
    assert not Evidence.objects.filter(kind="served").exists()


def test_a_sheet_that_was_swapped_is_not_handed_out(office: Office) -> None:
    notice = issued(office)
    kept = Evidence.objects.get(sha256=notice.pdf_sha256)
    path = filestore.folder() / kept.path
    path.chmod(0o640)
    path.write_bytes(b"%PDF pay me instead")
    with pytest.raises(Conflict, match="not the one that was printed"):
        notices.sheet(notice)
    path.unlink()
    with pytest.raises(Conflict, match="not the one that was printed"):
        notices.sheet(notice)
