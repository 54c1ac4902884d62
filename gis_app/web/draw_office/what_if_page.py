"""The page on which a planner compares policies of a round: a form, no script."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gis_app.accounts.roles import May, may
from gis_app.errors import BadInput, Refusal
from gis_app.lib.digits import to_latin
from gis_app.lib.policies import Policy
from gis_app.rounds import queries, whatif
from gis_app.web import wording
from gis_app.web.draw_office import plots, what_if
from gis_app.web.draw_office.pages import context


@require_safe
@login_required
@never_cache
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Up to four policies side by side; the address keeps them."""
    if not may(request.user, May.SEE_ROUNDS):
        raise PermissionDenied
    call = get_object_or_404(queries.in_office(), code=code)
    asked, shown, status = what_if.DEFAULT, {}, 200
    try:
        asked = _read(request.GET)
        told = what_if.told(call, asked, request.user)
        shown = {
            "summary": plots.summary(told),
            "plots": plots.plots(told),
            "applicants": wording.number(told["applicants"]),
            "note": told["note"],
        }
    except Refusal as refusal:
        shown, status = {"refused": refusal.message}, refusal.status
    form = {
        "title": wording.either(call.title_fa, call.title_en),
        "call": call,
        "forms": [_form(n, asked) for n in range(whatif.MOST_POLICIES)],
        "most_spacing": str(whatif.MOST_SPACING_M),
    }
    frame = context(request, call.code, {})
    return render(request, "what_if.html", frame | form | shown, status=status)


def _read(query: QueryDict) -> list[Policy]:
    return what_if.read(
        _numbers(query, "share"),
        _numbers(query, "spacing"),
        query.getlist("classes"),
        query.getlist("rule"),
    )


def _numbers(query: QueryDict, name: str) -> list[int]:
    texts = [to_latin(text.strip()) for text in query.getlist(name)]
    if not all(text.isdecimal() and len(text) < 6 for text in texts):
        raise BadInput(_("Write share and spacing as whole numbers."))
    return [int(text) for text in texts]


def _form(place: int, asked: list[Policy]) -> dict[str, Any]:
    """The fields of one policy; one that is left out has no rule."""
    policy = asked[place] if place < len(asked) else None
    shown = policy or Policy()
    rule = policy.rule if policy else ""
    return {
        "letter": what_if.letter(place),
        "fill": place + 1,
        "share": wording.digits(shown.share),
        "spacing": wording.digits(shown.spacing_m),
        "classes": [
            (code, what_if.classes_label(code), code == shown.classes)
            for code in whatif.CLASSES
        ],
        "rules": [
            ("", _("left out"), not rule),
            *((code, what_if.rule_label(code), code == rule) for code in whatif.RULES),
        ],
    }
