"""Turns refusals into answers with the right status."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from gis_app.errors import Refusal

P = ParamSpec("P")


def refusals_answered(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A refusal becomes ``{"error": sentence, "detail": {…}}``, as in the JSON API."""

    @wraps(view)
    def answering(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            answer = JsonResponse(
                {"error": refusal.message, "detail": refusal.detail},
                status=refusal.status,
                json_dumps_params={"ensure_ascii": False},
            )
            answer["Cache-Control"] = "no-store"
            return answer

    return answering
