"""What holds for every footprint, whatever its place, turn and size (hypothesis)."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.encroachment.stage import found, only
from tests.factories import a_parcel, a_party, a_right, an_occupation, during
from tests.geometry import X0, Y0

pytestmark = pytest.mark.django_db

laws = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
turns = st.floats(0, 359)
depths = st.floats(0.4, 6)
lengths = st.floats(1, 30)


def turned(x: float, y: float, w: float, h: float, turn: float) -> MultiPolygon:
    """``rect``, turned about the origin by degrees."""
    c, s = cos(radians(turn)), sin(radians(turn))
    ring = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
    return MultiPolygon(
        Polygon([(X0 + a * c - b * s, Y0 + a * s + b * c) for a, b in ring]), srid=32639
    )


def intrusion(depth: float, length: float, turn: float, **building: Any) -> Any:
    """
    -40      0      40
     +-------+-------+
     |  #####|##     |   the strip is ``depth`` × ``length``
     +-------+-------+
    """
    a_parcel(geom=turned(-40, -40, 40, 80, turn))
    a_parcel(geom=turned(0, -40, 40, 80, turn))
    return an_occupation(
        kind="building",
        seen=during("2024-01-01"),
        geom=turned(-10, 0, 10 + depth, length, turn),
        **building,
    )


@laws
@given(depth=depths, length=lengths, turn=turns)
def test_the_mean_depth_of_a_strip_is_its_width(
    depth: float, length: float, turn: float
) -> None:
    with transaction.atomic():
        intrusion(depth, length, turn)
        finding = only(parcels=False)
        transaction.set_rollback(True)
    assert finding.depth_m == pytest.approx(depth, abs=0.01)
    assert finding.contact_m == pytest.approx(length, abs=0.02)
    assert finding.area_m2 == pytest.approx(depth * length, rel=0.01)
    assert finding.share <= 1
    assert finding.largest_depth_m == pytest.approx(depth, abs=0.01)


@laws
@given(depth=st.floats(0.4, 3), factor=st.floats(1.2, 3), turn=turns)
def test_z_grows_with_the_depth_and_falls_with_the_error(
    depth: float, factor: float, turn: float
) -> None:
    results = []
    for deep, accuracy in ((depth, 0.1), (depth * factor, 0.1), (depth, 0.1 * factor)):
        with transaction.atomic():
            intrusion(deep, 8, turn, accuracy_m=accuracy)
            results.append(only(parcels=False).z or 0)
            transaction.set_rollback(True)
    plain, deeper, vaguer = results
    assert deeper == pytest.approx(plain * factor, rel=0.03)
    assert vaguer < plain


@laws
@given(depth=depths, length=lengths, turn=turns)
def test_a_right_to_all_of_the_land_leaves_nothing(
    depth: float, length: float, turn: float
) -> None:
    with transaction.atomic():
        party = a_party()
        building = intrusion(depth, length, turn, party=party)
        for parcel in type(a_parcel(geom=turned(100, 100, 1, 1, 0))).objects.all():
            a_right(parcel=parcel, party=party, kind="lease")
        findings = found(parcels=False)
        transaction.set_rollback(True)
    assert building.pk
    assert findings == []


@laws
@given(
    corners=st.lists(
        st.tuples(st.floats(-15, 15), st.floats(-15, 15)), min_size=3, max_size=8
    ),
    turn=turns,
)
def test_no_shape_breaks_the_scan_or_takes_more_than_it_has(
    corners: list[tuple[float, float]], turn: float
) -> None:
    ring = [(X0 + x, Y0 + y) for x, y in corners]
    shape = Polygon([*ring, ring[0]], srid=32639).buffer(0.05)
    if shape.geom_type != "Polygon" or not shape.valid or shape.area < 0.1:
        return
    with transaction.atomic():
        a_parcel(geom=turned(-40, -40, 40, 80, turn), owner_kind="municipal")
        a_parcel(geom=turned(0, -40, 40, 80, turn))
        building = an_occupation(
            kind="building",
            seen=during("2024-01-01"),
            geom=MultiPolygon(shape, srid=32639),
        )
        findings = found(parcels=False)
        transaction.set_rollback(True)
    for finding in findings:
        assert finding.area_m2 <= building.geom.area + 0.05
        assert finding.depth_m > 0
        assert finding.geom.valid
