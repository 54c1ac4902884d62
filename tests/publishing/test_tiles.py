"""Vector tiles: what is in them, and how they are kept."""

from __future__ import annotations

import gzip

import mapbox_vector_tile
import pytest
from django.test import Client

from tests.factories import a_way
from tests.publishing.places import tile_at

pytestmark = pytest.mark.django_db


def test_a_way_arrives_with_its_fields_and_shape(client: Client) -> None:
    way = a_way()
    z, x, y = tile_at(10, -2, 17)
    answer = client.get(
        f"/tiles/ways/{z}/{x}/{y}.mvt", headers={"Accept-Encoding": "gzip"}
    )
    assert answer.status_code == 200
    layers = mapbox_vector_tile.decode(gzip.decompress(answer.content))
    (feature,) = layers["ways"]["features"]
    assert feature["id"] == way.pk
