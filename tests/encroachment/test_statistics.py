"""How often the scan errs, by simulation: docs/statistics.md has the figures."""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pytest

from gis_app.encroachment.limits import LIMITS
from tests.encroachment.simulation import Case, overlapping, rates

pytestmark = pytest.mark.django_db
PAIRS = 1000
PAGE = Path(__file__).parents[2] / "docs" / "statistics.md"
ACCURACIES = ((0.1, 0.1), (0.3, 0.3), (0.05, 0.5))
SIDES_M = (3.0, 15.0)
DEPTHS_M = (0.0, 0.5, 1.4)
CASES = [
    Case(depth, side, structure, land, errs)
    for errs in ("corners", "whole")
    for structure, land in ACCURACIES
    for side in SIDES_M
    for depth in DEPTHS_M
]


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.SEALING_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    settings.HMAC_KEY = "tests-only"


def expected(case: Case, limit: float) -> float:
    """The share beyond a limit, were the depth normal about its true value."""
    sigma = sqrt((case.structure_m**2 + case.land_m**2) / 2)
    spread = 1 / sqrt(2) if case.errs == "corners" else 1.0
    return 1 - NormalDist(case.depth_m / sigma, spread).cdf(limit)


def accused(shares: dict[str, float]) -> float:
    """The share that a notice could be based on."""
    return shares["probable"] + shares["strong"]


def line(case: Case, shares: dict[str, float]) -> str:
    """A row of the published table."""
    figures = (shares["none"], shares["suspect"], shares["probable"], shares["strong"])
    theory = expected(case, LIMITS["suspect_z"])
    cells = (
        f"{case.depth_m:.1f}",
        f"{case.side_m:.0f}",
        f"{case.structure_m:.2f}, {case.land_m:.2f}",
        "each corner" if case.errs == "corners" else "the whole",
        *(f"{100 * share:.1f}" for share in figures),
        f"{100 * theory:.1f}",
    )
    return "| " + " | ".join(cells) + " |"


def test_rates_of_false_alarm_and_detection_are_as_published() -> None:
    found = rates(CASES, PAIRS, seed=1)
    for case, shares in zip(CASES, found, strict=True):
        theory = expected(case, LIMITS["suspect_z"])
        # Four standard errors of such a share, and what crossing lines add.
        doubt = 4 * sqrt(theory * (1 - theory) / PAIRS) + 0.01
        assert accused(shares) == pytest.approx(theory, abs=doubt), case
        if case.depth_m == 0:
            most = 0.01 if case.errs == "corners" else 0.04
            assert accused(shares) <= most, case
        if case.depth_m == 1.4:
            assert accused(shares) >= 0.95, case
    page = PAGE.read_text(encoding="utf-8")
    assert [line(c, s) for c, s in zip(CASES, found, strict=True)] == [
        row for row in page.splitlines() if row.startswith(("| 0.", "| 1."))
    ]


@pytest.mark.parametrize(
    ("side_m", "rmse_m"), [(10.0, 0.3), (40.0, 0.3), (40.0, 0.424)]
)
def test_an_area_threshold_accuses_neighbours_that_the_depth_does_not(
    side_m: float, rmse_m: float
) -> None:
    shares = overlapping(side_m, rmse_m, 500, seed=1)
    assert 0.3 < shares["area"] < 0.75
    assert shares["depth"] <= 0.01


def test_what_one_survey_moved_alike_is_seen_sharper() -> None:
    apart = Case(0.4, 15.0, 0.5, 0.5)
    together = Case(0.4, 15.0, 0.5, 0.5, shared_m=0.48)
    lawful = Case(0.0, 15.0, 0.5, 0.5, shared_m=0.48)
    mild, sharp, right = rates([apart, together, lawful], PAIRS, seed=2)
    assert accused(mild) < 0.2
    assert accused(sharp) > 0.85
    assert accused(right) <= 0.01
