"""The cast and the stage that all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

os.environ.setdefault("MEYDAN_SECRET_KEY", "tests-only")
os.environ.setdefault(
    "MEYDAN_SEALING_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
)
os.environ.setdefault("MEYDAN_HMAC_KEY", "tests-only")
# Playwright's loop runs in the tests' thread; the ORM is not asynchronous here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NO_BROWSER = (
    "There is no Chromium: `./meydan test` installs one, or MEYDAN_CHROMIUM names one."
)
FLAGS = [
    "--no-sandbox",
    # Pages are painted plainly; only the map's WebGL is left to SwiftShader.
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure() -> None:
    """Files are served from where they lie, not from an older collection of them."""
    from django.conf import settings

    settings.STATIC_ROOT = "/nonexistent/static"
    # Half a second for each of the cast, a thousand times: signing in works the same.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tests with real transactions empty the tables afterwards, the log included."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in (
            "accounts_auditentry",
            "enforcement_caseassignment",
            "enforcement_caseevent",
            "enforcement_evidence",
            "vendors_card",
            "vendors_cardrevocation",
        ):
            cursor.execute(f"DROP TRIGGER never_emptied ON {table}")
    yield
    # A server's thread that is still there would keep the database from going; and a
    # test may have ended this very session, so begin with a new one.
    connection.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all: a process can run Playwright's loop only once."""
    program = os.environ.get("MEYDAN_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield found
        found.close()
