"""An app whose SQL definitions are source code, installed after every migrate."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from gis_app import sql


class HouseApp(AppConfig):
    """``definitions`` names files in the app's ``sql/`` in the order to run them.

    Each is idempotent (CREATE OR REPLACE, DROP … IF EXISTS). Versioned models get
    their history twin here too, so that a new one can't be forgotten.
    """

    definitions: tuple[str, ...] = ()

    def ready(self) -> None:
        """Install after migrate, whichever command ran it."""
        pre_migrate.connect(self._free_the_columns, sender=self)
        post_migrate.connect(self._install, sender=self)

    def _free_the_columns(self, *, plan: Any = None, **_: Any) -> None:
        """A view would keep the columns that it shows from changing their types.

        The views of history go before a migration of this app and come back after.
        """
        if not any(step.app_label == self.label for step, _backwards in plan or ()):
            return
        from gis_app.versioned import VersionedObject, drop_versions

        for model in self.get_models():
            if issubclass(model, VersionedObject):
                drop_versions(model)

    def _install(self, *, plan: Any = None, **_: Any) -> None:
        from gis_app.versioned import VersionedObject, keep_history

        if plan is None:  # sent by flush, which changes rows only
            return
        for name in self.definitions:
            sql.install(self.label, name)
        for model in self.get_models():
            if issubclass(model, VersionedObject):
                keep_history(model)
