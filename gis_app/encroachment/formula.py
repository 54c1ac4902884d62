"""Which formulas a finding was judged by, so that a case can name them later."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from gis_app import sql
from gis_app.encroachment.limits import constants
from gis_app.encroachment.steps import APP


@cache
def version() -> str:
    """Twelve digits that change with every rule and limit of the detection.

    Counted from the sources themselves: nobody can forget to advance it.
    """
    folder = sql.HOUSE / APP / "sql"
    told = sha256(repr(sorted(constants().items())).encode())
    rules = [*folder.glob("detect_*.sql"), *folder.glob("overlay*.sql")]
    for path in sorted([*rules, folder / "standing.sql", folder / "unit.sql"]):
        told.update(path.name.encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:12]
