"""The demo city's vendors have photos, papers and cards of every kind."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from django.core.management import call_command
from PIL import Image

from gis_app.lib import card_token
from gis_app.vendors import keys, queries
from gis_app.vendors.models import Card, CardKey, PriorityPaper
from gis_app.web.demo import vendors
from gis_app.web.demo.portrait import SIZE, drawn
from gis_app.web.vendors import portraits
from tests.web.test_demo_cases import city

__all__ = ["city"]  # a fixture
pytestmark = pytest.mark.django_db


def test_there_are_cards_of_every_kind(city: None) -> None:
    from gis_app.intake import demo_users

    call_command("demo_vendors")
    assert not Card.objects.exists()  # there is no clerk yet
    demo_users.make("a-password")
    made = vendors.make()
    states = Counter(queries.state_of(card).value for card in queries.cards())
    assert states.pop("valid") > 20
    assert states == {"expired": 1, "revoked": 2, "suspended": 1}
    assert CardKey.objects.filter(cards__isnull=False).distinct().count() == 2
    assert PriorityPaper.objects.count() > 3
    for card in Card.objects.all():
        assert card_token.read(card.token, keys.public_half).serial == card.pk
    assert portraits.small(card.portrait_path).startswith("data:image/jpeg")
    assert (vendors.make(), Card.objects.count()) == (0, made)


def test_a_drawn_face_has_the_shape_of_a_card() -> None:
    for scarf in (True, False):
        with Image.open(io.BytesIO(drawn(7, scarf=scarf))) as face:
            assert face.size == SIZE
    assert drawn(7, scarf=True) == drawn(7, scarf=True) != drawn(8, scarf=True)
