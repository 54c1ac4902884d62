"""The office's pages of swaps among holders, their record and its verifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gis_app.accounts.roles import May, may
from gis_app.lib import swaps as arithmetic
from gis_app.swaps.models import Swap
from gis_app.web import wording
from gis_app.web.draw_office.pages import context
from gis_app.web.swap_office.words import words


@require_safe
@login_required
def swaps(request: HttpRequest) -> HttpResponse:
    """All swaps."""
    return render(request, "swap_office.html", _context(request, None))


@require_safe
@login_required
def one_swap(request: HttpRequest, swap_id: int) -> HttpResponse:
    """One swap."""
    found = _found(request, swap_id)
    return render(
        request,
        "swap_office.html",
        _context(request, found)
        | {"title": wording.either(found.title_fa, found.title_en)},
    )


@require_safe
@login_required
def record(request: HttpRequest, swap_id: int) -> HttpResponse:
    """The record to the byte, under receipt numbers."""
    found = _found(request, swap_id)
    if not found.record:
        raise Http404
    answer = HttpResponse(found.record, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="swap-{found.pk}.json"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that runs a swap again: one file for Python's own library."""
    text = Path(arithmetic.__file__).read_text(encoding="utf-8")
    answer = HttpResponse(text, content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify_swap.py"'
    return answer


def _found(request: HttpRequest, swap_id: int) -> Swap:
    _enter(request)
    return get_object_or_404(Swap, pk=swap_id)


def _enter(request: HttpRequest) -> None:
    if not may(request.user, May.SEE_ROUNDS):
        raise PermissionDenied


def _context(request: HttpRequest, swap: Swap | None) -> dict[str, Any]:
    _enter(request)
    found = context(request, "", words())
    found["settings"]["swap"] = swap.pk if swap else None
    return found
