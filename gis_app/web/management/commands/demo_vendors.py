"""``manage demo_vendors``: photos, papers and cards of the demo's vendors."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from gis_app.web.demo import vendors


class Command(BaseCommand):
    """Does nothing where there are cards already, or no demo users."""

    help = _("Give vendors of the demo city photos, papers and cards.")

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        """All of them or none."""
        vendors.make(self.stdout.write)
