"""``manage rotate_card_key``: another key signs vendors' cards from now on."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from gis_app.vendors import keys
from gis_app.vendors.models import CardKey


class Command(BaseCommand):
    """Cards that the old key signed stay valid until they expire."""

    help = _("Let a new key sign vendors' cards; the old private key is destroyed.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only look."""
        parser.add_argument("--list", action="store_true", dest="only_list")

    def handle(self, *, only_list: bool, **_options: Any) -> None:
        """Rotate, then show all keys; a private half is never shown."""
        if not only_list:
            keys.rotate(by="rotate_card_key")
        for key in CardKey.objects.order_by("pk"):
            count = key.cards.count()
            self.stdout.write(
                f"{key.kid}  {key.state:<9}  {key.since:%Y-%m-%d}  {count}"
            )
