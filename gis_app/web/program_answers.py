"""Programs get JSON whatever goes wrong, and nothing is kept without leave."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

FOR_PROGRAMS = ("/api/", "/tiles/", "/downloads/")


class ProgramAnswers:
    """Turns pages that refuse into ``{"error": sentence, "detail": {}}``.

    The framework itself answers a wrong method, a body that is too large or a fault
    with a page; under these addresses no person reads it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, never one that a shared cache may keep by default."""
        response = self.get_response(request)
        for_program = request.path.startswith(FOR_PROGRAMS)
        if for_program and response.status_code >= 400:
            _as_json(response)
        if not response.has_header("Cache-Control"):
            # What one person sees must not be kept for another.
            response["Cache-Control"] = "private, no-cache"
        return response


def _as_json(response: HttpResponseBase) -> None:
    told = response.headers.get("Content-Type", "")
    if told.startswith("application/json") or not isinstance(response, HttpResponse):
        return
    body = {"error": _sentence(response.status_code), "detail": {}}
    response.content = json.dumps(body, ensure_ascii=False).encode()
    response["Content-Type"] = "application/json; charset=utf-8"
    response["Content-Length"] = str(len(response.content))
    response["Cache-Control"] = "no-store"


def _sentence(status: int) -> str:
    sentences = {
        403: _("Your role may not do this."),
        404: _("There is no such thing here."),
        405: _("This address takes other methods: see the header Allow."),
        503: _("The database is starting again. Try again in a few seconds."),
    }
    if status in sentences:
        return sentences[status]
    if status >= 500:
        return _("Something went wrong here. Try again; if it stays, tell the office.")
    return _("The request can't be read.")
