"""Who comes in: the signed-in person, or a polite refusal."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.errors import Forbidden, SignInNeeded


def allowed(request: HttpRequest, permission: May) -> User:
    """The person, who surely has the permission.

    Raises SignInNeeded for a stranger, Forbidden for a role without it.
    """
    person = request.user
    if not isinstance(person, User):
        raise SignInNeeded(_("Sign in to see this."))
    if not may(person, permission):
        raise Forbidden(_("Your role may not do this."))
    return person


def refuse(request: HttpRequest) -> SignInNeeded | Forbidden:
    """The right kind of no: sign in first, or not with this role."""
    if not isinstance(request.user, User):
        return SignInNeeded(_("Sign in to see this."))
    return Forbidden(_("Your role may not see this."))
