"""The demo users get a changed demo password; people with their own keep theirs."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command

from gis_app.accounts.models import User
from gis_app.intake import demo_users


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db: None) -> None:
    demo_users.make("first-password")
    clerk = User.objects.get(username="clerk")
    clerk.set_password("her own")
    clerk.save()


def test_whoever_had_the_demo_password_gets_the_new_one(cast: None) -> None:
    changed = demo_users.change_password("first-password", "second-password")

    assert set(changed) == {"planner", "officer", "agency", "auditor"}
    assert User.objects.get(username="planner").check_password("second-password")
    assert User.objects.get(username="clerk").check_password("her own")


def test_only_log_ins_that_work_are_printed(
    cast: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    User.objects.filter(username="auditor").update(is_active=False)
    settings.DEMO_PASSWORD = "first-password"

    call_command("demo_users")

    lines = capsys.readouterr().out.splitlines()
    assert lines == ["demo user: planner", "demo user: officer", "demo user: agency"]


def test_a_changed_demo_password_is_set_before_it_is_printed(
    cast: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO_PASSWORD_BEFORE = "first-password"
    settings.DEMO_PASSWORD = "second-password"

    call_command("demo_users")

    assert "demo user: planner" in capsys.readouterr().out
    assert User.objects.get(username="planner").check_password("second-password")


def test_without_a_demo_password_nothing_is_changed(
    cast: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO_PASSWORD_BEFORE = "first-password"
    settings.DEMO_PASSWORD = ""

    call_command("demo_users")

    assert capsys.readouterr().out == ""
    assert User.objects.get(username="planner").check_password("first-password")
