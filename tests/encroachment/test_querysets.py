"""The queue of findings can be asked in plain words."""

from __future__ import annotations

import pytest

from gis_app.encroachment.detection import scan
from gis_app.encroachment.models import Encroachment
from tests.encroachment.stage import NOW, a_sidewalk, parcel_a, parcel_b
from tests.factories import a_district, an_occupation, during
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
