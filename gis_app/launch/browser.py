"""The Chromium that browser tests drive: Debian's, or else Playwright's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from gis_app.launch.packages import BROWSERS, root_words
from gis_app.launch.places import Places
from gis_app.launch.say import Trouble, note
from gis_app.launch.shell import run_logged

NAMED = "MEYDAN_CHROMIUM"
# A snap sees neither the folders nor the /tmp of the tests.
SNAPS = "/snap/"
MISSING = (
    "There is no Chromium for the browser tests, and Playwright could not fetch its "
    f"own: install Chromium (not as a snap) or Google Chrome, or name one with {NAMED} "
    "(`./meydan test tests/land`, say, runs without)."
)


def downloads(places: Places) -> Path:
    """Return the folder for Playwright's browsers; each data folder has its own."""
    return places.data / "browsers"


def candidates(places: Places, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the programs that could serve, the best first."""
    if environ.get(NAMED):
        yield environ[NAMED]
    for program in filter(None, map(shutil.which, BROWSERS)):
        if not os.path.realpath(program).startswith((SNAPS, "/usr/bin/snap")):
            yield program
    yield from map(str, downloads(places).glob("chromium-*/chrome-linux*/chrome"))


def find(places: Places, environ: Mapping[str, str]) -> str | None:
    """Return the program, or None."""
    return next(candidates(places, environ), None)


def fetch(places: Places, python: Path, log: Path) -> None:
    """Let Playwright fetch its own; raises Trouble that says what else would do."""
    playwright = [str(python), "-m", "playwright"]
    where = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(downloads(places))}
    if (as_root := root_words()) is None:
        note("(The libraries that Chromium needs can't be installed without root.)")
    else:
        libraries = [*as_root, *playwright, "install-deps", "chromium"]
        run(libraries, log, where)
    run([*playwright, "install", "chromium"], log, where)


def run(command: list[str], log: Path, environment: Mapping[str, str]) -> None:
    """Run a part of the fetching."""
    try:
        run_logged(command, log=log, failure=MISSING, env=environment)
    except Trouble as trouble:
        raise Trouble(MISSING, trouble.details) from None
