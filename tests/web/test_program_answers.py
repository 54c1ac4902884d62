"""Programs are answered in JSON, whatever goes wrong; pages are kept by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from django.test import Client

from gis_app.web import finder
from tests.factories import a_user

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db
WRITE = "/api/allocations"


@pytest.fixture
def planner(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    client.force_login(a_user("planner"))
    return client


def is_a_refusal(answer: Response, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/json")
    assert set(answer.json()) == {"error", "detail"}
    assert answer.json()["error"]
    assert answer.headers["Content-Length"] == str(len(answer.content))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize(
    "path",
    [
        "/api/layers",
        "/api/findings",
        "/api/card/zone/1",
        "/tiles/zones/1/1/1.mvt",
        "/downloads/zones.geojson",
        "/downloads/map.html",
    ],
)
def test_a_wrong_method_is_refused_in_json(
    client: Client, method: str, path: str
) -> None:
    answer = getattr(client, method)(path)
    is_a_refusal(answer, 405)
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"vendor": 1' + b"0" * 5000 + b"}", "application/json"),
        (b'{"vendor": NaN}', "application/json"),
        (b"\xff", "application/json"),
        (b"--x", "multipart/form-data"),
        (b'{"vendor":1}', "multipart/form-data; boundary=x"),
        (b"\x1f\x8b\x08", "application/gzip"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_400(body: bytes, kind: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_user("planner"))
    token = strict.get("/workbench/").cookies["csrftoken"].value
    answer = strict.post(WRITE, body, content_type=kind, headers={"x-csrftoken": token})
    is_a_refusal(answer, 400)


def test_a_giant_body_is_refused_unread(
    planner: Client, settings: LazySettings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = planner.post(WRITE, b"x" * 1001, content_type="application/json")
    is_a_refusal(answer, 400)


def test_a_fault_of_ours_is_told_without_its_reasons(
    planner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret-of-the-house")

    monkeypatch.setattr(finder, "find", fail)
    planner.raise_request_exception = False
    answer = planner.get("/api/search?q=x")
    is_a_refusal(answer, 500)
    assert "secret" not in answer.content.decode()


def test_a_strange_host_is_refused_in_json_too(client: Client) -> None:
    is_a_refusal(client.get("/api/layers", headers={"host": "evil.example"}), 400)


def test_people_are_refused_by_a_page(client: Client) -> None:
    answer = client.get("/nothing")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "path", ["/", "/workbench/", "/api/session", "/api/docs", "/nothing", "/readyz"]
)
def test_no_page_may_be_kept_for_somebody_else(planner: Client, path: str) -> None:
    kept = planner.get(path).headers["Cache-Control"]
    assert "private" in kept
    assert "public" not in kept


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/api/docs", "/admin/", "/downloads/nothing", "/api/x"]
)
def test_every_page_says_what_it_may_load_and_who_may_frame_it(
    planner: Client, path: str
) -> None:
    headers = planner.get(path).headers
    policy = headers["Content-Security-Policy"]
    for rule in (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    ):
        assert rule in policy.split("; "), rule
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
