"""Which versions of a zone the register has had, and what waits to come."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from gis_app.lib.week import Week
from gis_app.web import wording
from gis_app.zones.models import VendingZone

MOST = 50
QUERY = """
SELECT
    v.version, lower(v.lifespan), upper(v.lifespan), v.changed_by, v.kind,
    v.week::text, lower(v.valid), upper(v.valid), ST_Area(v.geom)
FROM history.zones_vendingzone_versions AS v
WHERE v.id = %s
ORDER BY v.version DESC
LIMIT %s
"""


def of(zone: VendingZone) -> list[dict[str, Any]]:
    """The newest first, each with from when until when it was so."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [zone.pk, MOST])
        found = cursor.fetchall()
    kinds = dict(VendingZone.Kind.choices)
    return [
        {
            "version": version,
            "label": _("in the register %(period)s")
            % {"period": wording.period(DateTimeTZRange(since, until))},
            "by": by or "",
            "kind_label": str(kinds.get(kind, kind)),
            "week_label": wording.week(Week.parse(week)),
            "valid_label": wording.period(DateTimeTZRange(first, last)),
            "area_m2": area,
        }
        for version, since, until, by, kind, week, first, last, area in found
    ]
