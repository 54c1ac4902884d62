"""What other policies would give the applicants of a round."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from gis_app.accounts.roles import May
from gis_app.web.api import gate
from gis_app.web.api.draws import WRITTEN, round_of
from gis_app.web.draw_office import what_if

router = Router(tags=["rounds of allocation"])


@router.get("/draws/{code}/what-if", response=WRITTEN, summary="Compare policies")
def compare(
    request: HttpRequest,
    code: str,
    share: Query[list[int]] = [],  # noqa: B006
    spacing: Query[list[int]] = [],  # noqa: B006
    classes: Query[list[str]] = [],  # noqa: B006
    rule: Query[list[str]] = [],  # noqa: B006
) -> dict[str, Any]:
    """The n-th of each list makes a policy; without any, four to begin with.

    Nothing is written, and the draw of the round is neither used nor foretold.
    """
    person = gate.allowed(request, May.SEE_ROUNDS)
    call = round_of(code)
    return what_if.told(call, what_if.read(share, spacing, classes, rule), person)
