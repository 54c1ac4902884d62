"""The app intake."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class IntakeApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.intake"
    verbose_name = _("Files in")
