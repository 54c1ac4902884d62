"""Rounds in the office: prepared, applied for at the counter, reviewed, answered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from gis_app.lib.draw import commitment
from gis_app.rounds.models import Application, Round
from gis_app.vendors.models import PriorityKind, PriorityPaper
from tests.factories import a_right, a_spot, a_vendor, a_zone, during
from tests.geometry import box
from tests.rounds.conftest import EVENING, MORNING, WORDS, Stage, clock, planner, stage
from tests.web_api.conftest import english, sign_in
from tests.web_api.draw_desk import desk, later, read, send

__all__ = ["clock", "desk", "english", "planner", "stage"]  # the rounds' own fixtures
pytestmark = pytest.mark.django_db
CALL = {
    "code": "1405-9",
    "title_fa": "دور آزمایشی",
    "title_en": "Trial round",
    "opens_at": "1405/09/15 08:00",
    "closes_at": "1405/09/25 14:00",
    "challenge_until": "1405/09/28 14:00",
    "draw_at": "2026-12-21 10:00",
    "valid_from": "1405/10/11",
    "valid_until": "1406/10/10",
    "answer_days": 5,
    "number_name": "closing index of 29 Azar",
    "legal_ref": "decree 12",
}
SEALED = [
    {"name": n, "commit": commitment(w)} for n, w in zip("xyz", WORDS, strict=True)
]


def unmet(told: dict[str, Any]) -> list[str]:
    return [need["code"] for need in told["needs"] if not need["met"]]


def test_a_round_is_prepared_until_nothing_stands_in_the_way(
    db: None, clock: Any
) -> None:
    client = sign_in("planner")
    zone = a_zone(code="A")
    for n in range(3):
        a_spot(number=f"A-{n}", zone=zone, geom=box(4 * n, -3, 2, 1.5))
    told = send(client, "", 201, **CALL)
    assert (told["stage"], unmet(told)) == ("draft", ["lots", "witnesses"])
    assert told["moments"]["closes_at"]["label"] == "2026-12-16 14:00"
    assert told["valid"] == {
        "from": "2027-01-01",
        "until": "2027-12-31",
        "label": "from 2027-01-01 until 2027-12-31",
    }
    send(client, "/1405-9/step", 400, to="open", seen="draft")
    assert [each["name"] for each in read(client, "/1405-9/zones")["items"]] == [
        "Sa'di zone"
    ]
    weeks = [str(MORNING), str(EVENING)]
    filled = send(client, "/1405-9/lots", zone=zone.pk, weeks=weeks)
    assert (filled["added"], filled["left_out"]) == (6, [])
    ((only,), lots) = filled["zones"], filled["zones"][0]["lots"]
    assert len(only["map"]["lots"]) == 6
    assert send(client, "/1405-9/lots/remove", lots=[lots[0]["id"]])["removed"] == 1
    ordered = [{"title_fa": "اهل محل"}, {"title_fa": "دیگران", "title_en": "Others"}]
    zones = send(client, "/1405-9/classes", zone=zone.pk, classes=ordered)["zones"]
    assert [one["title"] for one in zones[0]["classes"]] == ["اهل محل", "Others"]
    assert unmet(send(client, "/1405-9/witnesses", witnesses=SEALED)) == []
    opened = send(client, "/1405-9/step", to="open", seen="draft")
    assert (opened["stage"], opened["next"]["what"]) == ("open", "Applications begin")
    assert send(client, "/1405-9/step", 409, to="open", seen="draft")["error"] == (
        "Meanwhile the round is at “Open for applications”: look at it again."
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"closes_at": "1405/09/14"}, "The order is"),
        ({"opens_at": "soon"}, "looks like 1405/09/10 08:00"),
        ({"valid_from": "1405/09/20"}, "can't begin before the draw"),
        ({"title_fa": " "}, "title in both languages"),
        ({"code": "a/b"}, "A code has letters"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused_in_words(
    db: None, wrong: dict[str, str], sentence: str
) -> None:
    client = sign_in("planner")
    assert sentence in send(client, "", 400, **(CALL | wrong))["error"]
    assert not Round.objects.exists()


def test_a_zone_gives_only_lots_that_are_free_everywhere(
    stage: Stage, desk: Client
) -> None:
    send(desk, "", 201, **CALL)
    zone = stage.zones[0]
    taken = a_spot(number="9", zone=zone, geom=box(20, -3, 2, 1.5))
    a_right(spot=taken, kind="vending_permit", valid=during(), week=EVENING)
    a_spot(number="10", zone=zone, status="closed", geom=box(24, -3, 2, 1.5))
    filled = send(desk, "/1405-9/lots", zone=zone.pk, weeks=[str(EVENING)])
    assert (filled["added"], sorted(filled["left_out"])) == (
        0,
        [
            "Given for some of these hours: 1",
            "In another round: 2",
            "Out of use, banned or against a siting rule: 1",
        ],
    )
    filled = send(desk, "/1405-9/lots", zone=zone.pk, weeks=[str(MORNING)])
    assert filled["added"] == 1
    again = send(desk, "/1405-9/lots", zone=zone.pk, weeks=[str(MORNING)])
    assert "In this round already: 1" in again["left_out"]
    overlapping = [str(MORNING), str(MORNING)]
    send(desk, "/1405-9/lots", 400, zone=zone.pk, weeks=overlapping)
    changed = CALL | {"valid_until": "1407/10/10"}
    changed.pop("code")
    assert "remove them first" in send(desk, "/1405-9/plan", 409, **changed)["error"]


def test_the_clerk_enters_changes_and_takes_back_an_application(stage: Stage) -> None:
    clerk, vendor = sign_in("clerk"), a_vendor(code="V-5")
    lot, zone = stage.lots[0], stage.zones[1]
    made = send(
        clerk,
        "/1405-1/applications",
        201,
        vendor=vendor.pk,
        wishes=[{"lot": lot.pk}, {"zone": zone.pk}],
    )
    assert made["vendor"]["name"] == vendor.party.name
    assert [wish["label"] for wish in made["wishes"]] == [
        "spot 1, Every day 08:00–12:00",
        "any lot of Sa'di zone",
    ]
    path = f"/1405-1/applications/{made['receipt']}"
    again: dict[str, Any] = {"vendor": vendor.pk, "wishes": [{"lot": lot.pk}]}
    send(clerk, "/1405-1/applications", 409, **again)
    send(clerk, path + "/wishes", 400, wishes=[{"lot": lot.pk, "zone": zone.pk}])
    changed = send(clerk, f"{path}/wishes", wishes=[{"zone": zone.pk}, {"lot": lot.pk}])
    assert [wish["zone"] for wish in changed["wishes"]] == [zone.pk, None]
    assert changed["receipt"] == made["receipt"]
    stage.clock("2026-12-10")
    assert "not taken" in send(clerk, f"{path}/wishes", 409, wishes=[])["error"]
    assert send(clerk, f"{path}/withdraw")["status"] == "withdrawn"
    slip = clerk.get(f"/workbench/rounds/1405-1/slip/{made['receipt']}/")
    assert made["receipt"] in slip.content.decode()
    assert vendor.party.name not in slip.content.decode()


def test_a_planner_reads_applications_without_names(stage: Stage, desk: Client) -> None:
    one = stage.apply(stage.lots[0], code="V-5")
    other = stage.apply(stage.lots[0])
    page = read(desk, "/1405-1/applications")
    assert [item["receipt"] for item in page["items"]] == [one.receipt, other.receipt]
    assert one.vendor.party.name not in json.dumps(page, ensure_ascii=False)
    assert page["items"][0]["vendor"]["name"] == one.vendor.party.pseudonym
    assert page["counts"]["submitted"] == 2
    by_code = read(desk, "/1405-1/applications?q=v-5")["items"]
    assert [item["receipt"] for item in by_code] == [one.receipt]
    assert read(desk, "/1405-1/applications?status=eligible")["items"] == []


def test_who_challenged_neither_judges_nor_decides(stage: Stage, desk: Client) -> None:
    one = stage.apply(stage.lots[0])
    stage.clock("2026-12-11")
    send(desk, "/1405-1/step", to="review", seen="open")
    path = f"/1405-1/applications/{one.receipt}"
    told = send(desk, f"{path}/challenges", 201, text="lives elsewhere")
    (doubt,) = told["challenges"]
    assert told["may"]["judge"] is False
    assert "Somebody else" in send(desk, f"{path}/judge", 409)["error"]
    assert send(desk, "/1405-1/judge")["judged"] == 0
    decision: dict[str, Any] = {"upheld": True, "answer": "seen the deed"}
    send(desk, f"/1405-1/challenges/{doubt['id']}", 409, **decision)
    clerk = sign_in("clerk")
    told = send(clerk, f"/1405-1/challenges/{doubt['id']}", **decision)
    refused = ["a challenge against it was upheld"]
    assert (told["status"], told["reasons"]) == ("refused", refused)
    # What was upheld stays upheld, however often somebody judges.
    assert send(clerk, f"{path}/judge")["reasons"] == refused
    by_hand: dict[str, Any] = {"reasons": [], "note": "all the same"}
    assert "upheld" in send(clerk, f"{path}/judge", 409, by_hand=by_hand)["error"]
    found = read(clerk, "/1405-1/applications?status=challenged")["items"]
    assert found == []


def test_the_office_decides_beside_the_rules_with_a_note_that_stays_inside(
    stage: Stage, desk: Client
) -> None:
    one = stage.apply(stage.lots[0])
    stage.clock("2026-12-11")
    send(desk, "/1405-1/step", to="review", seen="open")
    path = f"/1405-1/applications/{one.receipt}/judge"
    send(desk, path, 400, by_hand={"reasons": ["papers_missing"], "note": " "})
    send(desk, path, 400, by_hand={"reasons": ["his face"], "note": "x"})
    hand: dict[str, Any] = {"reasons": ["papers_missing"], "note": "no licence brought"}
    told = send(desk, path, classes=[stage.first.pk], weight=3, by_hand=hand)
    assert (told["status"], told["weight"]) == ("refused", 3)
    assert (told["note"], told["decided_by"]) == ("no licence brought", "planner")
    public = Client().get(f"/draws/1405-1/?receipt={one.receipt}").content.decode()
    assert "مدارکی که فراخوان می‌خواهد" in public
    assert "no licence" not in public
    told = send(desk, path, weight=1)
    assert (told["status"], told["note"]) == ("eligible", "")


def test_clerks_see_papers_of_priority_in_force_and_planners_do_not(
    stage: Stage, desk: Client
) -> None:
    one = stage.apply(stage.lots[0])
    for code, until in (("veteran", None), ("relief", "2020-01-01")):
        PriorityPaper.objects.create(
            vendor=one.vendor,
            kind=PriorityKind.objects.get(code=code),
            number=code,
            valid_until=until,
            verified_by="clerk",
        )
    later(stage, desk, "2026-12-11")
    send(desk, "/1405-1/step", to="review", seen="open")
    path = "/1405-1/applications"
    (told,) = read(sign_in("clerk"), path)["items"]
    assert told["papers"] == ["Veteran or family of a martyr"]
    assert read(desk, path)["items"][0]["papers"] == []


def test_auditors_read_rounds_and_officers_do_not(stage: Stage) -> None:
    auditor, officer = sign_in("auditor"), sign_in("officer")
    assert read(auditor)["items"][0]["code"] == "1405-1"
    send(auditor, "", 403, **CALL)
    send(auditor, "/1405-1/applications", 403, vendor=1, wishes=[])
    read(officer, status=403)
    clerk = sign_in("clerk")
    send(clerk, "/1405-1/step", 403, to="cancelled", seen="open", reason="x")
    assert officer.get("/workbench/rounds/").status_code == 403
    assert auditor.get("/workbench/rounds/1405-1/").status_code == 200


def test_nobody_who_challenged_an_application_signs_its_decision(stage: Stage) -> None:
    """The database says so too, whoever writes."""
    one = stage.apply(stage.lots[0])
    one.challenges.create(by="anna", text="x")
    with pytest.raises(IntegrityError, match="somebody else"), transaction.atomic():
        Application.objects.filter(pk=one.pk).update(decided_by="anna")
    Application.objects.filter(pk=one.pk).update(decided_by="bahar")
