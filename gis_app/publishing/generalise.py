"""Tables for low zooms: fewer, simpler shapes, so that a tile stays small and quick."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import Any

from django.db import connection, transaction
from psycopg2.sql import SQL, Composable, Identifier

from gis_app.publishing.catalog import Layer, catalog
from gis_app.publishing.compose import revision_of, template
from gis_app.publishing.views_in_database import data_columns, table_of, view_of

TILE_BUDGET = 110_000
"""Estimated bytes of one tile after gzip; what exceeds it is left out, least first."""

SHARE_OF_TIME = 0.05
"""Rebuilding after changes takes no more of the time than this."""


def rebuild(layers: Iterable[str] | None = None) -> list[str]:
    """Build the low-zoom tables anew, all or those of some layers.

    Returns the ids that were built; one that another process is building is left out.
    To be called after loading or importing: `manage build_tiles` does no more.
    """
    wanted = None if layers is None else set(layers)
    return [
        layer.id
        for layer in catalog().values()
        if layer.is_generalised and (wanted is None or layer.id in wanted)
        if _rebuild(layer)
    ]


def ensure(layer: Layer) -> None:
    """Build a table that was never built (a new city, a changed definition)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT built_at IS NULL FROM tile._build WHERE layer = %s", [layer.id]
        )
        row = cursor.fetchone()
    if row is not None and row[0]:
        _rebuild(layer)


def refresh(layer: Layer) -> None:
    """Rebuild a stale table, unless that was done a moment ago.

    The more a build costs the rarer it is done: see SHARE_OF_TIME.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp() > built_at + make_interval(secs => took_s / %s)"
            " FROM tile._build WHERE layer = %s",
            [SHARE_OF_TIME, layer.id],
        )
        row = cursor.fetchone()
    if row is not None and row[0]:
        _rebuild(layer)


def compact() -> None:
    """Count old changes into the revisions, when there are many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 500 FROM layer._change")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT layer.compact()")


def _rebuild(layer: Layer) -> bool:
    """Fill the table in one transaction: readers see the old rows or the new ones."""
    started = monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext('tile.build'), hashtext(%s))",
            [layer.id],
        )
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(SQL("DELETE FROM {}").format(table_of(layer)))
        cursor.execute(_fill(layer), _values(layer))
        # One statement, one snapshot: the revision is that of the rows just read.
        revision = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE tile._build SET number = number + 1, built_from = %s,"
            " built_at = clock_timestamp(), took_s = %s WHERE layer = %s",
            [revision, monotonic() - started, layer.id],
        )
        cursor.execute(SQL("ANALYZE {}").format(table_of(layer)))
    return True


def _fill(layer: Layer) -> Composable:
    source = (
        SQL(layer.generalised_sql.replace("%", "%%"))
        if layer.generalised_sql
        else SQL(
            "SELECT v.*, 0 AS from_zoom, 24 AS to_zoom, ST_Area(Box2D(v.geom_3857))"
            " AS weight FROM {} AS v"
        ).format(view_of(layer))
    )
    names = SQL(", ").join(map(Identifier, data_columns(layer)))
    return template(
        "generalise",
        table=table_of(layer),
        columns=names,
        source=source,
        revision=revision_of(layer),
    )


def _values(layer: Layer) -> dict[str, Any]:
    return {
        "layer": layer.id,
        "minzoom": layer.minzoom,
        "maxzoom": layer.detail_zoom - 1,
        "budget": TILE_BUDGET,
    }
