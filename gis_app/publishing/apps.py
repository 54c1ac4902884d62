"""The app publishing."""

from __future__ import annotations

from typing import Any

from django.core.checks import Tags, register
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _

from gis_app import house


class PublishingApp(house.HouseApp):
    """Its name, its SQL definitions, and the views of the layers."""

    name = "gis_app.publishing"
    verbose_name = _("Publishing")
    default_auto_field = "django.db.models.BigAutoField"
    definitions = ("revision",)

    def ready(self) -> None:
        """Read the catalogue at start, so that a faulty layer stops it."""
        from gis_app.publishing import checks
        from gis_app.publishing.catalog import catalog

        super().ready()
        catalog()
        register(checks.reader_exists, Tags.database)
        pre_migrate.connect(self._make_way, sender=self)

    def _make_way(self, *, plan: Any = None, **_: Any) -> None:
        """A migration can't change a column that a view shows: the views step aside."""
        from gis_app.publishing import views_in_database

        if plan:
            views_in_database.drop()

    def _install(self, *, plan: Any = None, **others: Any) -> None:
        from gis_app.publishing import views_in_database

        super()._install(plan=plan, **others)
        if plan is not None:
            views_in_database.install()
