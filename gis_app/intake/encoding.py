"""Which letters a Shapefile's attributes are in: what the file says is often wrong."""

from __future__ import annotations

from pathlib import Path

_SAMPLE = 2**20
_HEADER = 32
"""Bytes of the table's header, and of each column's description after it."""
_NAME = 11
_ARABIC = range(0x0600, 0x0700)
_LETTER_CP1256 = 0.5
"""Least share of Arabic letters among the non-ASCII ones of Persian text."""


def guess(shapefile: Path) -> str | None:
    """UTF-8 or CP1256 when the bytes are clearly that; None: believe the file.

    UTF-8 hardly ever looks valid by accident. Bytes that are not UTF-8 and read as
    Persian in Windows-1256 are that: a header that says Latin-1, or a missing
    ``.cpg``, would turn them into nonsense.
    """
    sample = _text_bytes(shapefile)
    if sample is None or sample.isascii():
        return None
    try:
        # Fields are cut at a byte, so the last letter of one may be broken.
        sample.decode("utf-8")
        return "UTF-8"
    except UnicodeDecodeError:
        pass
    broken = sample.decode("utf-8", errors="replace").count("\ufffd")
    high = sum(byte > 127 for byte in sample)
    if broken * 20 < high:
        return "UTF-8"
    if _says_unicode(shapefile):
        return None
    letters = [c for c in sample.decode("cp1256", errors="replace") if ord(c) > 127]
    arabic = sum(ord(c) in _ARABIC for c in letters)
    return "CP1256" if arabic > len(letters) * _LETTER_CP1256 else None


def _says_unicode(shapefile: Path) -> bool:
    declared = shapefile.with_suffix(".cpg")
    return declared.is_file() and "utf" in declared.read_text("latin-1").lower()


def _text_bytes(shapefile: Path) -> bytes | None:
    """The columns' names and the first records of the attribute table."""
    for suffix in (".dbf", ".DBF"):
        table = shapefile.with_suffix(suffix)
        if table.is_file():
            with table.open("rb") as stream:
                header = stream.read(_HEADER)
                if len(header) < _HEADER:
                    return None
                size = int.from_bytes(header[8:10], "little")
                names = _names(stream.read(max(size - _HEADER, 0)))
                return names + b" " + stream.read(_SAMPLE)
    return None


def _names(fields: bytes) -> bytes:
    """Of the columns: ten letters at most at the start of each description."""
    starts = range(0, len(fields) - _HEADER + 1, _HEADER)
    return b" ".join(fields[at : at + _NAME].split(b"\0")[0] for at in starts)
