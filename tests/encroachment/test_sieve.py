"""What the sieve leaves out is never a finding; its arithmetic is GEOS's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from django.db import transaction

from gis_app.bench.city import build
from gis_app.bench.detect import fill
from gis_app.encroachment import detection, inscribed, quads, sieve
from gis_app.encroachment.detection import ScanReport, scan
from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Survey
from tests.encroachment.stage import NOW, parcel_a, parcel_b
from tests.factories import a_party, a_right, an_occupation, during
from tests.geometry import rect

FIELDS = ("occupation_id", "parcel_id", "way_id", "kind", "certainty", "area_m2", "z")


def squares(seed: int, count: int = 400) -> Any:
    """Turned rectangles on whole millimetres, many of them touching or equal."""
    rng = np.random.default_rng(seed)
    size = rng.integers(1, 6, (count, 2)) * 1000
    at = rng.integers(0, 8, (count, 2)) * 1000
    x, y, w, h = *at.T, *size.T
    rings = np.stack(
        [
            np.column_stack(corner)
            for corner in [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        ],
        axis=1,
    ).astype(float)
    turn = rng.choice([0, 0, 0.3, 0.7], count)[:, None]
    c, s = np.cos(turn), np.sin(turn)
    turned = np.stack(
        [rings[..., 0] * c - rings[..., 1] * s, rings[..., 0] * s + rings[..., 1] * c],
        axis=-1,
    )
    return np.round(turned) / 1000


def rings(*shapes: Any) -> list[Any]:
    """In whole millimetres, as the arithmetic wants them."""
    return [quads.straightened(shape).rings for shape in shapes]


def each(shapes: Any) -> Any:
    return np.arange(len(shapes))


def same(these: list[Any], those: list[Any]) -> bool:
    """Equal, but for the last digits: the areas of pairs are added in another way."""
    return len(these) == len(those) and all(
        a == pytest.approx(b, rel=1e-6) if isinstance(a, float) else a == b
        for one, other in zip(these, those, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def judged(keep: int, monkeypatch: pytest.MonkeyPatch) -> tuple[ScanReport, list[Any]]:
    """Report and rows of a scan whose sieve begins at ``keep`` structures."""
    monkeypatch.setattr(sieve, "WORTH_IT", keep)
    with transaction.atomic():
        report = scan(NOW, parcels=False)
        rows = list(Encroachment.objects.order_by(*FIELDS[:4]).values_list(*FIELDS))
        transaction.set_rollback(True)
    return report, rows


def test_the_overlap_of_quads_is_that_of_geos() -> None:
    a, b = squares(1), squares(2)
    p, q = rings(a, b)
    ours = quads.overlap_m2(p, q, each(a), each(b))
    theirs = shapely.area(
        shapely.intersection(shapely.polygons(a), shapely.polygons(b))
    )
    assert ours == pytest.approx(theirs, abs=1e-6)
    assert (ours > 0).sum() > 50


def test_a_protrusion_is_at_least_the_distance_of_the_farthest_corner() -> None:
    a, b = squares(3), squares(4)
    p, q = rings(a, b)
    ours = quads.protrusion_m(p, q, each(a), each(b))
    corners = shapely.points(a.reshape(-1, 2)).reshape(-1, 4)
    theirs = shapely.distance(corners, shapely.polygons(b)[:, None]).max(axis=1)
    assert (ours * 1.036 >= theirs - 1e-9).all()
    assert (ours[theirs == 0] < 1e-9).all()


def test_the_line_through_a_quad_is_that_of_geos() -> None:
    a, b = squares(7), squares(8)
    p, q = rings(a, b)
    ours, crisp = quads.contact_m(p, q, each(a), each(b))
    outlines = shapely.boundary(shapely.polygons(b))
    theirs = shapely.length(shapely.intersection(shapely.polygons(a), outlines))
    # What runs along an outline is left out, whole edges of it.
    assert (ours <= theirs + 1e-6).all()
    assert (abs(ours - theirs) < 1e-6).sum() > 300
    assert ours[crisp] == pytest.approx(theirs[crisp])
    assert (ours[crisp] > 0).sum() > 20
    assert (ours > 0).sum() > 50


def test_a_quad_is_measured_as_by_geos() -> None:
    told, shapes = quads.straightened(squares(9)), shapely.polygons(squares(9))
    assert told.quad.all()
    assert told.area_m2 == pytest.approx(shapely.area(shapes))
    assert told.outline_m == pytest.approx(shapely.length(shapes))
    assert told.boxes.reshape(-1, 4) == pytest.approx(shapely.bounds(shapes))


def test_a_sharp_corner_or_a_dent_makes_no_quad() -> None:
    dented = [(0, 0), (4, 0), (1, 1), (0, 4)]
    sharp = [(0, 0), (10, 0), (10, 1), (9, 1)]
    good = [(0, 0), (0, 4), (4, 4), (4, 0)]
    told = quads.straightened(np.array([dented, sharp, good], dtype=float))
    assert told.quad.tolist() == [False, False, True]


def test_the_inscribed_width_is_that_of_geos() -> None:
    shared = shapely.intersection(
        shapely.polygons(squares(5)), shapely.polygons(squares(6))
    )
    shapes = shared[(shapely.get_type_id(shared) == 3) & (shapely.area(shared) > 0.01)]
    dented = shapely.Polygon([(0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 4)])
    shapes = np.append(shapes, dented)
    theirs = 2 * shapely.length(shapely.maximum_inscribed_circle(shapes, 0.001))
    assert inscribed.widths_m(shapes) == pytest.approx(theirs, abs=0.05)
    assert inscribed.widths_m(shapes[:-1]) == pytest.approx(theirs[:-1], abs=0.003)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_scan_through_the_sieve_finds_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(build(0.004, seed))
    plain, without = judged(10**9, monkeypatch)
    sifted, through = judged(0, monkeypatch)
    assert same(through, without)
    assert len(without) > 5
    assert (plain.pairs, sifted.opened) == (0, plain.opened)
    assert sifted.pairs > sifted.occupations


@pytest.mark.django_db(transaction=True)
def test_a_scan_over_two_connections_finds_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(build(0.002))
    _, alone = judged(0, monkeypatch)
    monkeypatch.setattr(detection, "WORTH_SHARING", 1)
    report = scan(NOW, parcels=False)
    shared = Encroachment.objects.order_by(*FIELDS[:4]).values_list(*FIELDS)
    assert same(list(shared), alone)
    assert report.opened == len(alone)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "case",
    ["held", "another's", "public", "claimed twice", "blind", "gone", "one survey"],
)
def test_what_is_not_plainly_ones_own_goes_to_the_rules(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = a_party()
    fields: dict[str, Any] = {"seen": during("2024-01-01"), "geom": rect(2, 2, 7, 7)}
    plot = parcel_a(owner_kind="municipal" if case == "public" else "private")
    a_right(parcel=plot, party=owner)
    if case == "held":
        fields["party"] = owner
    elif case == "another's":
        fields["party"] = a_party()
    elif case == "claimed twice":
        parcel_a()
    elif case == "blind":
        parcel_b(accuracy_m=None)
        fields["geom"] = rect(3, 2, 7.05, 7)
    elif case == "one survey":
        both = {
            "survey": Survey.objects.create(name="one", shared_m=0.29),
            "accuracy_m": 0.3,
        }
        parcel_b(**both)
        fields |= both | {"geom": rect(3, 2, 7.15, 7)}
    elif case == "gone":
        fields["seen"] = during("2020-01-01", "2021-01-01")
    an_occupation(kind="building", **fields)
    plain, without = judged(10**9, monkeypatch)
    sifted, through = judged(0, monkeypatch)
    assert same(through, without)
    assert sifted.certainties == plain.certainties
    assert bool(through) is (case not in ("held", "gone"))
