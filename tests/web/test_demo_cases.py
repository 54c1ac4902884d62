"""The demo city's cases: a living process, made through the services."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from fixtures.city import build
from gis_app.encroachment.detection import scan
from gis_app.enforcement.evidence import verify
from gis_app.enforcement.measuring import Measured, Method, confirms
from gis_app.enforcement.models import Case, CaseEvent, Evidence, Notice
from gis_app.enforcement.notices import sheet
from gis_app.enforcement.stages import FINAL
from gis_app.intake import demo, demo_users
from gis_app.web.demo import cases as demo_cases
from gis_app.web.demo.photo import drawn
from tests.factories import a_finding, a_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.SEALING_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    settings.HMAC_KEY = "tests-only"
    demo.load(build(2, 1500, timezone.localdate()))


def test_the_first_run_shows_a_living_process(city: None) -> None:
    demo_users.make("a-password")
    scan()
    assert demo_cases.make() == len(demo_cases.PLOTS)
    cases = Case.objects.all()
    assert set(cases.values_list("track", flat=True)) == {"obstruction", "construction"}
    assert len(set(cases.values_list("state", flat=True))) >= 8
    assert cases.filter(state="dismissed").count() == 1
    assert cases.overdue(timezone.now()).count() == 1
    assert cases.exclude(state__in=FINAL).exclude(due_at=None).exists()
    assert list(cases.order_by("opened_at")) == list(cases.order_by("sequence"))
    reasons = CaseEvent.objects.exclude(reason="").values_list("reason", flat=True)
    assert len(set(reasons)) == len(reasons) > 5
    assert CaseEvent.objects.filter(at__gt=timezone.now()).count() == 0
    assert Evidence.objects.filter(kind="photo").count() > 5
    walk = verify()
    assert walk.broken is None
    served = Notice.objects.exclude(served_at=None)
    assert served.count() == cases.filter(notices__isnull=False).count() > 3
    assert sheet(served[0]).startswith(b"%PDF")
    assert demo_cases.make() == 0


def test_the_command_opens_them_for_the_demo_users(city: None) -> None:
    scan()
    call_command("demo_cases")
    assert not Case.objects.exists()


def test_without_users_there_are_no_cases(city: None) -> None:
    assert demo_cases.make() == 0


def test_the_same_number_draws_the_same_picture() -> None:
    assert drawn(3) == drawn(3)
    assert drawn(3) != drawn(4)
    assert drawn(3).startswith(b"\xff\xd8\xff")


def test_a_tape_confirms_no_depth_that_the_map_may_err_by(db: None) -> None:
    finding = a_finding(way=a_way(accuracy_m=0.3))
    assert confirms(finding, Measured(2.0, Method.TAPE))
    assert not confirms(finding, Measured(0.3, Method.TAPE))
