"""Anybody reads a round, checks its draw, and finds his own application."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from gis_app.rounds import offering
from gis_app.rounds.models import Record
from tests.rounds.conftest import WORDS, Stage, a_round, clock, planner, stage

__all__ = ["clock", "planner", "stage"]  # the rounds' own fixtures
pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    found = Client()
    found.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return found


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_round_is_public_once_it_was_called_out(stage: Stage, client: Client) -> None:
    a_round(code="draft", title_en="Not yet called out")
    page = read(client, "/draws/")
    assert "Autumn round" in page
    assert "Open for applications" in page
    assert "Not yet called out" not in page
    assert client.get("/draws/draft/").status_code == 404


def test_without_rounds_the_page_says_what_will_be_here(
    db: None, client: Client
) -> None:
    assert "No round has been called out yet" in read(client, "/draws/")


def test_a_stranger_downloads_record_and_program_and_checks_the_draw(
    stage: Stage, client: Client, tmp_path: Path
) -> None:
    stage.apply(stage.lots[0])
    stage.review()
    assert client.get("/draws/1405-1/record.json").status_code == 404
    stage.freeze()
    frozen = json.loads(read(client, "/draws/1405-1/record.json"))
    assert "seed" not in frozen
    stage.draw(*WORDS)
    root = Record.objects.get().root
    assert root in read(client, "/draws/1405-1/")
    for name, address in (
        ("record.json", "/draws/1405-1/record.json"),
        ("verify_draw.py", "/draws/verify_draw.py"),
    ):
        (tmp_path / name).write_bytes(client.get(address).content)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify_draw.py", "record.json", "--root", root],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("The same: 1 applicants, 1 lots given.")


def test_an_applicant_finds_rank_pool_and_reason_by_receipt(
    stage: Stage, client: Client
) -> None:
    local = stage.apply(stage.lots[0])
    other = stage.apply(stage.lots[0], stage.zones[1])
    stage.review(local)
    page = read(client, f"/draws/1405-1/?receipt={other.receipt}")
    assert "This application is: Eligible." in page
    stage.freeze()
    stage.draw(*WORDS)
    page = read(client, f"/draws/1405-1/?receipt=%20{other.receipt.lower()}")
    rank = next(
        one["rank"]
        for one in json.loads(Record.objects.get().drawn)["results"]
        if one["receipt"] == other.receipt
    )
    assert f"Rank {rank} of 2" in page
    assert "went to a priority class that goes first" in page
    assert "Given: spot 3" in page
    offering.make_offers(call=stage.call, by=stage.by)
    page = read(client, f"/draws/1405-1/?receipt={other.receipt}")
    assert "Answer by 2026-12-27" in page


def test_who_was_not_in_the_draw_learns_why(stage: Stage, client: Client) -> None:
    one = stage.apply(stage.lots[0], status="suspended")
    stage.review()
    stage.freeze()
    stage.draw(*WORDS)
    page = read(client, f"/draws/1405-1/?receipt={one.receipt}")
    assert "Not eligible" in page
    assert "papers are suspended" in page


@pytest.mark.parametrize("typed", ["R-0000", "<script>", "'; --", "ر" * 50, "\x00"])
def test_a_wrong_number_says_nothing_but_that(
    stage: Stage, client: Client, typed: str
) -> None:
    answer = client.get("/draws/1405-1/", {"receipt": typed})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<script>" not in page
    assert ("no application with this number" in page) is (typed != "\x00")


def test_a_witness_reveals_his_word_on_the_public_page(
    stage: Stage, client: Client
) -> None:
    stage.apply(stage.lots[0])
    stage.review()
    assert "reveal the word" not in read(client, "/draws/1405-1/")
    stage.freeze()
    assert read(client, "/draws/1405-1/").count("reveal the word") == 3
    witness = stage.call.witnesses.order_by("pk")[0]
    address = "/draws/1405-1/reveal/"
    wrong = client.post(address, {"witness": witness.pk, "word": "another\0"})
    assert wrong.status_code == 409
    assert "not the word" in wrong.content.decode()
    assert client.post(address, {"witness": "x", "word": WORDS[0]}).status_code == 404
    right = client.post(address, {"witness": witness.pk, "word": WORDS[0]})
    assert right.headers["Location"] == "/draws/1405-1/#proof"
    page = read(client, "/draws/1405-1/")
    assert WORDS[0] in page
    assert page.count("reveal the word") == 2
    stage.draw(*WORDS[:1])
    assert "reveal the word" not in read(client, "/draws/1405-1/")


def test_nothing_personal_is_on_the_page(stage: Stage, client: Client) -> None:
    one = stage.apply(stage.lots[0], code="V-secret")
    stage.review()
    stage.freeze()
    stage.draw(*WORDS)
    page = read(client, f"/draws/1405-1/?receipt={one.receipt}")
    for secret in (one.vendor.code, one.vendor.party.name, one.vendor.party.pseudonym):
        assert secret not in page
