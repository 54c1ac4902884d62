"""`manage folium_map`: a map as one HTML file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gis_app.accounts.models import Agency, District, Role
from gis_app.errors import Refusal
from gis_app.publishing import map_request
from gis_app.publishing.access import Viewer
from gis_app.publishing.catalog import PUBLIC


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
        parser.add_argument("--role", choices=(PUBLIC, *Role.values), default=PUBLIC)
        parser.add_argument(
            "--district",
            type=int,
            action="append",
            default=[],
            help="with --role officer: a district's number, may be repeated",
        )
        parser.add_argument("--agency", default="", help="with --role agency: its name")
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
        viewer = _viewer(options)
        try:
            html = map_request.read(viewer, query).drawn(options["language"])
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        out.write_text(html, encoding="utf-8")
        self.stdout.write(
            _("%(file)s: %(size)s kB")
            % {"file": out, "size": len(html.encode()) // 1000}
        )


def _viewer(options: dict[str, Any]) -> Viewer:
    """Somebody of the role; of the districts or the agency that it depends on."""
    role = options["role"]
    return Viewer(
        role,
        districts=_districts(options["district"]) if role == Role.OFFICER else (),
        agreement=_agreement(options["agency"]) if role == Role.AGENCY else None,
    )


def _districts(codes: list[int]) -> tuple[int, ...]:
    found = dict(District.objects.filter(code__in=codes).values_list("code", "id"))
    if not codes or set(codes) - found.keys():
        known = ", ".join(map(str, District.objects.values_list("code", flat=True)))
        raise CommandError(
            _("An officer's map needs --district, one of: %(known)s.")
            % {"known": known or "–"}
        )
    return tuple(sorted(found.values()))


def _agreement(name: str) -> Agency | None:
    agency = Agency.objects.filter(name=name).first()
    if agency is None:
        known = ", ".join(Agency.objects.values_list("name", flat=True))
        raise CommandError(
            _("An agency's map needs --agency, one of: %(known)s.")
            % {"known": known or "–"}
        )
    return agency if agency.in_force else None
