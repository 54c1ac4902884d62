"""The Chromium that browser tests drive: Debian's, or else Playwright's own."""

from __future__ import annotations

import os
import shutil
from itertools import chain
from pathlib import Path

from gis_app.launch.packages import BROWSERS
from gis_app.launch.places import Places
from gis_app.launch.say import Trouble, note
from gis_app.launch.shell import run_logged


def downloads(places: Places) -> Path:
    """Return the folder for Playwright's browsers; each data folder has its own."""
    return places.data / "browsers"


def find(places: Places) -> str | None:
    """Return the program, or None."""
    installed = filter(None, map(shutil.which, BROWSERS))
    fetched = downloads(places).glob("chromium-*/chrome-linux*/chrome")
    return next(chain(installed, map(str, fetched)), None)


def fetch(places: Places, python: Path, log: Path) -> None:
    """Let Playwright fetch its own; without one only the browser tests are lost."""
    command = [str(python), "-m", "playwright", "install", "--with-deps", "chromium"]
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(downloads(places))}
    try:
        run_logged(command, log=log, failure="No Chromium.", env=environment)
    except Trouble:
        note("No Chromium could be installed: the browser tests can't run.")
