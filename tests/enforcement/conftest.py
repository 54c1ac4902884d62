"""A street with one finding and the staff who deal with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from gis_app.accounts.models import District, User
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.models import Case, CaseEvent, Notice
from gis_app.enforcement.opening import open_case
from gis_app.enforcement.services import take_step
from tests.factories import a_district, a_finding, a_party, a_user, an_occupation
from tests.geometry import rect


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@dataclass
class Office:
    """Two districts side by side, their officers, and a finding in the first."""

    here: District
    there: District
    planner: User
    other_planner: User
    officer: User
    stranger_officer: User
    clerk: User
    auditor: User
    finding: Encroachment

    def person(self, role: str) -> User:
        found: User = getattr(self, role)
        return found

    def open(self, **how: Any) -> Case:
        asked = {"finding": self.finding, "by": self.planner} | how
        return open_case(**asked)[0]


@pytest.fixture
def office(db: None) -> Office:
    return an_office()


def somebody(role: str, **fields: Any) -> User:
    """A user who never signs in with a password: hashing one takes half a second."""
    return a_user(role, password=None, **fields)


def an_office() -> Office:
    here = a_district(geom=rect(-500, -500, 1000, 1000))
    there = a_district(geom=rect(500, -500, 1000, 1000))
    return Office(
        here=here,
        there=there,
        planner=somebody("planner"),
        other_planner=somebody("planner", username="planner2"),
        officer=somebody("officer", districts=[here]),
        stranger_officer=somebody("officer", username="officer2", districts=[there]),
        clerk=somebody("clerk"),
        auditor=somebody("auditor"),
        finding=a_finding(
            district=here, occupation=an_occupation(party=a_party(), district=here)
        ),
    )


def measure(case: Case, **meta: Any) -> None:
    """A tape's measurement for a case."""
    file_evidence(
        kind="measurement", by="officer", case=case, client_id=uuid4(), meta=meta
    )


def served(case: Case) -> Notice:
    """A notice whose service was recorded, as a row: it is printed elsewhere."""
    now = timezone.now()
    return Notice.objects.create(
        case=case,
        year=case.year,
        issued_at=now,
        issued_by="officer",
        deadline=now,
        legal_ref="art. 55",
        served_at=now,
        served_how=Notice.How.IN_PERSON,
        served_by="officer",
    )


WAYS: dict[str, tuple[str, str]] = {
    "verified": ("detected", "officer"),
    "notice_served": ("verified", "officer"),
    "cure_period": ("notice_served", "officer"),
    "objection": ("cure_period", "clerk"),
    "heard": ("objection", "planner"),
    "decided": ("heard", "planner"),
    "appealed": ("decided", "clerk"),
    "complied": ("decided", "officer"),
    "removed": ("decided", "officer"),
    "cost_recovered": ("removed", "clerk"),
    "closed": ("complied", "planner"),
}
"""One way to each stage: from where, and by whom."""


def brought_to(office: Office, stage: str, **how: Any) -> Case:
    """A case that went the lawful way to a stage."""
    if stage == "detected":
        case = office.open(**how)
        measure(case)
        return case
    if stage == "dismissed":
        case, role = office.open(**how), "planner"
    else:
        start, role = WAYS[stage]
        case = brought_to(office, start, **how)
    if stage == "notice_served":
        served(case)
    return take_step(case=case, to=stage, by=office.person(role), reason="so it is")


def told(case: Case) -> list[tuple[str, str]]:
    """The steps as the events tell them."""
    rows = CaseEvent.objects.filter(case=case).order_by("pk")
    return [(row.from_state, row.to_state) for row in rows]
