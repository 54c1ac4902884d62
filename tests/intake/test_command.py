"""``manage import_layer`` says what it did, and what to do when it can't."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from gis_app.encroachment import keeper
from gis_app.encroachment.models import Dirty, Judged
from gis_app.intake import frame, sentences
from gis_app.land.models import Way
from tests.factories import an_occupation
from tests.geometry import rect
from tests.intake.files import geojson, square

pytestmark = pytest.mark.django_db


def run(*words: object) -> str:
    out = StringIO()
    with override("en"):
        call_command("import_layer", *map(str, words), stdout=out)
    return out.getvalue()


def test_it_prints_the_report_and_writes_it_as_json(tmp_path: Path) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"NAM": "خیابان سعدی"})])
    told = tmp_path / "report.json"
    printed = run(
        path, "--layer=ways", "--map=kind==sidewalk", "--map=name_fa=NAM",
        f"--report={told}",
    )  # fmt: skip
    assert "Read 1: 1 new, 0 changed, 0 unchanged, 0 refused, 0 repaired." in printed
    assert "\nWritten: 1 new, 0 changed.\n" in printed
    report = json.loads(told.read_text(encoding="utf-8"))
    assert report["mapping"] == {"kind": "=sidewalk", "name_fa": "NAM"}
    assert report["counts"]["new"] == 1
    assert Way.objects.get().name_fa == "خیابان سعدی"


def with_a_stall_on_it(tmp_path: Path) -> Path:
    """A way that is new under something that was seen: that has to be judged."""
    an_occupation(geom=rect(0, 0, 2, 1))
    Dirty.objects.all().delete()
    return geojson(tmp_path, [(square(0, 0), {"kind": "sidewalk"})])


def test_it_says_how_many_places_wait_and_who_judges_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_a_stall_on_it(tmp_path)
    assert "to be judged" not in run(path, "--layer=ways", "--dry-run")
    printed = run(path, "--layer=ways")
    places = Dirty.objects.count()
    waits = "place waits" if places == 1 else "places wait"
    assert places > 0
    assert f"\n{places} {waits} to be judged.\n" in printed
    assert "No worker is running" in printed
    monkeypatch.setattr(keeper, "is_kept", lambda: True)
    assert "The worker is judging them now" in run(path, "--layer=ways")
    Judged.objects.update_or_create(pk=1, defaults={"held_until": 1})
    assert "It is on hold" in run(path, "--layer=ways")


def test_what_nobody_can_judge_is_told_too(tmp_path: Path) -> None:
    path = with_a_stall_on_it(tmp_path)
    run(path, "--layer=ways")
    Dirty.objects.update(error="broken")
    printed = run(path, "--layer=ways")
    assert "can't be judged" in printed
    assert "to be judged.\n" not in printed


def test_what_was_written_is_on_the_map_of_low_zooms_at_once(tmp_path: Path) -> None:
    def built() -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT layer, number FROM tile._build")
            return dict(cursor.fetchall())

    before = built()
    path = geojson(tmp_path, [(square(0, 0), {"kind": "sidewalk"})])
    run(path, "--layer=ways", "--dry-run")
    assert built() == before
    assert "Built: " in run(path, "--layer=ways")
    touched = {layer for layer, number in built().items() if number != before[layer]}
    assert touched == {"base", "ways"}
    after = built()
    assert "Built: " not in run(path, "--layer=ways")  # nothing is new
    assert built() == after


def test_a_refused_import_fails_with_the_reason(tmp_path: Path) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"kind": "SW-CONCRETE"})])
    with pytest.raises(CommandError, match="1 feature was refused"):
        run(path, "--layer=ways")
    with pytest.raises(CommandError, match="Nothing was written"):
        run(path, "--layer=ways", "--map=name_xx=kind")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--map=colour=kind"], "unknown_field"),
        (["--map=kind=colour"], "unknown_column"),
        (["--map=kind==lane"], "unknown_choice"),
        (["--map=kind="], "required_missing"),
        (["--source-crs=EPSG:nil"], "unknown_crs"),
        (["--file-layer=other"], "no_such_layer"),
    ],
)
def test_a_wrong_option_is_answered_with_what_is_right(
    tmp_path: Path, words: list[str], code: str
) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"kind": "sidewalk"})])
    told = tmp_path / "report.json"
    with pytest.raises(CommandError):
        run(path, "--layer=ways", f"--report={told}", *words)
    failure = json.loads(told.read_text(encoding="utf-8"))["failure"]
    assert failure["code"] == code
    assert "?" not in failure["why"] + failure["what_to_do"]


def test_a_report_that_cannot_be_written_is_said_before_anything_is(
    tmp_path: Path,
) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"kind": "sidewalk"})])
    with pytest.raises(CommandError, match=r"written to .*: No such file"):
        run(path, "--layer=ways", f"--report={tmp_path}/nowhere/report.json")
    assert Way.objects.count() == 0


def test_a_layer_that_takes_no_files_is_answered_with_those_that_do(
    tmp_path: Path,
) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"kind": "sidewalk"})])
    told = tmp_path / "report.json"
    with pytest.raises(CommandError):
        run(path, "--layer=roads", f"--report={told}")
    failure = json.loads(told.read_text(encoding="utf-8"))["failure"]
    assert (failure["code"], "ways" in failure["what_to_do"]) == ("unknown_layer", True)


def test_a_map_without_a_field_is_explained(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not field=column"):
        run(tmp_path / "x.shp", "--layer=ways", "--map=kind")


@pytest.mark.parametrize("code", sorted(sentences.SENTENCES))
def test_every_sentence_can_be_said(code: str) -> None:
    assert sentences.why(code, {})
    assert isinstance(sentences.what_to_do(code, {}), str)


def test_a_database_in_another_coordinate_system_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = SimpleNamespace(connection=connection.connection, close=lambda: None)
    frame.same_frame(opened)
    monkeypatch.setattr(frame, "STORAGE_SRID", 32640)
    with (
        override("en"),
        pytest.raises(ImproperlyConfigured, match="in EPSG:32639, but"),
    ):
        frame.same_frame(opened)
