"""Attributes: what a column says, as text that PostgreSQL's COPY reads."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gis_app.intake.plan import Facts, Field
from gis_app.lib import identifiers, jalali
from gis_app.lib.digits import canonical, fold
from gis_app.lib.week import CITY_TIME, Week

NULL = "\\N"
"""How COPY writes a missing value."""

LARGEST_COUNT = 2**31 - 1
_FIRST_GREGORIAN_YEAR = 1600
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
PLATE_PARTS = ("asli", "fari", "bakhsh", "part")
_PAIR = r"\A(?P<asli>\d{1,9})/(?P<fari>\d{1,9})\z"
"""As most plates are written; RE2's syntax."""
_PLAIN_PLATE = re.compile(r"\d+( ?/ ?\d+)?|.*اصلی.*", re.ASCII)
_PLAIN_WORD = r"\A[!-\[\]-~]+\z"
"""Printable, without a space or a backslash; RE2's syntax."""
_SEPARATORS = re.compile("[,;،؛|]")


class Bad(ValueError):
    """A value that its field can't take; ``code`` names the sentence to say."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Facts = facts


Parser = Callable[[Any, Field], str | None]
Problems = dict[int, Bad]
"""The row in the batch, and the first thing that is wrong with it."""


def convert(
    column: pa.Array, field: Field, encoding: str | None
) -> tuple[list[str], Problems]:
    """One COPY token a row, and what is wrong, by row.

    Each different value is read once: registers repeat themselves.
    """
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = column.cast(pa.large_binary())  # GDAL may hand over broken UTF-8
    if field.kind == "count" and pa.types.is_integer(column.type) and _small(column):
        return column.cast(pa.string()).to_pylist(), {}
    if field.kind == "text" and _plain(column, field):
        return column.cast(pa.large_string()).to_pylist(), {}
    packed = column.dictionary_encode()
    tokens: list[str] = []
    wrong: dict[int, Bad] = {}
    for number, value in enumerate(packed.dictionary.to_pylist()):
        try:
            tokens.append(token(value, field, encoding))
        except Bad as bad:
            tokens.append(NULL)
            wrong[number] = bad
    nothing: str | Bad = NULL
    try:
        nothing = token(None, field, encoding)
    except Bad as bad:
        nothing = bad
    return _spread(packed.indices.to_pylist(), tokens, wrong, nothing)


def _small(column: pa.Array) -> bool:
    """Whether all numbers are counts without a question."""
    if column.null_count:
        return False
    least, most = pc.min_max(column).values()
    return bool(least.as_py() >= 0 and most.as_py() <= LARGEST_COUNT)


def _plain(column: pa.Array, field: Field) -> bool:
    """Whether all are short words of ASCII, which stay as they are."""
    if column.null_count or not pa.types.is_large_binary(column.type):
        return False
    most = pc.max(pc.binary_length(column)).as_py() or 0
    if field.max_length is not None and most > field.max_length:
        return False
    return bool(pc.all(pc.match_substring_regex(column, _PLAIN_WORD)).as_py())


def _spread(
    indices: Iterable[int | None],
    tokens: list[str],
    wrong: dict[int, Bad],
    nothing: str | Bad,
) -> tuple[list[str], Problems]:
    """The tokens in the order of the rows."""
    if not wrong and isinstance(nothing, str):
        return [nothing if i is None else tokens[i] for i in indices], {}
    result: list[str] = []
    problems: Problems = {}
    for row, i in enumerate(indices):
        bad = wrong.get(i) if i is not None else nothing
        if isinstance(bad, Bad):
            problems[row] = bad
            result.append(NULL)
        else:
            result.append(str(nothing) if i is None else tokens[i])
    return result, problems


def token(value: Any, field: Field, encoding: str | None = None) -> str:
    """One value as COPY text. Raises Bad."""
    if isinstance(value, bytes):
        value = _text_of(value, encoding)
    if isinstance(value, str):
        value = _clean(value)
    if isinstance(value, float) and math.isnan(value):
        value = None
    parsed = None if value in (None, "") else PARSERS[field.kind](value, field)
    if parsed is None:
        parsed = field.default
    if parsed is None and field.required:
        raise Bad("value_missing", field=field.name)
    if parsed is None:
        return NULL
    return parsed.replace("\\", "\\\\") if "\\" in parsed else parsed


def _clean(text: str) -> str:
    """Canonical, without control characters: no tab and no line end is left."""
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    return canonical(text.translate(_CONTROL))


def _text_of(value: bytes, encoding: str | None) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return value.decode(encoding or "ascii")
    except (UnicodeDecodeError, LookupError):
        shown = value.decode("latin-1")[:40]
        raise Bad("not_utf8", value=shown) from None


def _text(value: Any, field: Field) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a number column that holds codes
    text = str(value)
    if field.max_length is not None and len(text) > field.max_length:
        raise Bad(
            "too_long", field=field.name, value=text[:40], longest=field.max_length
        )
    return text


def _count(value: Any, field: Field) -> str:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not (number.is_integer() and 0 <= number <= LARGEST_COUNT):
        raise Bad("not_a_count", field=field.name, value=str(value)[:40])
    return str(int(number))


def _accuracy(value: Any, field: Field) -> str | None:
    """A root mean square error in metres; 0 means that nobody knows it."""
    try:
        number = float(str(value).replace("٫", "."))
    except ValueError:
        number = math.nan
    if number == 0:
        return None
    if not 0 < number < math.inf:
        raise Bad("not_an_accuracy", field=field.name, value=str(value)[:40])
    return repr(number)


def _choice(value: Any, field: Field) -> str:
    known = field.choices.get(fold(_text(value, Field(field.name, "text"))))
    if known is None:
        allowed = sorted(set(field.choices.values()))
        raise Bad(
            "unknown_choice", field=field.name, value=str(value)[:40], allowed=allowed
        )
    return known


def _moment(value: Any, field: Field) -> str:
    """A date or moment: ISO or Jalali; without a zone, in the city's time."""
    moment = _read_moment(value)
    if moment is None:
        raise Bad("not_a_date", field=field.name, value=str(value)[:40])
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=CITY_TIME)
    return moment.isoformat()


def _read_moment(value: Any) -> datetime | None:
    if isinstance(value, date):
        if value.year < _FIRST_GREGORIAN_YEAR:
            # GDAL takes 1405/03/11 for a day of the Middle Ages.
            return _jalali(f"{value.year}/{value.month}/{value.day}")
        if isinstance(value, datetime):
            return value
        return datetime(value.year, value.month, value.day, tzinfo=CITY_TIME)
    text = str(value)
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return _jalali(text)
    return moment if moment.year >= _FIRST_GREGORIAN_YEAR else _jalali(text)


def _jalali(text: str) -> datetime | None:
    try:
        day = jalali.parse(text)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=CITY_TIME)


def _week(value: Any, field: Field) -> str:
    try:
        return str(Week.parse(str(value)))
    except ValueError:
        raise Bad("not_a_week", field=field.name, value=str(value)[:40]) from None


def _list(value: Any, field: Field) -> str:
    """Words, or codes of a choice, as PostgreSQL's array text."""
    given = value if isinstance(value, list) else _SEPARATORS.split(str(value))
    words = [canonical(str(word)) for word in given]
    if field.choices:
        words = [_choice(word, field) for word in words if word]
    quoted = [json.dumps(word, ensure_ascii=False) for word in words if word]
    return "{" + ",".join(quoted) + "}"


PARSERS: dict[str, Parser] = {
    "text": _text,
    "count": _count,
    "accuracy": _accuracy,
    "choice": _choice,
    "moment": _moment,
    "week": _week,
    "list": _list,
}


def backwards(starts: list[str], ends: list[str], name: str) -> Problems:
    """Rows whose time range ends before it begins."""
    return {
        row: Bad("ends_before_start", field=name, start=start, end=end)
        for row, (start, end) in enumerate(zip(starts, ends, strict=True))
        if NULL not in (start, end)
        and datetime.fromisoformat(end) <= datetime.fromisoformat(start)
    }


def plate_parts(plates: list[str]) -> dict[str, list[str]]:
    """Plates as written, taken apart; a plate of another country stays as it is."""
    pairs = pc.extract_regex(pa.array(plates, pa.string()), _PAIR)
    asli, fari = (
        # By a number, which has no zeros before it.
        pc.fill_null(numbers.cast(pa.int64()).cast(pa.string()), NULL).to_pylist()
        for numbers in pairs.flatten()
    )
    nothing = [NULL] * len(plates)
    parts = dict(zip(PLATE_PARTS, (asli, fari, nothing, nothing.copy()), strict=True))
    for row in pc.indices_nonzero(pairs.is_null()).to_pylist():
        plate = _plate(plates[row])
        for name in PLATE_PARTS if plate else ():
            number = getattr(plate, name)
            parts[name][row] = NULL if number is None else str(number)
    return parts


def _plate(written: str) -> identifiers.Plate | None:
    if not _PLAIN_PLATE.fullmatch(written):
        return None
    try:
        return identifiers.plate(written)
    except ValueError:
        return None
