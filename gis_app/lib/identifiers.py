"""Iranian identifiers as people write them, brought to one form or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gis_app.lib.digits import canonical

_MOBILE = re.compile(r"(?:\+98|0098|0)?(9\d{9})", re.ASCII)
_PAIR = re.compile(r"(\d{1,9}) ?[/\\] ?(\d{1,9})", re.ASCII)
_BAKHSH = re.compile(r"بخش (\d{1,9})", re.ASCII)
_PART = re.compile(r"(?:قطعه|مفروز) (\d{1,9})", re.ASCII)
_LABEL_FIRST = re.compile(r"(اصلی|فرعی) (\d{1,9})", re.ASCII)
_NUMBER_FIRST = re.compile(r"(\d{1,9}) (اصلی|فرعی)", re.ASCII)


@dataclass(frozen=True)
class Plate:
    """A registration plate (پلاک ثبتی): main number, sub-number, section, part."""

    asli: int
    fari: int | None = None
    bakhsh: int | None = None
    part: int | None = None


def national_id(text: str) -> str:
    """Ten digits with a true check digit; raises ValueError otherwise.

    Zero-padded from 8 or 9 digits. A random number passes one time in ten, so this
    finds typing errors and proves nothing.
    """
    digits = _squeeze(text)
    if not re.fullmatch("[0-9]{8,10}", digits):
        raise ValueError("a national id has ten digits")
    digits = digits.zfill(10)
    if len(set(digits)) == 1:
        raise ValueError("a national id is not one digit repeated")
    if int(digits[9]) != _check_digit(digits[:9]):
        raise ValueError("the check digit of the national id is wrong")
    return digits


def mobile(text: str) -> str:
    """A mobile number as E.164, ``+989…``; raises ValueError otherwise."""
    found = _MOBILE.fullmatch(_squeeze(text))
    if not found:
        raise ValueError("a mobile number looks like 09123456789")
    return f"+98{found[1]}"


def postal_code(text: str) -> str:
    """Ten digits; raises ValueError otherwise."""
    digits = _squeeze(text)
    if not re.fullmatch("[1-9][0-9]{9}", digits):
        raise ValueError("a postal code has ten digits")
    return digits


def plate(text: str) -> Plate:
    """Reads ``34/118`` (main/sub), ``۱۱۸ فرعی از ۳۴ اصلی بخش ۴`` or ``34``.

    Raises ValueError when there is no main number in it.
    """
    plain = canonical(text)
    bakhsh, part = _BAKHSH.search(plain), _PART.search(plain)
    bare = _PART.sub("", _BAKHSH.sub("", plain))
    asli, fari = _worded(bare) if "اصلی" in bare else _bare(bare)
    if asli is None:
        raise ValueError("a plate has a main number, like 34/118")
    return Plate(asli, fari, bakhsh and int(bakhsh[1]), part and int(part[1]))


def _worded(text: str) -> tuple[int | None, int | None]:
    """Main and sub-number of "118 فرعی از 34 اصلی" or "اصلی 34 فرعی 118"."""
    text = text.replace(" از ", " ").removeprefix("پلاک ").removeprefix("ثبتی ").strip()
    if text.startswith(("اصلی", "فرعی")):
        found = {label: int(n) for label, n in _LABEL_FIRST.findall(text)}
    else:
        found = {label: int(n) for n, label in _NUMBER_FIRST.findall(text)}
    return found.get("اصلی"), found.get("فرعی")


def _bare(text: str) -> tuple[int | None, int | None]:
    """Main and sub-number of "34/118" or "34"."""
    if pair := _PAIR.search(text):
        return int(pair[1]), int(pair[2])
    alone = text.removeprefix("پلاک ").removeprefix("ثبتی ").strip()
    return (int(alone) if re.fullmatch(r"[0-9]{1,9}", alone) else None), None


def _squeeze(text: str) -> str:
    return re.sub(r"[ \-().]", "", canonical(text))


def _check_digit(nine: str) -> int:
    remainder = sum(int(c) * (10 - i) for i, c in enumerate(nine)) % 11
    return remainder if remainder < 2 else 11 - remainder
