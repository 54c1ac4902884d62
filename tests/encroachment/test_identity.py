"""A finding keeps its identity across scans, and history tells of changes only."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Encroachment
from tests.encroachment.stage import NOW, a_sidewalk, found, kinds, only, parcel_a
from tests.factories import a_parcel, a_party, a_right, an_occupation, day, during
from tests.geometry import X0, Y0, rect

pytestmark = pytest.mark.django_db


def a_lease_and_a_building(**lease: Any) -> Any:
    tenant = a_party()
    right = a_right(
        parcel=parcel_a(owner_kind="municipal"), party=tenant, kind="lease", **lease
    )
    an_occupation(
        kind="building", party=tenant, seen=during("2024-01-01"), geom=rect(2, 2, 4, 4)
    )
    return right


def test_a_second_scan_writes_nothing() -> None:
    a_sidewalk()
    an_occupation()
    first = scan(NOW)
    second = scan(day("2026-07-01"))
    assert (first.opened, first.changed, first.closed) == (1, 0, 0)
    assert (second.opened, second.changed, second.closed) == (0, 0, 0)
    assert Encroachment.objects.get().version == 1


def test_a_right_that_ends_makes_a_finding_without_any_edit() -> None:
    a_lease_and_a_building(valid=during("2020-01-01", "2026-06-01"))
    assert kinds(at=day("2026-05-31")) == []
    assert kinds(at=day("2026-06-01")) == [("expired_right", "strong")]


def test_what_is_no_longer_found_is_closed_and_opens_again_as_the_same_row() -> None:
    right = a_lease_and_a_building(valid=during("2020-01-01", "2026-06-01"))
    finding = only()
    right.valid = during("2020-01-01")
    right.save()
    assert scan(day("2026-07-01")).closed == 1
    closed = Encroachment.objects.get()
    assert (closed.pk, closed.closed_at) == (finding.pk, day("2026-07-01"))
    right.valid = during("2020-01-01", "2026-06-01")
    right.save()
    again = only(at=day("2026-08-01"))
    assert (again.pk, again.found_at) == (finding.pk, NOW)


def test_a_better_survey_turns_a_finding_into_noise_but_keeps_it() -> None:
    parcel_a()
    a_parcel(geom=rect(10, 0, 10, 10))
    building = an_occupation(
        kind="building", seen=during("2024-01-01"), geom=rect(2, 1, 8.5, 8)
    )
    assert scan(NOW).opened == 1
    building.geom = rect(2, 1, 8.05, 8)
    building.save()
    report = scan(NOW)
    assert (report.opened, report.changed, report.closed) == (0, 1, 0)
    finding = Encroachment.objects.get()
    assert (finding.certainty, finding.closed_at) == ("noise", None)
    assert finding.occupation_version == 2


def test_noise_is_counted_and_not_written() -> None:
    parcel_a()
    a_parcel(geom=rect(10, 0, 10, 10))
    an_occupation(kind="building", seen=during("2024-01-01"), geom=rect(2, 1, 8.05, 8))
    report = scan(NOW)
    assert report.certainties == {"noise": 1}
    assert (report.found, Encroachment.objects.count()) == (0, 0)


def test_a_scan_of_a_box_leaves_the_rest_alone() -> None:
    a_sidewalk()
    near = an_occupation(geom=rect(10, -2, 2, 1.5))
    far = an_occupation(geom=rect(80, -2, 2, 1.5))
    assert len(found()) == 2
    near.geom = far.geom = rect(200, 200, 2, 1.5)
    box = (X0, Y0 - 10, X0 + 300, Y0 + 300)
    near.save()
    assert scan(NOW, area=box).closed == 1
    assert Encroachment.objects.filter(closed_at=None).get().occupation == far


def test_two_parcels_that_claim_the_same_land_are_a_conflict() -> None:
    one = parcel_a()
    other = a_parcel(geom=rect(9, 0, 10, 10))
    finding = only()
    assert (finding.kind, finding.occupation) == ("parcel_overlap", None)
    assert (finding.parcel, finding.other_parcel) == (one, other)
    assert finding.depth_m == pytest.approx(1, abs=0.01)
    assert finding.certainty == "strong"


def test_parcels_that_overlap_within_their_error_are_noise() -> None:
    parcel_a(accuracy_m=0.3)
    a_parcel(geom=rect(9.8, 0, 10, 10), accuracy_m=0.3)
    assert kinds() == [("parcel_overlap", "noise")]


def test_neighbours_that_share_an_edge_do_not_overlap() -> None:
    parcel_a()
    a_parcel(geom=rect(10, 0, 10, 10))
    assert found() == []


def test_a_doubled_parcel_is_a_conflict_with_all_of_its_area() -> None:
    parcel_a()
    parcel_a()
    finding = only()
    assert (finding.share, finding.certainty) == (1, "strong")


def test_the_command_prints_what_it_found() -> None:
    a_sidewalk()
    an_occupation()
    out = StringIO()
    call_command("detect", at="2026-06-15T12:00:00+00:00", stdout=out)
    text = out.getvalue()
    assert "1 occupations judged as of 2026-06-15T12:00:00+00:00" in text
    assert "way_obstruction: 1" in text
    assert "by certainty: strong 1" in text
    assert "1 new, 0 changed, 0 closed" in text


def test_the_command_refuses_what_is_no_date() -> None:
    with pytest.raises(CommandError, match="not an ISO date"):
        call_command("detect", at="yesterday")


def test_an_overlay_that_fails_is_repaired_and_counted() -> None:
    bow_tie = "POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('meydan.fallbacks', '0', TRUE)")
        cursor.execute(
            "SELECT ST_Area(meydan.clip(%s::geometry, ST_MakeEnvelope(0,0,10,10)))",
            [bow_tie],
        )
        assert cursor.fetchone()[0] == pytest.approx(50, abs=0.1)
        cursor.execute("SELECT current_setting('meydan.fallbacks')::int")
        assert cursor.fetchone()[0] in (0, 1)
