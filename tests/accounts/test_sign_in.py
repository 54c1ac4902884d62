"""Signing in, with a brake on guessing."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client, RequestFactory

from gis_app.accounts import throttle
from gis_app.accounts.models import AuditEntry, SignInFailure
from gis_app.accounts.throttle import MOST_FAILURES, WITHIN, address_of
from tests.factories import PASSWORD, a_user

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db


def attempt(
    client: Client, password: str, username: str = "planner", address: str = "10.0.0.1"
) -> Response:
    client.cookies["django_language"] = "en"
    return client.post(
        "/accounts/sign-in/",
        {"username": username, "password": password},
        REMOTE_ADDR=address,
    )


def test_the_right_password_opens_the_workbench_and_is_logged(client: Client) -> None:
    planner = a_user("planner")
    answer = attempt(client, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/workbench/")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject) == ("sign-in", f"user:{planner.pk}")


def test_the_session_key_changes_at_sign_in(client: Client) -> None:
    a_user("planner")
    client.session["seen"] = True
    client.session.save()
    before = client.session.session_key
    attempt(client, PASSWORD)
    assert client.session.session_key != before


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client) -> None:
    a_user("planner")
    for _ in range(MOST_FAILURES):
        assert attempt(client, "wrong").status_code == 200
    answer = attempt(client, PASSWORD)
    assert answer.status_code == 429
    assert "Too many wrong passwords" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_nobody_is_locked_out_by_somebody_elses_guessing(client: Client) -> None:
    a_user("planner")
    a_user("clerk")
    for _ in range(MOST_FAILURES):
        attempt(client, "wrong")
    assert attempt(client, PASSWORD, address="10.0.0.2").status_code == 302
    client.logout()
    assert attempt(client, PASSWORD, username="clerk").status_code == 302


def test_the_brake_loosens_after_a_quarter_of_an_hour(client: Client) -> None:
    a_user("planner")
    for _ in range(MOST_FAILURES):
        attempt(client, "wrong")
    failures = SignInFailure.objects.all()
    failures.update(at=failures[0].at - WITHIN - timedelta(seconds=1))
    assert attempt(client, PASSWORD).status_code == 302


def test_the_right_password_forgives_the_wrong_ones(client: Client) -> None:
    a_user("planner")
    attempt(client, "wrong")
    attempt(client, PASSWORD)
    assert not SignInFailure.objects.exists()


def test_an_unknown_name_is_slowed_down_like_a_known_one(client: Client) -> None:
    for _ in range(MOST_FAILURES):
        attempt(client, "wrong", username="nobody")
    assert attempt(client, "wrong", username="Nobody").status_code == 429


def test_one_address_that_tries_many_names_has_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_OF_ADDRESS", 8)
    a_user("planner")
    for number in range(8):
        assert attempt(client, "wrong", username=f"n{number}").status_code == 200
    assert attempt(client, PASSWORD).status_code == 429
    assert attempt(client, PASSWORD, address="10.0.0.2").status_code == 302


def test_knocking_at_the_closed_door_does_not_keep_it_closed(client: Client) -> None:
    a_user("planner")
    for _ in range(MOST_FAILURES + 20):
        attempt(client, "wrong")
    assert SignInFailure.objects.count() == MOST_FAILURES


def test_a_forged_address_of_the_client_changes_nothing(client: Client) -> None:
    a_user("planner")
    for number in range(MOST_FAILURES):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"1.2.3.{number}"
        attempt(client, "wrong")
    assert attempt(client, PASSWORD).status_code == 429


def test_of_many_guesses_at_one_moment_five_are_looked_at(
    transactional_db: None,
) -> None:
    a_user("planner")
    gate = threading.Barrier(20)

    def guess() -> int:
        try:
            gate.wait(timeout=60)
            return attempt(Client(), "wrong").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        guesses = [pool.submit(guess) for _ in range(20)]
        statuses = [each.result() for each in guesses]
    assert set(statuses) <= {200, 429}
    assert statuses.count(200) <= MOST_FAILURES


def test_the_log_of_the_server_never_holds_a_password(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    a_user("planner")
    with caplog.at_level(logging.DEBUG):
        attempt(client, "wrong-secret")
    assert "wrong-secret" not in caplog.text


def test_behind_the_proxy_only_its_own_word_counts(settings: LazySettings) -> None:
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": "1.1.1.1, 2.2.2.2"}, REMOTE_ADDR="10.0.0.9"
    )
    assert address_of(request) == "10.0.0.9"
    settings.BEHIND_TLS = True
    assert address_of(request) == "2.2.2.2"


def test_an_evil_next_address_is_not_followed(client: Client) -> None:
    a_user("planner")
    answer = client.post(
        "/accounts/sign-in/?next=https://evil.example/",
        {"username": "planner", "password": PASSWORD},
    )
    assert answer.headers["Location"] == "/workbench/"


def test_the_language_is_kept_by_a_cookie(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert client.get("/api/session").json()["language"] == "en"
    client.post("/i18n/setlang/", {"language": "fa", "next": "/"})
    assert client.get("/api/session").json()["language"] == "fa"
