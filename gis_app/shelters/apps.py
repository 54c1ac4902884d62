"""The app shelters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class SheltersApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.shelters"
    verbose_name = _("Shelters")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ()
