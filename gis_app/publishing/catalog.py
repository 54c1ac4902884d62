"""The catalogue of published layers, read from ``layers/*`` and checked at start."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language

from gis_app.accounts.models import Role

PUBLIC = "public"
AUDIENCES = frozenset({PUBLIC, *Role.values})
GEOMETRIES = frozenset({"point", "line", "polygon", "mixed"})
FORMATS = ("gpkg", "geojson", "shp.zip")
LARGEST_ZOOM = 22
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
STRUCTURE = frozenset({"id", "geom", "geom_3857", "district_id"})
"""Columns of a view that are no fields: identity, shapes, the officer's district."""
CODE_VERSION = "1"
"""Raise when the making of tiles changes, so that no browser keeps an old one."""


@dataclass(frozen=True)
class Title:
    """A text in both languages; ``str()`` gives that of the request."""

    fa: str
    en: str

    def __str__(self) -> str:
        return self.in_language(get_language() or "fa")

    def in_language(self, language: str) -> str:
        """Persian for everything that is not English."""
        return self.en if language.startswith("en") else self.fa


@dataclass(frozen=True)
class Field:
    """A column that may leave the house, and to whom.

    ``drawn_only`` ones describe what is drawn from afar: no file and no table has them.
    """

    name: str
    title: Title
    audience: frozenset[str]
    values: Mapping[str, Title]
    drawn_only: bool = False


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend; the swatch is plain data for any renderer.

    ``when`` says which features look so: field → values; empty for all that are left.
    """

    label: Title
    swatch: Mapping[str, Any]
    when: Mapping[str, list[str]]


@dataclass(frozen=True)
class Layer:
    """One folder of ``layers/``."""

    id: str
    title: Title
    group: str
    order: int
    geometry: str
    audience: frozenset[str]
    own_districts: frozenset[str]
    minzoom: int
    detail_zoom: int
    default_on: bool
    sources: tuple[str, ...]
    formats: tuple[str, ...]
    licence: Title
    fields: tuple[Field, ...]
    legend: tuple[LegendEntry, ...]
    style: tuple[Mapping[str, Any], ...]
    view_sql: str
    prepare_sql: str
    clock_sql: str
    generalised_sql: str
    fingerprint: str

    def look(self, properties: Mapping[str, Any]) -> LegendEntry | None:
        """The line of the legend that a feature falls under: the first that fits."""
        for entry in self.legend:
            if all(properties.get(name) in of for name, of in entry.when.items()):
                return entry
        return None

    @property
    def is_generalised(self) -> bool:
        """Whether tiles from afar come from a table built for them."""
        return self.detail_zoom > self.minzoom


class LayerFault(ImproperlyConfigured):
    """A layer's folder is not what it must be; the message names file and fault."""


@cache
def catalog() -> Mapping[str, Layer]:
    """Every layer by id, in drawing order (lowest first)."""
    return read(settings.LAYERS_DIR)


def read(folder: Path) -> Mapping[str, Layer]:
    """Read and check a folder of layers; raises LayerFault."""
    layers = [_layer(path.parent) for path in sorted(folder.glob("*/layer.toml"))]
    layers.sort(key=lambda layer: (layer.order, layer.id))
    return {layer.id: layer for layer in layers}


def _layer(folder: Path) -> Layer:
    data = _toml(folder / "layer.toml")
    try:
        layer = _build(folder, data)
    except KeyError as missing:
        raise LayerFault(f"{folder.name}/layer.toml: {missing} is missing") from None
    except (TypeError, AttributeError, ValueError) as fault:
        raise LayerFault(f"{folder.name}/layer.toml: {fault}") from fault
    if faults := _faults(layer, data):
        raise LayerFault(f"{folder.name}: {'; '.join(faults)}")
    return layer


def _build(folder: Path, data: dict[str, Any]) -> Layer:
    audience = frozenset(data["audience"])
    return Layer(
        id=folder.name,
        title=_title(data["title"]),
        group=data["group"],
        order=data["order"],
        geometry=data["geometry"],
        audience=audience,
        own_districts=frozenset(data.get("own_districts", ())),
        minzoom=data["minzoom"],
        detail_zoom=data["detail_zoom"],
        default_on=data["default_on"],
        sources=tuple(data["sources"]),
        formats=tuple(data["formats"]),
        licence=_title(data["licence"]),
        fields=tuple(_field(row, audience) for row in data["fields"]),
        legend=tuple(
            LegendEntry(_title(row["label"]), row["swatch"], row.get("when", {}))
            for row in data.get("legend", ())
        ),
        style=_style(folder / "style.json"),
        view_sql=_text(folder / "view.sql", required=True),
        prepare_sql=_text(folder / "prepare.sql"),
        clock_sql=_text(folder / "clock.sql"),
        generalised_sql=_text(folder / "generalised.sql"),
        fingerprint=_fingerprint(folder),
    )


KEYS = frozenset(
    {
        *("group", "order", "geometry", "audience", "own_districts", "minzoom"),
        *("detail_zoom", "default_on", "sources", "formats", "title", "licence"),
        *("fields", "legend"),
    }
)


def _faults(layer: Layer, data: dict[str, Any]) -> list[str]:
    """What is wrong, in words; empty when nothing is."""
    names = [field.name for field in layer.fields]
    told = layer.audience | layer.own_districts
    for field in layer.fields:
        told |= field.audience
    checks = [
        (not NAME.fullmatch(layer.id), "the folder's name is no layer id"),
        (data.keys() - KEYS, f"unknown keys {sorted(data.keys() - KEYS)}"),
        (layer.geometry not in GEOMETRIES, f"unknown geometry {layer.geometry!r}"),
        (told - AUDIENCES, f"unknown audience {sorted(told - AUDIENCES)}"),
        (not layer.audience, "nobody may see it: audience is empty"),
        (
            not 0 <= layer.minzoom <= layer.detail_zoom <= LARGEST_ZOOM,
            "zooms must be 0 ≤ minzoom ≤ detail_zoom ≤ 22",
        ),
        (not layer.sources, "sources is empty: its revision would never advance"),
        (set(layer.formats) - set(FORMATS), f"formats are of {FORMATS}"),
        (len(set(names)) < len(names), "a field is listed twice"),
        (
            [n for n in names if not NAME.fullmatch(n) or n in STRUCTURE],
            "a field has a reserved or unreadable name",
        ),
        (
            [s for s in layer.style if s.get("source-layer") != layer.id],
            "style.json: every source-layer must be the layer's id",
        ),
        (";" in layer.view_sql, "view.sql is one SELECT, without a semicolon"),
    ]
    return [words for wrong, words in checks if wrong]


def _field(row: dict[str, Any], audience: frozenset[str]) -> Field:
    return Field(
        name=row["name"],
        title=_title(row["title"]),
        audience=frozenset(row.get("audience", audience)),
        values={code: _title(words) for code, words in row.get("values", {}).items()},
        drawn_only=row.get("drawn_only", False),
    )


def _title(row: dict[str, str]) -> Title:
    return Title(fa=row["fa"], en=row["en"])


def _style(path: Path) -> tuple[Mapping[str, Any], ...]:
    try:
        return tuple(json.loads(_text(path, required=True)))
    except ValueError as fault:
        raise LayerFault(f"{path.parent.name}/style.json: {fault}") from fault


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise LayerFault(f"{path.parent.name}/layer.toml: {fault}") from fault


def _text(path: Path, *, required: bool = False) -> str:
    if path.is_file():
        return path.read_text(encoding="utf-8")
    if required:
        raise LayerFault(f"{path.parent.name}/{path.name} is missing")
    return ""


def _fingerprint(folder: Path) -> str:
    """Changes with any file that shapes the tiles (the style does not)."""
    digest = hashlib.sha256(CODE_VERSION.encode())
    for path in sorted(folder.iterdir()):
        if path.suffix in {".toml", ".sql"}:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]
