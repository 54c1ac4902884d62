"""The office's pages of rounds: the list, one round, and the slip for an applicant."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gis_app.accounts.roles import May, may
from gis_app.rounds import queries
from gis_app.web import wording
from gis_app.web.draw_office import applications, told
from gis_app.web.draw_office.words import words
from gis_app.web.pages import doors, role_label, role_of
from gis_app.web.sheets.letter import qr


@require_safe
@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds with what is due next."""
    _enter(request)
    return render(request, "draw_office.html", context(request, "", words()))


@require_safe
@login_required
def one_round(request: HttpRequest, code: str) -> HttpResponse:
    """One round, from its preparation to the last answer."""
    _enter(request)
    call = get_object_or_404(queries.in_office(), code=code)
    title = wording.either(call.title_fa, call.title_en)
    return render(
        request,
        "draw_office_round.html",
        context(request, call.code, words()) | {"title": title},
    )


@require_safe
@login_required
@never_cache
def slip(request: HttpRequest, code: str, receipt: str) -> HttpResponse:
    """What an applicant takes along: the receipt number, large, without a name."""
    _enter(request)
    call = get_object_or_404(queries.in_office(), code=code)
    found = applications.related(call.applications)
    application = get_object_or_404(found, receipt=receipt)
    address = request.build_absolute_uri(reverse("draw", args=[code]))
    return render(
        request,
        "draw_slip.html",
        {
            "call": call,
            "title": wording.either(call.title_fa, call.title_en),
            "receipt": application.receipt,
            "at": wording.moment(application.at),
            "wishes": [
                applications.wish_label(wish) for wish in application.wishes.all()
            ],
            "challenge_until": wording.moment(call.challenge_until),
            "draw_at": wording.moment(call.draw_at),
            "address": address,
            "qr": qr(f"{address}?receipt={application.receipt}"),
        },
    )


def _enter(request: HttpRequest) -> None:
    if not may(request.user, May.SEE_ROUNDS):
        raise PermissionDenied


def context(request: HttpRequest, code: str, said: dict[str, str]) -> dict[str, Any]:
    """What a page of the office needs to render and to start its script."""
    return {
        "role_label": role_label(request),
        "doors": doors(request),
        "settings": {
            "page": "draw_office",
            "round": code,
            "language": get_language(),
            "rtl": get_language_bidi(),
            "role": role_of(request),
            "csrf": get_token(request),
            "may": told.rights(request.user),
            "files": {"icons": static("img/icons.svg")},
            "words": said,
        },
    }
