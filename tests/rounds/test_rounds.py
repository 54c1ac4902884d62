"""A round from its call to the last right, and what nobody can do to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from gis_app.errors import BadInput, Conflict
from gis_app.land.models import Right
from gis_app.lib import draw as arithmetic
from gis_app.rounds import applying, calls, drawing, judging, offering
from gis_app.rounds.models import Application, Lot, Offer, Record, Round, Wish
from gis_app.rounds.stages import STEPS
from gis_app.rounds.stages import Stage as At
from tests.factories import a_right, a_spot, a_user, a_vendor
from tests.rounds.conftest import EVENING, MORNING, WORDS, Stage, a_round

pytestmark = pytest.mark.django_db


def test_a_round_ends_in_rights_for_its_lots_and_hours(stage: Stage) -> None:
    one = stage.apply(stage.lots[0])
    stage.review()
    stage.freeze()
    assert stage.draw(*WORDS) == {one.receipt: drawing.lot_name(stage.lots[0])}
    (offer,) = offering.make_offers(call=stage.call, by=stage.by)
    offering.accept(offer=offer, by=stage.by)
    right = Right.objects.get(kind="vending_permit")
    assert (right.spot_id, right.party_id) == (
        stage.spots[0].pk,
        one.vendor.party_id,
    )
    assert (right.week, right.valid) == (MORNING, stage.call.valid)
    assert offering.make_offers(call=stage.call, by=stage.by) == []


def test_the_public_record_verifies_and_names_nobody(stage: Stage) -> None:
    one = stage.apply(stage.zones[0], code="V-secret")
    stage.review()
    stage.freeze()
    stage.draw(*WORDS[:2])
    content = Record.objects.get().drawn
    record = arithmetic.verify(content.encode(), root=Record.objects.get().root)
    assert record["reveals"] == [*WORDS[:2], None]
    assert [entry["receipt"] for entry in record["list"]] == [one.receipt]
    assert "V-secret" not in content
    assert one.vendor.party.name not in content
    assert one.vendor.party.pseudonym not in content


def test_the_council_s_class_goes_before_the_lottery(stage: Stage) -> None:
    others = [stage.apply(stage.lots[0]) for _ in range(5)]
    local = stage.apply(stage.lots[0])
    stage.review(local)
    stage.freeze()
    given = stage.draw(*WORDS)
    assert given[local.receipt] == drawing.lot_name(stage.lots[0])
    results = json.loads(Record.objects.get().drawn)["results"]
    codes = {one["receipt"]: one["wishes"] for one in results}
    assert [codes[one.receipt] for one in others] == [["class"]] * 5


def test_who_has_a_spot_already_comes_after_everybody_else(stage: Stage) -> None:
    holder = stage.apply(stage.lots[0])
    a_right(
        party=holder.vendor.party,
        spot=a_spot(zone=stage.zones[1]),
        kind="vending_permit",
        valid=stage.call.valid,
        week=EVENING,
    )
    newcomers = [stage.apply(stage.lots[0]) for _ in range(3)]
    stage.review(holder)
    stage.freeze()
    given = stage.draw(*WORDS)
    assert given[holder.receipt] is None
    assert sum(given[one.receipt] is not None for one in newcomers) == 1


def test_what_is_refused_goes_to_the_next_in_the_order_of_the_draw(
    stage: Stage,
) -> None:
    people = [stage.apply(stage.lots[0]) for _ in range(4)]
    stage.review()
    stage.freeze()
    stage.draw(*WORDS)
    results = json.loads(Record.objects.get().drawn)["results"]
    order = [one["receipt"] for one in sorted(results, key=lambda r: r["rank"])]
    (offer,) = offering.make_offers(call=stage.call, by=stage.by)
    assert offer.application.receipt == order[0]
    second = offering.refuse(offer=offer, by=stage.by)
    assert second is not None
    assert second.application.receipt == order[1]
    stage.clock("2026-12-28")
    with pytest.raises(Conflict, match="time to answer is over"):
        offering.accept(offer=second, by=stage.by)
    (third,) = offering.expire(call=stage.call, by=stage.by)
    assert third.application.receipt == order[2]
    offering.accept(offer=third, by=stage.by)
    fourth = offering.give_back(offer=third, by=stage.by)
    assert fourth is not None
    assert fourth.application.receipt == order[3]
    assert offering.refuse(offer=fourth, by=stage.by) is None
    assert len(people) == Offer.objects.count()
    assert not Right.objects.filter(kind="vending_permit", status="active").exists()


def test_an_answer_counts_once(stage: Stage) -> None:
    stage.apply(stage.lots[0])
    stage.review()
    stage.freeze()
    stage.draw(*WORDS)
    (offer,) = offering.make_offers(call=stage.call, by=stage.by)
    offering.accept(offer=offer, by=stage.by)
    offering.accept(offer=offer, by=stage.by)
    assert Right.objects.filter(kind="vending_permit").count() == 1
    with pytest.raises(Conflict, match="answered already: Accepted"):
        offering.refuse(offer=offer, by=stage.by)


def test_an_offer_whose_spot_was_given_meanwhile_stays_open(stage: Stage) -> None:
    stage.apply(stage.lots[0])
    stage.review()
    stage.freeze()
    stage.draw(*WORDS)
    (offer,) = offering.make_offers(call=stage.call, by=stage.by)
    a_right(spot=stage.spots[0], kind="vending_permit", valid=stage.call.valid)
    with pytest.raises(Conflict, match="Somebody else"), transaction.atomic():
        offering.accept(offer=offer, by=stage.by)
    offer.refresh_from_db()
    assert offer.state == Offer.State.OPEN


def test_one_vendor_applies_once_unless_he_took_it_back(stage: Stage) -> None:
    vendor = a_vendor()
    how: dict[str, Any] = {"call": stage.call, "vendor": vendor, "by": stage.by}
    first = applying.apply(**how, wishes=[stage.lots[0]])
    with pytest.raises(Conflict, match="applied in this round already"):
        applying.apply(**how, wishes=[stage.lots[1]])
    applying.withdraw(application=first, by=stage.by)
    applying.withdraw(application=first, by=stage.by)
    applying.apply(**how, wishes=[stage.lots[1]])


@pytest.mark.parametrize("count", [0, 11])
def test_wishes_are_one_to_ten(stage: Stage, count: int) -> None:
    lots = Lot.objects.all()
    with pytest.raises(BadInput, match="between one and ten"):
        stage.apply(*list(lots)[:1] * count)


def test_a_wish_is_of_this_round_and_made_once(stage: Stage) -> None:
    with pytest.raises(BadInput, match="wished for once"):
        stage.apply(stage.lots[0], stage.zones[0], stage.lots[0])
    with pytest.raises(BadInput, match="not in this round"):
        stage.apply(a_spot().zone)


def test_who_may_not_take_part_learns_why(stage: Stage) -> None:
    idle = stage.apply(stage.lots[1], status="suspended")
    wrong = stage.apply(stage.lots[0], goods=["books"])
    right = stage.apply(stage.lots[0], stage.zones[1], goods=["books"])
    stage.spots[0].goods = ["fish"]
    stage.spots[0].save()
    with pytest.raises(BadInput, match="goods may be sold at spot 1"):
        stage.apply(Lot.objects.get(pk=stage.lots[0].pk), goods=["books"])
    stage.review()
    reasons = {
        one.pk: one.reasons for one in Application.objects.filter(round=stage.call)
    }
    assert reasons[idle.pk] == ["vendor_suspended"]
    assert reasons[wrong.pk] == ["goods_fit_no_wish"]
    assert reasons[right.pk] == []
    stage.freeze()
    (entry,) = json.loads(Record.objects.get().frozen)["list"]
    assert entry["wishes"] == ["zone:B"]


def test_a_challenge_is_decided_by_somebody_else_and_before_the_list_is_frozen(
    stage: Stage,
) -> None:
    one = stage.apply(stage.lots[0])
    stage.review()
    doubt = judging.challenge(application=one, text="lives elsewhere", by=stage.by)
    with pytest.raises(Conflict, match="decide every challenge"):
        stage.freeze()
    with pytest.raises(Conflict, match="Somebody else has to decide"):
        judging.decide_challenge(doubt=doubt, upheld=True, answer="so", by=stage.by)
    clerk = a_user("clerk")
    judging.decide_challenge(doubt=doubt, upheld=True, answer="so", by=clerk)
    one.refresh_from_db()
    assert (one.status, one.reasons) == ("refused", ["challenge_upheld"])
    stage.clock("2026-12-16")
    with pytest.raises(Conflict, match="time for challenges is over"):
        judging.challenge(application=one, text="again", by=clerk)


def test_nothing_is_done_before_the_published_day(stage: Stage) -> None:
    with pytest.raises(BadInput, match="until the day"):
        calls.close_applications(call=stage.call, by=stage.by)
    stage.review()
    with pytest.raises(BadInput, match="Challenges are taken"):
        drawing.freeze(call=stage.call, by=stage.by)
    stage.freeze()
    with pytest.raises(BadInput, match="at the time that was published"):
        drawing.draw(call=stage.call, number="1", by=stage.by)


def test_a_frozen_list_can_not_be_changed_by_anybody(stage: Stage) -> None:
    one = stage.apply(stage.lots[0])
    stage.review()
    stage.freeze()
    frozen: list[Callable[[], Any]] = [
        lambda: Wish.objects.filter(application=one).update(place=2),
        lambda: Wish.objects.all().delete(),
        lambda: Application.objects.filter(pk=one.pk).update(weight=9),
        lambda: one.classes.add(stage.first),
        lambda: stage.first.delete(),
        lambda: stage.call.witnesses.update(commit="0" * 64),
        lambda: Round.objects.update(number_name="another number"),
        lambda: Record.objects.update(root="0" * 64),
        lambda: Record.objects.all().delete(),
        lambda: Round.objects.update(stage="review"),
    ]
    for change in frozen:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Conflict, match="stage"):
        calls.cancel_round(call=stage.call, reason="no", by=stage.by)
    with pytest.raises(Conflict, match="stage"):
        applying.withdraw(application=one, by=stage.by)


def test_a_draw_is_made_once(stage: Stage) -> None:
    stage.apply(stage.lots[0])
    stage.review()
    stage.freeze()
    stage.draw(*WORDS)
    with pytest.raises(Conflict, match="stage"):
        drawing.draw(call=stage.call, number="7", by=stage.by)
    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.update(drawn="{}")


def test_a_witness_keeps_his_word(stage: Stage) -> None:
    stage.review()
    witness = stage.call.witnesses.order_by("pk")[0]
    with pytest.raises(Conflict, match="stage"):
        drawing.reveal(witness=witness, word=WORDS[0], by=stage.by)
    stage.freeze()
    with pytest.raises(Conflict, match="not the word"):
        drawing.reveal(witness=witness, word="another", by=stage.by)
    drawing.reveal(witness=witness, word=WORDS[0], by=stage.by)
    drawing.reveal(witness=witness, word=WORDS[0], by=stage.by)
    with pytest.raises(IntegrityError), transaction.atomic():
        stage.call.witnesses.filter(pk=witness.pk).update(reveal="")


def test_lots_of_a_spot_share_no_minute(stage: Stage) -> None:
    stage.clock("2026-11-01")
    call = a_round(code="1405-2")
    how: dict[str, Any] = {"call": call, "spots": stage.spots[:1], "by": stage.by}
    calls.add_lots(**how, week=MORNING)
    with pytest.raises(Conflict, match="for some of these hours"):
        calls.add_lots(**how, week=MORNING)


def test_a_round_opens_when_everything_is_there(stage: Stage) -> None:
    call = a_round(code="1405-3")
    with pytest.raises(BadInput, match="at least one lot"):
        calls.open_round(call=call, by=stage.by)
    calls.add_lots(call=call, spots=stage.spots, by=stage.by)
    with pytest.raises(BadInput, match="three witnesses"):
        calls.open_round(call=call, by=stage.by)
    calls.cancel_round(call=call, reason="a mistake", by=stage.by)
    with pytest.raises(Conflict, match="Cancelled"):
        calls.open_round(call=call, by=stage.by)


def test_the_database_knows_the_same_steps_as_the_code() -> None:
    with connection.cursor() as cursor:
        for start in At:
            for end in At:
                cursor.execute("SELECT meydan.round_step(%s, %s)", [start, end])
                assert cursor.fetchone()[0] is (end in STEPS[start]), (start, end)
