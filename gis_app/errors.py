"""One table: which exception means which HTTP status."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DataError
from django.http.request import RawPostDataException


class Refusal(Exception):
    """A request that is understood and refused, with what to do instead.

    ``message`` is for people, already translated; ``detail`` is for programs.
    """

    status = 400

    def __init__(self, message: str, **detail: Any) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class BadInput(Refusal):
    """The input can't be read or makes no sense."""

    status = 400


class SignInNeeded(Refusal):
    """A stranger asks for what only staff may see."""

    status = 401


class Forbidden(Refusal):
    """The role may not do this."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or this role may not know of it."""

    status = 404


class Conflict(Refusal):
    """Somebody else was first, or the state has changed."""

    status = 409


STATUS: dict[type[Exception], int] = {
    ValidationError: 400,
    DataError: 400,
    RawPostDataException: 400,
    PermissionDenied: 403,
    ObjectDoesNotExist: 404,
}


def status_of(error: Exception) -> int:
    """The HTTP status of an exception; 500 for one that is not in the table."""
    if isinstance(error, Refusal):
        return error.status
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return status
    return 500
