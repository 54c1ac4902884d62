"""The app accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gis_app import house


class AccountsApp(house.HouseApp):
    """Its name and its SQL definitions."""

    name = "gis_app.accounts"
    verbose_name = _("People and districts")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("history", "city", "audit")
