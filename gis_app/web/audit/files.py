"""The week's audit as files: a table for the office, and the list it was drawn from."""

from __future__ import annotations

import csv
import io
from datetime import date

from django.utils.translation import gettext as _

from gis_app.enforcement.audits import AuditSample
from gis_app.web.audit.week import items_of, rows

UTF8_MARK = "\ufeff"
"""Spreadsheets take a file for another encoding without it."""
HARMLESS = "'"
"""Before what a spreadsheet would take for a formula."""


def table(week: date) -> str:
    """One line a drawn thing, with what was found; CSV for spreadsheets."""
    out = io.StringIO()
    out.write(UTF8_MARK)
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Week"),
            _("Group"),
            _("Place in the draw"),
            _("Subject"),
            _("Finding"),
            _("District"),
            _("Officer"),
            _("Verdict"),
            _("Note"),
            _("Judged by"),
            _("Judged at"),
            _("Seed"),
        ]
    )
    samples = AuditSample.objects.filter(week=week).defer("frame").order_by("pk")
    for sample in samples:
        items = list(items_of([sample]))
        for item, told in zip(items, rows(items), strict=True):
            writer.writerow(
                [
                    week.isoformat(),
                    sample.get_group_display(),
                    item.rank,
                    item.subject,
                    _safe(told["title"]),
                    _safe(told["district_label"]),
                    _safe(item.officer),
                    item.get_verdict_display() if item.verdict else "",
                    _safe(item.note),
                    _safe(item.judged_by),
                    item.judged_at.isoformat() if item.judged_at else "",
                    sample.seed,
                ]
            )
    return out.getvalue()


def _safe(text: str) -> str:
    return HARMLESS + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
