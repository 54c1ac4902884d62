"""An app whose SQL definitions are source code, installed after every migrate."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from gis_app import sql


class HouseApp(AppConfig):
    """``definitions`` names files in the app's ``sql/`` in the order to run them.

    Each is idempotent (CREATE OR REPLACE, DROP … IF EXISTS). Versioned models get
    their history twin here too, so that a new one can't be forgotten.
    """

    definitions: tuple[str, ...] = ()

    def ready(self) -> None:
        """Install after migrate, whichever command ran it."""
        post_migrate.connect(self._install, sender=self)

    def _install(self, *, plan: Any = None, **_: Any) -> None:
        from gis_app.versioned import VersionedObject, keep_history

        if plan is None:  # sent by flush, which changes rows only
            return
        for name in self.definitions:
            sql.install(self.label, name)
        for model in self.get_models():
            if issubclass(model, VersionedObject):
                keep_history(model)
