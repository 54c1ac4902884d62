"""The app allocation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class AllocationApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.allocation"
    verbose_name = _("Allocation")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ()
