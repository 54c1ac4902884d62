"""Numbers in the sentences of refusals, in the digits of the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language

from gis_app.lib.digits import to_persian


def digits(number: int) -> str:
    """``12`` or ``۱۲``."""
    persian = (get_language() or "fa").startswith("fa")
    return to_persian(str(number)) if persian else str(number)
