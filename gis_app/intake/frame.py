"""Refuses to run on a database whose tables are in another coordinate system.

The SRID is part of every geometry column. With another setting, each query would fail
by itself or, worse, measure in the wrong metres.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from gis_app.crs import STORAGE_SRID

STORED = """
    SELECT (atttypmod & 268435200) >> 8 FROM pg_attribute
    WHERE attrelid = to_regclass('public.accounts_district') AND attname = 'geom'
"""
"""PostGIS keeps the SRID in bits 8 to 27 of a type modifier. No row: no tables yet."""


def same_frame(connection: Any, **_signal: Any) -> None:
    """Receives ``connection_created``. Raises ImproperlyConfigured."""
    with connection.connection.cursor() as cursor:  # beside Django's query log
        cursor.execute(STORED)
        row = cursor.fetchone()
    if row is not None and row[0] != STORAGE_SRID:
        connection.close()
        raise ImproperlyConfigured(
            _(
                "The tables of this database are in EPSG:%(stored)d, but"
                " MEYDAN_STORAGE_SRID says %(set)d. Set it to %(stored)d, or use"
                " another database for the other city."
            )
            % {"stored": row[0], "set": STORAGE_SRID}
        )
