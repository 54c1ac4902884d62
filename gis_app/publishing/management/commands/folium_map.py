"""`manage folium_map`: a map as one HTML file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gis_app.accounts.models import Role, User
from gis_app.errors import Refusal
from gis_app.publishing.access import Person
from gis_app.publishing.map_request import page

ROLES = ("public", Role.PLANNER.value, Role.CLERK.value, Role.AUDITOR.value)
"""Roles whose view doesn't depend on who it is, as an officer's or agency's does."""


class Command(BaseCommand):
    """Draws the layers that a role may see."""

    help = "Write a map as one HTML file that opens without a network."

    def add_arguments(self, parser: CommandParser) -> None:
        """What, where, for whom."""
        parser.add_argument("--layers", default="", help="ids, separated by commas")
        parser.add_argument(
            "--bbox", default="", help="west,south,east,north in degrees"
        )
        parser.add_argument("--center", default="", help="longitude,latitude")
        parser.add_argument("--zoom", default="", help="with --center")
        parser.add_argument("--role", choices=ROLES, default="public")
        parser.add_argument("--language", choices=("fa", "en"), default="fa")
        parser.add_argument("--out", type=Path, required=True, help="the HTML file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw and write; nothing is written when the map is refused."""
        out: Path = options["out"]
        query = {
            name: options[name]
            for name in ("layers", "bbox", "center", "zoom")
            if options[name]
        }
        try:
            html = page(_as(options["role"]), query, options["language"])
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        out.write_text(html, encoding="utf-8")
        self.stdout.write(
            _("%(file)s: %(size)s kB")
            % {"file": out, "size": len(html.encode()) // 1000}
        )


def _as(role: str) -> Person:
    if role == "public":
        return AnonymousUser()
    return User(username=role, role=role, is_active=True)
