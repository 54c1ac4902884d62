"""The app rounds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class RoundsApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.rounds"
    verbose_name = _("Rounds of allocation")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("promises",)
