"""Seals personal identifiers, so that a stolen copy of the database tells nothing.

``seal`` encrypts (Fernet: AES-128-CBC with HMAC, the token carries its own time);
``fingerprint`` is a keyed hash that finds and compares without opening the seal. An
unkeyed hash would not do: there are few enough national ids to try them all.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from gis_app.errors import Conflict


class SealBroken(Exception):
    """The text was sealed with another key, or changed since."""


def seal(plain: str) -> bytes:
    """Encrypt a text for storage; raises ImproperlyConfigured without a key."""
    return _fernet(settings.SEALING_KEY).encrypt(plain.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """The text again; raises SealBroken when the key does not fit."""
    try:
        return _fernet(settings.SEALING_KEY).decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise SealBroken("This was sealed with another MEYDAN_SEALING_KEY.") from error


def fingerprint(plain: str) -> str:
    """HMAC-SHA256 as 64 hexadecimal digits; equal texts have equal fingerprints.

    The caller brings the text to its canonical form first (``lib.identifiers``).
    """
    if not settings.HMAC_KEY:
        raise ImproperlyConfigured(
            "MEYDAN_HMAC_KEY is not set: personal identifiers can't be compared."
        )
    key = settings.HMAC_KEY.encode()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def need_keys() -> None:
    """Refuse in words where somebody is about to store what must be sealed."""
    if not (settings.SEALING_KEY and settings.HMAC_KEY):
        raise Conflict(
            _(
                "This server has no keys to seal personal data with: tell whoever runs"
                " it."
            )
        )


@lru_cache(maxsize=4)
def _fernet(key: str) -> Fernet:
    if not key:
        raise ImproperlyConfigured(
            "MEYDAN_SEALING_KEY is not set: personal identifiers can't be stored."
        )
    try:
        return Fernet(key)
    except ValueError as error:
        raise ImproperlyConfigured(
            "MEYDAN_SEALING_KEY must be 32 random bytes in URL-safe base64."
        ) from error
