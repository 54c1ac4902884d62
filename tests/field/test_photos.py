"""Photos of a report: truly photos, made anew, their camera's words kept apart."""

from __future__ import annotations

import io
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from gis_app.enforcement.models import Evidence
from gis_app.field import photos
from tests.field.conftest import (
    a_photo,
    a_report,
    nothing_was_written,
    send,
)


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


def claiming(width: int, height: int) -> bytes:
    """A JPEG whose head promises more pixels than its body has."""
    photo = bytearray(a_photo())
    at = photo.index(b"\xff\xc0") + 5
    photo[at : at + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(photo)


NO_PHOTOS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a page": (lambda: b"<html><script>alert(1)</script>", "not a photo", "عکس نیست"),
    "a program": (lambda: b"\x7fELF" + bytes(100), "not a photo", "عکس نیست"),
    "nothing": (lambda: b"", "not a photo", "عکس نیست"),
    "a cut one": (lambda: a_photo(size=(640, 480))[:400], "broken", "خراب"),
    "a sign only": (lambda: b"\xff\xd8\xff" + bytes(5000), "not a photo", "عکس نیست"),
    "another format": (lambda: a_photo(kind="GIF"), "not a photo", "عکس نیست"),
    "a sound": (
        lambda: b"RIFF" + bytes(4) + b"WAVEfmt " + bytes(100),
        "not a photo",
        "عکس نیست",
    ),
    "a phone's own format": (
        lambda: bytes([0, 0, 0, 24]) + b"ftypheic" + bytes(5000),
        "HEIC",
        "HEIC",
    ),
    "a bomb": (bomb, "pixels", "ابعاد"),
    "a promise of pixels": (lambda: claiming(65_000, 65_000), "pixels", "ابعاد"),
    "too large": (lambda: a_photo() + bytes(12 * 2**20), "12 MB", "مگابایت"),
}


@pytest.mark.parametrize("name", NO_PHOTOS)
def test_a_photo_that_is_none_is_refused_by_its_number(
    officer: Client, name: str
) -> None:
    made, english, persian = NO_PHOTOS[name]
    for language, number, words in (("en", "2", english), ("fa", "۲", persian)):
        officer.cookies["django_language"] = language
        answer = send(officer, a_report(), a_photo(), made())
        assert answer.status_code == 400
        assert answer.json()["detail"] == {"reason": "photo", "photo": 2}
        assert number in answer.json()["error"]
        assert words in answer.json()["error"]
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
