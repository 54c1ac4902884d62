"""Who am I, and in which language?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router

from gis_app.accounts.models import User
from gis_app.web.api.schemas import Session

router = Router(tags=["session"])


@router.get("/session", response=Session, summary="The person and the language")
def session(request: HttpRequest) -> dict[str, Any]:
    """The signed-in person, or null for a stranger."""
    user = request.user
    language = get_language()
    if not isinstance(user, User):
        return {"user": None, "language": language}
    return {
        "language": language,
        "user": {
            "username": user.get_username(),
            "name": user.get_full_name() or user.get_username(),
            "role": user.role,
            "role_label": user.get_role_display(),
            "districts": list(user.districts.values_list("id", flat=True)),
        },
    }
