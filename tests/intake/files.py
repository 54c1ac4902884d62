"""Files to import, written as other offices' programs write them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gis_app.crs import STORAGE_SRID
from gis_app.intake.report import Report
from gis_app.intake.services import Request, import_layer
from tests.geometry import X0, Y0

Feature = tuple[Mapping[str, Any] | None, Mapping[str, Any]]


def square(x: float, y: float, side: float = 10) -> dict[str, Any]:
    """A square's GeoJSON, metres from the tests' origin."""
    x, y = X0 + x, Y0 + y
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def geojson(
    folder: Path,
    features: Sequence[Feature],
    name: str = "file.geojson",
    srid: int = STORAGE_SRID,
) -> Path:
    """A GeoJSON file of (geometry, properties) pairs."""
    collection = {
        "type": "FeatureCollection",
        "crs": {
            "type": "name",
            "properties": {"name": f"urn:ogc:def:crs:EPSG::{srid}"},
        },
        "features": [
            {"type": "Feature", "geometry": shape, "properties": properties}
            for shape, properties in features
        ],
    }
    path = folder / name
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def bring_in(path: Path | str, layer: str = "parcels", **how: Any) -> Report:
    """One import, as a person at the command line asks for it."""
    given = how.pop("given", {})
    return import_layer(Request(str(path), layer, given, **how))


def codes(report: Report) -> list[tuple[int, str]]:
    """Which feature was refused, and for which reason."""
    return [(each.feature, each.code) for each in report.refused]
