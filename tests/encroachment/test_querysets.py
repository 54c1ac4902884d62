"""The queue of findings can be asked in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Encroachment
from gis_app.encroachment.querysets import WeekMinutes
from gis_app.lib.week import CITY_TIME
from tests.encroachment.stage import NOW, a_sidewalk, parcel_a, parcel_b
from tests.factories import a_district, a_finding, an_occupation, during
from tests.geometry import rect

pytestmark = pytest.mark.django_db


def test_the_queue_has_the_surest_first_and_leaves_out_noise() -> None:
    north, south = a_district(), a_district()
    parcel_a()
    parcel_b()
    a_sidewalk()
    for depth, district in ((0.05, north), (0.13, north), (0.5, south)):
        an_occupation(
            kind="fence",
            seen=during("2024-01-01"),
            geom=rect(2, 1, 8 + depth, 8),
            district=district,
        )
    an_occupation(accuracy_m=None, district=south)
    scan(NOW, keep_noise=True)
    shown = Encroachment.objects.open().shown()
    assert [f.certainty for f in shown.by_severity()] == [
        "strong",
        "suspect",
        "unknown",
    ]
    assert Encroachment.objects.open().counts("certainty") == {
        "noise": 1,
        "strong": 1,
        "suspect": 1,
        "unknown": 1,
    }
    assert shown.in_districts([south]).counts("kind") == {
        "boundary_intrusion": 1,
        "way_obstruction": 1,
    }


WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "since",
    [
        pytest.param(datetime(2026, 6, 6, 13, tzinfo=CITY_TIME), id="an ordinary week"),
        pytest.param(
            datetime(2021, 9, 18, 13, tzinfo=CITY_TIME), id="the clock was put back"
        ),
        pytest.param(
            datetime(2022, 3, 18, 13, tzinfo=CITY_TIME), id="the clock was put forward"
        ),
    ],
)
@pytest.mark.parametrize(
    "length",
    [timedelta(0), MINUTE, WEEK - MINUTE, WEEK, WEEK + MINUTE, 5 * WEEK, None],
)
def test_those_with_hours_are_those_that_cover_minutes_of_the_week(
    since: datetime, length: timedelta | None
) -> None:
    until = None if length is None else since + length
    seen = DateTimeTZRange(since, until, "[]" if until == since else "[)")
    found = a_finding(occupation=an_occupation(kind="stall", seen=seen))
    one = Encroachment.objects.filter(pk=found.pk)
    minutes = one.values_list(WeekMinutes("occupation__seen")).get()[0]
    assert one.with_hours().exists() == bool(minutes.ranges)
    assert one.with_hours().exists() == (length is not None and length < WEEK)
