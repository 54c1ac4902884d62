"""The app intake."""

from __future__ import annotations

from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from gis_app import house


class IntakeApp(house.HouseApp):
    """Its name; it also watches that the database is this city's."""

    name = "gis_app.intake"
    verbose_name = _("Files in")

    def ready(self) -> None:
        """Every new connection is looked at, whichever program opens it."""
        from gis_app.intake.frame import same_frame

        super().ready()
        connection_created.connect(same_frame, dispatch_uid="same-frame")
