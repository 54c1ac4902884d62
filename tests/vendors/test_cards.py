"""A card never changes, a vendor has one, and keys go forward only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from gis_app.accounts.models import AuditEntry, User
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput, Conflict, NotFound
from gis_app.lib import card_token, cose
from gis_app.vendors import cards, keys, queries, services
from gis_app.vendors.models import Card, CardKey, CardRevocation
from gis_app.vendors.queries import CardState
from tests import factories as make

pytestmark = pytest.mark.django_db
HASH = "a" * 64


@pytest.fixture
def vendor(clerk: User) -> Vendor:
    vendor = make.a_vendor(goods=["fish"])
    services.put_portrait(vendor=vendor, sha256=HASH, path="aa/a.jpg", by=clerk)
    return vendor


def in_a_year() -> datetime:
    return timezone.now() + timedelta(days=365)


def issue(vendor: Vendor, by: User, **more: datetime) -> Card:
    return cards.issue(
        **{"vendor": vendor, "expires_at": in_a_year(), "by": by} | more  # type: ignore[arg-type]
    )


def state(card: Card) -> CardState:
    return queries.state_of(queries.cards().get(pk=card.pk))


def test_a_card_is_signed_with_the_key_that_signs_now(
    clerk: User, vendor: Vendor
) -> None:
    card = issue(vendor, clerk)
    claims = card_token.read(card.token, keys.public_half)
    assert (claims.serial, claims.vendor, claims.goods) == (
        card.pk,
        vendor.code,
        ("fish",),
    )
    assert claims.expires_at == card.expires_at
    assert state(card) == CardState.VALID
    assert queries.in_force().get() == card
    entry = AuditEntry.objects.get(action="issue-card")
    assert entry.detail == {"vendor": vendor.pk, "kid": card.key.kid}


def test_without_a_photo_or_while_suspended_there_is_no_card(clerk: User) -> None:
    bare = make.a_vendor()
    with pytest.raises(BadInput, match="photo"):
        issue(bare, clerk)
    with pytest.raises(BadInput, match="suspended"):
        issue(make.a_vendor(status="suspended"), clerk)
    assert not Card.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 4 * 365])
def test_a_card_ends_within_three_years(clerk: User, vendor: Vendor, days: int) -> None:
    with pytest.raises(BadInput, match="three years"):
        issue(vendor, clerk, expires_at=timezone.now() + timedelta(days=days))


def test_a_vendor_has_one_card_in_force(clerk: User, vendor: Vendor) -> None:
    first = issue(vendor, clerk)
    with pytest.raises(Conflict, match="in force"):
        issue(vendor, clerk)
    second = cards.replace(card=first, reason="lost", expires_at=in_a_year(), by=clerk)
    assert (state(first), state(second)) == (CardState.REVOKED, CardState.VALID)
    assert first.revocation.reason == "lost"


def test_a_card_that_expired_makes_room_for_the_next(
    clerk: User, vendor: Vendor
) -> None:
    then = timezone.now() - timedelta(days=100)
    old = issue(vendor, clerk, at=then, expires_at=then + timedelta(days=90))
    assert state(old) == CardState.EXPIRED
    assert state(issue(vendor, clerk)) == CardState.VALID


def test_replacing_is_done_whole_or_not_at_all(clerk: User, vendor: Vendor) -> None:
    card = issue(vendor, clerk)
    services.suspend(vendor=vendor, reason="sold the spot on", by=clerk)
    with pytest.raises(BadInput):
        cards.replace(card=card, reason="lost", expires_at=in_a_year(), by=clerk)
    assert not CardRevocation.objects.exists()
    assert state(card) == CardState.SUSPENDED
    services.resume(vendor=vendor, by=clerk)
    assert state(card) == CardState.VALID


def test_revoking_is_for_good_and_written_once(clerk: User, vendor: Vendor) -> None:
    card = issue(vendor, clerk)
    first = cards.revoke(card=card, reason="stolen", note="at the market", by=clerk)
    assert cards.revoke(card=card, reason="stolen", by=clerk) == first
    with pytest.raises(Conflict, match="already: Stolen"):
        cards.revoke(card=card, reason="lost", by=clerk)
    with pytest.raises(BadInput):
        cards.revoke(card=card, reason="whim", by=clerk)


def test_the_database_lets_nobody_change_a_card_or_its_end(
    clerk: User, vendor: Vendor
) -> None:
    card = issue(vendor, clerk)
    cards.revoke(card=card, reason="lost", by=clerk)
    for change in (
        lambda: Card.objects.update(expires_at=in_a_year() + timedelta(days=9)),
        lambda: Card.objects.all().delete(),
        lambda: CardRevocation.objects.update(reason="damaged"),
        lambda: CardRevocation.objects.all().delete(),
        lambda: CardKey.objects.update(public="0" * 64),
        lambda: CardKey.objects.all().delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert state(card) == CardState.REVOKED


def test_the_database_keeps_one_card_each_whoever_writes(
    clerk: User, vendor: Vendor
) -> None:
    card = issue(vendor, clerk)
    twin = Card.objects.get(pk=card.pk)
    twin.pk, twin.token = card.pk + 1, "MC1:OTHER"
    with (
        pytest.raises(IntegrityError, match="has a card in force"),
        transaction.atomic(),
    ):
        twin.save(force_insert=True)


def test_an_old_card_stays_valid_after_the_key_was_changed(
    clerk: User, vendor: Vendor
) -> None:
    card = issue(vendor, clerk)
    newer = keys.rotate(by="test")
    old = CardKey.objects.get(pk=card.key_id)
    assert (old.state, old.private_sealed) == ("retired", None)
    assert card_token.read(card.token, keys.public_half).serial == card.pk
    assert state(card) == CardState.VALID
    other = make.a_vendor()
    services.put_portrait(vendor=other, sha256=HASH, path="aa/a.jpg", by=clerk)
    assert issue(other, clerk).key == newer


def test_a_withdrawn_key_voids_its_cards_and_signs_no_more(
    clerk: User, vendor: Vendor
) -> None:
    card = issue(vendor, clerk)
    with pytest.raises(BadInput):
        keys.withdraw(kid=card.key.kid, because=" ", by="test")
    with pytest.raises(NotFound):
        keys.withdraw(kid="00", because="lost laptop", by="test")
    keys.withdraw(kid=card.key.kid, because="lost laptop", by="test")
    assert state(card) == CardState.KEY_WITHDRAWN
    assert queries.in_force().count() == 0
    assert (
        cards.replace(card=card, reason="renewed", expires_at=in_a_year(), by=clerk).key
        != card.key
    )


def test_the_database_lets_one_key_sign_and_keeps_no_old_half() -> None:
    first = keys.rotate(by="test")
    with pytest.raises(IntegrityError), transaction.atomic():
        CardKey.objects.create(kid="0" * 16, public="1" * 64, private_sealed=b"x")
    with pytest.raises(IntegrityError), transaction.atomic():
        CardKey.objects.filter(pk=first.pk).update(
            state="retired", retired_at=timezone.now()
        )
    keys.rotate(by="test")
    with pytest.raises(IntegrityError, match="no step"), transaction.atomic():
        CardKey.objects.filter(pk=first.pk).update(
            state="signing", private_sealed=b"x", retired_at=None
        )


def test_the_private_half_is_never_in_clear() -> None:
    key = keys.rotate(by="test")
    private = keys.private_half(key)
    stored = bytes(key.private_sealed or b"")
    assert private not in stored
    assert private.hex().encode() not in stored
    message = cose.sign({2: "x"}, private, bytes.fromhex(key.kid))
    assert cose.verify(message, keys.public_half) == {2: "x"}


def test_the_times_on_a_card_are_whole_seconds(clerk: User, vendor: Vendor) -> None:
    at = datetime(2026, 1, 1, 10, 0, 0, 999999, tzinfo=UTC)
    card = issue(vendor, clerk, at=at, expires_at=at + timedelta(days=9))
    assert (card.issued_at.microsecond, card.expires_at.microsecond) == (0, 0)


def test_the_commands_rotate_and_withdraw(
    clerk: User, vendor: Vendor, capsys: pytest.CaptureFixture[str]
) -> None:
    card = issue(vendor, clerk)
    call_command("rotate_card_key")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["retired", "signing"]
    call_command("withdraw_card_key", card.key.kid, because="lost laptop")
    assert "void: 1" in capsys.readouterr().out
    call_command("rotate_card_key", "--list")
    assert capsys.readouterr().out.split()[1] == "withdrawn"
    with pytest.raises(CommandError, match="no key of this number"):
        call_command("withdraw_card_key", "00", because="x")
