"""``manage keep_judged``: the worker that keeps the findings true."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from gis_app.encroachment import keeper, upkeep
from gis_app.zones import drafting


class Command(BaseCommand):
    """Runs until it is ended; ``./meydan serve`` runs it too."""

    help = "Judge what was edited and what time has changed, as it happens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to stay."""
        parser.add_argument(
            "--once", action="store_true", help="judge what waits now, and end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Stay, or say what was done."""
        if not options["once"]:
            keeper.keep()
        drafting.apply_due()
        done = upkeep.refresh(progress=self._say)
        self.stdout.write(
            f"{done.occupations} occupations and {done.parcels} parcels judged;"
            f" the findings are true as of {done.at.isoformat()}"
        )

    def _say(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total}", ending="\r")
        self.stdout.flush()
