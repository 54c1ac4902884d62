"""Every version of a row, kept by the database (LADM's VersionedObject).

A versioned table has a twin in schema ``history`` that triggers fill, whoever
writes: ORM, bulk update or raw SQL. ``history.<table>_versions`` shows old and
current rows together with ``lifespan``, the time range each was current.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.contrib.postgres.functions import TransactionNow
from django.db import connection, models
from django.db.models import Func, Value
from django.db.models.query import RawQuerySet
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound="VersionedObject")


class CurrentActor(Func):
    """Who the transaction acts for, as ``accounts.audit.act_as`` set it."""

    function = "current_setting"
    output_field = models.CharField()

    def __init__(self) -> None:
        super().__init__(Value("meydan.actor"), Value(True))

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """For migrations."""
        return "gis_app.versioned.CurrentActor", [], {}


class VersionedObject(models.Model):
    """The columns that history needs; the triggers own them."""

    version = models.PositiveIntegerField(_("version"), db_default=1, editable=False)
    begin_lifespan = models.DateTimeField(
        _("valid in the register since"), db_default=TransactionNow(), editable=False
    )
    changed_by = models.CharField(
        _("changed by"),
        max_length=150,
        null=True,
        db_default=CurrentActor(),
        editable=False,
    )

    class Meta:
        abstract = True


def keep_history(model: type[VersionedObject]) -> None:
    """Give a model's table its history twin and triggers (idempotent)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT meydan.keep_history(%s)", [model._meta.db_table])


def drop_versions(model: type[VersionedObject]) -> None:
    """Drop the view of a model's versions; ``keep_history`` makes it again."""
    view = connection.ops.quote_name(f"{model._meta.db_table}_versions")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('history') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute(f"DROP VIEW IF EXISTS history.{view}")


def as_of(model: type[Row], moment: datetime) -> RawQuerySet[Row]:
    """The rows of a model as the register held them at a moment."""
    table = connection.ops.quote_name(f"{model._meta.db_table}_versions")
    query = f"SELECT * FROM history.{table} WHERE lifespan @> %s::timestamptz"  # noqa: S608
    return model._default_manager.raw(query, [moment])
