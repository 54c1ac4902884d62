"""Finds things by what people type."""

from __future__ import annotations

from typing import Any

from gis_app.accounts.roles import Person


def find(text: str, person: Person) -> list[dict[str, Any]]:
    """Hits for the search box, best first."""
    return []


def vendors(text: str, person: Person) -> list[dict[str, Any]]:
    """Vendors for the allocation panel."""
    return []
