"""``manage withdraw_card_key KID --because …``: void all cards of a key at once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from gis_app.errors import Refusal
from gis_app.vendors import keys


class Command(BaseCommand):
    """For a key that others may know."""

    help = _("Withdraw a key of vendors' cards: every card that it signed is void.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which key, and why."""
        parser.add_argument("kid")
        parser.add_argument("--because", required=True)

    def handle(self, *, kid: str, because: str, **_options: Any) -> None:
        """The next card is signed with a new key."""
        try:
            key = keys.withdraw(kid=kid, because=because, by="withdraw_card_key")
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        void = _("Withdrawn: %(kid)s. Cards that are void: %(count)d.")
        self.stdout.write(void % {"kid": key.kid, "count": key.cards.count()})
