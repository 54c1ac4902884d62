"""From batches of features to rows for COPY, and the list of what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyproj
import shapely
from pyproj.exceptions import ProjError

from gis_app.intake import read, unpack, values
from gis_app.intake.check import Checked, Shapes, check
from gis_app.intake.columns import match
from gis_app.intake.plan import Box, Facts, FileRefused, Finding, Outcome, Plan

Tokens = dict[str, list[str]]
SILENT_REPAIRS = frozenset({"flattened"})
"""Counted, never listed: nearly every file from a survey has heights."""

POLYGON = "0103000000"
MULTI_OF_ONE = "010600000001000000"
"""Little-endian WKB headers, OGC 06-103r4 § 8.2."""


def rows(plan: Plan, outcome: Outcome) -> Iterator[bytes]:
    """COPY lines (feature, each field of the plan, shape) of what passes the checks.

    ``outcome`` is filled in on the way. Raises FileRefused.
    """
    path = unpack.to_open(plan.path, Path(plan.scratch), plan.limits)
    source = read.describe(path, plan)
    outcome.driver, outcome.file_layer = source.driver, source.layer
    outcome.source_crs = read.named(source.crs)
    outcome.crs_wkt = source.crs.to_wkt()
    outcome.notes.extend(source.notes)
    mapping = match(plan.fields, source.columns, plan.given)
    outcome.mapping = mapping
    _check_constants(plan, mapping)
    if plan.splits_plates and "plate" in mapping and "asli" not in mapping:
        outcome.derived = [p for p in values.PLATE_PARTS if p not in mapping]
    used = [c for c in source.columns if c in mapping.values()]
    outcome.unused = [c for c in source.columns if c not in used]
    transformer = _transformer(source.crs, plan.srid)
    for batch, shape_column in read.batches(source, used):
        yield _lines(batch, shape_column, plan, outcome, source.encoding, transformer)
    if not outcome.read:
        raise FileRefused("no_features")


def _check_constants(plan: Plan, mapping: dict[str, str]) -> None:
    for field in plan.fields:
        source = mapping.get(field.name, "")
        if source.startswith("="):
            try:
                values.token(source[1:], field)
            except values.Bad as bad:
                raise FileRefused(bad.code, **bad.facts) from bad


def _transformer(crs: pyproj.CRS, srid: int) -> pyproj.Transformer | None:
    storage = pyproj.CRS.from_epsg(srid)
    if crs == storage:
        return None
    try:
        return pyproj.Transformer.from_crs(crs, storage, always_xy=True)
    except ProjError:
        raise FileRefused("unknown_crs", crs=read.named(crs)) from None


def _lines(
    batch: pa.RecordBatch,
    shape_column: str,
    plan: Plan,
    outcome: Outcome,
    encoding: str | None,
    transformer: pyproj.Transformer | None,
) -> bytes:
    tokens, problems = _attributes(batch, plan, outcome, encoding)
    wkb = batch.column(shape_column).to_numpy(zero_copy_only=False)
    checked = check(np.asarray(wkb, dtype=object), plan, transformer)
    for row, bad in problems.items():
        checked.refused.setdefault(row, (bad.code, bad.facts))
    first = outcome.read + 1
    _note(outcome, plan, checked, first, tokens.get(plan.label))
    outcome.read += batch.num_rows
    good = np.ones(batch.num_rows, dtype=bool)
    good[list(checked.refused)] = False
    outcome.passed += int(good.sum())
    columns = [
        [str(first + row) for row in np.flatnonzero(good).tolist()],
        *(_kept(tokens[field.name], good) for field in plan.fields),
        _hex(checked.shapes[good], plan.shape),
    ]
    lines = "\n".join(map("\t".join, zip(*columns, strict=True)))
    return f"{lines}\n".encode() if lines else b""


def _hex(shapes: Shapes, shape: str) -> list[str]:
    """Shapes as COPY reads them; the column knows the SRID.

    A single polygon becomes a MultiPolygon of one by a header before it: building
    the objects anew would cost more than all the checks.
    """
    # In hex by Python: GEOS takes five times as long to write it.
    packed: list[bytes] = shapely.to_wkb(shapes, byte_order=1).tolist()
    texts = [each.hex() for each in packed]
    if shape != "MultiPolygon":
        return texts
    return [MULTI_OF_ONE + text if text.startswith(POLYGON) else text for text in texts]


def _kept(
    tokens: list[str], good: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[str]:
    return tokens if good.all() else np.asarray(tokens, dtype=object)[good].tolist()


def _attributes(
    batch: pa.RecordBatch, plan: Plan, outcome: Outcome, encoding: str | None
) -> tuple[Tokens, values.Problems]:
    """Every field's tokens; a field without a column gets its default."""
    tokens: Tokens = {}
    problems: values.Problems = {}
    for field in plan.fields:
        source = outcome.mapping.get(field.name)
        if source is None or source.startswith("="):
            constant = values.token(source and source[1:], field)
            tokens[field.name] = [constant] * batch.num_rows
            continue
        tokens[field.name], wrong = values.convert(
            batch.column(source), field, encoding
        )
        problems = wrong | problems
    for name in tokens:
        if name.endswith("_from"):
            until = name.removesuffix("_from") + "_until"
            problems = values.backwards(tokens[name], tokens[until], name) | problems
    if outcome.derived:
        parts = values.plate_parts(tokens["plate"])
        tokens |= {name: parts[name] for name in outcome.derived}
    return tokens, problems


def _note(
    outcome: Outcome, plan: Plan, checked: Checked, first: int, labels: list[str] | None
) -> None:
    """Write down what was refused and repaired in a batch."""

    def finding(row: int, code: str, facts: Facts) -> Finding:
        key = labels[row] if labels else ""
        return Finding(first + row, "" if key == values.NULL else key, code, facts)

    most = plan.limits.listed
    for row, (code, facts) in sorted(checked.refused.items()):
        outcome.refused_by_code[code] = outcome.refused_by_code.get(code, 0) + 1
        if len(outcome.refused) < most:
            outcome.refused.append(finding(row, code, facts))
    for row, repairs in sorted(checked.repaired.items()):
        if row in checked.refused:
            continue
        outcome.features_repaired += 1
        for code, facts in repairs:
            by_code = outcome.repaired_by_code
            by_code[code] = by_code.get(code, 0) + 1
            if code not in SILENT_REPAIRS and len(outcome.repaired) < most:
                outcome.repaired.append(finding(row, code, facts))
    outcome.bounds = _together(outcome.bounds, checked.bounds)


def _together(a: Box | None, b: Box | None) -> Box | None:
    if a is None or b is None:
        return a or b
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
