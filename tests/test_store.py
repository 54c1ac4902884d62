"""The database keeps its promises, whoever writes."""

from __future__ import annotations

import math

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import IntegrityError, connection, transaction

from gis_app.accounts.models import AuditEntry
from gis_app.land.models import Parcel, Right
from gis_app.lib.week import Week
from gis_app.versioned import as_of
from tests.factories import a_parcel, a_party, a_right, a_spot, a_zone, during
from tests.geometry import X0, Y0, box, rect

pytestmark = pytest.mark.django_db


def refused(constraint: str, **fields: object) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_parcel(**fields)


def test_a_bow_tie_is_refused() -> None:
    knots = [(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)]
    bow_tie = Polygon([(X0 + x, Y0 + y) for x, y in knots])
    refused("parcel_geom_valid", geom=MultiPolygon(bow_tie, srid=32639))


def test_land_outside_the_city_is_refused() -> None:
    refused("land_parcel_in_city", geom=rect(90_000, 0, 10, 10))


def test_accuracy_is_unknown_or_positive_but_never_zero() -> None:
    refused("parcel_accuracy_positive", accuracy_m=0)
    refused("parcel_accuracy_positive", accuracy_m=math.nan)
    refused("parcel_accuracy_positive", accuracy_m=math.inf)
    assert a_parcel(accuracy_m=None).pk


def test_a_plate_is_unique_even_where_parts_of_it_are_empty() -> None:
    a_parcel(bakhsh=4, asli=34, fari=118)
    refused("parcel_plate_unique", bakhsh=4, asli=34, fari=118)


def test_no_right_and_no_zone_has_minutes_outside_the_week() -> None:
    a_right(), a_zone()
    for table in ("land_right", "zones_vendingzone"):
        with (
            pytest.raises(IntegrityError, match=f"{table}_in_week"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE {table} SET week = '{{[-60,99999)}}'")


def test_a_spot_is_given_once_for_the_same_minutes() -> None:
    spot = a_spot()
    morning = Week.daily(8 * 60, 12 * 60)
    evening = Week.daily(16 * 60, 21 * 60)
    a_right(spot=spot, kind="vending_permit", week=morning)
    a_right(spot=spot, kind="vending_permit", week=evening)
    with pytest.raises(IntegrityError, match="right_spot_once"), transaction.atomic():
        a_right(spot=spot, kind="vending_permit", week=Week.daily(11 * 60, 13 * 60))


def test_nobody_has_two_spots_for_the_same_minutes() -> None:
    holder, morning = a_party(), Week.daily(8 * 60, 12 * 60)
    permit = {"kind": "vending_permit", "party": holder, "week": morning}
    a_right(spot=a_spot(), **permit)
    a_right(spot=a_spot(), **permit | {"week": Week.daily(16 * 60, 21 * 60)})
    a_right(spot=a_spot(), **permit | {"status": "revoked"})
    with pytest.raises(IntegrityError, match="right_holder_once"), transaction.atomic():
        a_right(spot=a_spot(), **permit)


def test_a_right_on_a_spot_covers_the_spot_and_moves_with_it() -> None:
    spot = a_spot(geom=box(0, 0, 2, 1.5))
    right = a_right(spot=spot, kind="vending_permit")
    right.refresh_from_db()
    assert right.geom is not None
    assert right.geom.area == pytest.approx(3.0)
    spot.geom = box(5, 0, 2, 1)
    spot.save()
    right.refresh_from_db()
    assert right.geom.area == pytest.approx(2.0)


def test_a_right_names_exactly_one_unit() -> None:
    with pytest.raises(IntegrityError, match="right_on_one_unit"), transaction.atomic():
        Right.objects.create(kind="lease", party=a_party(), valid=during())


def test_the_log_is_append_only() -> None:
    entry = AuditEntry.objects.create(action="test", subject="x")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_the_register_can_be_read_as_of_any_moment() -> None:
    parcel = a_parcel(land_use="garden")
    parcel.refresh_from_db()
    before = parcel.begin_lifespan
    with connection.cursor() as cursor:
        cursor.execute("UPDATE land_parcel SET land_use = 'shop'")
    now = Parcel.objects.get(pk=parcel.pk)
    assert (now.version, now.land_use) == (2, "shop")
    assert [p.land_use for p in as_of(Parcel, before)] == ["garden"]
    assert [p.land_use for p in as_of(Parcel, now.begin_lifespan)] == ["shop"]
    parcel.delete()
    assert [p.land_use for p in as_of(Parcel, now.begin_lifespan)] == ["shop"]
