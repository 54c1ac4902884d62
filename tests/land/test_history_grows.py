"""A migration may change a versioned table: its history follows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from gis_app.house import HouseApp

pytestmark = pytest.mark.django_db
PLAN = [(SimpleNamespace(app_label="zones"), False)]


def app(label: str) -> HouseApp:
    found = apps.get_app_config(label)
    assert isinstance(found, HouseApp)
    return found


def test_a_column_that_grows_wider_grows_in_history_too() -> None:
    app("zones")._free_the_columns(plan=PLAN)
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE zones_rule ALTER COLUMN legal_ref TYPE varchar(300)"
        )
        app("zones")._install(plan=PLAN)
        cursor.execute(
            "SELECT character_maximum_length FROM information_schema.columns"
            " WHERE table_name IN ('zones_rule', 'zones_rule_versions')"
            " AND column_name = 'legal_ref'"
        )
        assert cursor.fetchall() == [(300,)] * 3


def test_other_apps_keep_their_views_meanwhile() -> None:
    app("land")._free_the_columns(plan=PLAN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('history.land_parcel_versions')")
        assert cursor.fetchone()[0] is not None
