"""While the database starts again, people and programs are asked to wait a moment."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError, close_old_connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

RETRY_AFTER_S = 5
AWAY = ("08", "57P01", "57P02", "57P03", "53300")
"""Beginnings of SQLSTATE: no connection, shut down, crashed, starting, all in use."""


class Recovering:
    """Answers 503 with a kind page where the database was not there to ask.

    Under the addresses for programs ``ProgramAnswers`` makes JSON of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, untouched."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """The page for a database that is away; any other fault is not ours."""
        if not is_away(exception):
            return None
        # Or whoever asks after us would meet the broken connection again.
        close_old_connections()
        # Without the request: its processors might ask the database who reads this.
        again = request.get_full_path() if request.method == "GET" else ""
        page = render_to_string("503.html", {"again": again})
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER_S})


def is_away(exception: Exception) -> bool:
    """Whether the database could not be reached, or went away in the middle.

    A server that refuses a connection or breaks it off leaves no SQLSTATE.
    """
    if not isinstance(exception, OperationalError):
        return False
    code = getattr(exception.__cause__, "pgcode", None)
    return code is None or code.startswith(AWAY)
