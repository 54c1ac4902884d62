"""The phone's own answer, without signal, is the server's."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from playwright.sync_api import Page

from gis_app.accounts.models import District
from gis_app.lib import gps
from gis_app.lib.week import Week
from tests import factories as make
from tests.geometry import box, rect
from tests.web.conftest import Street
from tests.web.phone import Open, fix, phone, square

__all__ = ["phone", "square"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BOTH = """async ([places, language]) => {
  const own = document.querySelector('script[type=module]').src;
  const [{ answer }, { current }] = await Promise.all(
    ['offline.js', 'pack.js'].map((name) => import(own.replace('main.js', name)))
  );
  return Promise.all(places.map(async ([lon, lat, accuracy, mock]) => {
    const query = new URLSearchParams({ lon, lat, accuracy, age_s: 0, mock });
    const told = await fetch('/api/field/check?' + query).then((r) => r.json());
    const fix = { lon, lat, accuracy_m: accuracy, at: Date.now(), mock };
    return [told, answer(fix, current(), new Date())];
  }));
}"""
SHARES = """async ([sigmas, shape]) => {
  const own = document.querySelector('script[type=module]').src;
  const { inside, distance } = await import(own.replace('main.js', 'gps.js'));
  return sigmas.map((sigma) => [inside(sigma, shape), distance(shape)]);
}"""


@pytest.fixture(scope="module")
def crowded(street: Street, square: District) -> District:
    """Zones of every kind and hour over each other, permits in every state."""
    now = timezone.now()
    ends = DateTimeTZRange(now - timedelta(days=400), now + timedelta(days=40))
    late = DateTimeTZRange(now + timedelta(days=20), None)
    soon = DateTimeTZRange(now + timedelta(days=3), None)
    for kind, week, valid, accuracy, geom in (
        ("no_vending", Week.whole(), make.during(), 0.5, rect(60, 90, 60, 40)),
        ("restricted", Week.whole(), make.during(), 0.1, rect(-90, 100, 70, 70)),
        ("restricted", Week.daily(360, 540), make.during(), 0.1, rect(0, 60, 30, 30)),
        ("no_vending", Week.daily(1, 1439), ends, 0.1, rect(-60, 0, 50, 50)),
        ("permitted", Week.daily(1200, 120), make.during(), 0.1, rect(0, 200, 90, 50)),
        ("permitted", Week.whole(), soon, 0.1, rect(0, 260, 60, 40)),
        ("permitted", Week.whole(), make.during(), None, rect(150, 0, 60, 60)),
        ("no_vending", Week.whole(), late, 0.1, rect(160, 100, 60, 60)),
    ):
        make.a_zone(
            kind=kind, week=week, valid=valid, accuracy_m=accuracy, geom=geom,
            district=square, goods=["fish", "food", "books"][: len(kind) - 8],
            name_fa=f"محدودهٔ {geom.area:.0f}", name_en=f"Zone {geom.area:.0f}",
        )  # fmt: skip
    for n, (status, valid, week) in enumerate(
        (
            ("active", make.during(), Week.whole()),
            ("active", ends, Week.daily(3, 4)),
            ("suspended", ends, Week.whole()),
            ("revoked", make.during(), Week.whole()),
            ("active", soon, Week.whole()),
        )
    ):
        spot = make.a_spot(
            number=f"T-{n}", zone=street.spots[0].zone, geom=box(10 * n, 150, 2, 1.5)
        )
        make.a_right(
            spot=spot, kind="vending_permit", status=status, valid=valid, week=week
        )
    return square


@pytest.fixture
def page(crowded: District, phone: Open) -> Page:
    return phone().ready().page


def places(count: int) -> list[list[Any]]:
    chance = random.Random(20)
    found: list[list[Any]] = []
    for n in range(count):
        x, y = chance.uniform(-100, 240), chance.uniform(-40, 320)
        if n % 4 == 1:
            x, y = chance.choice([(-55, 135), (40, 130), (90, 110), (180, 30)])
        at = fix(x, y, chance.choice([2, 5, 11.5, 20]))
        found.append([at["longitude"], at["latitude"], at.get("accuracy"), n == 0])
    return found


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_phone_says_what_the_server_says(
    crowded: District, phone: Open, language: str
) -> None:
    page = phone(language=language).ready().page
    answers = page.evaluate(BOTH, [places(80), language])
    verdicts = set()
    for told, own in answers:
        verdicts.add((told["headline"]["verdict"], told["headline"]["tone"]))
        assert own["headline"] == told["headline"]
        assert [spot["distance_m"] for spot in own["spots"]] == pytest.approx(
            [spot["distance_m"] for spot in told["spots"]], abs=0.07
        )
        assert list(map(plain, own["spots"])) == list(map(plain, told["spots"]))
    assert len(verdicts) >= 5, verdicts


def plain(spot: dict[str, Any]) -> dict[str, Any]:
    """What both know: the phone carries no names."""
    permit = spot["permit"] or {}
    return {
        **{key: spot[key] for key in ("number", "label", "verdict", "free_label")},
        **{key: permit.get(key) for key in ("state", "state_label", "valid_label")},
    }


def test_probabilities_and_distances_agree_to_the_last_digits(page: Page) -> None:
    chance = random.Random(3)
    for _ in range(20):
        corners = [(chance.uniform(-30, 30), chance.uniform(-30, 30)) for _ in range(5)]
        shape = [[corners], [[(40.0, 0.0), (60.0, 0.0), (60.0, 9.0)]]]
        sigmas = [2.0, 4.7, 13.2]
        for sigma, (p, metres) in zip(
            sigmas, page.evaluate(SHARES, [sigmas, shape]), strict=True
        ):
            assert p == pytest.approx(gps.p_inside(0, 0, sigma, shape), abs=1e-9)
            assert metres == pytest.approx(gps.distance(0, 0, shape), abs=1e-9)
