"""How far an edit, or time, reaches: which occupations and parcels it may concern."""

from __future__ import annotations

from collections.abc import Mapping

from gis_app import sql
from gis_app.encroachment.limits import LIMITS
from gis_app.encroachment.models import Occupation
from gis_app.encroachment.prepared import Statement
from gis_app.encroachment.steps import APP


def passing(asked: str) -> str:
    """A query of what begins or ends between ``since`` and ``until``.

    ``asked`` reads it from ``passing``: source, occupation_id and geom.
    """
    return f"WITH passing AS ({sql.text(APP, 'passing')}) {asked}"


def statement(waits: str, types: Mapping[str, str]) -> Statement:
    """Asks for the ids of two kinds, occupations and parcels, that ``waits`` concerns.

    ``waits`` is a query of source, occupation_id, parcel_id and geom.
    """
    before, _, asked = sql.text(APP, "upkeep_scope").partition("WITH ")
    return Statement(
        f"{before}WITH waits AS MATERIALIZED ({waits}),\n{asked}",
        types,
        {**LIMITS, "vending": list(Occupation.VENDING)},
    )
