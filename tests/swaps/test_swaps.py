"""Holders exchange their spots: shown first, then all of it or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gis_app.allocation.services import end_right
from gis_app.land.models import Right
from gis_app.lib import swaps as arithmetic
from gis_app.swaps.models import Rather, Swap, Willing
from tests.factories import a_right, a_spot, a_user, a_vendor, a_zone, during
from tests.geometry import box
from tests.rounds.conftest import EVENING, MORNING
from tests.web_api.conftest import english, sign_in, speaking

__all__ = ["english"]  # a fixture of the API's tests
pytestmark = pytest.mark.django_db


class Ring:
    """Three spots of a zone; each holder would rather have the next one's.

    0 → 1 → 2 → 0, and the holder of 3 likes 0, which nobody likes 3 for.
    """

    def __init__(self) -> None:
        zone = a_zone(code="A")
        self.vendors = [a_vendor(code=f"V-{n}") for n in range(4)]
        self.spots = [
            a_spot(number=f"A-{n}", zone=zone, geom=box(4 * n, -3, 2, 1.5))
            for n in range(4)
        ]
        self.rights = [
            a_right(
                spot=spot,
                party=vendor.party,
                kind="vending_permit",
                goods="produce",
                week=MORNING if n % 2 else EVENING,
                valid=during("2026-01-01", f"203{n}-01-01"),
            )
            for n, (spot, vendor) in enumerate(
                zip(self.spots, self.vendors, strict=True)
            )
        ]
        self.planner = speaking("en")
        self.planner.force_login(a_user("planner"))
        made = self.send("", 201, title_fa="جابه‌جایی", title_en="Autumn swap")
        self.id = made["id"]

    def send(self, path: str, status: int = 200, **body: Any) -> Any:
        return send(self.planner, path, status, **body)

    def enter(self, n: int, *others: int, status: int = 200) -> Any:
        return self.send(
            f"/{self.id}/willing",
            status,
            right=self.rights[n].pk,
            wishes=[self.rights[other].pk for other in others],
        )

    def step(self, to: str, seen: str, status: int = 200) -> Any:
        return self.send(f"/{self.id}/step", status, to=to, seen=seen)

    def holders(self) -> dict[str, str]:
        """Who has which spot now."""
        now = timezone.now()
        rights = Right.objects.filter(
            kind="vending_permit",
            status="active",
            valid__contains=now + timedelta(minutes=1),
        )
        codes = {vendor.party_id: vendor.code for vendor in self.vendors}
        spots = {spot.pk: spot.number for spot in self.spots}
        return {
            spots[right.spot_id]: codes[right.party_id]
            for right in rights
            if right.spot_id in spots
        }


def send(client: Client, path: str, status: int = 200, **body: Any) -> Any:
    answer = client.post(f"/api/swaps{path}", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.fixture
def ring(db: None) -> Ring:
    return Ring()


def test_a_ring_exchanges_spots_and_hours_and_the_others_keep_theirs(
    ring: Ring, tmp_path: Path
) -> None:
    for n in range(3):
        ring.enter(n, (n + 1) % 3)
    ring.enter(3, 0)
    shown = ring.step("shown", "collecting")
    ((*cycle,),) = shown["cycles"]
    assert {(one["gives"], one["gets"]) for one in cycle} == {
        ("spot A-0, Every day 16:00–20:00", "spot A-1, Every day 08:00–12:00"),
        ("spot A-1, Every day 08:00–12:00", "spot A-2, Every day 16:00–20:00"),
        ("spot A-2, Every day 16:00–20:00", "spot A-0, Every day 16:00–20:00"),
    }
    assert ring.holders() == {f"A-{n}": f"V-{n}" for n in range(4)}
    ring.step("done", "shown")
    assert ring.holders() == {"A-0": "V-2", "A-1": "V-0", "A-2": "V-1", "A-3": "V-3"}
    new = Willing.objects.get(held=ring.rights[0]).got
    assert new is not None
    assert (new.week, new.valid.upper.year) == (MORNING, 2031)
    content = ring.planner.get(f"/workbench/swaps/{ring.id}/record.json").content
    assert b"V-0" not in content
    (tmp_path / "record.json").write_bytes(content)
    (tmp_path / "verify_swap.py").write_bytes(
        Client().get("/draws/verify_swap.py").content
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify_swap.py", "record.json"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "The same: 4 willing, 3 exchange.\n"


def test_where_one_permit_can_not_be_given_nothing_is_exchanged(ring: Ring) -> None:
    ring.enter(0, 1)
    ring.enter(1, 0)
    ring.step("shown", "collecting")
    before = ring.holders()
    # The holder of A-0 works elsewhere in the mornings, the hours of A-1.
    a_right(
        spot=a_spot(),
        party=ring.vendors[0].party,
        kind="vending_permit",
        valid=during("2026-01-01", "2030-01-01"),
        week=MORNING,
    )
    error = ring.step("done", "shown", 409)["error"]
    receipt = Willing.objects.get(held=ring.rights[0]).receipt
    assert error.startswith(f"Nothing was exchanged. Receipt {receipt}: This vendor")
    assert before.items() <= ring.holders().items()
    assert Swap.objects.get().stage == "shown"
    assert not Willing.objects.exclude(got=None).exists()


def test_a_permit_that_ends_while_cycles_are_shown_stops_the_swap(ring: Ring) -> None:
    ring.enter(0, 1)
    ring.enter(1, 0)
    ring.step("shown", "collecting")
    end_right(right=ring.rights[1], by=a_user("clerk"))
    assert "collect again" in ring.step("done", "shown", 409)["error"]
    ring.step("collecting", "shown")
    gone = ring.step("shown", "collecting", 409)["error"]
    receipt = Willing.objects.get(held=ring.rights[1]).receipt
    assert receipt in gone
    ring.send(f"/{ring.id}/willing/{receipt}/take-out")
    assert ring.step("shown", "collecting")["cycles"] == []


def test_wishes_make_sense_and_can_be_entered_anew(ring: Ring) -> None:
    ring.enter(0, 0, status=400)
    ring.enter(0, 1, 1, status=400)
    ring.enter(0, status=400)
    ring.spots[1].goods = ["fish"]
    ring.spots[1].save()
    assert "goods" in ring.enter(0, 1, status=400)["error"]
    first = ring.enter(0, 2)["entered"]
    again = ring.enter(0, 3, 2)
    assert again["entered"] == first
    (only,) = again["willing"]
    assert [wish["right"] for wish in only["wishes"]] == [
        ring.rights[3].pk,
        ring.rights[2].pk,
    ]
    name = ring.vendors[0].party.name
    assert name not in json.dumps(again, ensure_ascii=False)
    found = sign_in("clerk").get("/api/swaps/permits?q=A-0").json()["items"]
    assert name in found[0]["who"]


def test_what_was_shown_or_carried_out_is_not_changed_by_anybody(ring: Ring) -> None:
    ring.enter(0, 1)
    ring.enter(1, 0)
    ring.step("shown", "collecting")
    ring.enter(2, 0, status=409)
    changes: list[Any] = [
        lambda: Rather.objects.all().delete(),
        lambda: Willing.objects.update(held=ring.rights[2]),
        lambda: Swap.objects.update(stage="done", record="x", done_at=timezone.now()),
    ]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    ring.step("done", "shown")
    ring.step("done", "shown", 409)
    for change in (
        lambda: Swap.objects.update(record="x"),
        lambda: Swap.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_changed_record_is_found() -> None:
    lots = [{"id": "a"}, {"id": "b"}]
    entries = [
        {"receipt": "R1", "held": "a", "wishes": ["b"]},
        {"receipt": "R2", "held": "b", "wishes": ["a"]},
    ]
    told = arithmetic.exchange("swap 1", lots, entries)
    assert told["cycles"] == [["R1", "R2"]]
    content = arithmetic.canonical(told) + b"\n"
    assert arithmetic.verify(content) == told
    for wrong in (
        content.replace(b'"wishes":["b"]', b'"wishes":[]'),
        content.replace(b'"R1":"b"', b'"R1":"a"'),
        content[:-1],
        b"[]",
        b"{",
    ):
        with pytest.raises(arithmetic.BadRecord):
            arithmetic.verify(wrong)


def test_officers_know_nothing_of_swaps_and_auditors_only_read(ring: Ring) -> None:
    auditor = sign_in("auditor")
    assert auditor.get("/api/swaps").json()["items"][0]["title"] == "Autumn swap"
    send(auditor, "", 403, title_fa="x", title_en="x")
    assert sign_in("officer").get("/api/swaps").status_code == 403
