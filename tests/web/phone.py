"""An officer's phone in a real browser: a faked position, a network that can be cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Geolocation, Page
from pyproj import Transformer

from gis_app.accounts.models import District
from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from tests import factories as make
from tests.geometry import X0, Y0, rect
from tests.web.conftest import Street, Watched, watch

_TO_LONLAT = Transformer.from_crs(STORAGE_SRID, LONLAT_SRID, always_xy=True)
QUIET = (
    "ERR_INTERNET_DISCONNECTED",
    "ERR_FAILED",
    "ERR_CONNECTION_RESET",
    "status of 40",
)
"""What the browser itself complains of when a test cuts the network or is refused."""


def fix(x: float, y: float, accuracy: float) -> Geolocation:
    lon, lat = _TO_LONLAT.transform(X0 + x, Y0 + y)
    return {"longitude": lon, "latitude": lat, "accuracy": accuracy}


@dataclass
class Phone:
    """A page of a context of its own."""

    context: BrowserContext
    page: Page
    watched: Watched
    url: str
    closed: bool = field(default=False)

    def goes_to(self, x: float, y: float, accuracy: float = 4) -> None:
        self.context.set_geolocation(fix(x, y, accuracy))

    def offline(self, cut: bool = True) -> None:
        self.context.set_offline(cut)

    def ready(self) -> Phone:
        """Until the page and its data are on the phone."""
        self.page.wait_for_selector(VERDICT)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        self.page.wait_for_function(KEPT)
        return self


Open = Callable[..., Phone]
PULSE = """(() => {
  const own = Geolocation.prototype;
  const [watch, ask] = [own.watchPosition, own.getCurrentPosition];
  let last = null;
  const again = (p) => ({ coords: (last = p).coords, timestamp: Date.now() });
  own.watchPosition = function (take, fail, options) {
    setInterval(() => last && take(again(last)), 1000);
    return watch.call(this, (p) => take(again(p)), fail, options);
  };
  own.getCurrentPosition = function (take, fail, options) {
    if (last) setTimeout(() => take(again(last)), 50);
    else ask.call(this, (p) => take(again(p)), fail, options);
  };
})();"""
"""A receiver tells its position each second; the browser's stand-in when it moves."""

VERDICT = "[data-verdict]:not([data-verdict=waiting])"
KEPT = """async () => {
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (n) => (await caches.open(n)).match("/field/")));
  const database = await new Promise((done) => {
    const asked = indexedDB.open("meydan-field");
    asked.onsuccess = () => done(asked.result);
  });
  const pack = await new Promise((done) => {
    const asked = database.transaction("kept").objectStore("kept").get("pack");
    asked.onsuccess = () => done(asked.result);
  });
  database.close();
  return Boolean(pack) && kept.some(Boolean);
}"""  # noqa: E501


@pytest.fixture(scope="module")
def square(street: Street) -> District:
    """A wide zone north of the street, at (0, 100) to (80, 160), and a strange district
    far to the east."""
    district = District.objects.get()
    make.a_zone(
        code="Z-2",
        name_fa="محدوده میدان",
        name_en="Square zone",
        district=district,
        goods=["produce"],
        geom=rect(0, 100, 80, 60),
    )
    make.a_way(kind="square", district=district, geom=rect(-20, 80, 120, 100))
    make.a_district(name_en="East", geom=rect(500, -500, 1000, 1000))
    return district


@pytest.fixture
def phone(
    browser: Browser, server: str, square: District, sessions: dict[str, str]
) -> Iterator[Callable[..., Phone]]:
    """Open /field/ as an officer who stands in the middle of the zone."""
    phones: list[Phone] = []

    def open_(
        *,
        language: str = "en",
        worker: bool = True,
        script: str = "",
        pulse: bool = True,
        **at: Any,
    ) -> Phone:
        place = fix(at.get("x", 40), at.get("y", 130), at.get("accuracy", 4))
        context = browser.new_context(
            viewport={"width": 390, "height": 844},
            has_touch=True,
            is_mobile=True,
            reduced_motion="reduce",
            geolocation=place,
            permissions=["geolocation"],
            service_workers="allow" if worker else "block",
        )
        context.set_default_timeout(15_000)
        cookies = {"django_language": language, "sessionid": sessions["officer"]}
        context.add_cookies(
            [{"name": n, "value": v, "url": server} for n, v in cookies.items()]
        )
        page = context.new_page()
        if pulse:
            page.add_init_script(PULSE)
        if script:
            page.add_init_script(script)
        found = Phone(context, page, watch(page), server + "/field/")
        phones.append(found)
        page.goto(found.url)
        return found

    yield open_
    for each in phones:
        each.context.close()
        left = [c for c in each.watched.complaints if not any(q in c for q in QUIET)]
        assert left == []
