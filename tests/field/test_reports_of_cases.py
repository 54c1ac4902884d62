"""A report where a case is open: the phone says so, and it can be its evidence."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gis_app.accounts.models import User
from gis_app.encroachment.models import Occupation
from gis_app.enforcement.evidence import verify
from gis_app.enforcement.models import Case, Evidence
from gis_app.enforcement.opening import open_case
from gis_app.enforcement.services import dismiss, take_step
from gis_app.field.models import FieldReport
from tests import factories as make
from tests.field.conftest import Scene, a_photo, a_report, lonlat, send
from tests.geometry import rect

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(scene: Scene, officer: Client) -> Case:
    """About a stall at (30, 20) that was seen half a year ago."""
    shape = rect(29, 19.25, 2, 1.5)
    occupation = make.an_occupation(geom=shape, district=scene.district)
    finding = make.a_finding(occupation=occupation, geom=shape, district=scene.district)
    return open_case(finding=finding, by=make.a_user("planner"))[0]


def beside(client: Client, x: float = 30, y: float = 20, kind: str = "stall") -> Any:
    lon, lat = lonlat(x, y)
    asked: dict[str, Any] = {"lon": lon, "lat": lat, "accuracy": 4, "kind": kind}
    return client.get("/api/field/duplicates", asked).json()


def test_the_phone_is_told_of_an_open_case_however_old(
    case: Case, officer: Client
) -> None:
    found = beside(officer)
    assert found["items"] == []
    (told,) = found["cases"]
    assert (told["id"], told["number"]) == (case.pk, case.number)
    assert told["state_label"] == "Detected"
    assert told["distance_m"] == 0
    assert beside(officer, x=60)["cases"] == []
    assert beside(officer, kind="wall")["cases"] == []


def test_of_ended_cases_and_of_other_districts_nothing_is_told(
    case: Case, scene: Scene, officer: Client
) -> None:
    Case.objects.filter(pk=case.pk).update(district=scene.other)
    assert beside(officer)["cases"] == []
    Case.objects.filter(pk=case.pk).update(district=scene.district)
    dismiss(case=case, by=User.objects.get(username="planner"), reason="gone")
    assert beside(officer)["cases"] == []


def test_a_report_of_a_case_becomes_its_evidence_and_no_second_finding(
    case: Case, officer: Client
) -> None:
    report = a_report(case=case.pk, note="still there")
    answer = send(officer, report, a_photo(), a_photo((80, 60)))
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert told["case"] == {"id": case.pk, "number": case.number}
    assert told["occupation"] == case.finding.occupation_id
    assert Occupation.objects.count() == 1
    kinds = list(Evidence.objects.of(case).values_list("kind", flat=True))
    assert kinds == ["fix", "measurement", "photo", "photo"]
    measured = Evidence.objects.of(case).get(kind="measurement")
    assert (measured.meta["length_m"], measured.meta["depth_m"]) == (2.0, 1.5)
    assert measured.meta["area_m2"] == 3.0
    assert verify().broken is None
    retry = send(officer, report, a_photo(), a_photo((80, 60)))
    assert (retry.status_code, retry.json()) == (200, told)
    assert Evidence.objects.count() == 4


def test_with_it_the_officer_can_confirm_the_case(case: Case, officer: Client) -> None:
    send(officer, a_report(case=case.pk), a_photo())
    by = User.objects.get(username="officer")
    assert take_step(case=case, to="verified", by=by).state == "verified"


def test_a_retry_with_more_photos_adds_them_to_the_case(
    case: Case, officer: Client
) -> None:
    report = a_report(case=case.pk)
    send(officer, report)
    send(officer, report, a_photo())
    photo = Evidence.objects.get(kind="photo")
    assert photo.case == case


def test_what_was_reported_before_there_was_a_case_is_its_evidence_too(
    scene: Scene, officer: Client
) -> None:
    answer = send(officer, a_report(), a_photo())
    occupation = Occupation.objects.get(pk=answer.json()["occupation"])
    finding = make.a_finding(
        occupation=occupation, geom=occupation.geom, district=scene.district
    )
    case = open_case(finding=finding, by=make.a_user("planner"))[0]
    kinds = set(Evidence.objects.of(case).values_list("kind", flat=True))
    assert kinds == {"fix", "photo"}
    told = officer.get(f"/api/cases/{case.pk}").json()
    assert [piece["kind"] for piece in told["evidence"]] == ["fix", "photo"]


@pytest.mark.parametrize("why", ["ended", "elsewhere", "unknown", "far"])
def test_a_case_that_it_can_not_be_of_leaves_a_report_like_any_other(
    case: Case, scene: Scene, officer: Client, why: str
) -> None:
    if why == "ended":
        dismiss(case=case, by=User.objects.get(username="planner"), reason="gone")
    if why == "elsewhere":
        Case.objects.filter(pk=case.pk).update(district=scene.other)
    asked = 10**9 if why == "unknown" else case.pk
    place = {"x": 200, "y": 200} if why == "far" else {}
    answer = send(officer, a_report(**place, case=asked), a_photo())
    assert answer.status_code == 201
    assert answer.json()["case"] is None
    assert FieldReport.objects.get().occupation != case.finding.occupation
    assert not Evidence.objects.filter(case=case).exists()


@pytest.mark.parametrize("wrong", [0, -1, "x", 1.5, 10**30])
def test_a_case_that_is_no_number_is_refused(officer: Client, wrong: object) -> None:
    assert send(officer, a_report(case=wrong)).status_code == 400
