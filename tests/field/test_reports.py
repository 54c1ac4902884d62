"""Reports from the street: taken whole or not at all, once, with a clear answer."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone
from PIL import Image

from gis_app.accounts.models import AuditEntry
from gis_app.encroachment.models import Occupation
from gis_app.enforcement.models import Evidence
from gis_app.field import photos
from gis_app.field.models import FieldReport
from tests import factories as make
from tests.field.conftest import (
    Scene,
    a_photo,
    a_report,
    lonlat,
    send,
    without,
)
from tests.geometry import rect
from tests.web_api.conftest import sign_in


def nothing_was_written() -> bool:
    models = (Occupation, Evidence, FieldReport)
    return not any(model._default_manager.exists() for model in models)


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


def ring(*places: tuple[float, float]) -> dict[str, Any]:
    corners = [lonlat(x, y) for x, y in places]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def outlined(*places: tuple[float, float]) -> dict[str, Any]:
    return without(a_report(outline=ring(*places)), "size")


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


def fix(**fields: Any) -> Callable[[], Any]:
    return lambda: a_report(fix=a_report()["fix"] | fields)


def size(**fields: Any) -> Callable[[], Any]:
    return lambda: a_report(size=a_report()["size"] | fields)


BOW = ((30, 20), (34, 24), (34, 20), (30, 24))
WHEEL = [(30 + n / 1000, 20.0) for n in range(300)]
BAD: dict[str, tuple[Callable[[], Any], str]] = {
    "not JSON": (lambda: "{", "form"),
    "a list": (lambda: "[]", "form"),
    "deep": (lambda: "[" * 50_000, "form"),
    "a million corners": (
        lambda: json.dumps(outlined((0, 0), (1, 1), (1, 0))).replace(
            "[[[", "[[" + "[49.5,37.2]," * 400_000 + "["
        ),
        "outline",
    ),
    "three hundred corners": (lambda: outlined(*WHEEL), "outline"),
    "a bow": (lambda: outlined(*BOW), "outline"),
    "a line": (lambda: outlined((30, 20), (31, 20), (32, 20)), "outline"),
    "two corners": (lambda: outlined((30, 20), (31, 20)), "outline"),
    "no corners": (
        lambda: without(
            a_report(outline={"type": "Polygon", "coordinates": []}), "size"
        ),
        "outline",
    ),
    "a point": (
        lambda: without(
            a_report(outline={"type": "Point", "coordinates": [1, 2]}), "size"
        ),
        "form",
    ),
    "a nan corner": (
        lambda: json.dumps(outlined((30, 20), (34, 20), (34, 22))).replace(
            "[[[", "[[[NaN, 37.2], [", 1
        ),
        "form",
    ),
    "a corner at the pole": (
        lambda: json.dumps(outlined((30, 20), (34, 20), (34, 22))).replace(
            "[[[", "[[[0, 90], [", 1
        ),
        "far",
    ),
    "far from the fix": (
        lambda: outlined((300, 20), (304, 20), (304, 22)),
        "far",
    ),
    "far from the city": (fix(lon=51.4, lat=35.7), "far"),
    "both": (lambda: a_report(outline=ring((30, 20), (34, 20), (34, 22))), "outline"),
    "neither": (lambda: without(a_report(), "size"), "outline"),
    "a nan length": (size(length_m=float("nan")), "form"),
    "no depth": (size(depth_m=0), "form"),
    "a mile": (size(length_m=1609), "form"),
    "a coarse fix": (fix(accuracy_m=25), "coarse"),
    "an old fix": (fix(age_s=30), "old"),
    "an infinite error": (fix(accuracy_m=float("inf")), "form"),
    "an unknown kind": (lambda: a_report(kind="dragon"), "form"),
    "a building": (lambda: a_report(kind="building"), "form"),
    "a long note": (lambda: a_report(note="x" * 301), "form"),
    "no zone of time": (lambda: a_report(seen_at="2026-06-01T10:00:00"), "form"),
    "seen after it was sent": (
        lambda: a_report(seen_at=(timezone.now() + timedelta(hours=1)).isoformat()),
        "clock",
    ),
    "seen a year ago": (
        lambda: a_report(seen_at="2025-01-01T00:00:00Z"),
        "clock",
    ),
    "the year one": (
        lambda: a_report(
            seen_at="0001-01-01T00:00:00Z", sent_at="0001-01-01T00:01:00Z"
        ),
        "clock",
    ),
    "an id that is none": (lambda: a_report(id="7"), "form"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_makes_no_sense_is_refused_and_nothing_is_half_written(
    officer: Client, name: str
) -> None:
    made, reason = BAD[name]
    answer = send(officer, made())
    assert answer.status_code == 400, answer.content
    assert answer.json()["error"]
    assert answer.json()["detail"]["reason"] == reason
    assert nothing_was_written()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Model\x00\x07"
    exif.get_ifd(0x8769)[0x9003] = "2026:06:01 18:05:00"
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (37.0, 16.0, 48.0), 3: "E", 4: (49.0, 34.0, 48.0)}
    )
    return a_photo(exif=exif.tobytes(), comment=b"a secret")


def test_a_photo_is_made_anew_and_its_camera_data_kept_apart(
    officer: Client, tmp_path: Path
) -> None:
    original = with_place()
    assert send(officer, a_report(), original).status_code == 201
    photo = Evidence.objects.get(kind="photo")
    assert photo.meta["original_sha256"] == sha256(original).hexdigest()
    assert photo.meta["exif"] == {
        "make": "Maker",
        "model": "Model",
        "taken_at": "2026:06:01 18:05:00",
        "place": [49.58, 37.28],
    }
    kept = (tmp_path / "evidence" / photo.path).read_bytes()
    assert sha256(kept).hexdigest() == photo.sha256
    assert b"secret" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (64, 48))
        assert not picture.getexif()


def bomb() -> bytes:
    """A PNG of 20,000 × 20,000 pixels in a few hundred kilobytes."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


NO_PHOTOS: dict[str, Callable[[], bytes]] = {
    "a page": lambda: b"<html><script>alert(1)</script>",
    "a program": lambda: b"\x7fELF" + b"\x00" * 100,
    "nothing": lambda: b"\n",
    "a cut one": lambda: a_photo(size=(640, 480))[:400],
    "a sign only": lambda: b"\xff\xd8\xff" + b"\x00" * 5000,
    "another format": lambda: a_photo(kind="GIF"),
    "a sound": lambda: b"RIFF" + b"\x00" * 4 + b"WAVEfmt " + b"\x00" * 100,
    "a bomb": bomb,
    "too large": lambda: a_photo() + b"\x00" * (12 * 2**20),
}


@pytest.mark.parametrize("name", NO_PHOTOS)
def test_a_photo_that_is_none_is_refused_by_its_number(
    officer: Client, name: str
) -> None:
    answer = send(officer, a_report(), a_photo(), NO_PHOTOS[name]())
    assert answer.status_code == 400
    assert answer.json()["detail"] == {"reason": "photo", "photo": 2}
    assert "2" in answer.json()["error"]
    assert nothing_was_written()


def test_a_server_that_can_not_open_photos_does_not_blame_the_photo(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "HOUSE", Path("/nonexistent"))
    officer.raise_request_exception = False
    report, photo = a_report(), a_photo()
    assert send(officer, report, photo).status_code == 500
    assert nothing_was_written()
    monkeypatch.undo()
    assert send(officer, report, photo).status_code == 201


def test_a_report_has_six_photos_at_most(officer: Client) -> None:
    answer = send(officer, a_report(), *[a_photo()] * 7)
    assert answer.status_code == 400
    assert "6" in answer.json()["error"]


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


def beside(client: Client, x: float, **asked: Any) -> list[dict[str, Any]]:
    lon, lat = lonlat(x, 20)
    values: dict[str, Any] = {"lon": lon, "lat": lat, "accuracy": 4, "kind": "stall"}
    answer = client.get("/api/field/duplicates", values | asked)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_what_was_seen_here_lately_is_suggested_before_sending(
    officer: Client,
) -> None:
    known = send(officer, a_report(kind="goods")).json()["occupation"]
    assert [item["id"] for item in beside(officer, 32)] == [known]
    assert beside(officer, 32, kind="wall") == []
    assert beside(officer, 60) == []


def test_the_day_before_yesterday_is_not_lately(scene: Scene, officer: Client) -> None:
    make.an_occupation(district=scene.district, geom=rect(30, 20, 2, 2))
    assert beside(officer, 31) == []


def test_another_districts_reports_are_not_told(scene: Scene, officer: Client) -> None:
    seen = DateTimeTZRange(timezone.now() - timedelta(hours=1), None)
    make.an_occupation(district=scene.other, seen=seen, geom=rect(30, 20, 2, 2))
    assert beside(officer, 31) == []
