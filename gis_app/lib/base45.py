"""Base45 (RFC 9285): bytes as capitals, digits and signs that a QR code packs well."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}


def encode(content: bytes) -> str:
    """Three signs for two bytes, two for a last single one."""
    signs = []
    for start in range(0, len(content), 2):
        pair = content[start : start + 2]
        rest = int.from_bytes(pair, "big")
        for _place in range(len(pair) + 1):
            rest, value = divmod(rest, 45)
            signs.append(ALPHABET[value])
    return "".join(signs)


def decode(text: str) -> bytes:
    """The bytes again; raises ValueError for what ``encode`` never writes."""
    content = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        size = len(group) - 1
        try:
            value = sum(_VALUE[sign] * 45**place for place, sign in enumerate(group))
        except KeyError as error:
            raise ValueError("a sign that is not of Base45") from error
        if not size or value >= 256**size:
            raise ValueError("no Base45")
        content += value.to_bytes(size, "big")
    return bytes(content)
