"""Siting rules as dated data: what is refused, what contradicts, what would change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_app.accounts.models import User
from gis_app.errors import BadInput, Conflict
from gis_app.lib.week import CITY_TIME, Week
from gis_app.zones import rulebook, services
from gis_app.zones.models import Rule
from gis_app.zones.services import RuleDraft
from tests.factories import a_right, a_rule, a_spot, a_user, a_zone, during
from tests.geometry import box, rect

pytestmark = pytest.mark.django_db
MORNING = (
    timezone.now()
    .astimezone(CITY_TIME)
    .replace(hour=0, minute=0, second=0, microsecond=0)
)
A_WEEK = timedelta(days=7)


def draft(**fields: Any) -> RuleDraft:
    usual = {
        "kind": "min_spacing",
        "params": {"m": 1.0},
        "valid": DateTimeTZRange(MORNING, None),
    }
    return RuleDraft(**(usual | fields))


def enter(replaces: Rule | None = None, **fields: Any) -> Rule:
    return services.enter_rule(draft=draft(**fields), by=planner(), replaces=replaces)


def planner() -> User:
    return User.objects.filter(role="planner").first() or a_user("planner")


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("min_distance", {"m": 3}, "feature_class"),
        ("min_distance", {"feature_class": "dragon", "m": 3}, "feature_class"),
        ("min_spacing", {"m": "three"}, "m"),
        ("min_spacing", {"m": -1}, "m"),
        ("min_clear_width", {"m": 21}, "m"),
        ("max_per", {"per": "zone", "n": 1.5}, "n"),
        ("max_per", {"per": "population"}, "percent"),
        ("goods_deny", {"goods": []}, "goods"),
        ("time_window", {"week": "{}"}, "week"),
        ("road_width_sides", {"one_side_m": 9, "both_sides_m": 6}, "both_sides_m"),
        ("a_whim", {}, "kind"),
    ],
)
def test_what_a_kind_does_not_ask_for_is_refused_by_name(
    kind: str, typed: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        rulebook.clean(kind, typed)
    assert refused.value.detail["field"] == field


def test_persian_digits_are_read_and_strange_entries_left_out() -> None:
    typed = {"feature_class": "hydrant", "m": "۳٫۵", "colour": "red"}
    assert rulebook.clean("min_distance", typed) == {
        "feature_class": "hydrant",
        "m": 3.5,
    }


def typed_for(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Entries as a form sends them: right, wrong and left out."""
    numbers = st.sampled_from([None, "", "x", -1, 0, 0.1, 1, 1.5, 19, 99, 100, 1e6])
    answers = {
        asked.name: {
            "choice": st.sampled_from([c[0] for c in asked.choices] + ["moon"]),
            "goods": st.lists(st.sampled_from(["fish", "books", "gold"]), max_size=2),
            "week": st.sampled_from(["{[0,60)}", "{}", "noon", "{[0,99999)}"]),
        }.get(asked.kind, numbers)
        for asked in rulebook.BOOK[Rule.Kind(kind)]
    }
    return st.fixed_dictionaries({}, optional=answers)


@settings(max_examples=25)
@given(data=st.data())
@pytest.mark.parametrize("kind", Rule.Kind.values)
def test_whatever_the_book_accepts_the_database_accepts(
    kind: str, data: st.DataObject
) -> None:
    typed = data.draw(typed_for(kind))
    try:
        params = rulebook.clean(kind, typed)
    except BadInput:
        return
    shape = rect(0, 0, 9, 9) if params.get("of") == "shape" else None
    with transaction.atomic():
        Rule.objects.create(kind=kind, params=params, shape=shape, valid=during())
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("min_spacing", {"m": "1"}),
        ("min_spacing", {}),
        ("goods_allow", {"goods": []}),
        ("exclusion_zone", {"of": "shape"}),
        ("exclusion_zone", {"of": "parcel:state; drop"}),
        ("max_footprint", {}),
        ("time_window", {"week": "{[0,99999)}"}),
        ("a_whim", {}),
    ],
)
def test_nobody_can_write_a_rule_that_says_nothing(
    kind: str, params: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="rule_says_what_its_kind_asks"):
        Rule.objects.create(kind=kind, params=params, valid=during())


def test_a_rule_of_equal_priority_that_says_otherwise_is_refused() -> None:
    standing = enter()
    with pytest.raises(Conflict) as refused:
        enter(params={"m": 2.0}, zone_id=a_zone().pk)
    assert refused.value.detail["rules"] == [standing.pk]
    assert enter(params={"m": 2.0}, zone_id=a_zone().pk, priority=1).pk


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "same_goods_spacing"},
        {"goods": ["books"]},
        {"week": Week.daily(600, 700)},
        {"valid": DateTimeTZRange(MORNING + 2 * A_WEEK, None)},
        {"kind": "min_distance", "params": {"feature_class": "tree", "m": 1}},
    ],
)
def test_rules_that_never_meet_stand_side_by_side(other: dict[str, Any]) -> None:
    first: dict[str, Any] = {
        "kind": "min_distance",
        "params": {"feature_class": "pole", "m": 1},
    }
    usual: dict[str, Any] = {"goods": ["fish"], "week": Week.daily(500, 600)}
    enter(
        valid=DateTimeTZRange(MORNING, MORNING + A_WEEK),
        **usual | (first if other.get("kind") == "min_distance" else {}),
    )
    assert enter(**usual | other).pk


def test_several_bans_of_goods_and_several_shapes_add_up() -> None:
    for goods in (["fish"], ["books"]):
        enter(kind="goods_deny", params={"goods": goods})
    for x in (0, 100):
        shape = rect(x, 0, 10, 10)
        enter(kind="exclusion_zone", params={"of": "shape"}, shape=shape)
    assert Rule.objects.count() == 4


def test_the_past_is_not_rewritten() -> None:
    yesterday = MORNING - timedelta(days=1)
    with pytest.raises(BadInput) as refused:
        enter(valid=DateTimeTZRange(yesterday, None))
    assert refused.value.detail["field"] == "valid_from"
    rule = a_rule()
    with pytest.raises(BadInput):
        services.end_rule(rule=rule, at=yesterday, by=planner())


def test_a_new_rule_takes_the_place_of_the_old_one_on_its_day() -> None:
    old = a_rule(kind="min_spacing", params={"m": 1.0})
    begins = MORNING + A_WEEK
    enter(params={"m": 2.0}, valid=DateTimeTZRange(begins, None), replaces=old)
    old.refresh_from_db()
    assert old.valid.upper == begins


def test_one_that_was_to_come_goes_whole_and_stays_in_history() -> None:
    rule = enter(valid=DateTimeTZRange(MORNING + A_WEEK, None))
    assert services.end_rule(rule=rule, at=MORNING + A_WEEK, by=planner()) is None
    assert not Rule.objects.exists()


def test_what_a_rule_would_forbid_is_told_and_nothing_is_kept() -> None:
    zone = a_zone(geom=rect(-10, -10, 100, 100))
    near, far = (a_spot(zone=zone, geom=box(x, 0, 2, 1.5)) for x in (0, 2.6))
    a_spot(zone=zone, geom=box(30, 0, 2, 1.5))
    a_right(spot=near, kind="vending_permit", valid=during())
    old = a_rule(kind="min_spacing", params={"m": 0.5})
    found = services.consequences(draft=draft(params={"m": 1.0}), replaces=old)
    assert {spot.id for spot in found.forbidden} == {near.pk, far.pk}
    assert found.permits == 1
    assert found.freed == []
    old.refresh_from_db()
    assert old.valid.upper is None
    assert Rule.objects.count() == 1
    milder = services.consequences(draft=draft(params={"m": 0.1}), replaces=old)
    assert (milder.forbidden, milder.freed) == ([], [])


def test_a_milder_rule_tells_which_spots_it_frees() -> None:
    zone = a_zone(geom=rect(-10, -10, 100, 100))
    spots = [a_spot(zone=zone, geom=box(x, 0, 2, 1.5)) for x in (0, 2.6)]
    old = a_rule(kind="min_spacing", params={"m": 1.0})
    found = services.consequences(draft=draft(params={"m": 0.5}), replaces=old)
    assert {spot.id for spot in found.freed} == {spot.pk for spot in spots}
