"""Vector tiles: asked of the published view, or of its table for low zooms."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from psycopg2.sql import SQL

from gis_app.errors import BadInput
from gis_app.publishing import generalise
from gis_app.publishing.access import Scope
from gis_app.publishing.catalog import LARGEST_ZOOM
from gis_app.publishing.compose import listed, own_rows, revision_of, template
from gis_app.publishing.memory import Memory
from gis_app.publishing.reader import reading
from gis_app.publishing.views_in_database import table_of, view_of

MAX_ZOOM = 17
"""Clients enlarge the tiles of this zoom: its grid of 6 cm is finer than any survey."""

_kept = Memory(limit=64 * 2**20)


@dataclass(frozen=True)
class Address:
    """Which tile; ``read`` refuses what no pyramid has."""

    z: int
    x: int
    y: int

    @classmethod
    def read(cls, z: str, x: str, y: str) -> Address:
        """From the parts of a path; raises BadInput."""
        parts = (z, x, y)
        if all(p.isascii() and p.isdigit() and len(p) <= 8 for p in parts):
            address = cls(int(z), int(x), int(y))
            side = 2**address.z if address.z <= LARGEST_ZOOM else 0
            if address.x < side and address.y < side:
                return address
        raise BadInput(
            _("There is no such tile: zoom is 0 to %(largest)s, x and y below 2^zoom.")
            % {"largest": LARGEST_ZOOM}
        )


@dataclass(frozen=True)
class Tile:
    """A tile as it is sent. ``packed`` is gzipped, empty for a tile without features.

    ``version`` names its content; ``current`` says that the layer has not changed
    since; ``revision`` is the layer's, now.
    """

    packed: bytes
    version: str
    revision: str
    current: bool


@dataclass(frozen=True)
class Standing:
    """What a layer's tiles are made of at this moment, before any shape is read."""

    revision: str
    version: str
    current: bool


def public_version(scope: Scope, revision: str) -> str:
    """The ``v`` of a tile's address: revision, definition and scope."""
    return f"{revision}-{scope.layer.fingerprint}-{scope.key}"


def standing(scope: Scope, z: int) -> Standing:
    """The revision and version of a layer at a zoom (one small query)."""
    layer = scope.layer
    low = layer.is_generalised and z < layer.detail_zoom
    if low:
        generalise.ensure(layer)
    with reading() as cursor:
        cursor.execute(
            template("standing", revision=revision_of(layer)), {"layer": layer.id}
        )
        row = cursor.fetchone()
    revision, number, built_from = row
    if low:
        return Standing(
            revision,
            public_version(scope, f"b{number}"),
            current=built_from == revision,
        )
    return Standing(revision, public_version(scope, revision), current=True)


def tile(scope: Scope, address: Address, known: Standing) -> Tile:
    """Make a tile, or take it from memory while nothing has changed."""
    if address.z < scope.layer.minzoom:
        return Tile(b"", known.version, known.revision, known.current)
    key = (scope.layer.id, address, known.version)
    packed = _kept.get(key)
    if packed is not None:
        return Tile(packed, known.version, known.revision, known.current)
    version, raw = ask(scope, address)
    packed = gzip.compress(raw, compresslevel=6, mtime=0) if raw else b""
    # In somebody's transaction the rows may yet be undone: such a tile isn't kept.
    if not connection.in_atomic_block:
        _kept.put((scope.layer.id, address, version), packed)
    current = known.current and version == known.version
    return Tile(packed, version, known.revision, current)


def ask(scope: Scope, address: Address) -> tuple[str, bytes]:
    """The version and the raw MVT of a tile, from the database."""
    layer = scope.layer
    low = layer.is_generalised and address.z < layer.detail_zoom
    rows = own_rows(scope)
    query = template(
        "tile",
        revision=template("build_number") if low else revision_of(layer),
        columns=listed(("id", *scope.columns)),
        relation=table_of(layer) if low else view_of(layer),
        rows=SQL("{} AND v._zoom = %(z)s::smallint").format(rows) if low else rows,
    )
    values: dict[str, Any] = {
        "layer": layer.id,
        "z": address.z,
        "x": address.x,
        "y": address.y,
        **scope.values,
    }
    with reading() as cursor:
        cursor.execute(query, values)
        revision, mvt = cursor.fetchone()
    return public_version(scope, revision), bytes(mvt or b"")
