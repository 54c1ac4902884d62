"""The page of the register of vendors, in the workbench's style."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.lib import jalali
from gis_app.vendors.models import CardRevocation, PriorityKind
from gis_app.web import wording
from gis_app.web.pages import doors, role_label
from gis_app.web.vendors import asked
from gis_app.web.vendors.words import words
from gis_app.zones.models import Goods


@require_safe
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """For whoever reads the register; who edits it finds the forms there, too."""
    person = request.user
    if not isinstance(person, User) or not may(person, May.READ_VENDORS):
        raise PermissionDenied
    context = {
        "page": "vendors",
        "settings": _settings(request, person),
        "role_label": role_label(request),
        "doors": doors(request),
        "edits": may(person, May.REGISTER_VENDORS),
    }
    return render(request, "vendors.html", context)


def _settings(request: HttpRequest, person: User) -> dict[str, Any]:
    return {
        "page": "vendors",
        "language": get_language(),
        "rtl": get_language_bidi(),
        "role": person.role,
        "csrf": get_token(request),
        "zone": settings.TIME_ZONE,
        "may": {"edit": may(person, May.REGISTER_VENDORS)},
        "files": {"icons": static("img/icons.svg")},
        "words": words(),
        "choices": {
            "goods": [[code, str(label)] for code, label in Goods.choices],
            "kinds": [
                [
                    kind.code,
                    wording.either(kind.title_fa, kind.title_en),
                    wording.either(kind.paper_fa, kind.paper_en),
                ]
                for kind in PriorityKind.objects.filter(in_use=True)
            ],
            "reasons": [
                [code, str(label)] for code, label in CardRevocation.Reason.choices
            ],
            "until": _typed(),
        },
    }


def _typed() -> str:
    day = asked.year_from_now()
    return jalali.short(day) if wording.persian() else day.isoformat()
