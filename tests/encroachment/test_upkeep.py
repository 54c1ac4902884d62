"""After any edits, and as time passes, the findings are those of a full scan."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gis_app.encroachment import detection, upkeep
from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Dirty, Encroachment, Judged, Occupation
from gis_app.land.models import Survey
from tests.encroachment.stage import NOW, a_sidewalk, parcel_a, parcel_b
from tests.encroachment.test_laws import laws
from tests.encroachment.town import Town
from tests.factories import a_party, a_right, a_spot, a_zone, an_occupation, during
from tests.geometry import box, rect

pytestmark = pytest.mark.django_db

IDENTITY = ("kind", "occupation", "other_parcel", "parcel", "way", "zone", "spot")
SAID = ("certainty", "occupation_version", "unit_version", "inside")
MEASURED = ("area_m2", "share", "depth_m", "z", "sigma_m")


def state() -> list[Any]:
    """What is open and beyond error: whose, what, every figure to the micrometre."""
    rows = Encroachment.objects.open().shown().order_by(*IDENTITY, "pk")
    return [
        (*said[: len(IDENTITY + SAID)], *(v and round(v, 6) for v in said[11:]))
        for said in rows.values_list(*IDENTITY, *SAID, *MEASURED)
    ]


def scanned(town: Town) -> list[Any]:
    """The same as a full scan leaves it; the scan is undone."""
    with transaction.atomic():
        scan(town.now)
        found = state()
        transaction.set_rollback(True)
    return found


@laws
@given(seed=st.integers(0, 2**32))
def test_any_series_of_edits_ends_where_a_full_scan_does(seed: int) -> None:
    with transaction.atomic():
        town, done = Town(seed), []
        upkeep.scan_whole(town.now)
        for _ in range(14):
            done.append(town.edit())
            upkeep.refresh_at_once(town.now)
            assert not upkeep.waiting()
            upkeep.refresh(town.now)
            assert not Dirty.objects.exists()
            assert state() == scanned(town), done
        transaction.set_rollback(True)


def test_an_edit_is_judged_and_nothing_else_is_looked_at() -> None:
    parcel_a()
    parcel_b()
    house = an_occupation(kind="building", seen=during(), geom=rect(2, 1, 7, 8))
    an_occupation(kind="building", seen=during(), geom=rect(13, 1, 5, 8))
    upkeep.scan_whole(NOW)
    assert state() == []
    house.geom = rect(2, 1, 10, 8)
    house.save()
    assert upkeep.refresh_at_once(NOW) == upkeep.Refreshed(NOW, 1, 0)
    assert [said[0] for said in state()] == ["boundary_intrusion"]


def test_a_right_that_ends_makes_a_finding_without_an_edit() -> None:
    a_sidewalk()
    vendor, spot = a_party(), a_spot(geom=box(10, -2, 2, 1.5))
    a_right(
        party=vendor, spot=spot, kind="vending_permit", valid=during(end="2026-06-20")
    )
    kiosk = {
        "kind": "kiosk",
        "seen": during("2026-06-01"),
        "geom": rect(10, -2, 2, 1.5),
    }
    an_occupation(party=vendor, **kiosk)
    upkeep.scan_whole(NOW)
    assert state() == []
    upkeep.refresh(NOW.replace(day=25))
    assert [said[0] for said in state()] == ["expired_right"]


def test_a_ban_that_begins_and_ends_opens_and_closes_its_finding() -> None:
    a_sidewalk()
    an_occupation(kind="kiosk", seen=during("2026-06-01"), geom=rect(10, -2, 2, 1.5))
    ban = during("2026-06-20", "2026-06-22")
    a_zone(kind="no_vending", valid=ban, geom=rect(0, -3, 50, 3))
    kinds = []
    upkeep.scan_whole(NOW)
    for date in (16, 21, 23):
        upkeep.refresh(NOW.replace(day=date))
        kinds += [said[0] for said in state()]
    assert kinds == ["way_obstruction", "no_vending_zone", "way_obstruction"]


def test_much_is_left_to_the_worker_and_nothing_is_forgotten() -> None:
    a_sidewalk()
    upkeep.scan_whole(NOW)
    for n in range(upkeep.AT_ONCE + 1):
        an_occupation(seen=during("2026-06-01"), geom=rect(n / 8, -2, 2, 1.5))
    assert upkeep.refresh_at_once(NOW) is None
    assert not upkeep.waiting()
    assert Dirty.objects.exists()
    assert upkeep.refresh(NOW).occupations == upkeep.AT_ONCE + 1
    assert not Dirty.objects.exists()
    assert len(state()) == upkeep.AT_ONCE + 1


def test_large_pieces_of_work_are_done_bit_by_bit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upkeep, "PIECE", 2)
    a_sidewalk()
    upkeep.scan_whole(NOW)
    for n in range(5):
        an_occupation(seen=during("2026-06-01"), geom=rect(3 * n, -2, 2, 1.5))
    heard: list[tuple[int, int]] = []
    upkeep.refresh(NOW, lambda done, total: heard.append((done, total)))
    assert heard == [(2, 5), (4, 5), (5, 5)]
    assert len(state()) == 5


def test_what_dies_in_the_middle_is_taken_up_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upkeep, "PIECE", 2)
    a_sidewalk()
    upkeep.scan_whole(NOW)
    for n in range(5):
        an_occupation(seen=during("2026-06-01"), geom=rect(3 * n, -2, 2, 1.5))

    def die(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        upkeep.refresh(NOW, die)
    assert (len(state()), Dirty.objects.count()) == (2, 3)
    upkeep.refresh(NOW)
    assert len(state()) == 5


def test_before_the_first_scan_and_after_new_rules_everything_waits() -> None:
    a_sidewalk()
    an_occupation(seen=during("2026-06-01"), geom=rect(0, -2, 2, 1.5))
    Dirty.objects.all().delete()
    assert upkeep.refresh(NOW) == upkeep.Refreshed(NOW, 1, 0)
    assert upkeep.refresh(NOW) == upkeep.Refreshed(NOW, 0, 0)
    Judged.objects.update(rules="of last year")
    assert upkeep.refresh(NOW) == upkeep.Refreshed(NOW, 1, 0)


def test_a_bulk_edit_is_one_box_for_the_worker() -> None:
    upkeep.scan_whole(NOW)
    an_occupation(seen=during("2026-06-01"), geom=rect(1000, 0, 2, 1.5))
    an_occupation(seen=during("2026-06-01"), geom=rect(0, 500, 2, 1.5))
    Dirty.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO land_way (kind, name_fa, name_en, accuracy_m, geom)"
            " SELECT 'street', '', '', 0.1, ST_Translate(%s::geometry, n, 0)"
            " FROM generate_series(1, 1001) AS n",
            [rect(0, 0, 1, 1).hexewkb.decode()],
        )
    row = Dirty.objects.get()
    assert (row.source, row.bulk) == ("land_way", True)
    assert row.geom
    assert round(row.geom.area) == 1001
    assert upkeep.refresh(NOW) == upkeep.Refreshed(NOW, 1, 0)
    assert len(state()) == 1


def test_emptying_a_table_or_a_surveys_errors_ask_for_everything_once() -> None:
    upkeep.scan_whole(NOW)
    survey = Survey.objects.create(name="the survey", accuracy_m=0.3)
    survey.shared_m = 0.2
    survey.save()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE land_right CASCADE")
    row = Dirty.objects.get()
    assert (row.source, row.occupation_id, row.geom) == ("land_survey", None, None)


def test_whoever_may_write_a_source_need_not_know_of_this() -> None:
    upkeep.scan_whole(NOW)
    house = an_occupation(seen=during("2026-06-01"), geom=rect(0, 0, 2, 1.5))
    Dirty.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE writer_of_occupations")
        cursor.execute("GRANT USAGE ON SCHEMA meydan TO writer_of_occupations")
        cursor.execute(
            "GRANT SELECT, UPDATE ON encroachment_occupation TO writer_of_occupations"
        )
        cursor.execute("GRANT ALL ON SCHEMA history TO writer_of_occupations")
        cursor.execute(
            "GRANT ALL ON history.encroachment_occupation TO writer_of_occupations"
        )
        cursor.execute("SET ROLE writer_of_occupations")
        cursor.execute("UPDATE encroachment_occupation SET note = 'seen again'")
        cursor.execute("RESET ROLE")
    assert Dirty.objects.get().occupation_id == house.pk


def test_what_can_not_be_judged_is_set_aside_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_sidewalk()
    upkeep.scan_whole(NOW)
    for n in range(5):
        an_occupation(seen=during("2026-06-01"), geom=rect(3 * n, -2, 2, 1.5))
    bad = Dirty.objects.order_by("pk")[2].occupation_id

    def rejudge(at: Any, scope: Any) -> Any:
        if bad in scope.occupations:
            raise InternalError("lwgeom_oops")
        return detection.rejudge(at, scope)

    monkeypatch.setattr(upkeep, "rejudge", rejudge)
    assert upkeep.refresh_at_once(NOW) is None
    upkeep.refresh(NOW)
    assert len(state()) == 4
    row = Dirty.objects.get()
    assert (row.occupation_id, row.error) == (bad, "lwgeom_oops")
    monkeypatch.undo()
    Occupation.objects.get(pk=row.occupation_id or 0).save()
    upkeep.refresh_at_once(NOW)
    upkeep.refresh(NOW)
    assert (len(state()), Dirty.objects.count()) == (5, 0)
