"""A small street with planted truths, and a real browser to look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from gis_app.accounts.models import Role, User
from gis_app.encroachment.upkeep import scan_whole
from gis_app.land.models import Block, Boundary, WayAxis
from gis_app.lib.week import Week
from tests import factories as make
from tests.geometry import box, line, point, rect

# A busy machine is no broken page.
expect.set_options(timeout=15_000)
MIDDLE = "map=18.5/37.28105/49.57915"
"""The middle of the street below, as the address bar keeps it."""

OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'
    AND (state <> 'idle' OR state_change > now() - interval '1 second')
"""
"""Connections at work: what another test left open and idle is not waited for."""
PATIENCE_S = 15
# A busy machine answers late; a test that fails waits a little longer for it.
expect.set_options(timeout=PATIENCE_S * 1000)
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null;"


@dataclass
class Street:
    """The rows that the tests speak of."""

    spots: list[Any]
    kiosk: Any
    vendor: Any
    rival: Any
    sightings: int = 2
    """Stalls without a right, both seen on a Saturday between 17:00 and 18:00."""


@dataclass
class Watched:
    """A page, and all that must not happen on it."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def street(django_db_setup: None, django_db_blocker: Any) -> Iterator[Street]:
    """The same rows for all tests of a module: emptying 40 tables takes seconds.

    They are committed, so that the server's threads see them. What a test itself
    writes is neither committed nor kept.
    """
    with django_db_blocker.unblock():
        # Without a test that is marked django_db no test database is made.
        assert connection.settings_dict["NAME"].startswith("test_")
        yield laid_out()
        until_alone()
        call_command("flush", interactive=False, verbosity=0)


def until_alone() -> None:
    """Wait for requests that the browser did not wait for."""
    for _ in range(PATIENCE_S * 10):
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            if cursor.fetchone() == (0,):
                return
        sleep(0.1)


def laid_out() -> Street:
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
    make.an_occupation(
        kind="building",
        seen=make.during("2026-06-01"),
        district=district,
        geom=rect(60, 10, 8, 8),
    )
    for x in (70, 90):
        make.an_occupation(
            seen=make.during("2026-06-13T13:40", "2026-06-13T14:20"),
            district=district,
            geom=rect(x, -3, 2, 1.5),
        )
    make.a_shelter(geom=point(90, 20))
    vendor, rival = make.a_vendor(code="V-7"), make.a_vendor(code="V-8")
    for role in Role:
        make.a_user(role, districts=[district])
    scan_whole(make.day("2026-06-15T12:00"))
    return Street(spots=spots, kiosk=kiosk, vendor=vendor, rival=rival)


@pytest.fixture(scope="module")
def server(street: Street) -> Iterator[str]:
    """The address that the browser visits."""
    # A thread that keeps its connection would keep the test database from going.
    connection.settings_dict["CONN_MAX_AGE"] = 0
    served = LiveServer("localhost")
    yield served.url
    served.stop()


@pytest.fixture
def visit(
    browser: Browser, server: str, sessions: dict[str, str]
) -> Iterator[Callable[..., Watched]]:
    """Open an address as a role and in a language; complaints fail the test."""
    opened: list[Watched] = []

    def open_(
        path: str,
        *,
        role: str | None = None,
        language: str = "fa",
        width: int = 1280,
        webgl: bool = True,
    ) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.set_default_timeout(15_000)
        cookies = {"django_language": language}
        if role:
            cookies["sessionid"] = sessions[role]
        context.add_cookies(
            [{"name": n, "value": v, "url": server} for n, v in cookies.items()]
        )
        watched = watch(context.new_page())
        if not webgl:
            watched.page.add_init_script(NO_WEBGL)
        watched.page.goto(server + path)
        opened.append(watched)
        return watched

    yield open_
    for watched in opened:
        watched.page.context.close()
        assert watched.complaints == []
        assert watched.hosts == {urlsplit(server).netloc}


@pytest.fixture(scope="module")
def sessions(street: Street) -> dict[str, str]:
    """Of the cast that stands in the street."""
    return signed_in()


def signed_in() -> dict[str, str]:
    """The session of each user by name, as after signing in."""
    found = {}
    for user in User.objects.all():
        client = Client()
        client.force_login(user)
        found[user.username] = client.cookies["sessionid"].value
    return found


def watch(page: Page) -> Watched:
    """Write down outside addresses, errors and what the policy refused."""
    watched = Watched(page)
    page.on("request", lambda request: note_host(watched, request.url))
    page.on("pageerror", lambda error: note(watched, str(error)))
    page.on("console", lambda message: note_error(watched, message))
    return watched


def note(watched: Watched, complaint: str) -> None:
    """Keep what the page complains of."""
    watched.complaints.append(complaint)


def note_host(watched: Watched, url: str) -> None:
    """Pictures made in the page itself come from nowhere."""
    if urlsplit(url).scheme not in ("data", "blob"):
        watched.hosts.add(urlsplit(url).netloc)


def note_error(watched: Watched, message: ConsoleMessage) -> None:
    """What the browser itself complains of."""
    if message.type == "error":
        watched.complaints.append(message.text)


def drawn(page: Page) -> Page:
    """Wait until the map is still."""
    page.wait_for_selector('#stage[aria-busy="false"]', state="attached")
    return page


def still(page: Page) -> Page:
    """Without what moves or fades: half faded in, nothing has its contrast."""
    page.emulate_media(reduced_motion="reduce")
    return page
