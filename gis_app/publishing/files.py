"""Writes an extract as GeoPackage, GeoJSON or zipped Shapefile, whole or not at all."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Identifier

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.publishing.compose import listed, revision_of, template
from gis_app.publishing.extract import Extract, Facts, metadata
from gis_app.publishing.reader import reading
from gis_app.publishing.views_in_database import view_of

MEDIA_TYPES = {
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
    "shp.zip": "application/zip",
}
ROWS_AT_ONCE = 10_000
DBF_NAME, DBF_TEXT = 10, 254
"""Bytes that a Shapefile's table has for a field's name and for a text."""

_ARROW = {16: pa.bool_(), 20: pa.int64(), 21: pa.int32(), 23: pa.int32()}
_ARROW |= {700: pa.float32(), 701: pa.float64()}
"""PostgreSQL's type numbers; everything else is text."""


def write(extract: Extract, ext: str, folder: Path) -> tuple[Path, int]:
    """Write a file into a folder; its path and its number of rows."""
    writer = {"gpkg": _gpkg, "geojson": _geojson, "shp.zip": _shp}[ext]
    path = folder / f"{extract.scope.layer.id}.{ext}"
    with reading(one_snapshot=True) as cursor:
        facts = _facts(cursor, extract)
        writer(extract, facts, path)
    return path, facts.rows


def _facts(cursor: CursorWrapper, extract: Extract) -> Facts:
    layer = extract.scope.layer
    known = "accuracy_m" in extract.scope.columns
    query = template(
        "facts",
        revision=revision_of(layer),
        accuracy=SQL("v.accuracy_m" if known else "NULL::double precision"),
        view=view_of(layer),
        condition=extract.condition,
    )
    cursor.execute(query, extract.values)
    revision, rows, least, middle, largest, unknown = cursor.fetchone()
    spread = {"least": least, "median": middle, "largest": largest, "unknown": unknown}
    return Facts(revision, rows, spread if known else {})


@contextmanager
def _rows(query: Any, values: dict[str, Any]) -> Iterator[Any]:
    """A cursor that holds little at a time, whatever the number of rows."""
    with connection.chunked_cursor() as cursor:
        # Rows come in portions: what psycopg2 fetches ahead, where it fetches ahead.
        cursor.cursor.itersize = ROWS_AT_ONCE
        cursor.execute(query, values)
        yield cursor


def _geojson(extract: Extract, facts: Facts, path: Path) -> None:
    layer = extract.scope.layer
    query = template(
        "geojson",
        columns=listed(("id", *extract.scope.columns)),
        view=view_of(layer),
        condition=extract.condition,
    )
    about = metadata(extract, facts, LONLAT_SRID)
    about["crs"] = "OGC:CRS84"
    with _rows(query, extract.values) as rows, path.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","metadata":')
        file.write(json.dumps(about, ensure_ascii=False))
        file.write(',"features":[')
        for number, (feature,) in enumerate(rows):
            file.write(",\n" if number else "\n")
            file.write(feature)
        file.write("\n]}\n")


def _gpkg(extract: Extract, facts: Facts, path: Path) -> None:
    layer = extract.scope.layer
    about = metadata(extract, facts, STORAGE_SRID)
    names = {name: name for name in ("id", *extract.scope.columns)}
    with _table(extract, names, longest=None) as table:
        pyogrio.write_arrow(
            table,
            path,
            layer=layer.id,
            driver="GPKG",
            geometry_name="geom",
            geometry_type=_kind(extract),
            crs=f"EPSG:{STORAGE_SRID}",
            layer_metadata={"meydan": json.dumps(about, ensure_ascii=False)},
            layer_options={
                "IDENTIFIER": f"{layer.title.fa} · {layer.title.en}",
                "DESCRIPTION": f"{layer.licence.fa} · {layer.licence.en}",
            },
        )


def _shp(extract: Extract, facts: Facts, path: Path) -> None:
    layer = extract.scope.layer
    names = short_names(("id", *extract.scope.columns))
    about = metadata(extract, facts, STORAGE_SRID, names)
    shape = path.parent / f"{layer.id}.shp"
    with _table(extract, names, longest=DBF_TEXT) as table:
        pyogrio.write_arrow(
            table,
            shape,
            driver="ESRI Shapefile",
            geometry_name="geom",
            geometry_type=_kind(extract),
            crs=f"EPSG:{STORAGE_SRID}",
            encoding="UTF-8",
        )
    sidecar = path.parent / f"{layer.id}.metadata.json"
    sidecar.write_text(json.dumps(about, ensure_ascii=False, indent=2), "utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(path.parent.glob(f"{layer.id}.*")):
            if part != path:
                archive.write(part, part.name)


def short_names(names: tuple[str, ...]) -> dict[str, str]:
    """Names of at most ten characters, each still different from the others."""
    short: dict[str, str] = {}
    for name in names:
        candidate, number = name[:DBF_NAME], 1
        while candidate in short.values():
            tail = f"_{number}"
            candidate, number = name[: DBF_NAME - len(tail)] + tail, number + 1
        short[name] = candidate
    return short


def _kind(extract: Extract) -> str:
    return "Point" if extract.scope.layer.geometry == "point" else "MultiPolygon"


@contextmanager
def _table(
    extract: Extract, names: dict[str, str], longest: int | None
) -> Iterator[pa.RecordBatchReader]:
    """The rows as a stream of Arrow batches, columns under the names given."""
    point = _kind(extract) == "Point"
    query = template(
        "table",
        columns=SQL(", ").join(
            SQL("v.{} AS {}").format(Identifier(name), Identifier(short))
            for name, short in names.items()
        ),
        shape=SQL("v.geom" if point else "ST_Multi(v.geom)"),
        view=view_of(extract.scope.layer),
        condition=extract.condition,
    )
    with _rows(query, extract.values) as rows:
        first = rows.fetchmany(ROWS_AT_ONCE)
        schema = pa.schema(
            [
                (column.name, _ARROW.get(column.type_code, pa.string()))
                for column in rows.description[:-1]
            ]
            + [("geom", pa.binary())]
        )
        yield pa.RecordBatchReader.from_batches(
            schema, _batches(rows, first, schema, longest)
        )


def _batches(
    rows: Any, batch: list[tuple[Any, ...]], schema: pa.Schema, longest: int | None
) -> Iterator[pa.RecordBatch]:
    while batch:
        columns = list(zip(*batch, strict=True))
        yield pa.record_batch(
            [
                pa.array(_fitting(values, kind.type, longest), kind.type)
                for values, kind in zip(columns, schema, strict=True)
            ],
            schema=schema,
        )
        batch = rows.fetchmany(ROWS_AT_ONCE)


def _fitting(values: tuple[Any, ...], kind: pa.DataType, longest: int | None) -> Any:
    """Values that the column and the file's format can hold."""
    if kind != pa.string():
        return values
    texts = (None if value is None else str(value) for value in values)
    if longest is None:
        return list(texts)
    # Cut between letters: half a Persian letter would spoil the whole text.
    return [
        text and text.encode()[:longest].decode("utf-8", "ignore") for text in texts
    ]
