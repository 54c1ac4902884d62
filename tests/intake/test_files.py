"""Files as offices send them, and files that nobody should open."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import geopandas
import pytest
import shapely

from gis_app.intake import guard
from gis_app.land.models import Parcel
from tests.factories import a_district
from tests.geometry import X0, Y0
from tests.intake.files import bring_in, geojson, square

pytestmark = pytest.mark.django_db


def shapefile(folder: Path, encoding: str, *forgotten: str) -> Path:
    """A Shapefile of one parcel, without the parts that were forgotten.

    Its letters are the Arabic ones: Windows-1256 has no Persian kaf and yeh.
    """
    frame = geopandas.GeoDataFrame(
        {"PELAK": ["34/118"], "KARBARI": ["مسكوني"]},
        geometry=[shapely.box(X0, Y0, X0 + 10, Y0 + 10)],
        crs="EPSG:32639",
    )
    path = folder / "plots.shp"
    frame.to_file(path, engine="pyogrio", encoding=encoding)
    for suffix in forgotten:
        path.with_suffix(suffix).unlink()
    return path


def test_a_windows_shapefile_without_prj_and_cpg_is_read_as_persian(
    tmp_path: Path,
) -> None:
    path = shapefile(tmp_path, "CP1256", ".prj", ".cpg")
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = 0  # the header names no code page either
    path.with_suffix(".dbf").write_bytes(table)
    report = bring_in(path)
    assert report.failure is not None
    assert report.failure[0] == "no_crs"
    report = bring_in(path, source_crs="EPSG:32639")
    assert report.applied
    assert "encoding_guessed" in [code for code, _ in report.outcome.notes]
    assert Parcel.objects.get().land_use == "مسکونی"


def test_persian_column_names_are_read_as_persian_though_no_value_is(
    tmp_path: Path,
) -> None:
    frame = geopandas.GeoDataFrame(
        {"پلاك": ["34/118"], "منطقه": [2]},
        geometry=[shapely.box(X0, Y0, X0 + 10, Y0 + 10)],
        crs="EPSG:32639",
    )
    path = tmp_path / "plots.shp"
    frame.to_file(path, engine="pyogrio", encoding="CP1256")
    path.with_suffix(".cpg").unlink()
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = 0
    path.with_suffix(".dbf").write_bytes(table)
    a_district(code=2)
    report = bring_in(path)
    assert report.outcome.mapping == {"plate": "پلاك", "district": "منطقه"}
    assert Parcel.objects.get().asli == 34


def test_a_shapefile_without_its_index_says_so_and_not_where_it_was_unpacked(
    tmp_path: Path,
) -> None:
    path = shapefile(tmp_path, "UTF-8", ".shx")
    failure = bring_in(path).failure
    assert failure == (
        "not_readable",
        {"reason": "Unable to open plots.shx or plots.SHX"},
    )


def test_utf8_under_a_latin1_header_is_read_as_utf8(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "UTF-8")
    path.with_suffix(".cpg").write_text("ISO-8859-1")
    assert bring_in(path).applied
    assert Parcel.objects.get().land_use == "مسکونی"


def test_an_encoding_that_is_given_wins(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "CP1256", ".cpg")
    assert bring_in(path, encoding="cp1256").applied
    assert Parcel.objects.get().land_use == "مسکونی"
    failure = bring_in(path, encoding="klingon").failure
    assert failure == ("unknown_encoding", {"encoding": "klingon"})


def test_a_table_in_another_encoding_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plots.csv"
    shape = shapely.box(X0, Y0, X0 + 10, Y0 + 10).wkt
    path.write_bytes(f'پلاک,wkt\nباغ,"{shape}"\n'.encode("cp1256"))
    report = bring_in(path, source_crs="EPSG:32639")
    assert not report.applied


def test_a_zipped_shapefile_is_unpacked(tmp_path: Path) -> None:
    shapefile(tmp_path, "UTF-8")
    archive = tmp_path / "plots.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for part in tmp_path.glob("plots.*"):
            if part != archive:
                packed.write(part, f"data/{part.name}")
    assert bring_in(archive).applied


def zipped(folder: Path, name: str, content: bytes) -> Path:
    archive = folder / "odd.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return archive


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bomb.geojson", b"0" * 30_000_000, "zip_bomb"),
        ("../../outside.geojson", b"{}", "zip_broken"),
        ("readme.txt", b"hello", "zip_without_data"),
    ],
)
def test_a_bad_archive_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    failure = bring_in(zipped(tmp_path, name, content)).failure
    assert failure is not None
    assert failure[0] == code


@pytest.mark.parametrize(
    "path",
    [
        "/vsicurl/http://127.0.0.1:9/x.geojson",
        "PG:dbname=postgres",
        "http://127.0.0.1:9/x.geojson",
        "zip:///etc/passwd",
    ],
)
def test_addresses_are_not_files(path: str) -> None:
    failure = bring_in(path).failure
    assert failure is not None
    assert failure[0] == "no_such_file"


def test_a_file_that_points_at_other_files_is_not_followed(tmp_path: Path) -> None:
    other = geojson(tmp_path, [(square(0, 0), {"plate": "1"})])
    virtual = tmp_path / "virtual.vrt"
    virtual.write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="file">'
        f"<SrcDataSource>{other}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    failure = bring_in(virtual).failure
    assert failure is not None
    assert failure[0] == "not_readable"


def test_a_reader_that_runs_out_of_memory_is_a_sentence(
    tmp_path: Path, settings: object
) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"plate": "1"})])
    settings.INTAKE_MEMORY_MB = 60  # type: ignore[attr-defined]
    report = bring_in(path)
    assert report.failure is not None
    assert report.failure[0] in ("too_much_memory", "reader_died")
    assert Parcel.objects.count() == 0


def test_a_reader_that_takes_too_long_is_stopped(
    tmp_path: Path, settings: object
) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"plate": "1"})])
    settings.INTAKE_SECONDS = 0  # type: ignore[attr-defined]
    assert bring_in(path).failure == ("too_slow", {"seconds": 0})


def test_a_reader_that_crashes_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"plate": "1"})])
    crash = tmp_path / "python"
    crash.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crash.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crash))
    report = bring_in(path)
    assert report.failure is not None
    assert report.failure == ("reader_died", {"status": -11, "reason": ""})
    assert report.verdict()


def test_the_reader_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEYDAN_SECRET_KEY", "hush")
    told = guard._environment("/nonexistent")
    assert "hush" not in " ".join(told.values())
    assert not any("DATABASE" in name for name in told)
