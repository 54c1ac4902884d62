"""The app encroachment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class EncroachmentApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.encroachment"
    verbose_name = _("Encroachment")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("overlay", "unit", "standing", "week_minutes", "dirty")
