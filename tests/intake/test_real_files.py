"""Files that nobody here made: Cambridge, Prague, Gilan, and the broken ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from gis_app.land.models import Boundary
from tests.intake.files import bring_in

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data sets are not here"),
]
City = Callable[..., dict[str, Any]]


def manage(environ: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "django", *words],
        cwd=ROOT,
        env=os.environ
        | environ
        | {"DJANGO_SETTINGS_MODULE": "gis_app.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def order(server: dict[str, Any], statement: str) -> None:
    """Run a statement that no transaction may hold, beside the tests' database."""
    known = {k: server[k] for k in ("host", "port", "user", "password") if k in server}
    admin = psycopg2.connect(**known, dbname="postgres")
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(statement)
    admin.close()


@pytest.fixture
def city(
    tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Callable[[str, str], City]]:
    """Makes a database for another city; imports into it give their JSON report."""
    server = connection.get_connection_params()
    made: list[str] = []

    def make(srid: str, area: str) -> City:
        name = f"{server['dbname']}_{srid}"
        order(server, f'DROP DATABASE IF EXISTS "{name}"')
        order(server, f'CREATE DATABASE "{name}"')
        made.append(name)
        known = urlsplit(os.environ["MEYDAN_DATABASE_URL"])
        folder = known.path.rpartition("/")[0]  # that of a socket, if any
        url = known._replace(path=f"{folder}/{name}").geturl()
        environ = {
            "MEYDAN_DATABASE_URL": url,
            "MEYDAN_STORAGE_SRID": srid,
            "MEYDAN_AREA_OF_INTEREST": area,
        }
        done = manage(environ, "migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr

        def import_file(path: str, layer: str, *words: str) -> dict[str, Any]:
            told = tmp_path / "report.json"
            done = manage(
                environ, "import_layer", str(DATA / path), f"--layer={layer}",
                f"--report={told}", *words,
            )  # fmt: skip
            assert "Traceback" not in done.stderr, done.stderr
            report: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
            return report

        return import_file

    yield make
    for name in made:
        order(server, f'DROP DATABASE "{name}"')


def test_cambridge_comes_into_a_database_of_its_own(
    city: Callable[[str, str], City],
) -> None:
    bring = city("32619", "-71.2,42.3,-71.0,42.5")
    parcels_2013 = "cambridge/ASSESSING_ParcelsFY2013.topojson"
    report = bring(parcels_2013, "parcels", "--map=plate=ML")
    assert (report["applied"], report["refusals"]) == (False, {"duplicate": 89})
    how = ["--map=plate=ML", "--on-duplicate=first"]
    report = bring(parcels_2013, "parcels", *how)
    # 81 keys too many, 5 of them empty: those are told apart by their shapes.
    assert (report["applied"], report["refusals"]) == (True, {"duplicate": 76})
    assert report["counts"]["new"] == 13_159 - 76
    report = bring(parcels_2013, "parcels", *how)
    assert (report["counts"]["unchanged"], report["counts"]["changed"]) == (13_083, 0)
    report = bring(
        "cambridge/ASSESSING_ParcelsFY2014.topojson", "parcels", *how, "--skip-refused"
    )
    assert report["refusals"] == {"duplicate": 80, "empty_geometry": 1}
    assert (report["counts"]["new"], report["counts"]["absent"]) == (53, 101)
    walks = bring(
        "cambridge/BASEMAP_Sidewalks.topojson", "ways", "--map=kind==sidewalk",
        "--skip-refused",
    )  # fmt: skip
    # 401 are invalid as they come, three more become so on the millimetre grid.
    assert walks["repairs"]["made_valid"] == 404
    assert walks["refusals"] == {"empty_geometry": 1}
    assert walks["counts"]["new"] == 4_355


def test_prague_comes_from_web_mercator_into_true_metres(
    city: Callable[[str, str], City],
) -> None:
    bring = city("32633", "14.2,49.9,14.7,50.2")
    plots = "prague_bubenec/momepy/datasets/bubenec.gpkg"
    report = bring(plots, "parcels")
    assert report["failure"]["code"] == "many_layers"
    assert "plots" in report["failure"]["why"]
    report = bring(plots, "parcels", "--file-layer=plots")
    assert (report["applied"], report["counts"]["new"]) == (True, 407)
    houses = ["--file-layer=buildings", "--map=kind==building"]
    report = bring(plots, "occupations", *houses, "--map=seen_from==2020-01-01")
    assert (report["applied"], report["counts"]["new"]) == (True, 144)


@pytest.mark.django_db
def test_the_counties_of_gilan_come_in_with_persian_letters() -> None:
    path = DATA / "iran" / "gilan_counties_osm_IR-01.geojson"
    report = bring_in(path, "boundary", given={"kind": "=county"}, skip_refused=True)
    assert (report.new, report.refused_by_code) == (17, {"wrong_type": 15})
    names = Boundary.objects.values_list("name_fa", flat=True)
    assert "شهرستان رشت" in names
    assert not any(letter in name for name in names for letter in "يك\u200c")
    again = bring_in(path, "boundary", given={"kind": "=county"}, skip_refused=True)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 17)


TORTURE = sorted(p for p in (DATA / "torture").rglob("*") if p.is_file())
EVERY = int(os.environ.get("MEYDAN_TORTURE_EVERY", "60"))
"""1 takes all of them, for a quarter of an hour; the default, a few of each sort."""

NOT_AN_ANSWER = ("reader_died", "register_refuses", "too_slow", "too_much_memory")


def at_the_command_line(path: Path, told: Path, *words: str) -> dict[str, Any]:
    """The report of one command; anything but an answer is an error here."""
    told.unlink(missing_ok=True)
    asked = [
        str(path), "--layer=boundary", "--map=kind==other", "--map=name_fa=",
        "--map=name_en=", f"--report={told}", *words,
    ]  # fmt: skip
    out = StringIO()
    try:
        call_command("import_layer", *asked, stdout=out)
    except CommandError as refusal:
        out.write(str(refusal))
    assert out.getvalue().strip()
    report: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return report


@pytest.mark.django_db
@pytest.mark.parametrize("path", TORTURE[::EVERY], ids=lambda p: p.name)
def test_a_broken_file_is_answered_and_writes_all_it_says_or_nothing(
    path: Path, tmp_path: Path, settings: Any
) -> None:
    settings.INTAKE_SECONDS = 60
    told = tmp_path / "report.json"
    rehearsed = at_the_command_line(path, told, "--dry-run", "--skip-refused")
    assert (rehearsed["applied"], Boundary.objects.count()) == (False, 0)
    report = at_the_command_line(path, told, "--skip-refused")
    failure = report["failure"]
    assert failure is None or failure["code"] not in NOT_AN_ANSWER, failure
    assert failure is None or "?" not in failure["why"] + failure["what_to_do"]
    assert report["applied"] is (failure is None)
    assert rehearsed["counts"] == report["counts"]
    written = report["counts"]["new"] if report["applied"] else 0
    assert Boundary.objects.count() == written
