"""Fills an empty database with the seeded demo city, its users and its findings."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.models import Role, User
from gis_app.encroachment.upkeep import scan_whole
from gis_app.errors import Conflict
from gis_app.intake import demo, demo_rounds, demo_users


class Command(BaseCommand):
    """``manage load_demo [--seed 1] [--parcels 8000] [--day 2026-11-23]``."""

    help = _("Load the seeded demo city into an empty database.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which city."""
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--parcels", type=int, default=8000)
        parser.add_argument("--day", type=date.fromisoformat, default=None)

    def handle(
        self, *, seed: int, parcels: int, day: date | None, **_options: Any
    ) -> None:
        """All or nothing: one transaction, the file and the tiles of low zooms too."""
        began = perf_counter()
        try:
            demo.refuse_unless_empty()
        except Conflict as refusal:
            self.stdout.write(refusal.message)
            return
        from fixtures.city import build

        self.say(_("Building the city …"))
        city = build(seed, parcels, day or timezone.localdate())
        self.say(_("Built in %(seconds).1f s.") % {"seconds": perf_counter() - began})
        with transaction.atomic():
            demo.load(city, self.say)
            self.users()
            self.say(_("Looking for encroachments …"))
            report = scan_whole()
            self.say(_("Findings: %(count)d.") % {"count": report.found})
            if planner := User.objects.filter(role=Role.PLANNER).first():
                demo_rounds.make(by=planner, seed=seed)
            # By name: importing, publishing and the pages know nothing of one another.
            call_command("demo_cases", stdout=self.stdout)
            call_command("demo_vendors", stdout=self.stdout)
            call_command("build_tiles", stdout=self.stdout)
            write_truth(city.truth)
        seconds = perf_counter() - began
        self.say(
            _("The demo city is ready after %(seconds).1f s.") % {"seconds": seconds}
        )

    def say(self, line: str) -> None:
        """A line of progress, at once."""
        self.stdout.write(line)
        self.stdout.flush()

    def users(self) -> None:
        """The cast of the demo, if there is a password for it."""
        if settings.DEMO_PASSWORD:
            demo_users.make(settings.DEMO_PASSWORD)
        else:
            self.say(_("MEYDAN_DEMO_PASSWORD is not set: no demo users are made."))


def write_truth(truth: list[dict[str, Any]]) -> None:
    """What was planted, whole or not at all; it never enters the database."""
    path = settings.DATA_DIR / "truth.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(path)
