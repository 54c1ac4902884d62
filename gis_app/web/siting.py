"""What the siting rules say of a spot, in sentences."""

from __future__ import annotations

from typing import Any

from gis_app.zones.models import VendingSpot


def verdicts(spot: VendingSpot) -> list[dict[str, Any]]:
    """One verdict for each rule that applies, the failed ones first."""
    return []
