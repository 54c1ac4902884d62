"""The pages: who gets which, in which language, and what they carry."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from gis_app.accounts.models import Role
from gis_app.land.models import Boundary
from gis_app.web.words import words
from tests import factories as make
from tests.geometry import rect

pytestmark = pytest.mark.django_db


def settings_of(html: str) -> dict[str, Any]:
    found = re.search(
        r'<script id="settings" type="application/json">(.*?)</script>', html
    )
    assert found is not None
    return dict(json.loads(found[1]))


def page(client: Client, address: str, language: str = "fa") -> str:
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_stranger_reads_the_public_map(client: Client) -> None:
    found = settings_of(page(client, "/"))
    assert found["role"] is None
    assert not any(found["may"].values())
    assert found["districts"] == []


def test_a_stranger_signs_in_before_the_workbench(client: Client) -> None:
    response = client.get("/workbench/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/sign-in/?next=/workbench/"


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (
            Role.PLANNER,
            {
                "audit": False,
                "allocate": True,
                "findings": True,
                "cases": True,
                "zones": True,
                "vendors": True,
                "zoning": True,
            },
        ),
        (
            Role.OFFICER,
            {
                "audit": False,
                "allocate": False,
                "findings": True,
                "cases": True,
                "zones": False,
                "vendors": False,
                "zoning": True,
            },
        ),
        (
            Role.CLERK,
            {
                "audit": False,
                "allocate": True,
                "findings": False,
                "cases": True,
                "zones": False,
                "vendors": True,
                "zoning": True,
            },
        ),
        (
            Role.AUDITOR,
            {
                "audit": True,
                "allocate": False,
                "findings": True,
                "cases": True,
                "zones": False,
                "vendors": True,
                "zoning": True,
            },
        ),
    ],
)
def test_the_workbench_offers_what_the_role_may(
    client: Client, role: str, may: dict[str, bool]
) -> None:
    client.force_login(make.a_user(role))
    assert settings_of(page(client, "/workbench/"))["may"] == may


def test_an_agency_gets_its_downloads_instead(client: Client) -> None:
    client.force_login(make.a_user(Role.AGENCY))
    html = page(client, "/workbench/", "en")
    assert "Downloads" in html
    assert 'id="map"' not in html


def test_persian_runs_right_to_left_on_the_body(client: Client) -> None:
    html = page(client, "/", "fa")
    assert '<html lang="fa">' in html
    assert '<body dir="rtl"' in html
    assert settings_of(html)["rtl"] is True


def test_english_runs_left_to_right(client: Client) -> None:
    html = page(client, "/", "en")
    assert '<html lang="en">' in html
    assert '<body dir="ltr"' in html


def test_the_switch_changes_the_language_and_comes_back(client: Client) -> None:
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/workbench/"})
    assert response["Location"] == "/workbench/"
    assert response.cookies["django_language"].value == "en"


def test_pages_hold_no_inline_script_or_style(client: Client) -> None:
    client.force_login(make.a_user(Role.PLANNER))
    for address in ("/", "/workbench/"):
        html = page(client, address)
        scripts = re.findall(r"<script([^>]*)>", html)
        assert all("src=" in s or "application/json" in s for s in scripts)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


def test_a_page_names_every_module_that_its_script_will_ask_for(
    client: Client,
) -> None:
    client.force_login(make.a_user(Role.PLANNER))
    for address, other in (("/", "here"), ("/workbench/", "give_spots")):
        named = re.findall(
            r'rel="modulepreload" href="[^"]*/js/([a-z_]+)\b', page(client, address)
        )
        assert {"start", "map", "toast", other} <= set(named)
        assert len(named) == len(set(named))


def test_the_map_starts_on_the_city(client: Client) -> None:
    Boundary.objects.create(name_fa="رشت", geom=rect(0, 0, 1000, 1000))
    west, south, east, north = settings_of(page(client, "/"))["bounds"]
    assert 49.5 < west < east < 49.7
    assert 37.2 < south < north < 37.4
    assert east - west == pytest.approx(0.0113, abs=0.0005)


def test_a_missing_page_says_what_to_do(client: Client) -> None:
    client.cookies["django_language"] = "en"
    response = client.get("/no-such-page")
    assert response.status_code == 404
    assert "Open the public map" in response.content.decode()


def test_a_form_that_was_open_too_long_says_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    response = client.post("/i18n/setlang/", {"language": "fa"})
    assert response.status_code == 403
    assert "reload the page" in response.content.decode()


def broken(request: object) -> HttpResponse:
    raise RuntimeError("planted")


urlpatterns = [path("broken", broken)]


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("language", "code"), [("fa", "۵۰۰"), ("en", "500")])
def test_a_fault_of_ours_is_admitted_without_details(language: str, code: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["django_language"] = language
    response = client.get("/broken")
    html = response.content.decode()
    assert response.status_code == 500
    assert f'<html lang="{language}">' in html
    assert f">{code}</p>" in html
    assert "planted" not in html


def test_every_sentence_of_the_scripts_is_delivered() -> None:
    from django.conf import settings

    known = words()
    scripts = (settings.ROOT / "maps" / "static" / "js").glob("*.js")
    source = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    used = set(re.findall(r'\bt\(\s*"([a-z_.]+)"', source))
    assert used - known.keys() == set()
    stems = set(re.findall(r"\bt\(\s*`([a-z_]+\.)\$", source))
    assert [s for s in stems if not any(key.startswith(s) for key in known)] == []


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        ("clerk", {"/admin/"}),
        ("planner", {"/admin/"}),
        ("auditor", {"/admin/"}),
        ("officer", {"/field/"}),
        ("agency", set()),
    ],
)
def test_the_account_menu_opens_the_rooms_of_the_role(
    client: Client, role: str, doors: set[str]
) -> None:
    client.force_login(make.a_user(role))
    menu = page(client, "/workbench/")
    assert {d for d in ("/admin/", "/field/") if f'href="{d}"' in menu} == doors
