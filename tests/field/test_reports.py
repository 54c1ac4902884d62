"""Reports from the street: taken whole or not at all, once, with a clear answer."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from gis_app.accounts.models import AuditEntry
from gis_app.encroachment.models import Occupation
from gis_app.enforcement.models import Evidence
from tests.field.conftest import (
    Scene,
    a_photo,
    a_report,
    nothing_was_written,
    outlined,
    send,
)
from tests.web_api.conftest import sign_in


def test_a_report_becomes_an_occupation_with_its_evidence(
    scene: Scene, officer: Client
) -> None:
    report = a_report(note="کنار پارک")
    answer = send(officer, report, a_photo())
    assert answer.status_code == 201, answer.content
    seen = Occupation.objects.get()
    told = answer.json()
    assert (told["id"], told["occupation"]) == (report["id"], seen.pk)
    assert (seen.kind, seen.note, seen.method) == ("stall", "کنار پارک", "paced")
    assert seen.district == scene.district
    assert seen.changed_by == "officer"
    assert seen.geom.area == pytest.approx(3.0, rel=1e-3)
    # √(2 · (4 / 1.5096)² + (0.1 · 2 / 2)² + (0.1 · 1.5 / 2)²)
    assert seen.accuracy_m == pytest.approx(3.7494, abs=1e-3)
    fix, photo = Evidence.objects.order_by("seq")
    assert (fix.kind, fix.meta["fix"]) == ("fix", report["fix"])
    assert (photo.kind, photo.occupation, photo.by) == ("photo", seen, "officer")
    assert AuditEntry.objects.get(action="field-report").subject.endswith(f":{seen.pk}")


def test_it_was_seen_when_the_phone_says_by_our_clock(officer: Client) -> None:
    ahead = timedelta(days=400)
    now = timezone.now() + ahead
    report = a_report(
        seen_at=(now - timedelta(hours=3)).isoformat(), sent_at=now.isoformat()
    )
    told = send(officer, report).json()
    assert told["clock_skew_s"] == pytest.approx(ahead.total_seconds(), abs=60)
    seen = Occupation.objects.get().seen
    expected = timezone.now() - timedelta(hours=3)
    assert abs(seen.lower - expected) < timedelta(minutes=1)
    assert Evidence.objects.get().meta["clock_skew_s"] == told["clock_skew_s"]


def test_a_structure_stands_until_further_notice(officer: Client) -> None:
    send(officer, a_report(kind="wall"))
    assert Occupation.objects.get().seen.upper is None


def test_a_paced_size_turns_with_its_bearing(officer: Client) -> None:
    size = {"length_m": 10.0, "depth_m": 1.0, "bearing_deg": 90.0}
    send(officer, a_report(size=size))
    west, south, east, north = Occupation.objects.get().geom.extent
    # Grid north differs from true north by 0.87° here.
    assert east - west == pytest.approx(10, abs=0.1)
    assert north - south == pytest.approx(1 + 10 * 0.0152, abs=0.05)


def test_an_outline_is_taken_as_drawn(officer: Client) -> None:
    answer = send(officer, outlined((30, 20), (34, 20), (34, 22)))
    assert answer.status_code == 201
    assert Occupation.objects.get().geom.area == pytest.approx(4, abs=0.01)


def test_a_retry_gets_the_first_answer_and_writes_nothing(officer: Client) -> None:
    report, photo = a_report(), a_photo()
    first = send(officer, report, photo)
    again = send(officer, report | {"sent_at": timezone.now().isoformat()}, photo)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Occupation.objects.count() == 1
    assert Evidence.objects.count() == 2


def test_a_size_may_stand_beside_the_officer(officer: Client) -> None:
    size = {"length_m": 2.0, "depth_m": 1.5, "bearing_deg": 0.0}
    send(officer, a_report(size=size))
    send(officer, a_report(size=size | {"east_m": 3.0, "north_m": -4.0}))
    here, beside = Occupation.objects.order_by("pk")
    x, y = (
        b - a for a, b in zip(here.geom.centroid, beside.geom.centroid, strict=True)
    )
    # Grid north differs from true north by 0.87° here.
    assert abs(x - 3) < 0.08
    assert abs(y + 4) < 0.08
    assert here.accuracy_m
    assert beside.accuracy_m == pytest.approx((here.accuracy_m**2 + 0.25) ** 0.5)


def widths() -> list[int]:
    """The photos that are kept, by how wide they are."""
    rows = Evidence.objects.filter(kind="photo").order_by("seq")
    return [row.meta["pixels"][0] for row in rows]


def test_a_retry_with_smaller_photos_is_the_same_report(officer: Client) -> None:
    report = a_report()
    first = send(officer, report, a_photo(size=(640, 480)))
    again = send(officer, report, a_photo(size=(320, 240)))
    assert (again.status_code, again.json()) == (200, first.json())
    again = send(officer, report)
    assert (again.status_code, again.json()) == (200, first.json())
    assert widths() == [640]
    assert Occupation.objects.count() == 1


def test_a_retry_with_more_photos_adds_them_once(officer: Client) -> None:
    report, photos = a_report(), [a_photo(size=(n, 48)) for n in (60, 70, 80)]
    send(officer, report, photos[0])
    for _ in range(2):
        again = send(officer, report, *photos)
        assert (again.status_code, again.json()["photos"]) == (200, 3)
    assert widths() == [60, 70, 80]
    assert Occupation.objects.count() == 1


def test_a_retry_with_more_photos_of_another_officer_adds_none(
    scene: Scene, officer: Client
) -> None:
    report = a_report()
    send(officer, report)
    colleague = sign_in("officer", username="two", districts=[scene.district])
    assert send(colleague, report, a_photo()).status_code == 409
    assert not Evidence.objects.filter(kind="photo").exists()


@pytest.mark.parametrize("hours", [-26, -3, 3, 9000])
def test_a_clock_that_is_set_wrong_moves_nothing(officer: Client, hours: int) -> None:
    now = timezone.now() + timedelta(hours=hours)
    seen_at = (now - timedelta(minutes=5)).isoformat()
    told = send(officer, a_report(seen_at=seen_at, sent_at=now.isoformat())).json()
    assert told["clock_skew_s"] == pytest.approx(hours * 3600, abs=60)
    seen = Occupation.objects.get().seen.lower
    assert abs(timezone.now() - timedelta(minutes=5) - seen) < timedelta(minutes=1)


def test_an_id_that_another_report_has_is_refused(officer: Client) -> None:
    report = a_report()
    send(officer, report)
    answer = send(officer, report | {"note": "something else"})
    assert answer.status_code == 409
    assert answer.json()["detail"]["reason"] == "id_used"
    assert Occupation.objects.count() == 1


def test_another_officers_id_is_refused(scene: Scene, officer: Client) -> None:
    report = a_report()
    send(officer, report)
    colleague = sign_in("officer", username="two", districts=[scene.district])
    assert send(colleague, report).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_retries_at_the_same_time_make_one_report(officer: Client) -> None:
    report, answers = a_report(), []

    def attempt() -> None:
        client = Client(headers={"accept-language": "en"})
        client.cookies = officer.cookies
        answers.append(send(client, report, a_photo()))
        connections.close_all()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status_code for a in answers) == [200, 200, 200, 201]
    assert all(a.json() == answers[0].json() for a in answers)
    assert Occupation.objects.count() == 1
    assert Evidence.objects.count() == 2


def test_a_place_in_another_district_is_refused_with_its_number(
    officer: Client,
) -> None:
    answer = send(officer, a_report(x=700), a_photo())
    assert answer.status_code == 403
    assert "district 2" in answer.json()["error"]
    assert answer.json()["detail"]["reason"] == "district"
    assert nothing_was_written()


@pytest.mark.parametrize("role", ["planner", "clerk", "auditor", "agency"])
def test_only_officers_report(scene: Scene, role: str) -> None:
    assert send(sign_in(role), a_report()).status_code == 403
    assert nothing_was_written()


def test_a_stranger_signs_in_first(scene: Scene) -> None:
    assert send(sign_in("stranger"), a_report()).status_code == 401


def test_a_photo_with_a_side_of_many_pixels_is_made_smaller(
    officer: Client, tmp_path: Path
) -> None:
    send(officer, a_report(), a_photo(size=(4000, 1000)))
    photo = Evidence.objects.get(kind="photo")
    assert photo.meta["pixels"] == [2560, 640]


def test_when_the_last_photo_can_not_be_filed_the_first_is_not_either(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gis_app.enforcement import filestore

    kept = filestore.keep

    def full(content: bytes, suffix: str) -> tuple[str, str]:
        if Evidence.objects.count() == 2:
            raise OSError("No space left on device")
        return kept(content, suffix)

    monkeypatch.setattr(filestore, "keep", full)
    officer.raise_request_exception = False
    report, photos = a_report(), (a_photo(), a_photo(size=(65, 48)))
    assert send(officer, report, *photos).status_code == 500
    assert nothing_was_written()
    monkeypatch.setattr(filestore, "keep", kept)
    assert send(officer, report, *photos).status_code == 201
