"""The single-file map draws in a real browser that has no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.publishing.test_folium_map import a_small_city

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
]


def keep(things: list[str], thing: str) -> None:
    things.append(thing)


def test_it_opens_from_a_memory_stick_and_draws(
    client: Client, tmp_path: Path, browser: Browser
) -> None:
    a_small_city()
    path = tmp_path / "map.html"
    path.write_bytes(client.get("/downloads/map.html").content)
    asked: list[str] = []
    faults: list[str] = []
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        page.on("request", lambda request: keep(asked, request.url))
        page.on("pageerror", lambda error: keep(faults, str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector(".leaflet-container canvas")
        drawn = page.evaluate(
            """() => {
                const canvas = document.querySelector("canvas");
                const { data } = canvas.getContext("2d").getImageData(
                    0, 0, canvas.width, canvas.height);
                return data.filter((value, n) => n % 4 === 3 && value > 0).length;
            }"""
        )
        font = page.evaluate(
            "document.fonts.ready"
            ".then(() => document.fonts.check('16px Vazirmatn', 'م'))"
        )
        legend = page.inner_text(".sheet-legend")
        astray = page.evaluate(
            """() => [...document.querySelectorAll(".name")].map((place) => {
                const text = place.firstChild.getBoundingClientRect();
                const middle = (text.left + text.right) / 2;
                return Math.abs(middle - place.getBoundingClientRect().left);
            })"""
        )
    finally:
        context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert drawn > 1000
    assert font is True
    assert "سایبان" in legend
    assert astray
    assert max(astray) < 2, "a name stands in the middle of its place"
