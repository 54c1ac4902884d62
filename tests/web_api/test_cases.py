"""Cases through the API: who sees what of them, and what is done about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from gis_app.accounts.models import User
from gis_app.enforcement import filestore
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.models import Case, Evidence
from gis_app.enforcement.opening import open_case
from tests.factories import a_finding, a_user, an_occupation
from tests.web_api.conftest import NAME, SECRETS, Scene, sign_in, speaking

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

JPEG = b"\xff\xd8\xff a photo of a stall"


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def case(scene: Scene, planner: Client, officer: Client) -> Case:
    return open_case(finding=scene.finding, by=User.objects.get(username="planner"))[0]


@pytest.fixture
def photo(case: Case) -> Evidence:
    return file_evidence(
        kind="photo",
        by="officer",
        occupation=case.finding.occupation,
        client_id=uuid4(),
        content=JPEG,
        suffix=".jpg",
    )


def post(client: Client, path: str, **body: Any) -> Response:
    return client.post(f"/api/cases{path}", body, content_type="application/json")


def measured(client: Client, case: Case, depth_m: float = 1.2) -> Response:
    how = {"client_id": str(uuid4()), "depth_m": depth_m, "method": "tape"}
    return post(client, f"/{case.pk}/measurements", **how)


def test_a_planner_opens_a_case_in_one_call(planner: Client, scene: Scene) -> None:
    answer = post(planner, "", finding=scene.finding.pk)
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["state"], told["track"]) == ("detected", "obstruction")
    assert told["title"] == "Obstruction of a public way: Sa'di Street"
    assert [one["where"] for one in told["line"]] == ["here", *["ahead"] * 5]
    assert [step["to"] for step in told["steps"]] == ["dismissed"]
    assert told["due_words"] == "2 working days left"
    again = post(planner, "", finding=scene.finding.pk)
    assert (again.status_code, again.json()["id"]) == (200, told["id"])


def test_the_second_planner_gets_409_with_the_number(case: Case, scene: Scene) -> None:
    late = post(sign_in("planner", username="p2"), "", finding=scene.finding.pk)
    assert late.status_code == 409
    assert late.json() == {
        "error": f"planner was a moment earlier: case {case.number} is open already.",
        "detail": {"case": case.pk, "number": case.number},
    }


def test_the_finding_tells_of_its_case(
    case: Case, scene: Scene, planner: Client, auditor: Client
) -> None:
    file = planner.get(f"/api/findings/{scene.finding.pk}").json()["file"]
    assert (file["open"]["id"], file["may_open"]) == (case.pk, False)
    other = f"/api/findings/{scene.elsewhere.pk}"
    assert planner.get(other).json()["file"]["may_open"]
    assert not auditor.get(other).json()["file"]["may_open"]


def test_an_officer_measures_confirms_and_serves(
    case: Case, officer: Client, planner: Client
) -> None:
    told = officer.get(f"/api/cases/{case.pk}").json()
    (confirm, _dismiss) = told["steps"]
    assert confirm["label"] == "Confirm: seen and measured"
    assert "Measure it in the field first" in confirm["blocked"]
    seen = {"to": "verified", "seen": "detected"}
    assert post(officer, f"/{case.pk}/step", **seen).status_code == 400
    told = measured(officer, case).json()
    assert [step["blocked"] for step in told["steps"]] == [None, None]
    serve = {"to": "notice_served", "seen": "detected"}
    assert post(officer, f"/{case.pk}/step", **serve).status_code == 400
    assert told["evidence"][0]["facts"][0] == {"label": "Depth", "value": "1.20 m"}
    told = post(officer, f"/{case.pk}/step", **seen).json()
    assert told["state"] == "verified"
    again = post(officer, f"/{case.pk}/step", **seen)
    assert (again.status_code, len(again.json()["events"])) == (200, 3)
    late = post(planner, f"/{case.pk}/dismiss", seen="detected", reason="no")
    assert late.status_code == 409
    assert "officer was a moment earlier" in late.json()["error"]


def test_a_reason_is_demanded(case: Case, planner: Client) -> None:
    for reason in ("", " "):
        refused = post(planner, f"/{case.pk}/dismiss", seen="detected", reason=reason)
        assert refused.status_code == 400
        assert refused.json()["detail"] == {"needs": "reason"}
    told = post(planner, f"/{case.pk}/dismiss", seen="detected", reason="a mistake")
    assert told.json()["state"] == "dismissed"
    assert told.json()["events"][0]["reason"] == "a mistake"
    assert told.json()["steps"] == []


def test_a_planner_gives_it_to_another_officer(
    case: Case, planner: Client, scene: Scene
) -> None:
    other = a_user("officer", username="other", districts=[scene.district])
    told = planner.get(f"/api/cases/{case.pk}").json()
    assert [(o["name"], o["open_cases"]) for o in told["officers"]] == [
        ("other", 0),
        ("officer", 1),
    ]
    body = {"officer": other.pk, "seen": told["assigned"]["id"]}
    assert post(planner, f"/{case.pk}/assign", **body).status_code == 400
    told = post(planner, f"/{case.pk}/assign", **body, reason="on leave").json()
    assert told["assigned"]["name"] == "other"
    assert told["events"][0]["what"] == "Given to other"
    assert told["events"][0]["reason"] == "on leave"


def test_an_officer_takes_a_case_on(case: Case, scene: Scene) -> None:
    other = sign_in("officer", username="other", districts=[scene.district])
    told = other.get(f"/api/cases/{case.pk}").json()
    may = {"assign": False, "take_on": True, "measure": True, "add_photo": True}
    assert told["may"] == may
    me = User.objects.get(username="other").pk
    body = {"officer": me, "seen": told["assigned"]["id"], "reason": "I am nearer"}
    told = post(other, f"/{case.pk}/assign", **body).json()
    assert told["assigned"]["id"] == me
    assert not told["may"]["take_on"]


def test_another_districts_officer_knows_of_nothing(
    case: Case, photo: Evidence
) -> None:
    elsewhere = sign_in("officer", username="elsewhere")
    assert elsewhere.get("/api/cases").json()["total"] == 0
    for path in ("", "/evidence", f"/evidence/{photo.seq}/photo"):
        assert elsewhere.get(f"/api/cases/{case.pk}{path}").status_code == 404
    seen = {"to": "verified", "seen": "detected"}
    assert post(elsewhere, f"/{case.pk}/step", **seen).status_code == 404
    assert measured(elsewhere, case).status_code == 404


@pytest.mark.parametrize(
    ("role", "sees_name"),
    [("planner", False), ("officer", True), ("clerk", True), ("auditor", True)],
)
def test_the_party_is_a_pseudonym_for_planners(
    case: Case, scene: Scene, role: str, sees_name: bool
) -> None:
    client = sign_in(role, username=f"{role}2", districts=[scene.district])
    answer = client.get(f"/api/cases/{case.pk}").json()
    told = json.dumps(answer, ensure_ascii=False)
    assert (NAME in told) == sees_name
    assert not any(secret in told for secret in SECRETS[1:])
    if not sees_name:
        assert case.party is not None
        assert case.party.pseudonym in told


def test_a_clerk_sees_no_evidence_and_no_finding(
    case: Case, photo: Evidence, clerk: Client
) -> None:
    told = clerk.get(f"/api/cases/{case.pk}").json()
    assert (told["evidence"], told["sees_evidence"]) == ([], False)
    assert told["finding"] is None
    assert clerk.get(f"/api/cases/{case.pk}/evidence").status_code == 403
    picture = f"/api/cases/{case.pk}/evidence/{photo.seq}/photo"
    assert clerk.get(picture).status_code == 403


@pytest.mark.parametrize("role", ["stranger", "agency"])
def test_the_public_and_agencies_get_nothing(
    case: Case, photo: Evidence, role: str
) -> None:
    client = sign_in(role)
    status = 401 if role == "stranger" else 403
    paths = ("", f"/{case.pk}", f"/{case.pk}/evidence/{photo.seq}/photo")
    for path in paths:
        answer = client.get(f"/api/cases{path}")
        assert answer.status_code == status
        assert set(answer.json()) == {"error", "detail"}


def test_an_auditor_reads_all_and_changes_nothing(case: Case, auditor: Client) -> None:
    told = auditor.get(f"/api/cases/{case.pk}").json()
    assert told["steps"] == []
    assert set(told["may"].values()) == {False}
    for path, body in (
        ("/step", {"to": "verified", "seen": "detected"}),
        ("/dismiss", {"seen": "detected", "reason": "x"}),
        ("/assign", {"officer": 1, "seen": None}),
        ("/measurements", {"client_id": str(uuid4()), "depth_m": 1, "method": "tape"}),
    ):
        assert post(auditor, f"/{case.pk}{path}", **body).status_code == 403
    assert Case.objects.get().state == "detected"


def test_a_photo_is_served_to_who_may_see_it_and_kept_by_nobody(
    case: Case, photo: Evidence, officer: Client, planner: Client, auditor: Client
) -> None:
    (piece,) = officer.get(f"/api/cases/{case.pk}/evidence").json()["items"]
    assert (piece["sha256"], piece["hash"]) == (photo.sha256, photo.hash)
    for client in (officer, planner, auditor):
        answer = client.get(piece["photo"])
        assert answer.content == JPEG
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_photo_that_is_not_the_one_that_was_filed_is_not_shown(
    case: Case, photo: Evidence, officer: Client
) -> None:
    path = filestore.folder() / photo.path
    path.chmod(0o640)
    path.write_bytes(b"\xff\xd8\xff another")
    picture = f"/api/cases/{case.pk}/evidence/{photo.seq}/photo"
    assert officer.get(picture).status_code == 409
    path.unlink()
    assert officer.get(picture).status_code == 409


def test_another_cases_photo_is_not_found_under_this_one(
    case: Case, scene: Scene, officer: Client
) -> None:
    other = file_evidence(
        kind="photo",
        by="officer",
        occupation=an_occupation(),
        client_id=uuid4(),
        content=JPEG + b"2",
        suffix=".jpg",
    )
    path = f"/api/cases/{case.pk}/evidence/{other.seq}/photo"
    assert officer.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {}),
        ("", {"finding": "x"}),
        ("", {"finding": 1, "track": "canal"}),
        ("/{}/step", {"to": "verified"}),
        ("/{}/step", {"to": "guillotine", "seen": "detected"}),
        ("/{}/dismiss", {"seen": "detected"}),
        ("/{}/dismiss", {"seen": "detected", "reason": "x" * 3000}),
        ("/{}/assign", {"officer": "me", "seen": None}),
    ],
)
def test_what_can_not_be_read_is_refused(
    case: Case, planner: Client, path: str, body: dict[str, Any]
) -> None:
    assert post(planner, path.format(case.pk), **body).status_code == 400


def test_a_finding_of_another_district_is_no_finding_to_an_officer(
    scene: Scene, officer: Client
) -> None:
    assert post(officer, "", finding=scene.elsewhere.pk).status_code == 404
    assert post(officer, "", finding=10**9).status_code == 404


def test_a_depth_that_is_no_number_is_refused(case: Case, officer: Client) -> None:
    body = {"client_id": str(uuid4()), "depth_m": float("nan"), "method": "tape"}
    raw = json.dumps(body)
    path = f"/api/cases/{case.pk}/measurements"
    answer = officer.post(path, raw, content_type="application/json")
    assert answer.status_code == 400
    assert measured(officer, case, depth_m=-1).status_code == 400


def test_previous_cases_of_the_place_are_told_within_ones_reach(
    case: Case, scene: Scene, officer: Client
) -> None:
    beside = a_finding(occupation=an_occupation(), district=scene.district)
    planner = User.objects.get(username="planner")
    other = open_case(finding=beside, by=planner)[0]
    told = officer.get(f"/api/cases/{other.pk}").json()
    assert [previous["id"] for previous in told["previous"]] == [case.pk]
    Case.objects.filter(pk=case.pk).update(district=None)
    assert officer.get(f"/api/cases/{other.pk}").json()["previous"] == []


def test_a_case_is_found_by_its_number_within_ones_reach(
    case: Case, planner: Client, stranger: Client
) -> None:
    for typed in (case.number, f"{case.year} / {case.sequence}", "۱۴۰۵/۱"):
        hits = planner.get("/api/search", {"q": typed}).json()["items"]
        assert [(hit["type"], hit["id"]) for hit in hits][:1] == [("case", case.pk)]
    elsewhere = sign_in("officer", username="elsewhere")
    for client in (elsewhere, stranger):
        hits = client.get("/api/search", {"q": case.number}).json()["items"]
        assert not [hit for hit in hits if hit["type"] == "case"]


def test_cards_tell_the_open_cases_of_a_thing(
    case: Case, scene: Scene, clerk: Client, planner: Client, stranger: Client
) -> None:
    for client in (clerk, planner):
        (told,) = client.get(f"/api/card/way/{scene.way.pk}").json()["cases"]
        assert told["id"] == case.pk
    occupation = f"/api/card/occupation/{scene.occupation.pk}"
    assert [c["id"] for c in planner.get(occupation).json()["cases"]] == [case.pk]
    assert stranger.get(f"/api/card/way/{scene.way.pk}").json()["cases"] == []
    post(planner, f"/{case.pk}/dismiss", seen="detected", reason="gone")
    assert planner.get(occupation).json()["cases"] == []


def test_persian_is_spoken_with_persian_digits_and_jalali_dates(case: Case) -> None:
    client = speaking("fa")
    client.force_login(User.objects.get(username="planner"))
    told = client.get(f"/api/cases/{case.pk}").json()
    assert told["state_label"] == "شناسایی‌شده"
    assert "روز کاری مانده" in told["due_words"]
    assert told["number_label"].startswith("۱۴")
