"""The benchmark of the draw finds its own answer stable, and a wrong one not."""

from __future__ import annotations

from gis_app.bench import draw_lots
from gis_app.lib import draw


def test_the_draw_is_timed_and_its_answer_is_stable() -> None:
    (result,) = draw_lots.run(0.01)
    assert result.same_answer is True
    assert (result.size["applicants"], result.size["lots"]) == (200, 80)
    assert 0 < result.size["given"] <= 80
    assert result.ours_s > 0


def test_a_lot_taken_from_whom_it_was_given_is_envied() -> None:
    lots, entries = draw_lots.market(10, 60)
    ranks = draw.ranks_of(draw_lots.SEED, entries)
    given = dict(draw.Matching(lots, entries, ranks).given)
    assert list(draw_lots.envy(lots, entries, ranks, given)) == []
    robbed = next(iter(given))
    lot = given.pop(robbed)
    envied = list(draw_lots.envy(lots, entries, ranks, given))
    assert any(who == robbed for who, _lot in envied), lot
