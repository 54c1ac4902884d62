"""Goods that were taken have a receipt, a day to go back, and go back once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from gis_app.enforcement import papers, workdays
from gis_app.enforcement.days import DeadlineRule
from gis_app.enforcement.evidence import verify
from gis_app.enforcement.models import Evidence, SeizedGoods
from gis_app.enforcement.seizures import Item, give_back, overdue, seize
from gis_app.errors import BadInput, Conflict, Forbidden, NotFound, Refusal
from tests.enforcement.conftest import Office, brought_to

pytestmark = pytest.mark.django_db
GOODS = [Item("انار", 3, "جعبه", "سالم"), Item("ترازو", 1, "دستگاه")]


def printer(seized: SeizedGoods) -> Mapping[str, bytes]:
    return {name: f"{name} {seized.number}".encode() for name in papers.LANGUAGES}


def taken(office: Office, **how: Any) -> SeizedGoods:
    asked: dict[str, Any] = {
        "items": GOODS,
        "by": office.officer,
        "client_id": uuid4(),
        "printer": printer,
    } | how
    if "case" not in asked:
        asked["case"] = brought_to(office, "verified")
    return seize(**asked)


def test_a_receipt_has_a_number_its_goods_and_a_day(office: Office) -> None:
    seized = taken(office)
    assert seized.number == f"{seized.year}/1"
    assert [item["what"] for item in seized.goods] == ["انار", "ترازو"]
    rule = workdays.rule("obstruction", "seized", timezone.localdate())
    assert rule is not None
    assert seized.return_by == workdays.due(rule, seized.receipt_at)
    printed = papers.read(seized.case_id, {"receipt": seized.number}, "fa")
    assert printed.decode() == f"fa {seized.number}"


def test_the_same_id_takes_goods_once(office: Office) -> None:
    case = brought_to(office, "verified")
    same: dict[str, Any] = {"case": case, "client_id": UUID(int=5)}
    first = taken(office, **same)
    assert taken(office, **same).pk == first.pk
    with pytest.raises(Conflict):
        taken(office, items=GOODS[:1], **same)
    assert SeizedGoods.objects.count() == 1


@pytest.mark.parametrize(
    "items",
    [
        [],
        [Item("x", 1, "y")] * 41,
        [Item(" ", 1, "box")],
        [Item("pomegranates", 0, "box")],
        [Item("pomegranates", -1, "box")],
        [Item("pomegranates", float("nan"), "box")],
        [Item("p" * 121, 1, "box")],
        [Item("pomegranates", 1, "")],
    ],
)
def test_a_list_that_makes_no_sense_is_refused(
    office: Office, items: list[Item]
) -> None:
    with pytest.raises(BadInput):
        taken(office, items=items)
    assert not SeizedGoods.objects.exists()


@pytest.mark.parametrize(
    ("stage", "how", "said"),
    [
        ("detected", {}, "Go there first"),
        ("dismissed", {}, "has ended"),
        ("verified", {"track": "construction"}, "art. 55"),
    ],
)
def test_goods_are_taken_only_where_the_law_lets(
    office: Office, stage: str, how: dict[str, Any], said: str
) -> None:
    case = brought_to(office, stage, **how)
    with pytest.raises(BadInput, match=said):
        taken(office, case=case)


@pytest.mark.parametrize("role", ["planner", "clerk", "auditor"])
def test_only_officers_take(office: Office, role: str) -> None:
    with pytest.raises(Forbidden):
        taken(office, by=office.person(role))


def test_an_officer_of_elsewhere_can_neither_take_nor_give(office: Office) -> None:
    with pytest.raises(NotFound):
        taken(office, by=office.stranger_officer)
    seized = taken(office, case=office.finding.cases.get())
    with pytest.raises(NotFound):
        give_back(seized=seized, by=office.stranger_officer)


def test_without_a_rule_or_a_receipt_nothing_is_taken(office: Office) -> None:
    case = brought_to(office, "verified")

    def broken(seized: SeizedGoods) -> Mapping[str, bytes]:
        raise Refusal("no paper")

    with pytest.raises(Refusal, match="no paper"):
        taken(office, case=case, printer=broken)
    DeadlineRule.objects.all().delete()
    with pytest.raises(BadInput, match="No deadline"):
        taken(office, case=case)
    assert not SeizedGoods.objects.exists()


@pytest.mark.parametrize("role", ["officer", "clerk"])
def test_goods_go_back_once_and_that_is_evidence(office: Office, role: str) -> None:
    seized = give_back(seized=taken(office), by=office.person(role))
    assert seized.returned_by == role
    assert seized.returned_at is not None
    again = give_back(seized=seized, by=office.officer)
    assert (again.returned_at, again.returned_by) == (seized.returned_at, role)
    assert Evidence.objects.filter(kind="note").count() == 1
    assert verify().broken is None


def test_planners_give_nothing_back_and_nobody_before_the_receipt(
    office: Office,
) -> None:
    seized = taken(office)
    with pytest.raises(Forbidden):
        give_back(seized=seized, by=office.planner)
    with pytest.raises(BadInput):
        give_back(
            seized=seized, by=office.clerk, at=seized.receipt_at - timedelta(days=1)
        )


def test_what_should_have_gone_back_is_listed_for_those_in_reach(
    office: Office,
) -> None:
    seized = taken(office)
    late = seized.return_by + timedelta(seconds=1)
    assert list(overdue(office.clerk, late)) == [seized]
    assert list(overdue(office.officer, late)) == [seized]
    assert list(overdue(office.stranger_officer, late)) == []
    assert list(overdue(office.clerk, seized.return_by)) == []
    give_back(seized=seized, by=office.clerk)
    assert list(overdue(office.clerk, late)) == []
