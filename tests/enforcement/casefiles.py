"""Cases at any stage, as rows only: how a case gets there is tested elsewhere."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.db import connection

from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.models import Case
from tests.factories import day

_number = count(1)


def a_case(finding: Encroachment, state: str = "detected", **fields: Any) -> Case:
    """A case about a finding; the triggers that guard its way are put aside."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            return Case.objects.create(
                **{
                    "finding": finding,
                    "state": state,
                    "track": "obstruction",
                    "district": finding.district,
                    "year": 1405,
                    "sequence": next(_number),
                    "opened_by": "planner",
                    "opened_at": day("2026-06-03"),
                    "geom": finding.geom,
                }
                | fields
            )
        finally:
            cursor.execute("SET session_replication_role = origin")
