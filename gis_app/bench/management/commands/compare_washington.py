"""``manage compare_washington``: our siting rules beside a city's real decisions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gis_app.bench.scratch import scratch_database
from gis_app.crs import STORAGE_SRID
from gis_app.intake.importers.washington import comparing, tables

SRID = 32618
WASHINGTON = {
    "MEYDAN_STORAGE_SRID": str(SRID),
    "MEYDAN_AREA_OF_INTEREST": "-77.2,38.7,-76.8,39.1",
}
"""UTM zone 18N and a box about the District."""


class Command(BaseCommand):
    """In a database of its own, in Washington's own coordinates."""

    requires_system_checks = ()
    help = "Check 507 vending places of Washington, D.C. beside the city's decisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the files are, and how to tell."""
        parser.add_argument("--data", type=Path, required=True, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--write", type=Path, metavar="PAGE.md", help="put the tables there"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Starts itself anew where the city in use has other coordinates."""
        data, as_json, write = options["data"], options["json"], options["write"]
        if not (data / "street-vendor-locations.geojson").exists():
            raise CommandError(f"{data} has no street-vendor-locations.geojson.")
        if STORAGE_SRID != SRID:
            self.stdout.write(_anew(data, as_json, write))
            return
        with scratch_database():
            report = comparing.compare(data)
        if write:
            tables.write(write, report)
        self.stdout.write(_plain(report) if as_json else tables.markdown(report))


def _plain(report: comparing.Report) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False)


def _anew(data: Path, as_json: bool, write: Path | None) -> str:
    words = ["compare_washington", f"--data={data}"]
    words += ["--json"] * as_json + [f"--write={write}"] * bool(write)
    done = subprocess.run(  # noqa: S603 (this command, with another city's settings)
        [sys.executable, "-m", "django", *words],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "gis_app.settings"} | WASHINGTON,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(done.stderr.strip())
    return done.stdout.strip()
