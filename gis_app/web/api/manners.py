"""How the API answers: never cached by others, and every refusal is a sentence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    ValidationError,
)
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unreadable

from gis_app.errors import NotFound, Refusal, status_of


class Manners(NinjaAPI):
    """A NinjaAPI whose errors are ``{"error": sentence, "detail": {…}}``."""

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What one person may see must not be kept for another."""
        response = super().create_response(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        return response

    def say_no_politely(self) -> None:
        """Register a handler for everything that can go wrong."""
        self.add_exception_handler(Refusal, self._refused)
        self.add_exception_handler(Unreadable, self._unreadable)
        self.add_exception_handler(AuthenticationError, self._stranger)
        self.add_exception_handler(HttpError, self._http)
        for known in (
            ValidationError,
            DataError,
            RawPostDataException,
            PermissionDenied,
            ObjectDoesNotExist,
            Http404,
        ):
            self.add_exception_handler(known, self._known)

    def problem(
        self, request: HttpRequest, status: int, error: str, **detail: Any
    ) -> HttpResponse:
        """The one form of a refusal."""
        answer: HttpResponse = self.create_response(
            request, {"error": error, "detail": detail}, status=status
        )
        return answer

    def _refused(self, request: HttpRequest, error: Any) -> HttpResponse:
        return self.problem(request, error.status, error.message, **error.detail)

    def _unreadable(self, request: HttpRequest, error: Any) -> HttpResponse:
        # Names of fields only: what was typed may be personal.
        fields = sorted({str(e["loc"][-1]) for e in error.errors if e.get("loc")})
        sentence = _("This can't be read: %(fields)s.") % {"fields": ", ".join(fields)}
        in_path = any(e.get("loc", ("",))[0] == "path" for e in error.errors)
        if in_path:
            return self.problem(request, 404, _("There is no such thing here."))
        return self.problem(request, 400, sentence, fields=fields)

    def _stranger(self, request: HttpRequest, error: Any) -> HttpResponse:
        return self.problem(request, 401, _("Sign in to see this."))

    def _http(self, request: HttpRequest, error: Any) -> HttpResponse:
        sentences = {
            400: _("The request can't be read."),
            403: _("The page was open too long: reload it and try again."),
        }
        sentence = sentences.get(error.status_code, str(error))
        return self.problem(request, error.status_code, sentence)

    def _known(self, request: HttpRequest, error: Any) -> HttpResponse:
        status = 404 if isinstance(error, Http404) else status_of(error)
        sentence = {
            400: _("The request can't be read."),
            403: _("Your role may not do this."),
            404: _("There is no such thing here."),
        }[status]
        return self.problem(request, status, sentence)


def nothing_here() -> NotFound:
    """For a thing that isn't there, or that this person may not know of."""
    return NotFound(_("There is no such thing here."))
