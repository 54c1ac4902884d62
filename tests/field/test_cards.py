"""Cards in the street: what a phone carries, and what the register says of one."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from gis_app.accounts.models import AuditEntry, User
from gis_app.allocation.models import Vendor
from gis_app.enforcement import filestore
from gis_app.lib import base45, card_token
from gis_app.vendors import cards, keys, services
from gis_app.vendors.models import Card
from tests import factories as make
from tests.field.conftest import NAME, Scene, lonlat
from tests.geometry import box
from tests.vendors.conftest import a_photo
from tests.web_api.conftest import sign_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


@pytest.fixture
def clerk(scene: Scene) -> User:
    return make.a_user("clerk")


def a_card(vendor: Vendor, by: User) -> Card:
    content = a_photo()
    filestore.keep(content, ".jpg")
    digest = sha256(content).hexdigest()
    path = f"{digest[:2]}/{digest}.jpg"
    services.put_portrait(vendor=vendor, sha256=digest, path=path, by=by)
    until = timezone.now() + timedelta(days=300)
    return cards.issue(vendor=vendor, expires_at=until, by=by)


@pytest.fixture
def vendor(scene: Scene) -> Vendor:
    """The one who holds spot S-14."""
    return make.a_vendor(code="V-14", party=scene.permit.party, trade="fruit seller")


@pytest.fixture
def card(vendor: Vendor, clerk: User) -> Card:
    return a_card(vendor, clerk)


def asked(client: Client, **what: Any) -> Response:
    return client.post("/api/field/card", what)


def carried(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/field/cards").json()
    return told


def test_a_phone_carries_keys_permits_and_no_persons(
    officer: Client, scene: Scene, card: Card
) -> None:
    answer = officer.get("/api/field/cards")
    told = answer.json()
    assert told["keys"] == [
        {"kid": card.key.kid, "public": card.key.public, "withdrawn": None}
    ]
    assert told["ended"] is None
    (permit,) = told["held"][str(card.pk)]
    assert (permit["spot"], permit["number"]) == (scene.spot.pk, "S-14")
    text = json.dumps(told, ensure_ascii=False)
    for secret in (NAME, scene.permit.party.pseudonym, "V-14", card.portrait_sha256):
        assert secret not in text
    again = officer.get(
        "/api/field/cards", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_phone_learns_which_cards_are_no_longer_good(
    officer: Client, scene: Scene, card: Card, clerk: User
) -> None:
    tag = officer.get("/api/field/cards").headers["ETag"]
    newer = cards.replace(
        card=card,
        reason="lost",
        expires_at=timezone.now() + timedelta(days=300),
        by=clerk,
    )
    answer = officer.get("/api/field/cards", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    ((serial, since, reason),) = answer.json()["ended"]
    assert (serial, reason) == (card.pk, "lost")
    assert abs(since - timezone.now().timestamp()) < 60
    assert list(answer.json()["held"]) == [str(newer.pk)]
    services.suspend(vendor=card.vendor, reason="sold the spot on", by=clerk)
    told = carried(officer)
    assert [line[2] for line in told["ended"]] == ["lost", "suspended"]
    assert told["held"] is None
    keys.withdraw(kid=card.key.kid, because="lost laptop", by="test")
    assert carried(officer)["keys"][0]["withdrawn"] is not None


def test_permits_of_other_districts_stay_at_home(
    officer: Client, scene: Scene, clerk: User
) -> None:
    far = make.a_spot(zone=scene.zone, number="S-99", geom=box(800, 10, 2, 1.5))
    holder = make.a_vendor()
    make.a_right(spot=far, kind="vending_permit", party=holder.party)
    card = a_card(holder, clerk)
    assert carried(officer)["held"] is None
    assert str(card.pk) in carried(sign_in("planner"))["held"]


def test_who_scans_a_card_sees_whose_it_is(
    officer: Client, scene: Scene, card: Card
) -> None:
    told = asked(officer, token=card.token).json()
    assert (told["state"], told["name"], told["vendor"]) == ("valid", NAME, "V-14")
    assert told["portrait"].startswith("data:image/jpeg;base64,")
    (permit,) = told["permits"]
    assert (permit["number"], permit["rmse"]) == ("S-14", 0.1)
    assert permit["point"] == pytest.approx(lonlat(11, 10.75), abs=2e-5)
    entry = AuditEntry.objects.get(action="check-card")
    assert (entry.subject, entry.detail) == (f"card:{card.pk}", {"scanned": True})


def test_a_planner_sees_a_pseudonym_and_no_photo(scene: Scene, card: Card) -> None:
    told = asked(sign_in("planner"), token=card.token).json()
    assert (told["name"], told["portrait"]) == (None, None)
    assert told["pseudonym"] == scene.permit.party.pseudonym
    assert not AuditEntry.objects.filter(action="check-card").exists()


@pytest.mark.parametrize("written", ["K-{:05d}", "{}", "k-{:05d}", "V-14", "v-۱۴"])
def test_a_number_is_looked_up_however_it_is_typed(
    officer: Client, card: Card, written: str
) -> None:
    told = asked(officer, number=written.format(card.pk)).json()
    assert (told["serial"], told["name"]) == (card.pk, NAME)


def test_a_number_alone_tells_no_names_of_other_districts(
    scene: Scene, card: Card
) -> None:
    elsewhere = sign_in("officer", districts=[scene.other])
    told = asked(elsewhere, number=card.number).json()
    assert (told["name"], told["portrait"]) == (None, None)
    assert asked(elsewhere, token=card.token).json()["name"] == NAME


def test_the_register_tells_why_a_card_is_not_good(
    officer: Client, card: Card, clerk: User
) -> None:
    services.suspend(vendor=card.vendor, reason="sold the spot on", by=clerk)
    assert asked(officer, token=card.token).json()["state"] == "suspended"
    cards.revoke(card=card, reason="stolen", by=clerk)
    told = asked(officer, token=card.token).json()
    assert (told["state"], told["reason"]) == ("revoked", "stolen")
    assert told["since"] is not None


def test_a_forged_card_is_told_apart_from_an_unknown_key(
    officer: Client, card: Card
) -> None:
    claims = card_token.read(card.token, keys.public_half)
    kid = bytes.fromhex(card.key.kid)
    for token, reason in (
        (card_token.write(claims, bytes(32), kid), "forged"),
        (card.token[:-1] + ("0" if card.token[-1] != "0" else "1"), "forged"),
        (card_token.write(claims, bytes(32), bytes(8)), "unknown_key"),
        ("MC1:" + base45.encode(b"hello"), "forged"),
        ("https://example.org/", "forged"),
    ):
        answer = asked(officer, token=token)
        assert (answer.status_code, answer.json()["detail"]) == (
            400,
            {"reason": reason},
        )


@pytest.mark.parametrize("number", ["K-99999", "999", "V-0", "x" * 30, "' OR 1=1"])
def test_an_unknown_number_is_told(officer: Client, card: Card, number: str) -> None:
    assert asked(officer, number=number).status_code == 404


def test_nothing_asked_is_refused(officer: Client) -> None:
    assert asked(officer, number=" ").status_code == 400
