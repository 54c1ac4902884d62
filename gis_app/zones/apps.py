"""The app zones."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class ZonesApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.zones"
    verbose_name = _("Vending zones")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("measures", "clear_width", "counts", "siting")
