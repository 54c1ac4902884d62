"""COSE_Sign1 with Ed25519: the little of RFC 9052 and 9053 that a card needs.

Encoded as RFC 8949 section 4.2 says, so that a message has one form only: a reader
takes no other, and whoever changes a byte changes what was signed or is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

SIGN1 = 18
ALG, KID, EDDSA = 1, 4, -8
LONGEST = 1024


class NotSigned(ValueError):
    """The message isn't one of ours, or its signature doesn't hold."""


class UnknownKey(NotSigned):
    """The message names a key that the reader doesn't have."""


def sign(payload: Mapping[int, Any], private: bytes, kid: bytes) -> bytes:
    """A tagged COSE_Sign1; the key's number stands in the protected header.

    ``private`` are the 32 bytes of RFC 8032.
    """
    protected = _encoded({ALG: EDDSA, KID: kid})
    body = _encoded(dict(payload))
    key = Ed25519PrivateKey.from_private_bytes(private)
    signature = key.sign(to_be_signed(protected, body))
    return _encoded(cbor2.CBORTag(SIGN1, [protected, {}, body, signature]))


def verify(message: bytes, key_of: Callable[[bytes], bytes | None]) -> dict[int, Any]:
    """The payload of a message whose signature holds.

    ``key_of`` gives the 32 public bytes for a kid, or None. Raises NotSigned, or
    UnknownKey.
    """
    protected, body, signature = _parts(message)
    header = _decoded(protected)
    if not isinstance(header, dict) or set(header) != {ALG, KID}:
        raise NotSigned("not our header")
    if header[ALG] != EDDSA or not isinstance(header[KID], bytes):
        raise NotSigned("not signed by Ed25519")
    public = key_of(header[KID])
    if public is None:
        raise UnknownKey(header[KID].hex())
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            signature, to_be_signed(protected, body)
        )
    except InvalidSignature as error:
        raise NotSigned("the signature does not hold") from error
    payload = _decoded(body)
    if not isinstance(payload, dict):
        raise NotSigned("the payload is no map")
    return payload


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052 section 4.4, without external data."""
    return _encoded(["Signature1", protected, b"", payload])


def _parts(message: bytes) -> tuple[bytes, bytes, bytes]:
    tagged = _decoded(message)
    if not isinstance(tagged, cbor2.CBORTag) or tagged.tag != SIGN1:
        raise NotSigned("no COSE_Sign1")
    parts = tagged.value
    if not isinstance(parts, list | tuple) or len(parts) != 4 or parts[1] != {}:
        raise NotSigned("no COSE_Sign1 of ours")
    protected, _none, body, signature = parts
    if not all(isinstance(x, bytes) for x in (protected, body, signature)):
        raise NotSigned("no COSE_Sign1 of ours")
    return protected, body, signature


def _encoded(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def _decoded(content: bytes) -> Any:
    """One value in its one form, and nothing after it."""
    if len(content) > LONGEST:
        raise NotSigned("too long")
    try:
        value = cbor2.loads(content)
        same = _encoded(value) == content
    except (cbor2.CBORError, ValueError, TypeError, OverflowError) as error:
        raise NotSigned("no CBOR") from error
    if not same:
        raise NotSigned("not the one form of RFC 8949, section 4.2")
    return value
