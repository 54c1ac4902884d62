"""Who of the demo users has the demo password, after giving them a changed one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from gis_app.intake import demo_users


class Command(BaseCommand):
    """``manage demo_users``: prints their names, one a line."""

    help = _("Give the demo users a changed password; print who has it.")

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Who has chosen a password of his own is left alone, and not printed."""
        if not settings.DEMO_PASSWORD:
            return
        if settings.DEMO_PASSWORD_BEFORE:
            demo_users.change_password(
                settings.DEMO_PASSWORD_BEFORE, settings.DEMO_PASSWORD
            )
        for name in demo_users.with_password(settings.DEMO_PASSWORD):
            self.stdout.write(f"demo user: {name}")
