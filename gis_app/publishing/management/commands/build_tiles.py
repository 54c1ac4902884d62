"""`manage build_tiles`: the tables that tiles of low zooms are read from."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gis_app.publishing import generalise
from gis_app.publishing.catalog import catalog


class Command(BaseCommand):
    """Builds them anew; after a load or an import, so that no visitor waits for it."""

    help = "Build the tables for low zooms anew, all or those of some layers."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which layers."""
        parser.add_argument("layers", nargs="*", help="Layer ids; none means all.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, then count old changes into the revisions."""
        wanted = options["layers"]
        if unknown := set(wanted) - catalog().keys():
            raise CommandError(
                _("There is no layer %(names)s.")
                % {"names": ", ".join(sorted(unknown))}
            )
        built = generalise.rebuild(wanted or None)
        generalise.compact()
        self.stdout.write(_("Built: %(names)s") % {"names": ", ".join(built)})
