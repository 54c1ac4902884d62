"""The app enforcement."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class EnforcementApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.enforcement"
    verbose_name = _("Enforcement")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("numbers", "stages", "chain")
