"""The queue of encroachments."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import a_finding, a_user, day
from tests.geometry import rect
from tests.web_api.conftest import Scene


def ids(client: Client, **asked: str | int) -> list[int]:
    answer = client.get("/api/findings", asked)
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["items"]]


def test_a_finding_tells_what_stands_where_in_a_sentence(
    planner: Client, scene: Scene
) -> None:
    items = planner.get("/api/findings").json()["items"]
    found = next(item for item in items if item["id"] == scene.finding.pk)
    assert found["title"] == "Obstruction of a public way: Sa'di Street"
    assert found["summary"] == (
        "Stall takes 3.0 m² of Sa'di Street, 1.50 m deep, without a permit."
    )
    assert found["unit"] == {"type": "way", "id": scene.way.pk, "label": "Sa'di Street"}
    assert found["occupation"]["kind_label"] == "Stall"
    assert found["point"] == pytest.approx([49.58, 37.28], abs=0.05)
    west, south, east, north = found["bbox"]
    assert west < found["point"][0] < east
    assert south < found["point"][1] < north


def test_counts_are_of_the_whole_queue_whatever_the_page(planner: Client) -> None:
    answer = planner.get("/api/findings", {"limit": 1}).json()
    assert answer["total"] == 2
    assert len(answer["items"]) == 1
    assert answer["counts"]["certainty"] == {"strong": 1, "suspect": 1}
    assert answer["counts"]["kind"] == {"spot_overrun": 1, "way_obstruction": 1}


def test_counts_of_kinds_and_of_certainties_add_up_under_each_other(
    planner: Client,
) -> None:
    a_finding(certainty="noise", z=0.4)
    a_finding(certainty="probable", z=2.2)
    answer = planner.get("/api/findings", {"kind": "way_obstruction"}).json()
    shown = {k: n for k, n in answer["counts"]["certainty"].items() if k != "noise"}
    assert sum(shown.values()) == answer["total"] == 2
    answer = planner.get("/api/findings", {"certainty": "strong"}).json()
    assert sum(answer["counts"]["kind"].values()) == answer["total"] == 1


def test_noise_is_shown_only_when_asked_for(planner: Client, scene: Scene) -> None:
    noise = a_finding(certainty="noise", z=0.4)
    assert noise.pk not in ids(planner)
    assert ids(planner, certainty="noise") == [noise.pk]
    assert noise.pk in ids(planner, certainty="all")


def test_closed_findings_are_gone(planner: Client) -> None:
    closed = a_finding(closed_at=day("2026-07-01"))
    assert closed.pk not in ids(planner, certainty="all")


def test_the_surest_come_first_and_pages_follow_without_gaps(planner: Client) -> None:
    for z in (1.9, 30.0, 2.0):
        a_finding(certainty="strong" if z > 2.58 else "probable", z=z)
    everything = ids(planner)
    paged: list[int] = []
    cursor = ""
    while True:
        asked: dict[str, str | int] = {"limit": 2, "cursor": cursor}
        answer = planner.get("/api/findings", asked).json()
        paged += [item["id"] for item in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert paged == everything
    assert len(paged) == 5


@pytest.mark.parametrize("order", ["severity", "newest", "area"])
def test_every_order_pages_to_its_end(planner: Client, order: str) -> None:
    for n in range(3):
        a_finding(area_m2=n + 1, found_at=day(f"2026-06-0{n + 3}"))
    asked: dict[str, str | int] = {"limit": 3, "order": order}
    first = planner.get("/api/findings", asked).json()
    rest = ids(planner, order=order, limit=3, cursor=first["next"])
    assert [i["id"] for i in first["items"]] + rest == ids(planner, order=order)


def test_the_queue_can_be_cut_by_kind_district_and_box(
    planner: Client, scene: Scene
) -> None:
    assert ids(planner, kind="spot_overrun") == [scene.elsewhere.pk]
    assert ids(planner, district=scene.district.pk) == [scene.finding.pk]
    box = planner.get(f"/api/findings/{scene.finding.pk}").json()["bbox"]
    assert ids(planner, bbox=",".join(map(str, box))) == [scene.finding.pk]


def test_an_officer_sees_findings_of_the_own_districts_only(
    officer: Client, scene: Scene
) -> None:
    assert ids(officer) == [scene.finding.pk]
    assert officer.get(f"/api/findings/{scene.elsewhere.pk}").status_code == 404
    assert officer.get(f"/api/card/finding/{scene.elsewhere.pk}").status_code == 404
    on_zone = officer.get(f"/api/card/zone/{scene.zone.pk}").json()["findings"]
    assert on_zone == []


def test_an_officer_without_a_district_sees_none(scene: Scene) -> None:
    client = Client()
    client.force_login(a_user("officer"))
    assert ids(client) == []


def test_one_finding_gives_its_reasons_shapes_and_rights(
    planner: Client, scene: Scene
) -> None:
    found = planner.get(f"/api/findings/{scene.finding.pk}").json()
    assert found["why"] == (
        "It was seen on 2026-06-01 13:30. "
        "Stall takes 3.0 m² of Sa'di Street, 1.50 m deep, without a permit. "
        "Its mean depth is 1.50 m with a standard error of 0.10 m. "
        "Measurement error can't explain that."
    )
    assert found["geometry"]["type"] == "MultiPolygon"
    assert found["occupation_geometry"]["type"] == "MultiPolygon"
    assert {"label": "Area", "value": "3.0 m²"} in found["rows"]


def test_unknown_accuracy_is_said(planner: Client) -> None:
    vague = a_finding(
        certainty="unknown", z=None, sigma_m=None, geom=rect(20, -2, 1, 1)
    )
    found = planner.get(f"/api/findings/{vague.pk}").json()
    assert "is not known" in found["why"]


def test_a_page_of_the_queue_costs_the_same_whatever_its_length(
    planner: Client, django_assert_max_num_queries: object
) -> None:
    for n in range(12):
        a_finding(geom=rect(10 + n, -2, 1, 1))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(ids(planner)) == 14


@pytest.mark.parametrize(
    "asked",
    [
        {"bbox": "nan,nan,nan,nan"},
        {"bbox": "1,2,3"},
        {"bbox": "49.7,37.2,49.5,37.3"},
        {"bbox": "1e400,0,1,1"},
        {"cursor": "x"},
        {"cursor": "WyJhcmVhIiwxLDFd"},
        {"limit": "0"},
        {"limit": "9999"},
        {"order": "random"},
        {"kind": "theft"},
        {"certainty": "sure"},
        {"district": "-1"},
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    planner: Client, asked: dict[str, str]
) -> None:
    answer = planner.get("/api/findings", asked)
    assert answer.status_code == 400
    assert answer.json()["error"]
