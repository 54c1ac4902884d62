"""Installs the published views, their revision triggers and the reader's rights."""

from __future__ import annotations

from django.db import connection, transaction
from psycopg2.sql import SQL, Composable, Identifier, Literal

from gis_app.publishing.catalog import STRUCTURE, Layer, LayerFault, catalog
from gis_app.publishing.reader import READER

OWN_COLUMNS = ("_zoom", "_weight")


def view_of(layer: Layer) -> Identifier:
    """The published view, e.g. ``layer."parcels"``."""
    return Identifier("layer", layer.id)


def clock_of(layer: Layer) -> Identifier:
    """The view of the last moment at which the clock changed the layer."""
    return Identifier("layer", f"{layer.id}.clock")


def table_of(layer: Layer) -> Identifier:
    """The table for low zooms, e.g. ``tile."parcels"``."""
    return Identifier("tile", layer.id)


def drop() -> None:
    """Drop every published view; nothing happens where there are none yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class AS c"
            " INNER JOIN pg_namespace AS n ON c.relnamespace = n.oid"
            " WHERE n.nspname = 'layer' AND c.relkind = 'v' AND relname <> '_current'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(
                SQL("DROP VIEW IF EXISTS {} CASCADE").format(Identifier("layer", name))
            )


def install() -> None:
    """Make views, triggers and grants anew, in one transaction: readers see the old
    ones or the new ones. A layer whose tables are not there (yet) is left out.

    Raises LayerFault when a view shows other columns than its layer.toml lists.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('layer.install'))")
        drop()
        present = [layer for layer in catalog().values() if _has_sources(layer)]
        for layer in present:
            _create(layer)
        _triggers(present)
        _grants()


def _has_sources(layer: Layer) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(to_regclass(name) IS NOT NULL) FROM unnest(%s) AS name",
            [list(layer.sources)],
        )
        return bool(cursor.fetchone()[0])


def _create(layer: Layer) -> None:
    with connection.cursor() as cursor:
        if layer.prepare_sql:
            cursor.execute(layer.prepare_sql)
        _create_view(view_of(layer), layer.view_sql)
        if layer.clock_sql:
            _create_view(clock_of(layer), layer.clock_sql)
        _check_columns(layer)
        cursor.execute(
            "INSERT INTO layer._revision (layer) VALUES (%s) ON CONFLICT DO NOTHING",
            [layer.id],
        )
        if layer.is_generalised:
            _create_table(layer)


def _create_view(name: Composable, select: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SQL("CREATE VIEW {} AS {}").format(name, SQL(select)))


def _check_columns(layer: Layer) -> None:
    listed = {field.name for field in layer.fields} | {"id", "geom", "geom_3857"}
    if layer.own_districts:
        listed.add("district_id")
    shown = set(columns(layer))
    if shown != listed:
        raise LayerFault(
            f"{layer.id}: view.sql and layer.toml differ in {sorted(shown ^ listed)}"
        )


def columns(layer: Layer) -> list[str]:
    """The columns of the published view, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s)"
            " AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            [f'layer."{layer.id}"'],
        )
        return [name for (name,) in cursor.fetchall()]


def data_columns(layer: Layer) -> list[str]:
    """The view's columns without the shapes: what a low-zoom table carries along."""
    shapes = STRUCTURE - {"id", "district_id"}
    return [name for name in columns(layer) if name not in shapes]


def _create_table(layer: Layer) -> None:
    """An empty table for low zooms, when the layer's definition has changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM tile._build WHERE layer = %s AND fingerprint = %s"
            " AND to_regclass(%s) IS NOT NULL",
            [layer.id, layer.fingerprint, f'tile."{layer.id}"'],
        )
        if cursor.fetchone() is not None:
            return
        table = table_of(layer)
        cursor.execute(
            SQL(
                "DROP TABLE IF EXISTS {table};"
                "CREATE TABLE {table} AS SELECT {columns}, geom_3857::geometry,"
                " 0::smallint AS _zoom FROM {view} WITH NO DATA;"
                "CREATE INDEX ON {table} USING gist (_zoom, geom_3857)"
            ).format(
                table=table,
                view=view_of(layer),
                columns=SQL(", ").join(map(Identifier, data_columns(layer))),
            )
        )
        cursor.execute(
            "INSERT INTO tile._build (layer, fingerprint) VALUES (%s, %s)"
            " ON CONFLICT (layer) DO UPDATE SET fingerprint = excluded.fingerprint,"
            " number = tile._build.number + 1, built_from = NULL, built_at = NULL",
            [layer.id, layer.fingerprint],
        )


def _triggers(layers: list[Layer]) -> None:
    """One statement trigger a source table, naming the layers that it feeds."""
    fed: dict[str, list[str]] = {}
    for layer in layers:
        for source in layer.sources:
            fed.setdefault(source, []).append(layer.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname = 'advance_layers'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                SQL("DROP TRIGGER advance_layers ON {}").format(Identifier(table))
            )
        for table, ids in fed.items():
            cursor.execute(
                SQL(
                    "CREATE TRIGGER advance_layers"
                    " AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}"
                    " FOR EACH STATEMENT EXECUTE FUNCTION layer.advance({})"
                ).format(Identifier(table), SQL(", ").join(map(Literal, ids)))
            )


def _grants() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [READER])
        if cursor.fetchone() is None:
            return
        cursor.execute(
            SQL(
                "GRANT USAGE ON SCHEMA layer, tile TO {reader};"
                "GRANT SELECT ON ALL TABLES IN SCHEMA layer, tile TO {reader}"
            ).format(reader=Identifier(READER))
        )
