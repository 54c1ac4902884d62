"""The findings of another moment in the place of today's, for one transaction.

A temporary table of the same name comes before the real one wherever a query names it
(docs/decisions/0051): every question about findings is then answered as of that moment,
and nobody else sees any of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from gis_app.encroachment.asof import AsOf, findings_at
from gis_app.encroachment.models import Encroachment

TABLE = Encroachment._meta.db_table


@contextmanager
def city_at(moment: datetime) -> Iterator[AsOf]:
    """Inside, ``Encroachment.objects`` has the findings of ``moment``.

    Those that don't exist today have negative ids, the same ones each time.
    """
    then = findings_at(moment)
    for number, finding in enumerate(sorted(then.begun, key=_identity), start=1):
        finding.pk = -number
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {TABLE} (LIKE public.{TABLE} {_LIKE})")
        cursor.execute(
            f"INSERT INTO {TABLE} ({_COLUMNS}) SELECT {_COLUMNS} FROM public.{TABLE}"  # noqa: S608
            " WHERE closed_at IS NULL AND id <> ALL(%s)",
            [then.replaced],
        )
        Encroachment.objects.bulk_create(then.told)
        yield then
        cursor.execute(f"DROP TABLE pg_temp.{TABLE}")


_LIKE = "INCLUDING DEFAULTS INCLUDING GENERATED"
_COLUMNS = ", ".join(
    str(field.column)
    for field in Encroachment._meta.concrete_fields
    if not getattr(field, "generated", False)
)


def _identity(finding: Encroachment) -> tuple[str, *tuple[int, ...]]:
    units = (finding.parcel_id, finding.way_id, finding.zone_id, finding.spot_id)
    return (finding.kind, *(key or 0 for key in (finding.occupation_id, *units)))
