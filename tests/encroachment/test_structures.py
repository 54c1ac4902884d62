"""Walls, stairs and buildings across a boundary, and those that only seem to be."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from gis_app.crs import STORAGE_SRID
from tests.encroachment.stage import (
    a_sidewalk,
    a_street,
    found,
    kinds,
    only,
    parcel_a,
    parcel_b,
)
from tests.factories import a_party, a_right, an_occupation, during
from tests.geometry import X0, Y0, rect

pytestmark = pytest.mark.django_db


def a_building(x: float, y: float, w: float, h: float, **fields: Any) -> Any:
    return an_occupation(
        **{
            "kind": "building",
            "seen": during("2024-01-01"),
            "geom": rect(x, y, w, h),
        }
        | fields
    )


def ring(*places: tuple[float, float]) -> MultiPolygon:
    """The polygon with these corners, metres from the origin."""
    corners = [(X0 + x, Y0 + y) for x, y in (*places, places[0])]
    return MultiPolygon(Polygon(corners), srid=STORAGE_SRID)


def test_a_building_within_its_parcel_is_no_finding() -> None:
    parcel_a()
    parcel_b()
    a_sidewalk()
    a_building(0, 0, 10, 8)
    assert found() == []


def test_a_wall_over_the_boundary_has_a_mean_depth() -> None:
    """
    +-----a-----+-----b-----+
    |   ########|##         |     8 m of contact, 2 m deep
    |   ########|##         |
    +-----------+-----------+
    """
    parcel_a()
    b = parcel_b()
    a_building(2, 1, 10, 8)
    finding = only()
    assert (finding.kind, finding.certainty) == ("boundary_intrusion", "strong")
    assert (finding.parcel, finding.way) == (b, None)
    assert finding.area_m2 == pytest.approx(16, abs=0.01)
    assert finding.share == pytest.approx(0.2, abs=0.001)
    assert finding.contact_m == pytest.approx(8, abs=0.01)
    assert finding.depth_m == pytest.approx(2, abs=0.01)
    assert finding.largest_depth_m == pytest.approx(2, abs=0.01)
    assert finding.inscribed_width_m == pytest.approx(2, abs=0.02)
    assert finding.sigma_m == pytest.approx(0.1)
    assert finding.z == pytest.approx(20, abs=0.1)
    assert not finding.inside


@pytest.mark.parametrize(
    ("depth_m", "certainty"),
    [(0.08, "noise"), (0.13, "suspect"), (0.22, "probable"), (0.3, "strong")],
)
def test_certainty_follows_the_depth_in_sigmas(depth_m: float, certainty: str) -> None:
    parcel_a()
    parcel_b()
    a_building(2, 1, 8 + depth_m, 8)
    assert kinds() == [("boundary_intrusion", certainty)]


def test_a_long_shallow_overlap_is_noise_whatever_its_area() -> None:
    parcel_a(geom=rect(0, 0, 10, 100), accuracy_m=0.4)
    parcel_b(geom=rect(10, 0, 10, 100), accuracy_m=0.4)
    a_building(2, 0, 8.25, 100, accuracy_m=0.4)
    finding = only()
    assert finding.area_m2 == pytest.approx(25, abs=0.1)
    assert finding.certainty == "noise"


def test_a_slanting_line_is_one_line_though_the_grid_bends_it_by_a_hair() -> None:
    parcel_a(
        geom=ring((-5, -154.3), (-10.504, -153.729), (-12.424, -140.808), (0, -139))
    )
    parcel_b(
        geom=ring(
            (-19.5, -152.8), (-23, -142.3), (-12.424, -140.808), (-10.504, -153.729)
        )
    )
    a_building(
        *(0, 0, 1, 1),
        geom=ring(
            *[(-6.352, -151.784), (-7.579, -141.823)],
            *[(-11.947, -142.314), (-11.612, -152.686)],
        ),
    )
    finding = only()
    assert finding.contact_m == pytest.approx(8.15, abs=0.01)
    assert finding.depth_m == pytest.approx(finding.area_m2 / finding.contact_m)


@pytest.mark.parametrize("missing", ["building", "parcel"])
def test_without_an_accuracy_nothing_is_certain(missing: str) -> None:
    parcel_a()
    parcel_b(**({"accuracy_m": None} if missing == "parcel" else {}))
    a_building(2, 1, 10, 8, **({"accuracy_m": None} if missing == "building" else {}))
    finding = only()
    assert (finding.certainty, finding.z, finding.sigma_m) == ("unknown", None, None)


def test_stairs_on_the_sidewalk_cross_their_parcels_boundary() -> None:
    """
    +--a--+
    |  ## |   1 m on the parcel
    +--##-+
       ##     1 m on the sidewalk
    ----------
    """
    parcel_a()
    way = a_sidewalk()
    a_building(4, -1, 2, 2, kind="stairs")
    finding = only()
    assert (finding.kind, finding.way, finding.parcel) == (
        "boundary_intrusion",
        way,
        None,
    )
    assert finding.depth_m == pytest.approx(1, abs=0.01)


def test_a_building_across_sidewalk_and_street_answers_for_both() -> None:
    parcel_a()
    sidewalk, street = a_sidewalk(), a_street()
    a_building(2, -4, 6, 10)
    by_way = {finding.way: finding for finding in found()}
    assert set(by_way) == {sidewalk, street}
    assert by_way[sidewalk].area_m2 == pytest.approx(18, abs=0.01)
    assert by_way[street].area_m2 == pytest.approx(6, abs=0.01)
    # The street is reached only through the sidewalk: 3 m to it and 1 m into it.
    assert by_way[street].depth_m == pytest.approx(4, abs=0.02)


def test_a_shallow_side_does_not_inherit_the_depth_of_a_deep_one() -> None:
    parcel_a()
    parcel_b(owner_kind="municipal")
    a_sidewalk()
    a_building(2, -0.05, 10, 8)
    found_for = {bool(f.way): f.certainty for f in found()}
    assert found_for == {True: "noise", False: "strong"}


def test_a_building_wholly_on_municipal_land_is_unlicensed() -> None:
    parcel = parcel_a(owner_kind="municipal")
    a_building(2, 2, 4, 4)
    finding = only()
    assert (finding.kind, finding.parcel) == ("unlicensed_occupation", parcel)
    assert finding.inside
    assert finding.contact_m == 0
    # Out is 2 m to the nearest edge and then its own width of 4 m.
    assert finding.depth_m == pytest.approx(6, abs=0.02)


def test_a_fence_on_the_sidewalk_alone_obstructs_it() -> None:
    a_sidewalk()
    a_building(20, -2, 4, 0.2, kind="fence")
    assert kinds() == [("way_obstruction", "strong")]


def test_a_lease_covers_the_whole_parcel() -> None:
    tenant = a_party()
    a_right(parcel=parcel_a(owner_kind="municipal"), party=tenant, kind="lease")
    a_building(2, 2, 4, 4, party=tenant)
    assert found() == []


def test_a_lease_of_a_part_covers_that_part() -> None:
    """
    +-------a-------+
    | lease  |      |
    |     ###|##    |
    +---------------+
    """
    tenant = a_party()
    a_right(
        parcel=parcel_a(owner_kind="municipal"),
        party=tenant,
        kind="lease",
        geom=rect(0, 0, 5, 10),
    )
    a_building(2, 2, 5, 4, party=tenant)
    finding = only()
    assert finding.kind == "unlicensed_occupation"
    assert finding.area_m2 == pytest.approx(8, abs=0.01)
    assert finding.depth_m == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize(
    "ended",
    [
        {"valid": during("2020-01-01", "2026-01-01")},
        {"status": "revoked"},
        {"status": "suspended"},
    ],
)
def test_a_lease_that_ended_is_an_expired_right(ended: dict[str, Any]) -> None:
    tenant = a_party()
    parcel = parcel_a(owner_kind="municipal")
    a_right(parcel=parcel, party=tenant, kind="lease", **ended)
    a_building(2, 2, 4, 4, party=tenant)
    assert kinds() == [("expired_right", "strong")]


def test_an_owner_may_build_over_two_plots_of_his() -> None:
    owner = a_party()
    a_right(parcel=parcel_a(), party=owner)
    a_right(parcel=parcel_b(), party=owner)
    a_building(5, 2, 10, 5, party=owner)
    assert found() == []


def test_an_unknown_builder_is_presumed_to_own_the_neighbouring_plot_too() -> None:
    owner = a_party()
    a_right(parcel=parcel_a(), party=owner)
    a_right(parcel=parcel_b(), party=owner)
    a_building(4, 2, 10, 5)
    assert found() == []


def test_a_building_on_anothers_land_is_an_intrusion() -> None:
    a_right(parcel=parcel_a(), party=a_party())
    a_building(2, 2, 4, 4, party=a_party())
    assert kinds() == [("boundary_intrusion", "strong")]


def test_a_building_that_was_sold_with_its_land_is_no_intrusion() -> None:
    seller = a_party()
    parcel = parcel_a()
    a_right(parcel=parcel, party=seller, valid=during("2010-01-01", "2025-01-01"))
    a_right(parcel=parcel, party=a_party(), valid=during("2025-01-01"))
    a_building(2, 2, 4, 4, party=seller)
    assert found() == []


def test_the_citys_own_title_permits_no_unknown_builder() -> None:
    parcel = parcel_a(owner_kind="municipal")
    a_right(parcel=parcel, party=a_party(kind="municipal"))
    a_building(2, 2, 4, 4)
    assert kinds() == [("unlicensed_occupation", "strong")]


def test_the_city_itself_may_build_on_its_land() -> None:
    city = a_party(kind="municipal")
    a_right(parcel=parcel_a(owner_kind="municipal"), party=city)
    a_building(2, 2, 4, 4, party=city)
    assert found() == []


def test_material_on_the_sidewalk_obstructs_but_on_a_private_plot_does_not() -> None:
    parcel_a()
    a_sidewalk()
    a_building(4, -1, 2, 4, kind="material")
    finding = only()
    assert finding.kind == "way_obstruction"
    assert finding.area_m2 == pytest.approx(2, abs=0.01)


def test_areas_are_summed_and_the_deepest_part_decides() -> None:
    """
    +--------a--------+
    |  ############## |
    +--##----------##-+
       ##          ##      2 m and 0.1 m deep, each 2 m wide
    """
    parcel_a()
    a_sidewalk()
    geom = rect(1, 1, 8, 2).union(rect(1, -2, 2, 3)).union(rect(7, -0.1, 2, 2))

    a_building(0, 0, 1, 1, geom=MultiPolygon(geom, srid=32639))
    finding = only()
    assert finding.area_m2 == pytest.approx(4.2, abs=0.01)
    assert finding.depth_m == pytest.approx(2, abs=0.01)
    assert len(finding.geom) == 2


def test_a_fence_along_the_line_is_as_deep_as_it_is_thick() -> None:
    """
    +------b-------+
    |              |
    +=--===========+   a fence 0.1 m thick on the line; one end of it lies within a
    |      a       |
    """
    a_right(parcel=parcel_a(accuracy_m=0.2), party=(owner := a_party()))
    parcel_b(geom=rect(0, 10, 10, 10), accuracy_m=0.2)
    fence = rect(0, 9.9, 0.5, 0.1).union(rect(0.45, 10, 9.5, 0.1))
    a_building(
        0,
        0,
        1,
        1,
        kind="fence",
        party=owner,
        accuracy_m=0.2,
        geom=MultiPolygon(fence.buffer(0.001, 1), srid=32639),
    )
    finding = only()
    assert finding.area_m2 == pytest.approx(0.95, abs=0.03)
    assert finding.depth_m == pytest.approx(0.1, abs=0.01)
    assert finding.certainty == "noise"


def test_a_neighbours_lease_does_not_excuse_the_house_next_door() -> None:
    a_right(parcel=parcel_a(), party=a_party())
    square = parcel_b(owner_kind="municipal")
    a_right(parcel=square, party=a_party(), kind="lease")
    a_building(4, 1, 8, 8)
    assert kinds() == [("boundary_intrusion", "strong")]
