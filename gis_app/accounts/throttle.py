"""Slows down the guessing of passwords: of one name, and of many, from one address.

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
MOST_OF_ADDRESS = 60
"""Of all names together: an office behind one address mistypes less than that."""
WITHIN = timedelta(minutes=15)


def admitted(username: str, address: str) -> bool:
    """Whether this attempt may go on; it counts as a failure until ``forget``.

    Counted before the password is looked at: of many attempts at one moment, each sees
    those that were counted before it.
    """
    SignInFailure.objects.filter(at__lt=timezone.now() - WITHIN).delete()
    this = SignInFailure.objects.create(username=_short(username), address=address)
    from_address = SignInFailure.objects.filter(address=address)
    if (
        _recent(username, address).count() <= MOST_FAILURES
        and from_address.count() <= MOST_OF_ADDRESS
    ):
        return True
    # Knocking at a closed door doesn't keep it closed.
    this.delete()
    return False


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
