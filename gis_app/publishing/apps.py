"""The app publishing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class PublishingApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.publishing"
    verbose_name = _("Publishing")
