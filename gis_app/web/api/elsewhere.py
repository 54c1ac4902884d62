"""Whatever has no address in the API is told so in JSON; the last router of all."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from gis_app.web.api.manners import nothing_here

router = Router()


@router.api_operation(
    ["GET", "POST", "PUT", "PATCH", "DELETE"],
    "/{path:anything}",
    include_in_schema=False,
)
def elsewhere(request: HttpRequest, anything: str) -> None:
    """Nothing has this address."""
    raise nothing_here()
