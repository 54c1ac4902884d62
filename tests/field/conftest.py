"""A street with a zone and a spot, its officer, and reports made of plain parts."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from gis_app.accounts.models import District
from gis_app.encroachment.models import Occupation
from gis_app.enforcement.models import Evidence
from gis_app.field.models import FieldReport
from gis_app.land.models import Right
from gis_app.zones.models import VendingSpot, VendingZone
from tests import factories as make
from tests.geometry import box, lonlat, rect
from tests.web_api.conftest import english, sign_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

__all__ = ["english", "lonlat"]
NAME = "پروانه قاسمی"


@dataclass
class Scene:
    """What the tests speak of."""

    district: District
    other: District
    zone: VendingZone
    spot: VendingSpot
    permit: Right


@pytest.fixture
def scene(db: None, tmp_path: Path, settings: Any) -> Scene:
    """Two districts side by side, x = 500 between them; a zone 60 × 40 m in the first::

    -500 ┌── district 1 ──┬─ district 2 ─┐ 1500
         │  zone 0..60    │              │
         └────────────────┴──────────────┘
    """
    settings.DATA_DIR = tmp_path
    district = make.a_district(code=1, geom=rect(-500, -500, 1000, 1000))
    other = make.a_district(code=2, geom=rect(500, -500, 1000, 1000))
    zone = make.a_zone(
        code="Z-1", district=district, geom=rect(0, 0, 60, 40), goods=["produce"]
    )
    spot = make.a_spot(zone=zone, number="S-14", geom=box(10, 10, 2, 1.5))
    permit = make.a_right(
        spot=spot, kind="vending_permit", party=make.a_party(name=NAME)
    )
    make.a_way(district=district, geom=rect(-100, -10, 300, 60))
    return Scene(district, other, zone, spot, permit)


@pytest.fixture
def officer(scene: Scene) -> Client:
    return sign_in("officer", districts=[scene.district])


def check(client: Client, x: float, y: float, **asked: Any) -> Response:
    lon, lat = lonlat(x, y)
    values = {"lon": lon, "lat": lat, "accuracy": 4, "age_s": 1} | asked
    return client.get("/api/field/check", values)


def a_report(x: float = 30, y: float = 20, **fields: Any) -> dict[str, Any]:
    lon, lat = lonlat(x, y)
    now = timezone.now()
    fix = {"lon": lon, "lat": lat, "accuracy_m": 4.0, "age_s": 1.0, "mock": False}
    return {
        "id": str(uuid4()),
        "kind": "stall",
        "note": "",
        "seen_at": (now - timedelta(minutes=10)).isoformat(),
        "sent_at": now.isoformat(),
        "fix": fix,
        "size": {"length_m": 2.0, "depth_m": 1.5, "bearing_deg": 0.0},
        "photos": [],
    } | fields


def without(report: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in report.items() if name not in names}


def send(client: Client, report: Any, *photos: bytes) -> Response:
    """As a phone sends it; a report that is text already is sent as it is."""
    if isinstance(report, dict):
        hashes = [sha256(photo).hexdigest() for photo in photos]
        report = json.dumps(report | {"photos": hashes})
    text = report
    files = [SimpleUploadedFile(f"{n}.jpg", p) for n, p in enumerate(photos)]
    return client.post("/api/field/reports", {"report": text, "photos": files})


def a_photo(size: tuple[int, int] = (64, 48), kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#a05030").save(out, kind, **more)
    return out.getvalue()


def ring(*places: tuple[float, float]) -> dict[str, Any]:
    corners = [lonlat(x, y) for x, y in places]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def outlined(*places: tuple[float, float]) -> dict[str, Any]:
    return without(a_report(outline=ring(*places)), "size")


def nothing_was_written() -> bool:
    models = (Occupation, Evidence, FieldReport)
    return not any(model._default_manager.exists() for model in models)
