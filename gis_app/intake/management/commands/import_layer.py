"""``manage import_layer``: any GIS file into a layer of the register."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gis_app.encroachment import judging
from gis_app.intake import sentences
from gis_app.intake.services import Request, import_layer
from gis_app.intake.shown import layers_of
from gis_app.intake.targets import TARGETS


class Command(BaseCommand):
    """Parses, asks, prints."""

    help = "Import a GIS file into a layer of the register, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """See docs/import.md."""
        parser.add_argument("file")
        # No choices: argparse would answer in English, beside the point.
        parser.add_argument("--layer", required=True, help=", ".join(sorted(TARGETS)))
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="column of a field; FIELD==VALUE: one value for all; FIELD=: none",
        )
        parser.add_argument("--file-layer", help="layer of a file that has several")
        parser.add_argument("--source-crs", metavar="EPSG:N")
        parser.add_argument("--encoding", help="of the attributes, e.g. cp1256")
        parser.add_argument("--accuracy", type=float, metavar="METRES", help="RMSE")
        parser.add_argument("--survey", metavar="NAME", help="where it was measured")
        parser.add_argument("--swap-axes", action="store_true")
        parser.add_argument(
            "--on-duplicate", choices=["refuse", "first"], default="refuse"
        )
        parser.add_argument("--skip-refused", action="store_true")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--report", metavar="FILE.json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 when nothing was written that should have been."""
        told = _writable(options["report"])
        report = import_layer(
            Request(
                file=options["file"],
                layer=options["layer"],
                given=_given(options["map"]),
                file_layer=options["file_layer"],
                source_crs=options["source_crs"],
                encoding=options["encoding"],
                accuracy_m=options["accuracy"],
                survey=options["survey"],
                swap_axes=options["swap_axes"],
                first_wins=options["on_duplicate"] == "first",
                skip_refused=options["skip_refused"],
                dry_run=options["dry_run"],
            )
        )
        if told is not None:
            text = json.dumps(
                report.as_json(), ensure_ascii=False, indent=1, default=str
            )
            told.write_text(text, encoding="utf-8")
        *lines, verdict = report.lines()
        for line in lines:
            self.stdout.write(line)
        if not report.applied and not (report.dry_run and report.failure is None):
            raise CommandError(verdict)
        self.stdout.write(verdict)
        if report.applied:
            for sentence in _waiting(judging.state()):
                self.stdout.write(sentence)
        if report.applied and report.new + report.changed:
            # By name: importing and publishing know nothing of one another.
            layers = layers_of(TARGETS[report.layer].table)
            call_command("build_tiles", *layers, stdout=self.stdout)


def _waiting(state: judging.State) -> Iterator[str]:
    """How many places are still to be judged, and who does it."""
    if state.waiting:
        yield ngettext(
            "%(n)d place waits to be judged.",
            "%(n)d places wait to be judged.",
            state.waiting,
        ) % {"n": state.waiting}
        yield _who(state)
    if state.aside:
        yield ngettext(
            "%(n)d place can't be judged: the log says why.",
            "%(n)d places can't be judged: the log says why.",
            state.aside,
        ) % {"n": state.aside}


def _who(state: judging.State) -> str:
    if state.held:
        return _("It is on hold: a planner lets it go on at the workbench.")
    if state.kept:
        return _("The worker is judging them now; the workbench shows how far it is.")
    return _(
        "No worker is running: “./meydan serve” brings one, or start “./meydan manage"
        " keep_judged”."
    )


def _writable(path: str | None) -> Path | None:
    """Where the report goes; asked before anything is imported."""
    if path is None:
        return None
    try:
        Path(path).write_text("", encoding="utf-8")
    except OSError as error:
        raise CommandError(
            _("The report can't be written to %(path)s: %(reason)s.")
            % {"path": path, "reason": error.strerror}
        ) from None
    return Path(path)


def _given(pairs: list[str]) -> dict[str, str]:
    """``field=column`` pairs as a dictionary."""
    given = {}
    for pair in pairs:
        name, equals, source = pair.partition("=")
        if not equals or not name:
            raise CommandError(
                f"{sentences.why('bad_map', {'text': pair})} {_('See --help.')}"
            )
        given[name.strip()] = source.strip()
    return given
