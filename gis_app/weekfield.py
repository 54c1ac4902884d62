"""A model field that holds minutes of the week as a PostgreSQL multirange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from gis_app.lib.week import Week

if TYPE_CHECKING:
    Field = models.Field[Week | str, Week]
else:
    Field = models.Field


class WeekField(Field):
    """``int4multirange`` in the database, ``lib.week.Week`` in Python."""

    description = _("Minutes of the week")

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "int4multirange"

    def from_db_value(self, value: str | None, *args: Any) -> Week | None:
        """What psycopg2 hands over, as a Week."""
        return None if value is None else Week.parse(value)

    def to_python(self, value: Any) -> Week | None:
        """Any accepted form, as a Week."""
        if value is None or isinstance(value, Week):
            return value
        try:
            return Week.parse(str(value))
        except ValueError as error:
            raise ValidationError(
                _("These are not minutes of a week, like {[480,720)}."), code="week"
            ) from error

    def get_prep_value(self, value: Any) -> str | None:
        """The text that PostgreSQL reads."""
        week = self.to_python(value)
        return None if week is None else str(week)

    def value_to_string(self, obj: models.Model) -> str:
        """For fixtures."""
        return str(self.value_from_object(obj))
