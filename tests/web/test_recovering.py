"""While the database starts again nobody is told that something broke."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

STATE = "DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '{}'; END $$"


@csrf_exempt
def asking(_request: HttpRequest, sql: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(sql)
    return HttpResponse()


def fails(request: HttpRequest, state: str) -> HttpResponse:
    return asking(request, STATE.format(state))


urlpatterns = [
    path("states/<str:state>", fails),
    path("asking", asking, {"sql": "SELECT 1"}),
    path("slow", asking, {"sql": "SET statement_timeout = 20; SELECT pg_sleep(5)"}),
    path("cut", asking, {"sql": "SELECT pg_terminate_backend(pg_backend_pid())"}),
    path("", include("gis_app.urls")),
]
at_planted_addresses = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def closed_door(transactional_db: None) -> Iterator[None]:
    """Nobody listens where the database was, as right after a crash."""
    known = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    yield
    connection.close()
    connection.settings_dict["PORT"] = known


@pytest.fixture
def visitor() -> Client:
    """Somebody whose session would have to be looked up."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32
    return client


@pytest.mark.usefixtures("closed_door")
@pytest.mark.parametrize(
    ("language", "code", "sentence"),
    [
        ("", "۵۰۳", "پایگاه داده در حال راه‌اندازی دوباره است"),
        ("en", "503", "The database is starting again"),
    ],
)
@pytest.mark.parametrize("address", ["/workbench/?a=1&b=2", "/admin/", "/field/"])
def test_people_get_a_page_in_their_language_that_leads_back(
    visitor: Client, address: str, language: str, code: str, sentence: str
) -> None:
    if language:
        visitor.cookies["django_language"] = language
    answer = visitor.get(address)
    html = answer.content.decode()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Content-Type"].startswith("text/html")
    assert f'<html lang="{language or "fa"}">' in html
    assert re.search(r"<h1>(.*)</h1>", html)[1] == sentence  # type: ignore[index]
    assert f">{code}</p>" in html
    assert f'href="{address.replace("&", "&amp;")}"' in html


@pytest.mark.usefixtures("closed_door")
@pytest.mark.parametrize(
    "address", ["/api/session", "/api/findings", "/api/search?q=x"]
)
def test_programs_get_json_and_when_to_try_again(visitor: Client, address: str) -> None:
    visitor.cookies["django_language"] = "en"
    answer = visitor.get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {
        "error": "The database is starting again. Try again in a few seconds.",
        "detail": {},
    }


@pytest.mark.usefixtures("closed_door")
def test_who_was_sending_a_form_is_not_led_to_an_address_that_takes_only_forms(
    visitor: Client,
) -> None:
    answer = visitor.post("/accounts/sign-in/", {"username": "x", "password": "y"})
    assert answer.status_code == 503
    assert "/accounts/sign-in/" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@at_planted_addresses
def test_a_connection_that_is_cut_in_the_middle_is_made_anew_for_the_next(
    visitor: Client,
) -> None:
    assert visitor.post("/cut").status_code == 503
    assert visitor.post("/asking").status_code == 200


@pytest.mark.django_db
@at_planted_addresses
@pytest.mark.parametrize("state", ["08006", "57P01", "57P02", "57P03", "53300"])
def test_a_database_that_goes_or_comes_or_is_full_of_others_is_away(
    visitor: Client, state: str
) -> None:
    assert visitor.get(f"/states/{state}").status_code == 503


@pytest.mark.django_db
@at_planted_addresses
@pytest.mark.parametrize("state", ["53100", "55P03", "40P01", "42P01", "XX000"])
def test_other_complaints_of_the_database_stay_faults(
    visitor: Client, state: str
) -> None:
    answer = visitor.get(f"/states/{state}")
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers


@pytest.mark.django_db
@at_planted_addresses
def test_a_statement_that_takes_too_long_is_not_taken_for_it(visitor: Client) -> None:
    answer = visitor.get("/slow")
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
