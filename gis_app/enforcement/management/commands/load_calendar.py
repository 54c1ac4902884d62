"""Fills in official holidays, weekends and proposed deadlines where there are none."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from gis_app.enforcement import calendar_files


class Command(BaseCommand):
    """``manage load_calendar``; every ``migrate`` does the same."""

    help = _("Load official holidays, weekends and proposed deadlines where none are.")

    def handle(self, **_options: Any) -> None:
        """Idempotent; what the office entered stays."""
        added = calendar_files.load()
        self.stdout.write(
            _(
                "Added: %(holidays)d holidays, %(weekends)d weekend days, "
                "%(deadlines)d deadlines."
            )
            % added
        )
