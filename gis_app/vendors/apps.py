"""The app vendors."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gis_app import house


class VendorsApp(house.HouseApp):
    """Its name and its SQL definitions; a new database gets the priority classes."""

    name = "gis_app.vendors"
    verbose_name = _("Vendors' papers and cards")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("promises",)

    def _install(self, *, plan: Any = None, **more: Any) -> None:
        super()._install(plan=plan, **more)
        from gis_app.vendors import kinds

        # After flush, too: a paper is of a class.
        kinds.load()
