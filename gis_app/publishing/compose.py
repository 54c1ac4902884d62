"""Puts identifiers and clauses into query files; values stay parameters."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg2.sql import SQL, Composable, Identifier

from gis_app import sql
from gis_app.publishing.access import Scope
from gis_app.publishing.catalog import Layer
from gis_app.publishing.views_in_database import clock_of


def template(name: str, **parts: Composable) -> Composable:
    """``sql/<name>.sql`` with its ``{parts}`` filled in; comments are left out."""
    lines = sql.text("publishing", name).splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("--"))
    return SQL(text).format(**parts)


def listed(columns: Sequence[str]) -> Composable:
    """``v."a", v."b"``."""
    return SQL(", ").join(Identifier("v", name) for name in columns)


def revision_of(layer: Layer) -> Composable:
    """A scalar subquery: the layer's revision, as text."""
    turned = (
        SQL("(SELECT turned FROM {})").format(clock_of(layer))
        if layer.clock_sql
        else SQL("NULL::timestamptz")
    )
    return SQL("({})").format(template("revision_now", turned=turned))


def own_rows(scope: Scope) -> Composable:
    """The clause that keeps other rows back; its values are ``scope.values``."""
    clauses = []
    if scope.districts is not None:
        clauses.append("AND v.district_id = ANY(%(districts)s)")
    if scope.area is not None:
        # Low zooms have shapes in the tiles' CRS only.
        clauses.append(
            "AND ST_Intersects(v.geom_3857, ST_Transform(%(area)s::geometry, 3857))"
        )
    return SQL(" ".join(clauses))
