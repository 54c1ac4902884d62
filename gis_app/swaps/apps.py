"""The app swaps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class SwapsApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.swaps"
    verbose_name = _("Swaps among holders")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("promises",)
