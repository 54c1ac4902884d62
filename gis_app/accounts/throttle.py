"""Slows down the guessing of passwords, for one name from one address at a time.

Somebody who guesses from elsewhere therefore can't lock a colleague out.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from gis_app.accounts.models import SignInFailure

MOST_FAILURES = 5
WITHIN = timedelta(minutes=15)


def blocked(username: str, address: str) -> bool:
    """Whether this name failed too often from this address of late."""
    return _recent(username, address).count() >= MOST_FAILURES


def failed(username: str, address: str) -> None:
    """Count a failure, and sweep out those that no longer matter."""
    SignInFailure.objects.filter(at__lt=timezone.now() - WITHIN).delete()
    SignInFailure.objects.create(username=_short(username), address=address)


def forget(username: str, address: str) -> None:
    """The right password was given."""
    _recent(username, address).delete()


def address_of(request: HttpRequest) -> str:
    """The client's address; behind the proxy, the one that the proxy itself saw.

    Only the last entry of X-Forwarded-For is the proxy's; the rest is hearsay.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_TLS and forwarded:
        return str(forwarded).rsplit(",", 1)[-1].strip()[:64]
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def _recent(username: str, address: str) -> QuerySet[SignInFailure]:
    return SignInFailure.objects.filter(
        username=_short(username), address=address, at__gte=timezone.now() - WITHIN
    )


def _short(username: str) -> str:
    return username.replace("\x00", "").lower()[:150]
