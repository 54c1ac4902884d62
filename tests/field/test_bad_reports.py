"""What makes no sense is refused in clear words, and nothing is half-written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.http.multipartparser import MultiPartParser
from django.test import Client
from django.utils import timezone

from gis_app.web.api.sender import Sender
from tests.field.conftest import (
    Scene,
    a_photo,
    a_report,
    nothing_was_written,
    outlined,
    ring,
    send,
    without,
)
from tests.web_api.conftest import sign_in


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
    "a place far beside": (size(east_m=31), "form"),
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
    "half a character": (
        lambda: json.dumps(a_report()).replace('"note": ""', '"note": "\\ud800"'),
        "form",
    ),
    "an endless number": (
        lambda: json.dumps(a_report()).replace(
            '"age_s": 1.0', '"age_s": ' + "1" * 5000
        ),
        "form",
    ),
    "no list of photos": (lambda: json.dumps(without(a_report(), "photos")), "form"),
    "photos by name": (lambda: json.dumps(a_report(photos=["a.jpg"])), "form"),
    "more than fits a form": (
        lambda: json.dumps(a_report()) + " " * 11 * 2**20,
        "large",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_makes_no_sense_is_refused_and_nothing_is_half_written(
    officer: Client, name: str
) -> None:
    made, reason = BAD[name]
    for language in ("en", "fa"):
        officer.cookies["django_language"] = language
        answer = send(officer, made())
        assert answer.status_code == 400, answer.content
        assert answer.json()["detail"]["reason"] == reason
        in_words(answer.json()["error"], language)
    assert nothing_was_written()


def in_words(sentence: str, language: str) -> None:
    """A sentence of the reader's language, its numbers in that language's digits."""
    assert sentence.endswith(".")
    if language == "en":
        assert sentence.isascii() or "“" in sentence
    else:
        assert re.search("[آ-ی]", sentence)
        assert not re.search("[0-9]", sentence)


OTHER_TYPES: dict[str, tuple[str, str | bytes]] = {
    "application/json": ("application/json", json.dumps({"report": {}})),
    "text/plain": ("text/plain", "report"),
    "nothing": ("", b""),
    "a form without its parts": ("multipart/form-data; boundary=x", b"--x--\r\n"),
    "a form without a boundary": ("multipart/form-data", b"x"),
}


@pytest.mark.parametrize("name", OTHER_TYPES)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_another_content_type_is_refused_in_words(
    officer: Client, name: str, language: str
) -> None:
    kind, body = OTHER_TYPES[name]
    officer.cookies["django_language"] = language
    answer = officer.post("/api/field/reports", body, content_type=kind)
    assert answer.status_code == 400, answer.content
    in_words(answer.json()["error"], language)
    assert nothing_was_written()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_officer_of_another_district_is_told_whose_it_is(
    scene: Scene, language: str
) -> None:
    stranger = sign_in("officer", username="away", districts=[scene.other])
    stranger.cookies["django_language"] = language
    answer = send(stranger, a_report(), a_photo())
    assert answer.status_code == 403
    assert answer.json()["detail"] == {
        "reason": "district",
        "district": scene.district.pk,
    }
    in_words(answer.json()["error"], language)
    assert nothing_was_written()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_more_than_any_report_holds_is_refused_before_it_is_opened(
    officer: Client, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(Sender, "largest_bytes", 20_000)
    officer.cookies["django_language"] = language
    answer = send(officer, a_report(), a_photo() + bytes(30_000))
    assert (answer.status_code, answer.json()["detail"]) == (400, {"reason": "large"})
    in_words(answer.json()["error"], language)
    assert nothing_was_written()


def test_a_strangers_files_are_not_even_read(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MultiPartParser, "parse", pytest.fail)
    assert send(sign_in("stranger"), a_report(), a_photo()).status_code == 401


def test_a_request_that_ends_in_the_middle_writes_nothing_and_its_retry_counts(
    officer: Client,
) -> None:
    report, photo = a_report(), a_photo(size=(640, 480))
    hashes = [sha256(photo).hexdigest()]
    for language, arrived in (("en", []), ("fa", [photo[:1000]])):
        officer.cookies["django_language"] = language
        answer = send(officer, json.dumps(report | {"photos": hashes}), *arrived)
        assert answer.json()["detail"] == {"reason": "torn"}
        in_words(answer.json()["error"], language)
        assert nothing_was_written()
    assert send(officer, report, photo).status_code == 201
