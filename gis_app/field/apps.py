"""The app field."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class FieldApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.field"
    verbose_name = _("Field work")
    definitions = ("here",)
