"""Persian first, English by one switch."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_browser_that_prefers_english_gets_persian_first(client: Client) -> None:
    page = client.get("/accounts/sign-in/", headers={"accept-language": "en-US,en"})
    assert page["Content-Language"] == "fa"


def test_the_switch_is_remembered(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en"})
    assert client.get("/accounts/sign-in/")["Content-Language"] == "en"


def test_an_unknown_language_is_the_citys_own(client: Client) -> None:
    client.cookies["django_language"] = "xx"
    assert client.get("/accounts/sign-in/")["Content-Language"] == "fa"
