"""What the back office answers when a request or the database says no."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import DataError, IntegrityError, InternalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]
MOST_DIGITS = 18
"""Of a primary key: a bigint has room for it."""


def refusals_told(view: View) -> View:
    """Unreadable requests are a 400; what a promise of the database forbids, a message.

    Forms check most of it first. What is left is a race, a trigger, a check that only
    the database can make, and whatever somebody typed into the address.
    """

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _readable(request.GET)
        _readable(request.POST)
        _selected(request.POST)
        try:
            return view(request, *args, **kwargs)
        except (DataError, RecursionError) as error:
            raise BadRequest("a value that no column takes") from error
        except (IntegrityError, InternalError) as error:
            if request.method != "POST":
                raise
            messages.error(request, _why(error))
            return redirect(request.get_full_path())

    return telling


def _readable(query: QueryDict) -> None:
    """PostgreSQL has no text with a NUL in it."""
    if any("\0" in value for name in query for value in (name, *query.getlist(name))):
        raise BadRequest("a NUL byte")


def _selected(form: QueryDict) -> None:
    """The rows and the button of an action are numbers."""
    for value in (*form.getlist("_selected_action"), *form.getlist("index")):
        if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
            raise BadRequest("a row that has no number")


def _why(error: IntegrityError | InternalError) -> str:
    """A sentence; never the error's own text, which repeats the row."""
    rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if str(rule).endswith("_in_city"):
        return _("The shape lies outside the city's area.")
    return _("The register does not allow this: rule %(rule)s.") % {"rule": rule or "–"}
