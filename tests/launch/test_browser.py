"""Which Chromium the browser tests get, and what is said without any."""

from __future__ import annotations

from pathlib import Path

import pytest

from gis_app.launch import browser, packages
from gis_app.launch.places import Places
from gis_app.launch.say import Trouble
from gis_app.launch.steps import Setup, browser_step
from tests.launch.conftest import Fake


@pytest.fixture
def no_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "root_words", lambda: None)


def test_a_named_browser_wins(places: Places, fake: Fake) -> None:
    fake("chromium", "exit 0")
    assert browser.find(places, {browser.NAMED: "/opt/chrome"}) == "/opt/chrome"


def test_a_named_browser_is_not_installed_too(places: Places) -> None:
    named = Setup(places, {}, {browser.NAMED: "/opt/chrome"}, "dev", with_browser=True)
    other = Setup(places, {}, {}, "dev", with_browser=True)
    assert packages.BROWSER not in named.needs
    assert packages.BROWSER in other.needs


def test_a_snap_is_passed_over_for_what_playwright_fetched(
    places: Places, fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snaps = tmp_path / "snap"
    snaps.mkdir()
    (snaps / "chromium").touch(mode=0o755)
    monkeypatch.setattr(browser, "SNAPS", str(snaps))
    fake("true", "exit 0")
    (tmp_path / "programs" / "chromium").symlink_to(snaps / "chromium")
    assert browser.find(places, {}) is None
    fetched = places.data / "browsers" / "chromium-1" / "chrome-linux" / "chrome"
    fetched.parent.mkdir(parents=True)
    fetched.touch()
    assert browser.find(places, {}) == str(fetched)


def test_no_browser_to_be_had_is_one_clear_sentence(
    places: Places, fake: Fake, no_root: None, capsys: pytest.CaptureFixture[str]
) -> None:
    python = fake("python", "echo getaddrinfo ENOTFOUND >&2; exit 1")
    with pytest.raises(Trouble) as caught:
        browser.fetch(places, python, places.log / "setup.log")
    assert "name one with MEYDAN_CHROMIUM" in caught.value.sentence
    assert "ENOTFOUND" in caught.value.details[-1]


def test_chosen_tests_may_do_without_a_browser(
    places: Places,
    no_root: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(*_: object) -> None:
        raise Trouble(browser.MISSING)

    monkeypatch.setattr(browser, "fetch", refuse)
    setup = Setup(places, {}, {}, "dev", with_browser=True)
    with pytest.raises(Trouble):
        browser_step(setup).work()
    setup.needs_browser = False
    browser_step(setup).work()
    assert browser.MISSING in capsys.readouterr().err
