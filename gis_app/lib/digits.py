"""One form for text typed with Persian, Arabic or Latin keyboards.

``canonical`` is for keeping (it reads the same to a person); ``fold`` is for comparing
(it also forgets case and the madda). The database has the same ``fold`` as
``meydan.fold`` (``land/sql/fold.sql``); a test holds the two together.
"""

from __future__ import annotations

PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
ARABIC = "٠١٢٣٤٥٦٧٨٩"
LATIN = "0123456789"

LETTERS = {
    "ي": "ی",
    "ى": "ی",
    "ئ": "ی",
    "ك": "ک",
    "ة": "ه",
    "ۀ": "ه",
    "أ": "ا",
    "إ": "ا",
    "ٱ": "ا",
    "ؤ": "و",
}
"""Arabic letters, and letters with a hamza, that people type for one another."""

SPACES = "\u200c\u00a0\u2007\u202f\t\n\r\v\f"
"""ZWNJ and the other spaces that look like one, or like none."""

SILENT = (
    "\u0640"  # tatweel
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0655\u0670"
    "\u200b\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\ufeff"
)
"""Vowel marks, joiners and direction marks: invisible, or as good as that."""

_DIGITS = dict(zip(PERSIAN + ARABIC, LATIN * 2, strict=True))
_ASCII_CASE = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", strict=True)
)
_CANONICAL = {
    ord(old): new
    for old, new in (
        _DIGITS | LETTERS | dict.fromkeys(SPACES, " ") | dict.fromkeys(SILENT, "")
    ).items()
}
_FOLD = {ord(old): new for old, new in (_ASCII_CASE | {"آ": "ا", "ء": ""}).items()}
_TO_LATIN = str.maketrans(PERSIAN + ARABIC, LATIN * 2)
_TO_PERSIAN = str.maketrans(LATIN + ARABIC, PERSIAN * 2)


def to_latin(text: str) -> str:
    """The same text with Persian and Arabic digits as ASCII digits."""
    return text.translate(_TO_LATIN)


def to_persian(text: str) -> str:
    """The same text with ASCII and Arabic digits as Persian digits."""
    return text.translate(_TO_PERSIAN)


def canonical(text: str) -> str:
    """The one form to keep: ASCII digits, Persian letters, single plain spaces."""
    return _single_spaces(text.translate(_CANONICAL))


def fold(text: str) -> str:
    """The form to compare by; equal for what a person would call the same words."""
    return _single_spaces(canonical(text).translate(_FOLD))


def _single_spaces(text: str) -> str:
    return " ".join(part for part in text.split(" ") if part)
