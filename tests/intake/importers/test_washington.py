"""Our siting rules beside the decisions of Washington, D.C.

A street with one block in it, and land of the United States beside it:

    100 ┌──────────────────────┐
        │ street               │
     80 │   ┌────────────┐     │
        │   │   block    │ ┌─┐ │
        │   │            │ └─┘ │  land of the United States, from (85, 40)
     20 │   └────────────┘     │
        │    1  2   3  4       │
      0 └──────────────────────┘
        0   20          80    100
"""

from __future__ import annotations

import json
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.core.management import CommandError, call_command

from gis_app.intake.importers.washington import tables
from gis_app.intake.importers.washington.blocks import sides
from gis_app.intake.importers.washington.comparing import Share, compare, told
from gis_app.intake.importers.washington.loading import owner
from gis_app.intake.importers.washington.reasons import kinds
from gis_app.land.models import Parcel
from gis_app.zones.models import StreetFeature, VendingSpot
from tests.geometry import X0, Y0
from tests.intake.files import Feature, geojson, square

ROOT = Path(__file__).parent.parent.parent.parent
DATA = ROOT.parent / "shared" / "data" / "washington_dc"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("DENIED.FEDERAL  PROPERTTY", ("federal",)),
        ("US Park Police, US capitol Police or Agency", ("federal",)),
        ("NO   10  FEET\nCLEAR PASSAGE.", ("clear_passage",)),
        ("noclear pasage within the bus zone", ("bus_stop", "clear_passage")),
        ("to close to busstop and fire hydrant and crosswalk",
         ("bus_stop", "hydrant", "crossing")),
        ("ALREADY3VNDOR", ("vendors_on_block",)),
        ("3 ON BLOCK ALREADY.", ("vendors_on_block",)),
        ("whole  block  under  construction", ("works",)),
        ("FEDERAL PROPDRTY SIDEWALK TOO NARROW", ("federal", "narrow_sidewalk")),
        ("not  enough room", ("no_room",)),
        ("loading dock no room", ("loading_zone", "no_room")),
        ("TO close to tree ADA ramp and crosswalk etc.", ("crossing", "tree", "ramp")),
        ("near the street", ()),
        ("MET  DDOT REGULATIONS.", ("meets",)),
        ("metddot regulTions", ("meets",)),
        ("Does not meet DDOT's standards", ()),
        ("Reset to Pending Application", ()),
        (None, ()),
    ],
)  # fmt: skip
def test_words_tell_the_kind_of_a_reason(
    text: str | None, named: tuple[str, ...]
) -> None:
    assert kinds(text) == named


def test_a_block_with_a_cut_corner_and_a_bay_has_four_sides() -> None:
    block = shapely.Polygon(
        [(0, 0), (50, 0), (50.5, 1), (51, 0), (97, 0), (100, 3), (100, 60), (0, 60)]
    )
    assert [round(side.length) for side in sides(block)] == [97, 57, 100, 60]


@pytest.mark.parametrize(
    ("unit", "given_to", "expected"),
    [
        ("NACC", "", "state"),
        ("", "DC", "municipal"),
        ("NACC", "DC LR 690", "municipal"),
        ("", "Architect of Capitol", "state"),
        ("", "Sold", "unknown"),
        ("<Null>", "", "unknown"),
    ],
)
def test_whose_a_reservation_is(unit: str, given_to: str, expected: str) -> None:
    assert owner(unit, given_to) == expected


def at(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [X0 + x, Y0 + y]}


def spot(n: int, place: tuple[float, float], status: str, said: str | None) -> Feature:
    told = {"OBJECTID": n, "STATUS": status, "DDOTCOMMENT": said, "SIZEOFCART": "4x7"}
    return at(*place), told


@pytest.fixture
def town(tmp_path: Path) -> Path:
    street = square(0, 0, 100)
    street["coordinates"] += square(20, 20, 60)["coordinates"]
    reservation = {"RESNO": "1", "ALPHACODE": "NACC", "TRANS_TO": None}
    files: dict[str, list[Feature]] = {
        "l-enfant-plan-street-boundaries": [(street, {})],
        "alley-and-street-changes": [
            (square(300, 0), {"ACTION_": "STREET - DEDICATE"}),
            (square(0, 150, 50), {"ACTION_": "STREET - CLOSE"}),
        ],
        "dc-reservations-op": [
            (square(85, 40), reservation | {"DESCRIPTION": "PARK"}),
            (
                square(0, 85),
                {
                    "RESNO": "2",
                    "ALPHACODE": None,
                    "TRANS_TO": "DC",
                    "DESCRIPTION": "CENTER PARKING",
                },
            ),
        ],
        "parcel-lots": [(square(500, 0), {"SSL": "PAR 1"})],
        "dc-boundary": [(square(-500, -500, 2000), {})],
        "other-bus-stops": [(at(50, 0), {})],
        "loading-zones": [(at(50, 99), {})],
        "sidewalk-cafe": [(at(1, 99), {})],
        "litter-cans": [(at(199, 199), {})],
        "bollards": [(at(99, 99), {})],
        "street-vendor-locations": [
            spot(1, (30, 17), "3", "met ddot regulations"),
            spot(2, (40, 17), "3", None),
            spot(3, (60, 17), "4", "meets"),
            spot(4, (70, 17), "5", "3 ON BLOCK ALREADY"),
            spot(5, (90, 45), "5", "federal property"),
            spot(6, (60, 90), "5", "FEDERAL PROPERTY"),
            spot(7, (25, 150), "3", "meets"),
            spot(8, (5, 90), "6", "MET DDOT REGULATIONS"),
            spot(9, (40, 90), "5", "Does not meet standards"),
            spot(10, (900, 900), "5", "no 10 feet clear passage, bus stop"),
        ],
    }
    for name, features in files.items():
        geojson(tmp_path, features, f"{name}.geojson")
    return tmp_path


@pytest.mark.django_db
def test_a_small_town_is_loaded_checked_and_counted(town: Path) -> None:
    report = compare(town)
    closed = VendingSpot.objects.filter(status="closed").order_by("pk")
    assert list(closed.values_list("number", flat=True)) == ["4", "5", "6", "9", "10"]
    assert StreetFeature.objects.count() == 4
    owners = Parcel.objects.order_by("pk").values_list("owner_kind", flat=True)
    assert list(owners) == ["state", "municipal", "unknown"]
    assert report.decided == {
        "approved": 4, "refused": 5, "revoked": 1, "undecided": 0
    }  # fmt: skip
    told = {r.kind: (r.named, r.not_named, r.unknown) for r in report.reasons}
    assert told == {
        "federal": (1, 1, 0),
        "vendors_on_block": (1, 0, 0),
        "bus_stop": (0, 0, 1),
        "clear_passage": (0, 0, 1),
    }
    fails = {(r.rule, r.decision): r.fails for r in report.rules if r.fails}
    assert fails == {
        ("public_space", "approved"): 1,
        ("three_a_side", "refused"): 1,
        ("federal", "refused"): 1,
        ("median", "revoked"): 1,
    }
    assert report.forbidden["approved"] == Share(1, 4)
    assert report.precision["federal"] == Share(1, 1)
    assert report.recall["federal"] == Share(1, 2)
    assert report.without_reason["refused"] == 1
    assert [each.fails for each in report.crowded] == [0, 1, 0]
    assert report.unread == ["Does not meet standards"]
    page = town / "page.md"
    page.write_text(f"# Words\n{tables.BEGIN}\nold\n{tables.END}\nmore\n")
    tables.write(page, report)
    text = page.read_text()
    assert "| federal | 2 | 0 | in part | 1 | 1 | 0 | 0 |" in text
    assert "old" not in text
    assert text.startswith("# Words\n")
    assert text.endswith("\nmore\n")


def test_a_page_without_a_place_for_tables_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("words")
    nothing = told([], [])
    with pytest.raises(ValueError, match="no place for the tables"):
        tables.write(page, nothing)
    assert page.read_text() == "words"


def test_a_folder_without_the_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="street-vendor-locations"):
        call_command("compare_washington", f"--data={tmp_path}")


@pytest.mark.django_db(transaction=True)
@pytest.mark.shared_data
@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data sets are not here")
def test_the_page_shows_what_the_real_decisions_give(tmp_path: Path) -> None:
    page = ROOT / "docs" / "washington.md"
    again = shutil.copy(page, tmp_path)
    out = StringIO()
    words = [f"--data={DATA}", f"--write={again}", "--json"]
    call_command("bench", "washington", *words, stdout=out)
    assert sum(json.loads(out.getvalue())["decided"].values()) == 507
    assert Path(again).read_text("utf-8") == page.read_text("utf-8")
