"""Who sends files, asked before anything of them is kept."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.session import SessionAuth

from gis_app.errors import BadInput
from gis_app.field.photos import LARGEST_BYTES, MOST, too_large


class Sender(SessionAuth):
    """Who sends, asked before anything is read: a stranger's files are not kept."""

    largest_bytes = MOST * LARGEST_BYTES + 2**20

    def __call__(self, request: HttpRequest) -> Any:
        """The person, or None for a stranger; raises BadInput for a hopeless size."""
        if not request.user.is_authenticated:
            return None
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.largest_bytes:
            # Read to its end, or the phone would take the refusal for a lost signal.
            while request.read(2**16):
                pass
            raise self.too_much()
        try:
            len(request.POST)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
            raise self.too_much() from error
        return super().__call__(request)

    def too_much(self) -> BadInput:
        """The refusal of more than can be taken."""
        return BadInput(
            _(
                "This is more than a report holds: fewer corners, fewer or smaller"
                " photos."
            ),
            reason="large",
        )


class OnePhoto(Sender):
    """Who sends a single photo."""

    largest_bytes = LARGEST_BYTES + 2**20

    def too_much(self) -> BadInput:
        """As for a photo that is a little too large."""
        return too_large(1)
