"""``manage verify_evidence``: walk the chain of evidence and its files."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gis_app.enforcement.evidence import verify
from gis_app.errors import BadInput


class Command(BaseCommand):
    """Names the first broken link and ends with 1; 0 when the chain holds."""

    help = "Verify the chain of evidence: every row, every file, from the first link."

    def add_arguments(self, parser: CommandParser) -> None:
        """An end of the chain that was noted earlier can be given."""
        parser.add_argument(
            "--head", help="number:hash of a link noted earlier, as on a notice"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk, tell, and set the exit code."""
        try:
            walk = verify(head=options["head"])
        except BadInput as error:
            raise CommandError(error.message) from error
        if walk.broken is None:
            self.stdout.write(
                f"The chain holds: {walk.links} links, {walk.files} files."
            )
            self.stdout.write(f"head {walk.head}")
            return
        self.stderr.write(f"Link {walk.broken.seq} is broken: {walk.broken.why}.")
        self.stderr.write(f"The links before it hold; the last is {walk.head}")
        sys.exit(1)
