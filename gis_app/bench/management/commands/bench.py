"""``manage bench``: measures ours against the peers, in a scratch database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from gis_app.bench.registry import BENCHMARKS, SHARES, Result, load
from gis_app.bench.scratch import scratch_database

WASHINGTON = "washington"
"""No measurement of time, but it needs a database of its own likewise."""


class Command(BaseCommand):
    """Runs one benchmark or all; the ratio is the result, the seconds are context."""

    requires_system_checks = ()
    help = "Measure ours and a peer on the same data, in a database of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, how large, for whom."""
        parser.add_argument("name", nargs="?", choices=[*BENCHMARKS, WASHINGTON])
        parser.add_argument("--json", action="store_true", help="print a JSON list")
        parser.add_argument(
            "--size",
            type=float,
            action="append",
            help="share of the standard load, 0.1 for a tenth; may be repeated",
        )
        parser.add_argument("--data", type=Path, help="the files of Washington")
        parser.add_argument("--write", type=Path, help="the page of its tables")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each size in a database of its own."""
        if options["name"] == WASHINGTON:
            asked = {k: options[k] for k in ("json", "data", "write") if options[k]}
            call_command("compare_washington", **asked, stdout=self.stdout)
            return
        results: list[Result] = []
        for name in [options["name"]] if options["name"] else BENCHMARKS:
            for share in options["size"] or SHARES:
                with scratch_database():
                    for result in load(name)(share):
                        results.append(result)
                        if not options["json"]:
                            self.stdout.write(str(result))
        if options["json"]:
            self.stdout.write(json.dumps([result.as_json() for result in results]))
