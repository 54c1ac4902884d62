"""In a generated city with planted truth the scan finds it, and accuses few others."""

from __future__ import annotations

from typing import Any

import pytest

from fixtures.city import build
from gis_app.encroachment.detection import scan
from gis_app.intake.demo import load
from tests.encroachment.verdict import judge
from tests.factories import day


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_planted_is_found_and_what_is_lawful_is_not(
    seed: int, settings: Any
) -> None:
    settings.SEALING_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    settings.HMAC_KEY = "tests-only"
    city = build(seed, 8000)
    load(city)
    scan(day(f"{city.day.isoformat()}T09:00"))
    verdict = judge(city.truth)
    assert verdict.deep > 500
    assert verdict.lawful > 900
    assert verdict.recall >= 0.99, verdict.missed
    assert verdict.false_alarms <= 0.01, verdict.accused
