"""What makes a data folder one city's: its coordinate system and its area.

The tables are made in one coordinate system. A later start that forgot to name it
would measure in another, so the folder remembers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from gis_app.launch.explain import ELSEWHERE
from gis_app.launch.places import put_stamp
from gis_app.launch.say import Trouble

SRID = "MEYDAN_STORAGE_SRID"
AREA = "MEYDAN_AREA_OF_INTEREST"
# As in gis_app/crs.py, which can't be asked: it reads the environment when imported.
DEFAULT_SRID = "32639"


def remember(path: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the folder's settings, after noting those of the environment.

    The area may change later; raises Trouble when the coordinate system would.
    """
    stored = read(path)
    given = {name: environ[name] for name in (SRID, AREA) if environ.get(name)}
    wanted = {SRID: DEFAULT_SRID, **stored, **given}
    if stored and stored[SRID] != wanted[SRID]:
        raise Trouble(
            f"This data folder holds a city in EPSG:{stored[SRID]}, but {SRID} says "
            f"{wanted[SRID]}: {ELSEWHERE}."
        )
    if wanted != stored:
        put_stamp(path, json.dumps(wanted))
    return wanted


def read(path: Path) -> dict[str, str]:
    """Return what the folder remembers; a new one remembers nothing."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return {str(name): str(value) for name, value in json.loads(text).items()}
