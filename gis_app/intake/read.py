"""Opens one dataset by GDAL and hands over its features in batches."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
import pyproj
from pyogrio.errors import DataLayerError, DataSourceError, FieldError
from pyproj.exceptions import CRSError

from gis_app.crs import LONLAT_SRID
from gis_app.intake import encoding
from gis_app.intake.plan import DRIVERS, FileRefused, Plan

BATCH = 8192
_JSON = ("GeoJSON", "GeoJSONSeq", "ESRIJSON", "JSONFG")
_CSV_OPTIONS = {
    "X_POSSIBLE_NAMES": "x,lon,long,longitude,lng,easting,طول",
    "Y_POSSIBLE_NAMES": "y,lat,latitude,northing,عرض",
    "GEOM_POSSIBLE_NAMES": "wkt,geom,geometry,the_geom,wkb_geometry",
    "KEEP_GEOM_COLUMNS": "NO",
}


BREAKAGES = (
    DataLayerError,
    FieldError,
    pa.ArrowException,
    RuntimeError,
    ValueError,
    OSError,
)


@dataclass(frozen=True)
class Source:
    """A dataset that was opened once: its layer, columns and CRS."""

    path: Path
    driver: str
    layer: str
    columns: tuple[str, ...]
    crs: pyproj.CRS
    options: dict[str, str]
    encoding: str | None
    notes: tuple[tuple[str, dict[str, Any]], ...]


def describe(path: Path, plan: Plan) -> Source:
    """Look at the dataset without reading it. Raises FileRefused."""
    if extra := set(pyogrio.list_drivers()) - DRIVERS:
        raise FileRefused("too_many_drivers", drivers=sorted(extra))
    with gdal_refuses(path):
        layer, kind = _layer(path, plan.file_layer)
        info = pyogrio.read_info(path, layer=layer)
        options = _options(info["driver"])
        if options:
            info = pyogrio.read_info(path, layer=layer, **options)
            kind = info["geometry_type"]
    if not kind:
        raise FileRefused("no_geometry_column", layer=layer)
    notes: list[tuple[str, dict[str, Any]]] = []
    letters = plan.encoding
    if info["driver"] == "ESRI Shapefile":
        letters = letters or _guess(path, str(info["encoding"]), notes)
        if letters:
            options["ENCODING"] = letters
            with gdal_refuses(path):  # again: the columns' names are in it too
                info = pyogrio.read_info(path, layer=layer, **options)
    crs = _crs(info, plan, notes)
    return Source(
        path, info["driver"], layer, tuple(info["fields"]), crs, options, letters,
        tuple(notes),
    )  # fmt: skip


def _guess(
    path: Path, said: str, notes: list[tuple[str, dict[str, Any]]]
) -> str | None:
    """What the letters are in; a note where the file says something else."""
    letters = encoding.guess(path)
    if letters and letters.lower() != said.lower():
        notes.append(("encoding_guessed", {"encoding": letters, "said": said}))
    return letters


def batches(source: Source, columns: list[str]) -> Iterator[tuple[pa.RecordBatch, str]]:
    """Arrow batches of the columns, and the name of the geometry column."""
    with (
        gdal_refuses(source.path),
        pyogrio.raw.open_arrow(
            source.path,
            layer=source.layer,
            columns=columns,
            batch_size=BATCH,
            use_pyarrow=True,
            **source.options,
        ) as (meta, reader),
    ):
        shape = meta["geometry_name"] or "wkb_geometry"
        for batch in reader:
            yield batch, shape


@contextmanager
def gdal_refuses(path: Path) -> Iterator[None]:
    """GDAL's many ways to say no, as one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (FileRefused, MemoryError):
        raise
    except DataSourceError as error:
        raise FileRefused("not_readable", reason=_short(error, path)) from error
    except BREAKAGES as error:
        raise FileRefused("broken", reason=_short(error, path)) from error


def _short(error: Exception, path: Path) -> str:
    reason = str(error).replace(str(path), path.name).replace(f"{path.parent}/", "")
    return reason.split("; ")[0].split(". Set ")[0].rstrip(". ")[:300]


def _layer(path: Path, wanted: str | None) -> tuple[str, str | None]:
    """The layer to read and its geometry type (None: it has no shapes)."""
    layers = dict(pyogrio.list_layers(path).tolist())
    if wanted is not None:
        if wanted not in layers:
            raise FileRefused("no_such_layer", layer=wanted, layers=list(layers))
        return wanted, layers[wanted]
    with_shapes = {name: kind for name, kind in layers.items() if kind}
    if not layers:
        raise FileRefused("no_layers")
    if len(with_shapes) > 1:
        raise FileRefused("many_layers", layers=list(with_shapes))
    return next(iter((with_shapes or layers).items()))


def _options(driver: str) -> dict[str, str]:
    if driver == "CSV":
        return dict(_CSV_OPTIONS)
    if driver in _JSON:
        return {"FLATTEN_NESTED_ATTRIBUTES": "YES"}
    if driver == "GML":
        return {"WRITE_GFS": "NO"}
    return {}


def _crs(
    info: dict[str, Any], plan: Plan, notes: list[tuple[str, dict[str, Any]]]
) -> pyproj.CRS:
    """The file's CRS, or the one the user gives for it."""
    own, given = _known(info["crs"]), _known(plan.source_crs)
    if plan.source_crs and given is None:
        raise FileRefused("unknown_crs", crs=plan.source_crs)
    if given is not None:
        if own is not None and own != given:
            notes.append(("crs_overruled", {"said": named(own), "used": named(given)}))
        return given
    if own is not None:
        return own
    if info["driver"] == "TopoJSON":
        notes.append(("crs_assumed", {"used": f"EPSG:{LONLAT_SRID}"}))
        return pyproj.CRS.from_epsg(LONLAT_SRID)
    raise FileRefused("no_crs", bounds=_bounds(info), srid=plan.srid)


def _bounds(info: dict[str, Any]) -> list[float] | None:
    bounds = info["total_bounds"]
    return [round(float(edge), 3) for edge in bounds] if bounds is not None else None


def _known(text: str | None) -> pyproj.CRS | None:
    try:
        crs = pyproj.CRS.from_user_input(text) if text else None
    except CRSError:
        return None
    # A drawing's "engineering" or "undefined" CRS leads nowhere on the earth.
    return None if crs is None or crs.is_engineering else crs


def named(crs: pyproj.CRS) -> str:
    """``EPSG:32639`` where it has a code, else its name."""
    authority = crs.to_authority(min_confidence=100)
    return ":".join(authority) if authority else str(crs.name)
