"""Answers to offers at the counter, and what is free goes to whoever waits."""

from __future__ import annotations

import pytest
from django.test import Client

from gis_app.allocation.services import end_right
from gis_app.land.models import Right
from gis_app.rounds.models import Application
from tests.factories import a_right, a_spot, during
from tests.rounds.conftest import MORNING, Stage, clock, planner, stage
from tests.web_api.conftest import english
from tests.web_api.draw_desk import desk, drawn, later, read, rows, send

__all__ = ["clock", "desk", "english", "planner", "stage"]  # fixtures
pytestmark = pytest.mark.django_db


def test_answers_make_the_permit_or_ask_the_next(stage: Stage, desk: Client) -> None:
    people = [stage.apply(stage.lots[0]) for _ in range(3)]
    result = drawn(stage, desk)
    (offer,) = rows(result, stage.lots[0])
    assert result["summary"]["open"] == 1
    path = "/1405-1/offers/{}/answer"
    result = send(desk, path.format(offer["id"]), answer="refuse")
    first, second = rows(result, stage.lots[0])
    assert (first["state"], second["state"]) == ("refused", "open")
    vendor = Application.objects.get(receipt=second["receipt"]).vendor
    elsewhere = a_right(
        party=vendor.party,
        spot=a_spot(),
        kind="vending_permit",
        valid=during("2027-01-01", "2027-06-01"),
        week=MORNING,
    )
    refused = send(desk, path.format(second["id"]), 409, answer="accept")["error"]
    assert refused == (
        "This vendor already has a spot for these hours. Taken: Every day 08:00–12:00"
        " (from 2027-01-01 until 2027-06-01 03:30)."
    )
    elsewhere.delete()
    result = send(desk, path.format(second["id"]), answer="accept")
    assert Right.objects.get(kind="vending_permit").party == vendor.party
    assert result["summary"]["accepted"] == 1
    result = send(desk, path.format(second["id"]), answer="give_back")
    third = rows(result, stage.lots[0])[2]
    assert {first["receipt"], second["receipt"], third["receipt"]} == {
        one.receipt for one in people
    }
    later(stage, desk, "2026-12-30")
    result = send(desk, "/1405-1/offers/pass-on")
    assert [each["state"] for each in rows(result, stage.lots[0])] == [
        "refused",
        "released",
        "expired",
    ]
    told = send(desk, "/1405-1/step", to="closed", seen="drawn")
    assert (told["stage"], told["next"]) == ("closed", None)
    send(desk, path.format(third["id"]), 409, answer="accept")


def test_a_lot_that_came_back_goes_to_whoever_waits_for_it_later(
    stage: Stage, desk: Client
) -> None:
    """Everybody has an offer when lot 0 comes back; then one of them turns his down."""
    one = stage.apply(stage.lots[0])
    two = stage.apply(stage.lots[1], stage.lots[0])
    result = drawn(stage, desk)
    (mine,), (his,) = rows(result, stage.lots[0]), rows(result, stage.lots[1])
    assert (mine["receipt"], his["receipt"]) == (one.receipt, two.receipt)
    send(desk, f"/1405-1/offers/{mine['id']}/answer", answer="refuse")
    result = send(desk, f"/1405-1/offers/{his['id']}/answer", answer="refuse")
    assert result["summary"]["idle_wanted"] == 1
    result = send(desk, "/1405-1/offers/pass-on")
    assert rows(result, stage.lots[0])[-1]["receipt"] == two.receipt
    assert result["summary"]["idle_wanted"] == 0


def test_a_permit_that_is_ended_elsewhere_frees_its_lot_for_the_next(
    stage: Stage, desk: Client
) -> None:
    for _ in range(2):
        stage.apply(stage.lots[0])
    (offer,) = rows(drawn(stage, desk), stage.lots[0])
    result = send(desk, f"/1405-1/offers/{offer['id']}/answer", answer="accept")
    assert result["summary"]["given_up"] == 0
    later(stage, desk, "2027-02-01")
    right = Right.objects.get(kind="vending_permit")
    end_right(right=right, by=stage.by)
    assert read(desk, "/1405-1/result")["summary"]["given_up"] == 1
    swapped = a_right(
        spot=stage.spots[0], kind="vending_permit", valid=during("2027-02-01"),
        week=MORNING,
    )  # fmt: skip
    assert read(desk, "/1405-1/result")["summary"]["given_up"] == 0
    swapped.delete()
    result = send(desk, "/1405-1/offers/pass-on")
    released, second = rows(result, stage.lots[0])
    assert (released["state"], second["state"]) == ("released", "open")


def test_a_waiting_list_has_only_those_whose_goods_a_lot_takes(
    stage: Stage, desk: Client
) -> None:
    """Spot 1 takes fish, spot 2 books; everybody wants any lot of the zone."""
    for spot, goods in zip(stage.spots, ("fish", "books"), strict=False):
        spot.goods = [goods]
        spot.save()
    fishers = {stage.apply(stage.zones[0], goods=["fish"]).receipt for _ in range(3)}
    seller = stage.apply(stage.zones[0], goods=["books"])
    result = drawn(stage, desk)
    for row in result["zones"][0]["lots"]:
        waiting = {one["receipt"] for one in row["next"]}
        assert seller.receipt not in waiting
        assert len(waiting & fishers) == (1 if row["label"].startswith("spot 1") else 0)
