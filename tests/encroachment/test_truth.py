"""In a generated city with planted truth the scan finds it, and accuses few others."""

from __future__ import annotations

import pytest

from fixtures.city import build
from gis_app.encroachment.detection import scan
from gis_app.intake.demo import load
from tests.encroachment.verdict import judge
from tests.factories import day


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_planted_is_found_and_what_is_lawful_is_not(seed: int) -> None:
    city = build(seed, 1500)
    load(city)
    scan(day(f"{city.day.isoformat()}T09:00"))
    verdict = judge(city.truth)
    assert verdict.deep > 30
    assert verdict.lawful > 30
    assert verdict.recall >= 0.99, verdict.missed
    assert verdict.false_alarms <= 0.01, verdict.accused
