"""Why stretches of a frontage stay free."""

from __future__ import annotations

from gis_app.zones.layout.gaps import Gap, gaps


def test_a_full_frontage_has_none() -> None:
    assert gaps(12, [0, 2.5, 5, 7.5, 10], 2, 0.5, []) == []


def test_what_is_left_at_the_end_is_too_short() -> None:
    assert gaps(6, [0, 2.5], 2, 0.5, []) == [Gap(4.5, 6, (), short=True)]


def test_a_rule_that_forbids_most_of_the_starts_is_told_first() -> None:
    runs = [(2.5, 3.0, 1), (3.25, 7.75, 0)]
    (gap,) = gaps(12, [0, 8, 10.5], 2, 0.5, runs)[:1]
    assert (gap.start, gap.end, gap.reasons) == (2, 8, (0, 1))


def test_a_place_that_was_given_up_is_free() -> None:
    (gap,) = gaps(12, [0, 2.5, 7.5, 10], 2, 0.5, [])
    assert (gap.start, gap.end, gap.free) == (4.5, 7.5, True)


def test_without_any_stall_the_whole_line_is_one_gap() -> None:
    assert gaps(12, [], 2, 0.5, [(0, 10, 3)]) == [Gap(0, 12, (3,))]
