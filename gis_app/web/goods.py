"""Classes of goods in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gis_app.web import wording
from gis_app.zones.models import Goods


def goods(codes: list[str]) -> str:
    """``Fruit and vegetables and Fish``; an empty list is all goods."""
    known = dict(Goods.choices)
    if not codes:
        return _("all goods")
    return wording.enumerate_words([str(known.get(code, code)) for code in codes])
