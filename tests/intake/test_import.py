"""An import adds what is new, changes what changed, and leaves the rest alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from gis_app.accounts.models import AuditEntry
from gis_app.encroachment.models import Occupation
from gis_app.land.models import Boundary, Parcel, Survey, Way
from gis_app.lib.week import CITY_TIME
from gis_app.zones.models import VendingZone
from tests.factories import a_district, a_parcel
from tests.geometry import rect
from tests.intake.files import bring_in, codes, geojson, square

pytestmark = pytest.mark.django_db


def plots(folder: Path, **uses: str) -> Path:
    """Plots 34/1, 34/2 … in a row, with the land use of each."""
    return geojson(
        folder,
        [
            (square(20 * n, 0), {"پلاک": f"۳۴/{n + 1}", "كاربري": use})
            for n, use in enumerate(uses.values())
        ],
    )


def test_a_new_file_makes_new_rows(tmp_path: Path) -> None:
    report = bring_in(plots(tmp_path, a="باغ", b="مسكوني"))
    assert (report.new, report.changed, report.applied) == (2, 0, True)
    first, second = Parcel.objects.order_by("fari")
    assert (first.plate, first.asli, first.fari) == ("34/1", 34, 1)
    assert second.land_use == "مسکونی"
    assert first.geom.area == pytest.approx(100)
    assert (first.accuracy_m, first.owner_kind, first.version) == (None, "unknown", 1)


def test_an_owner_is_known_by_the_words_that_registers_use(tmp_path: Path) -> None:
    words = ["دولتي", "موقوفه", "شخصی", "شهرداري", "municipal", "نامشخص"]
    path = geojson(
        tmp_path,
        [
            (square(20 * n, 0), {"plate": f"1/{n + 1}", "مالکیت": word})
            for n, word in enumerate(words)
        ],
    )
    assert bring_in(path).applied
    assert [each.owner_kind for each in Parcel.objects.order_by("fari")] == [
        "state", "waqf", "private", "municipal", "municipal", "unknown",
    ]  # fmt: skip


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = plots(tmp_path, a="باغ", b="مغازه")
    bring_in(path)
    report = bring_in(path)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)
    assert set(Parcel.objects.values_list("version", flat=True)) == {1}


def test_a_changed_value_changes_one_row_and_its_other_fields_stay(
    tmp_path: Path,
) -> None:
    bring_in(plots(tmp_path, a="باغ", b="مغازه"))
    Parcel.objects.update(owner_kind="waqf")
    report = bring_in(plots(tmp_path, a="باغ", b="پارکینگ"))
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    changed = Parcel.objects.get(fari=2)
    assert (changed.land_use, changed.owner_kind) == ("پارکینگ", "waqf")


def test_rows_that_the_file_does_not_name_stay_and_are_counted(tmp_path: Path) -> None:
    a_parcel(asli=7, fari=7)
    report = bring_in(plots(tmp_path, a="باغ"))
    assert (report.new, report.absent, Parcel.objects.count()) == (1, 1, 2)


def test_one_refused_feature_holds_up_all(tmp_path: Path) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"plate": "1"}), (None, {"plate": "2"})])
    report = bring_in(path)
    assert (report.applied, Parcel.objects.count()) == (False, 0)
    assert codes(report) == [(2, "no_geometry")]
    assert bring_in(path, skip_refused=True).applied
    assert Parcel.objects.get().plate == "1"


def test_a_rehearsal_reports_and_writes_nothing(tmp_path: Path) -> None:
    report = bring_in(plots(tmp_path, a="باغ"), dry_run=True)
    assert (report.new, report.applied, Parcel.objects.count()) == (1, False, 0)


def test_two_features_with_one_key_name_each_other(tmp_path: Path) -> None:
    path = geojson(
        tmp_path,
        [(square(20 * n, 0), {"plate": p}) for n, p in enumerate(["8", "9", "8"])],
    )
    report = bring_in(path)
    assert codes(report) == [(1, "duplicate"), (3, "duplicate")]
    assert [each.facts["other"] for each in report.refused] == [3, 1]
    report = bring_in(path, first_wins=True)
    assert (report.applied, report.new, codes(report)) == (True, 2, [(3, "duplicate")])


def test_a_key_that_several_rows_have_is_refused(tmp_path: Path) -> None:
    a_parcel(plate="A-1"), a_parcel(plate="A-1")
    report = bring_in(geojson(tmp_path, [(square(0, 0), {"plate": "A-1"})]))
    assert codes(report) == [(1, "ambiguous")]


def test_a_row_without_a_name_is_known_by_its_shape(tmp_path: Path) -> None:
    def ways(name: str) -> Path:
        return geojson(tmp_path, [(square(0, 0), {"kind": "پیاده‌رو", "name": name})])

    bring_in(ways("خیابان سعدی"), "ways")
    report = bring_in(ways("خیابان امام"), "ways")
    assert (report.new, report.changed) == (0, 1)
    way = Way.objects.get()
    assert (way.kind, way.name_fa, way.version) == ("sidewalk", "خیابان امام", 2)


def test_a_stored_shape_with_finer_decimals_is_the_same_shape(tmp_path: Path) -> None:
    a_parcel(plate="5", asli=5, geom=rect(0.00004, 0, 10, 10))
    report = bring_in(
        geojson(tmp_path, [(square(0, 0), {"plate": "5"})]),
        given={"registry_unit": ""},
    )
    assert (report.changed, report.unchanged) == (0, 1)


def test_the_same_stall_on_another_evening_is_another_sight(tmp_path: Path) -> None:
    def stalls(day: str) -> Path:
        return geojson(tmp_path, [(square(0, 0), {"kind": "بساط", "date": day})])

    given = {"kind": "=stall"}
    bring_in(stalls("1405/03/11"), "occupations", given=given)
    report = bring_in(stalls("2026-06-02"), "occupations", given=given)
    assert (report.new, Occupation.objects.count()) == (1, 2)
    days = [row.seen.lower for row in Occupation.objects.order_by("pk")]
    assert days == [datetime(2026, 6, n, tzinfo=CITY_TIME) for n in (1, 2)]


def test_accuracy_is_what_was_given_or_unknown_but_never_zero(tmp_path: Path) -> None:
    path = geojson(tmp_path, [(square(0, 0), {"plate": "1", "rmse": 0})])
    bring_in(path)
    assert Parcel.objects.get().accuracy_m is None
    bring_in(path, accuracy_m=0.3, survey="نقشه هوایی ۱۴۰۲")
    parcel = Parcel.objects.get()
    assert parcel.accuracy_m == 0.3
    assert parcel.survey == Survey.objects.get()
    assert bring_in(path, accuracy_m=0).failure == ("bad_accuracy", {})


def test_the_place_decides_on_the_district(tmp_path: Path) -> None:
    here = a_district(code=2, geom=rect(-10, -10, 100, 100))
    there = a_district(code=3, geom=rect(500, 0, 100, 100))
    path = geojson(
        tmp_path,
        [(square(0, 0), {"plate": "1"}), (square(20, 0), {"plate": "2", "منطقه": "۳"})],
    )
    assert bring_in(path).applied
    assert list(Parcel.objects.order_by("asli").values_list("district", flat=True)) == [
        here.pk,
        there.pk,
    ]
    wrong = geojson(tmp_path, [(square(0, 0), {"plate": "1", "district": 9})])
    assert codes(bring_in(wrong)) == [(1, "no_district")]


def test_a_zone_keeps_its_times_goods_and_reference(tmp_path: Path) -> None:
    properties = {
        "code": "Z-1",
        "kind": "مجاز",
        "name_fa": "محدوده سعدی",
        "valid_from": "1405/01/01",
        "goods": "produce، fish",
        "week": "{[480,720)}",
        "legal_ref": "مصوبه ۱۲",
    }
    given = {"kind": "=permitted"}
    report = bring_in(
        geojson(tmp_path, [(square(0, 0), properties)]), "zones", given=given
    )
    assert report.applied, list(report.lines())
    zone = VendingZone.objects.get()
    assert (zone.goods, str(zone.week)) == (["produce", "fish"], "{[480,720)}")
    assert (zone.valid.lower.date().year, zone.valid.upper) == (2026, None)


def test_a_boundary_may_reach_beyond_the_city(tmp_path: Path) -> None:
    path = geojson(tmp_path, [(square(-40_000, 0, 90_000), {"name": "شهرستان رشت"})])
    assert bring_in(path, "boundary").applied
    assert Boundary.objects.get().name_fa == "شهرستان رشت"


def test_an_import_is_signed_and_logged(tmp_path: Path) -> None:
    bring_in(plots(tmp_path, a="باغ"), actor="surveyor")
    assert Parcel.objects.get().changed_by == "surveyor"
    entry = AuditEntry.objects.get(action="import")
    assert (entry.actor, entry.subject, entry.detail["new"]) == (
        "surveyor",
        "layer:parcels",
        1,
    )


@pytest.mark.django_db(transaction=True)
def test_a_changed_row_leaves_its_old_version_in_history(tmp_path: Path) -> None:
    bring_in(plots(tmp_path, a="باغ"))
    bring_in(plots(tmp_path, a="مغازه"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT land_use, version FROM history.land_parcel")
        assert ("باغ", 1) in cursor.fetchall()
        cursor.execute("SELECT to_regclass('pg_temp.intake_staging')")
        assert cursor.fetchone() == (None,)


@pytest.mark.django_db(transaction=True)
def test_a_large_first_load_ends_with_its_spatial_indexes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gis_app.intake.bulk.WORTHWHILE", 2)

    def indexes() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indexdef FROM pg_indexes WHERE tablename = 'land_parcel'"
            )
            return sorted(row[0] for row in cursor.fetchall())

    before = indexes()
    assert bring_in(plots(tmp_path, a="باغ", b="مغازه", c="خانه")).applied
    assert indexes() == before
