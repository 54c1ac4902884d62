"""Whoever edits sees what it changed: findings are judged in the request that edits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gis_app.encroachment import upkeep

logger = logging.getLogger(__name__)
READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class KeptTrue:
    """Judges after each transaction of a request that may write, and at its end.

    Right after the commit, so that what the view says next is true already. A judgement
    that fails leaves the edit as it is, and its place to the worker.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the view; nothing of it is touched."""
        if request.method in READING:
            return self.get_response(request)
        with connection.execute_wrapper(_watch):
            response = self.get_response(request)
            # For what was written outside of any transaction.
            if not connection.in_atomic_block:
                _judge()
        return response


def _watch(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
) -> Any:
    """Whichever statement it was: what it wrote, the triggers know."""
    result = execute(sql, params, many, context)
    if connection.in_atomic_block and not _is_asked_for():
        connection.on_commit(_judge)
    return result


def _is_asked_for() -> bool:
    # A savepoint that is rolled back takes the wish with it.
    return any(_judge in wish for wish in connection.run_on_commit)


def _judge() -> None:
    try:
        if upkeep.waiting():
            upkeep.refresh_at_once()
    except DatabaseError:
        logger.exception("An edit is left to the worker")
