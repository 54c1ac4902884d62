"""``manage detect``: scans the city and says what it found."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gis_app.encroachment.detection import ScanReport
from gis_app.encroachment.upkeep import scan_whole


class Command(BaseCommand):
    """One scan of everything; every edit is judged without it (``keep_judged``)."""

    help = "Compare every occupation with the rights that cover it; write the findings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As of when, and how much to keep."""
        parser.add_argument("--at", help="ISO date or date-time; now when left out")
        parser.add_argument(
            "--keep-noise", action="store_true", help="write what is within error too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Scan and print the report."""
        report = scan_whole(_moment(options["at"]), keep_noise=options["keep_noise"])
        for line in _lines(report):
            self.stdout.write(line)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--at is not an ISO date or date-time: {text}") from error
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _lines(report: ScanReport) -> list[str]:
    return [
        f"{report.occupations} occupations judged as of {report.at.isoformat()},",
        f"in {report.seconds:.2f} s",
        *(f"  {kind}: {count}" for kind, count in report.kinds.items()),
        "by certainty: "
        + ", ".join(f"{name} {n}" for name, n in report.certainties.items()),
        f"{report.opened} new, {report.changed} changed, {report.closed} closed",
        f"{report.fallbacks} overlays needed a repair",
    ]
