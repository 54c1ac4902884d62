"""Log lines without what people typed: a database's complaint repeats the row."""

from __future__ import annotations

import logging
import re
from types import TracebackType
from typing import Any

_COMPLAINT = re.compile(r"(?:psycopg2|django\.db)[\w.]*: ")
_NEXT = ("Traceback (most recent", "The above exception", "During handling")
_QUOTED = re.compile(r': ".*$')


class Discreet(logging.Formatter):
    """Keeps the kind of a database error and its rule, drops the values."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """The traceback, each complaint of the database cut to its first line."""
        return discreet(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:
        """The same for a stack."""
        return discreet(super().formatStack(stack_info))


def discreet(text: str) -> str:
    """A traceback without DETAIL, CONTEXT, the statement and quoted values."""
    kept: list[str] = []
    dropping = False
    for line in text.splitlines():
        if dropping and not line.startswith(_NEXT):
            continue
        dropping = bool(_COMPLAINT.match(line))
        kept.append(_QUOTED.sub(": …", line) if dropping else line)
    return "\n".join(kept)


def settings() -> dict[str, Any]:
    """Django's LOGGING: warnings and worse, to the console."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"discreet": {"()": "gis_app.discreet_log.Discreet"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "discreet"}
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        # Django's own handlers would print the same once more, and in full.
        "loggers": {"django": {"handlers": [], "propagate": True}},
    }
