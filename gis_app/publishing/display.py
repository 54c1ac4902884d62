"""Values as people read them: words for codes, Persian digits, Jalali dates."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from typing import Any

from gis_app.lib import jalali
from gis_app.lib.digits import to_persian
from gis_app.publishing.catalog import Field

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?")


def harmless(text: str) -> str:
    """Text for HTML; branca takes a brace for the start of its template language."""
    return escape(text).replace("{", "&#123;")


def shown(field: Field, value: Any, language: str) -> str:
    """One value of a field in one language; an en dash for what is not known."""
    if value is None or value == "":
        return "–"
    if field.values:
        words = field.values.get(str(value))
        return words.in_language(language) if words else str(value)
    text = f"{value:g}" if isinstance(value, float) and value < 1e5 else str(value)
    if language == "en":
        return text.replace("T", " ") if _DAY.fullmatch(text) else text
    return to_persian(_in_jalali(text))


def _in_jalali(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    day = jalali.short(date.fromisoformat(found[1]))
    return f"{day} {found[2]}" if found[2] else day
