"""System checks: is the reading role there?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import OperationalError, connections
from django.utils.translation import gettext as _

from gis_app.publishing.reader import READER


def reader_exists(
    *, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Without the role tiles are read with the application's own rights."""
    if not databases or "default" not in databases:
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = %s",
                [READER],
            )
            row = cursor.fetchone()
    except OperationalError:  # Django itself says that the database is away.
        return []
    if row and row[0]:
        return []
    return [
        Warning(
            _("Tiles and files are read with all the rights of the application."),
            hint=_(
                "Ask the administrator of the database for: CREATE ROLE %(role)s "
                "NOLOGIN; GRANT %(role)s TO the application's user; then migrate."
            )
            % {"role": READER},
            id="publishing.W001",
        )
    ]
