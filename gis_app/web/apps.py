"""The app web."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class WebApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.web"
    verbose_name = _("Pages")
