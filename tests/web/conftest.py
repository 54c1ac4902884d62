"""A small street with planted truths, and a real browser to look at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from gis_app.accounts.models import Role
from gis_app.encroachment.detection import scan
from gis_app.land.models import Block, Boundary, WayAxis
from gis_app.lib.week import Week
from tests import factories as make
from tests.geometry import box, line, point, rect

# Playwright's loop runs in this thread; the ORM is not asynchronous here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MIDDLE = "map=18/37.28216/49.57946"
"""The middle of the street below, as the address bar keeps it."""


@dataclass
class Street:
    """The rows that the tests speak of."""

    spots: list[Any]
    kiosk: Any
    vendor: Any


@dataclass
class Watched:
    """A page, and all that must not happen on it."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def street(transactional_db: None) -> Street:
    """Metres from the origin, the sidewalk on the street's southern side::

    y
    40 ┌────────┬────────┐   parcels: the second is the city's
     0 ├────────┴────────┤
       │ ▭ ▭ ▭  zone   K │   sidewalk, three spots, the kiosk K without a right
    -5 └─────────────────┘
       0       50      100  x
    """
    district = make.a_district(name_fa="منطقه ۲", name_en="District 2")
    Boundary.objects.create(
        name_fa="رشت", name_en="Rasht", geom=rect(-200, -200, 500, 400)
    )
    Block.objects.create(code="B-1", district=district, geom=rect(0, 0, 100, 40))
    WayAxis.objects.create(
        name_fa="خیابان سعدی",
        name_en="Sa'di Street",
        rank="arterial",
        width_m=12,
        geom=line((-50, -11), (150, -11)),
    )
    make.a_way(kind="street", district=district, geom=rect(-50, -17, 200, 12))
    make.a_way(kind="sidewalk", district=district, geom=rect(0, -5, 100, 5))
    make.a_parcel(plate="34/117", fari=117, asli=34, geom=rect(0, 0, 50, 40))
    make.a_parcel(
        plate="34/118",
        fari=118,
        asli=34,
        owner_kind="municipal",
        geom=rect(50, 0, 50, 40),
    )
    zone = make.a_zone(
        code="Z-1",
        district=district,
        week=Week.daily(17 * 60, 22 * 60),
        geom=rect(2, -4, 60, 3),
    )
    spots = [
        make.a_spot(number=f"S-{n}", zone=zone, geom=box(5 + 8 * n, -3.5, 2, 1.5))
        for n in range(3)
    ]
    kiosk = make.an_occupation(
        kind="kiosk",
        seen=make.during("2026-06-01", "2026-06-30"),
        district=district,
        geom=rect(80, -4, 3, 2),
    )
    make.a_shelter(geom=point(90, 20))
    vendor = make.a_vendor(code="V-7", goods=[])
    for role in (Role.PLANNER, Role.CLERK, Role.OFFICER, Role.AUDITOR, Role.AGENCY):
        make.a_user(role, districts=[district])
    scan(make.day("2026-06-15T12:00"))
    return Street(spots=spots, kiosk=kiosk, vendor=vendor)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def visit(
    browser: Browser, live_server: LiveServer, street: Street, settings: LazySettings
) -> Iterator[Callable[..., Watched]]:
    """Open an address as a role and in a language; complaints fail the test."""
    opened: list[Watched] = []
    settings.ALLOWED_HOSTS = ["*"]

    def open_(
        path: str, *, role: str | None = None, language: str = "fa", width: int = 1280
    ) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.set_default_timeout(10_000)
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        watched = watch(context.new_page())
        if role:
            sign_in(watched.page, live_server.url, role)
        watched.page.goto(live_server.url + path)
        opened.append(watched)
        return watched

    yield open_
    for watched in opened:
        watched.page.context.close()
        assert watched.complaints == []
        assert watched.hosts <= {urlsplit(live_server.url).netloc}


def watch(page: Page) -> Watched:
    """Write down outside addresses, errors and what the policy refused."""
    watched = Watched(page)
    page.on("request", lambda request: note_host(watched, request.url))
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            message.type == "error" and watched.complaints.append(message.text)
        ),
    )
    return watched


def note_host(watched: Watched, url: str) -> None:
    """Pictures made in the page itself come from nowhere."""
    if urlsplit(url).scheme not in ("data", "blob"):
        watched.hosts.add(urlsplit(url).netloc)


def sign_in(page: Page, base: str, role: str) -> None:
    """As a person does it."""
    page.goto(f"{base}/accounts/sign-in/")
    page.fill("#id_username", role)
    page.fill("#id_password", make.PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/workbench/")


def drawn(page: Page) -> Page:
    """Wait until the map is still."""
    page.wait_for_selector('#stage[aria-busy="false"]', state="attached")
    return page
