"""The benchmark of the siting rules: its peer is an oracle of its own."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from gis_app.bench.siting import agree


@pytest.mark.django_db(transaction=True)
def test_every_measure_of_every_spot_is_what_shapely_measures() -> None:
    out = StringIO()
    call_command("bench", "siting", "--json", "--size", "0.004", stdout=out)
    one, every = json.loads(out.getvalue())
    assert one["same_answer"] is every["same_answer"] is True
    assert one["size"]["spots"] >= 20


def test_two_millimetres_are_another_answer() -> None:
    found = {(1, "min_spacing"): 1.0, (2, "abut"): None}
    assert agree(found, {(1, "min_spacing"): 1.0005, (2, "abut"): None})
    assert not agree(found, {(1, "min_spacing"): 1.002, (2, "abut"): None})
    assert not agree(found, {(1, "min_spacing"): 1.0, (2, "abut"): 3.0})
    assert not agree(found, {(1, "min_spacing"): 1.0})
