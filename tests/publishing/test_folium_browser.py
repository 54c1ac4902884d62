"""The single-file map draws in a real browser that has no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.publishing.test_folium_map import a_small_city

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here"),
]


def test_it_opens_from_a_memory_stick_and_draws(client: Client, tmp_path: Path) -> None:
    a_small_city()
    path = tmp_path / "map.html"
    path.write_bytes(client.get("/downloads/map.html").content)
    asked: list[str] = []
    faults: list[str] = []
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        try:
            context = browser.new_context(offline=True)
            page = context.new_page()
            page.on("request", lambda request: asked.append(request.url))
            page.on("pageerror", lambda error: faults.append(str(error)))
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
        finally:
            browser.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert drawn > 1000
    assert font is True
    assert "سایبان" in legend
