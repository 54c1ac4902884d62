"""The priority classes that every city begins with, from data/priority_kinds.csv."""

from __future__ import annotations

import csv
from pathlib import Path

from gis_app.vendors.models import PriorityKind

DATA = Path(__file__).parent / "data" / "priority_kinds.csv"


def load() -> int:
    """Fill an empty table; how many were added. What the office changed stays."""
    if PriorityKind.objects.exists():
        return 0
    with DATA.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(line for line in file if not line.startswith("#"))
        return len(PriorityKind.objects.bulk_create(PriorityKind(**x) for x in lines))
