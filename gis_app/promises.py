"""What every table with geometry or a week promises, as migration operations."""

from __future__ import annotations

from django.db.migrations import RunSQL

from gis_app.crs import STORAGE_SRID, WEB_SRID
from gis_app.lib.week import WEEK


def inside_the_city(table: str) -> RunSQL:
    """No geometry outside the area of interest (a wrong CRS shows here first)."""
    name = f"{table}_in_city"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (meydan.in_city(geom))",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def inside_the_week(table: str) -> RunSQL:
    """No minute outside the week: it would be open when nobody can read the hour."""
    name = f"{table}_in_week"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} "
        f"CHECK (week <@ int4multirange(int4range(0, {WEEK})))",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def web_geometry(table: str, kind: str) -> RunSQL:
    """A stored copy in Web Mercator, so that a tile transforms its envelope only."""
    return RunSQL(
        f"""
        ALTER TABLE {table} ADD COLUMN geom_3857 geometry({kind}, {WEB_SRID})
        GENERATED ALWAYS AS (ST_Transform(geom, {WEB_SRID})) STORED;
        CREATE INDEX {table}_geom_3857 ON {table} USING gist (geom_3857)
        """,
        f"ALTER TABLE {table} DROP COLUMN geom_3857",
    )


def folded(table: str, *columns: str) -> RunSQL:
    """A stored copy of names for search, folded (``meydan.fold``) and parted by ``|``.

    Folding costs some 20 µs: too much for each row of each search.
    """
    expression = " || '|' || ".join(columns)
    return RunSQL(
        f"""
        ALTER TABLE {table} ADD COLUMN folded text
        GENERATED ALWAYS AS (meydan.fold({expression})) STORED;
        CREATE INDEX {table}_folded ON {table} USING gin (folded gin_trgm_ops)
        """,
        f"ALTER TABLE {table} DROP COLUMN folded",
    )


def geometry_promises(table: str, kind: str = "MultiPolygon") -> list[RunSQL]:
    """Both promises; ``kind`` is the column's geometry type."""
    assert STORAGE_SRID != WEB_SRID, "areas and lengths in Web Mercator are wrong"  # noqa: S101
    return [inside_the_city(table), web_geometry(table, kind)]
