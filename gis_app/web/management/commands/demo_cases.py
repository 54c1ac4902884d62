"""``manage demo_cases``: the demo city's cases, with notices and photos."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from gis_app.web.demo import cases


class Command(BaseCommand):
    """Does nothing where there are cases already, or no demo users."""

    help = _("Open the demo city's cases through the services.")

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        """All of them or none."""
        cases.make(self.stdout.write)
