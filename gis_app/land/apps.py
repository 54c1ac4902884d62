"""The app land."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class LandApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.land"
    verbose_name = _("Land and rights")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("fold", "promises")
