"""What a vendor's card says in its QR code: a signed CWT (RFC 8392) in Base45.

``MC1:`` and then COSE_Sign1 over {sub: the vendor's code, exp, iat, cti: the card's
number, goods}. No name, no national id, no phone, no photo: whoever reads the code
learns what is printed beside it, and not all of that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gis_app.lib import base45, cose

PREFIX = "MC1:"
SUB, EXP, IAT, CTI = 2, 4, 6, 7
GOODS = -65537
"""Of those numbers that RFC 8392 leaves to private use."""


@dataclass(frozen=True)
class Claims:
    """What is signed; times are whole seconds."""

    serial: int
    vendor: str
    issued_at: datetime
    expires_at: datetime
    goods: tuple[str, ...]


def write(claims: Claims, private: bytes, kid: bytes) -> str:
    """The text of the code; ``private`` are the 32 bytes of an Ed25519 key."""
    payload = {
        SUB: claims.vendor,
        EXP: int(claims.expires_at.timestamp()),
        IAT: int(claims.issued_at.timestamp()),
        CTI: _bytes(claims.serial),
        GOODS: list(claims.goods),
    }
    return PREFIX + base45.encode(cose.sign(payload, private, kid))


def read(text: str, key_of: Callable[[bytes], bytes | None]) -> Claims:
    """The claims of a code whose signature holds; they may have expired.

    Raises cose.NotSigned, or cose.UnknownKey.
    """
    if not text.startswith(PREFIX):
        raise cose.NotSigned("no code of a card")
    try:
        message = base45.decode(text.removeprefix(PREFIX))
    except ValueError as error:
        raise cose.NotSigned(str(error)) from error
    return _claims(cose.verify(message, key_of))


def _claims(payload: dict[int, Any]) -> Claims:
    try:
        vendor, cti, goods = payload[SUB], payload[CTI], payload[GOODS]
        whole = isinstance(vendor, str) and isinstance(cti, bytes)
        if not whole or not all(isinstance(each, str) for each in goods):
            raise TypeError("not the types of a card")
        return Claims(
            serial=int.from_bytes(cti, "big"),
            vendor=vendor,
            issued_at=datetime.fromtimestamp(payload[IAT], UTC),
            expires_at=datetime.fromtimestamp(payload[EXP], UTC),
            goods=tuple(goods),
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise cose.NotSigned("not the claims of a card") from error


def _bytes(serial: int) -> bytes:
    return serial.to_bytes((serial.bit_length() + 7) // 8, "big")
