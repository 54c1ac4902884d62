"""The app enforcement."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gis_app import house


class EnforcementApp(house.HouseApp):
    """Its name and its SQL definitions; a new database gets the calendar."""

    name = "gis_app.enforcement"
    verbose_name = _("Enforcement")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("numbers", "stages", "events", "deadlines", "chain", "audits")

    def _install(self, *, plan: Any = None, **more: Any) -> None:
        super()._install(plan=plan, **more)
        from gis_app.enforcement import calendar_files

        # After flush, too: no deadline can be told without a calendar.
        calendar_files.load()
