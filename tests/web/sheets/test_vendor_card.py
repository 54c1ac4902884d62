"""A vendor's card on paper: its size, its words, and a code that can be read."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone, translation

from gis_app.enforcement import filestore
from gis_app.lib import card_token
from gis_app.vendors import cards, keys, services
from gis_app.vendors.models import Card
from gis_app.web.sheets import vendor_card
from tests import factories as make
from tests.vendors.conftest import a_photo
from tests.web_api.conftest import sign_in

pytestmark = pytest.mark.django_db
POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def card(settings: Any, tmp_path: Path) -> Card:
    settings.DATA_DIR = tmp_path
    vendor = make.a_vendor(
        code="V-0421", trade="میوه‌فروش", goods=["produce", "household"]
    )
    photo = a_photo((600, 800))
    filestore.keep(photo, ".jpg")
    digest = sha256(photo).hexdigest()
    path, clerk = f"{digest[:2]}/{digest}.jpg", make.a_user("clerk", username="c")
    services.put_portrait(vendor=vendor, sha256=digest, path=path, by=clerk)
    until = timezone.now() + timedelta(days=300)
    return cards.issue(vendor=vendor, expires_at=until, by=clerk)


def pdf(client: Client, card: Card) -> Any:
    return client.get(f"/api/register/cards/{card.pk}/pdf")


def test_it_is_one_page_of_a_bank_card_with_a_code_that_reads(card: Card) -> None:
    answer = pdf(sign_in("clerk"), card)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 1
    wide, tall = (side / POINTS_PER_MM for side in document[0].get_size())
    assert (round(wide, 2), round(tall, 2)) == (85.6, 53.98)
    words = document[0].get_textpage().get_text_range()
    assert "V-0421" in words
    assert card.number in words
    # 300 dots an inch, as a plain card printer has them.
    picture = document[0].render(scale=300 / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    assert card_token.read(found.text, keys.public_half).serial == card.pk


def test_the_code_holds_nothing_personal(card: Card) -> None:
    html = vendor_card.html(card)
    assert card.vendor.party.name in html
    for secret in (card.vendor.party.pseudonym, card.token):
        assert secret not in html


def test_only_a_valid_card_is_printed(card: Card) -> None:
    clerk = sign_in("clerk")
    cards.revoke(card=card, reason="lost", by=make.a_user("clerk", username="d"))
    refused = pdf(clerk, card)
    assert refused.status_code == 409
    assert "issue a new one" in refused.json()["error"]


def test_more_goods_than_there_is_room_for_are_counted() -> None:
    with translation.override("en"):
        assert vendor_card.few(["fish", "books"]) == "Fish and Books and stationery"
        assert vendor_card.few(["fish", "books", "crafts", "clothes"]) == (
            "Fish, Books and stationery and 2 more"
        )
