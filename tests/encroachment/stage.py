"""The street that the drawings of these tests show, and how they ask for findings.

y
10  +---------+---------+      a: private parcel, x 0–10    b: private, x 10–20
    |    a    |    b    |
 0  +---------+---------+---
    sidewalk, 3 m           -3…0, x 0–100
-3  ------------------------
    street, 6 m             -9…-3
-9  ------------------------
"""

from __future__ import annotations

from typing import Any

from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Encroachment
from tests.factories import a_parcel, a_way, day
from tests.geometry import rect

NOW = day("2026-06-15T12:00")


def a_sidewalk(**fields: Any) -> Any:
    return a_way(**{"geom": rect(0, -3, 100, 3)} | fields)


def a_street(**fields: Any) -> Any:
    return a_way(**{"kind": "street", "geom": rect(0, -9, 100, 6)} | fields)


def parcel_a(**fields: Any) -> Any:
    return a_parcel(**{"geom": rect(0, 0, 10, 10)} | fields)


def parcel_b(**fields: Any) -> Any:
    return a_parcel(**{"geom": rect(10, 0, 10, 10)} | fields)


def found(**options: Any) -> list[Encroachment]:
    """The open findings after a scan, noise included."""
    settings: dict[str, Any] = {"at": NOW, "keep_noise": True} | options
    scan(**settings)
    return list(Encroachment.objects.filter(closed_at=None).order_by("id"))


def kinds(**options: Any) -> list[tuple[str, str]]:
    """Kind and certainty of each open finding."""
    return [(one.kind, one.certainty) for one in found(**options)]


def only(**options: Any) -> Encroachment:
    """The one finding there is."""
    (finding,) = found(**options)
    return finding
