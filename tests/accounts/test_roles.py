"""The table of roles is the documented one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from gis_app.accounts.models import Role
from gis_app.accounts.roles import TABLE, May, may, table_in_markdown
from tests.factories import a_user

PAGE = Path(__file__).parents[2] / "docs" / "security.md"


def test_the_documentation_shows_the_table_as_it_is() -> None:
    with translation.override("en"):
        table = table_in_markdown()
    text = PAGE.read_text(encoding="utf-8")
    shown = text.split("<!-- roles -->\n")[1].split("<!-- /roles -->")[0]
    assert shown == table


def test_every_permission_has_a_meaning_and_somebody_who_has_it() -> None:
    assert set(TABLE) == set(May)
    assert all(row.roles for row in TABLE.values())


def test_an_agency_and_an_auditor_change_nothing() -> None:
    changing = {
        May.ALLOCATE,
        May.EDIT_ZONES,
        May.EDIT_REGISTER,
        May.REGISTER_VENDORS,
        May.KEEP_CALENDAR,
        May.ISSUE_NOTICES,
        May.RETURN_GOODS,
    }
    for permission in changing:
        assert not TABLE[permission].roles & {Role.AGENCY, Role.AUDITOR}


@pytest.mark.django_db
def test_strangers_and_closed_accounts_may_nothing_superusers_everything() -> None:
    closed = a_user("auditor", is_active=False)
    superuser = a_user("clerk", is_superuser=True)
    for permission in May:
        assert not may(AnonymousUser(), permission)
        assert not may(closed, permission)
        assert may(superuser, permission)
