"""From the path that was given to the one file to open, zip and gzip unpacked."""

from __future__ import annotations

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from gis_app.intake.plan import FileRefused, Limits

MEGABYTE = 2**20
_CHUNK = 2**18
_MOST_TIMES = 400
"""Real shapefiles shrink ten to twenty times; a bomb, a thousand times."""

DATASETS = (
    ".gpkg", ".shp", ".geojson", ".json", ".topojson", ".geojsonl", ".geojsons",
    ".fgb", ".gml", ".kml", ".kmz", ".gpx", ".tab", ".mif", ".dxf", ".sqlite", ".csv",
)  # fmt: skip


def to_open(path: str, scratch: Path, limits: Limits) -> Path:
    """The dataset at a local path. Raises FileRefused.

    Nothing but a file (or a file geodatabase's folder) that exists here: GDAL's
    ``/vsi…`` paths and connection strings are not looked at.
    """
    given = Path(path)
    if path.startswith("/vsi") or "://" in path or not given.exists():
        raise FileRefused("no_such_file", path=path)
    if given.is_dir():
        if given.suffix.lower() != ".gdb":
            raise FileRefused("is_folder", path=path)
        return given
    if given.stat().st_size == 0:
        raise FileRefused("empty_file", path=path)
    if zipfile.is_zipfile(given) and given.suffix.lower() != ".kmz":
        return _from_zip(given, scratch, limits)
    if given.suffix.lower() == ".gz":
        return _from_gzip(given, scratch, limits)
    return given


def _from_zip(archive: Path, scratch: Path, limits: Limits) -> Path:
    budget = limits.unpacked_mb * MEGABYTE
    try:
        with zipfile.ZipFile(archive) as packed:
            members = [m for m in packed.infolist() if not m.is_dir()]
            if len(members) > limits.members:
                raise FileRefused("zip_too_many", most=limits.members)
            for member in members:
                target = _inside(scratch, member.filename)
                if target is None:
                    continue
                with packed.open(member) as stream:
                    # What the directory says of sizes isn't trusted: bytes count.
                    most = max(member.compress_size * _MOST_TIMES, MEGABYTE)
                    budget -= _copy(stream, target, min(budget, most))
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        raise FileRefused("zip_broken", reason=str(error)) from None
    return _only_dataset(scratch)


def _inside(scratch: Path, name: str) -> Path | None:
    """Where to unpack a member, or None for what isn't data or points outside."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name:
        raise FileRefused("zip_broken", reason=name)
    if path.parts[0] == "__MACOSX" or path.name.startswith("."):
        return None
    target = scratch.joinpath(*path.parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _from_gzip(archive: Path, scratch: Path, limits: Limits) -> Path:
    target = scratch / archive.stem
    most = min(
        limits.unpacked_mb * MEGABYTE,
        max(archive.stat().st_size * _MOST_TIMES, MEGABYTE),
    )
    try:
        with gzip.open(archive) as stream:
            _copy(stream, target, most)
    except (OSError, EOFError, zlib.error) as error:
        raise FileRefused("zip_broken", reason=str(error)) from None
    return target


def _copy(stream: IO[bytes] | gzip.GzipFile, target: Path, most: int) -> int:
    written = 0
    with target.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            written += len(chunk)
            if written > most:
                raise FileRefused("zip_bomb", mb=most // MEGABYTE)
            out.write(chunk)
    return written


def _only_dataset(folder: Path) -> Path:
    """The one dataset of an unpacked archive; csv counts when there is no other."""
    found = sorted(_datasets(folder.rglob("*")))
    first_choice = [path for path in found if path.suffix.lower() != ".csv"]
    found = first_choice or found
    if not found:
        raise FileRefused("zip_without_data")
    if len(found) > 1:
        names = [str(path.relative_to(folder)) for path in found]
        raise FileRefused("zip_with_many", names=names)
    return found[0]


def _datasets(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        suffix = path.suffix.lower()
        inside_gdb = any(parent.suffix.lower() == ".gdb" for parent in path.parents)
        is_file = suffix in DATASETS and path.is_file() and not inside_gdb
        if is_file or (suffix == ".gdb" and path.is_dir()):
            yield path


def remove(scratch: Path) -> None:
    """Take the unpacked files away, whatever state they are in."""
    shutil.rmtree(scratch, ignore_errors=True)
