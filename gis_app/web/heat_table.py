"""The hours of the week as a table: numbers, shades, and what they don't tell."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gis_app.encroachment.heat import Heat, Hour
from gis_app.web import wording

SHADES = 5
"""From 1, some, to 5, the most; 0 is none."""


def table(heat: Heat) -> dict[str, Any]:
    """All 168 hours with their shades, and the note that belongs below them."""
    most = max((hour.findings for hour in heat.hours), default=0)
    busiest = max((hour.a_day or 0 for hour in heat.hours), default=0)
    return {
        "findings": heat.findings,
        "note": _note(heat),
        "hours": [
            {
                "hour": hour.hour,
                "findings": hour.findings,
                "minutes": hour.minutes,
                "days": hour.days,
                "a_day": None if hour.a_day is None else round(hour.a_day, 2),
                "shade": shade(hour.findings, most),
                "shade_a_day": shade(hour.a_day or 0, busiest),
                "label": label(hour),
            }
            for hour in heat.hours
        ],
    }


def shade(value: float, most: float) -> int:
    """The fifth of the greatest value that a value is in; 0 for nothing."""
    return 0 if value <= 0 else min(int(SHADES * value / most) + 1, SHADES)


def label(hour: Hour) -> str:
    """``Saturday 17:00–18:00. Findings: 12. Days with reports: 5.``"""
    day, start = divmod(hour.hour, 24)
    return _(
        "%(day)s %(from)s–%(to)s. Findings: %(findings)s. Days with reports: %(days)s."
    ) % {
        "day": wording.weekday(day),
        "from": wording.digits(f"{start:02d}:00"),
        "to": wording.digits(f"{start + 1:02d}:00"),
        "findings": wording.number(hour.findings),
        "days": wording.number(hour.days),
    }


def _note(heat: Heat) -> str:
    sentences = [
        _(
            "This counts reports, not presence: when somebody looked and saw nothing is"
            " not recorded. An hour without any report is left blank. A finding counts"
            " in every hour it was seen in, so the hours don't add up to the findings."
        )
    ]
    if heat.without_hours:
        sentences.append(
            _("Left out, since they stood for a week or have no end: %(n)s.")
            % {"n": wording.number(heat.without_hours)}
        )
    return " ".join(sentences)
