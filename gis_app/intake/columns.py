"""Which column of the file fills which field: by name, or as the user said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gis_app.intake.plan import Field, FileRefused
from gis_app.lib.digits import fold

_SHAPEFILE_NAME_LENGTH = 10
_NOT_A_LETTER = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """A name as it is compared: folded, letters and digits only."""
    return _NOT_A_LETTER.sub("", fold(name))


def match(
    fields: Sequence[Field], columns: Sequence[str], given: dict[str, str]
) -> dict[str, str]:
    """Field → column or ``=constant``. Raises FileRefused for what doesn't exist."""
    _refuse_unknown(fields, columns, given)
    chosen = {name: source for name, source in given.items() if source}
    taken = set(chosen.values())
    for field in fields:
        if field.name in given:
            continue
        column = _by_name(field, [c for c in columns if c not in taken])
        if column is not None:
            chosen[field.name] = column
            taken.add(column)
    missing = [f.name for f in fields if f.required and f.name not in chosen]
    if missing:
        raise FileRefused(
            "required_missing",
            fields=missing,
            columns=list(columns),
            example=missing[0],
        )
    return {f.name: chosen[f.name] for f in fields if f.name in chosen}


def _refuse_unknown(
    fields: Sequence[Field], columns: Sequence[str], given: dict[str, str]
) -> None:
    known = [field.name for field in fields]
    for name, source in given.items():
        if name not in known:
            raise FileRefused("unknown_field", field=name, fields=known)
        if source and not source.startswith("=") and source not in columns:
            raise FileRefused("unknown_column", column=source, columns=list(columns))


def _by_name(field: Field, columns: Sequence[str]) -> str | None:
    """The column for the field's first alias that one is named by."""
    names = {plain(column): column for column in reversed(columns)}
    for alias in (field.name, *field.aliases):
        wanted = plain(alias)
        if wanted in names:
            return names[wanted]
        short = plain(alias[:_SHAPEFILE_NAME_LENGTH])
        if len(alias) > _SHAPEFILE_NAME_LENGTH and short in names:
            return names[short]
    return None
