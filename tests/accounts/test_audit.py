"""Who did what is signed and logged."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from gis_app.accounts.audit import act_as, record
from gis_app.land.models import Parcel
from tests.factories import a_parcel, a_user


def actor() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('meydan.actor', TRUE)")
        (name,) = cursor.fetchone()
    return name or None


@pytest.mark.django_db(transaction=True)
def test_the_signature_ends_with_the_transaction() -> None:
    with transaction.atomic():
        act_as(a_user("planner"))
        assert actor() == "planner"
    assert actor() is None


@pytest.mark.django_db(transaction=True)
def test_a_bulk_update_is_signed_too() -> None:
    a_parcel()
    with transaction.atomic():
        act_as("import")
        Parcel.objects.update(land_use="garden")
    assert Parcel.objects.get().changed_by == "import"


@pytest.mark.django_db
def test_a_line_of_the_log_keeps_the_role_of_that_day() -> None:
    clerk = a_user("clerk")
    entry = record(clerk, "edit", "party:7", fields=["name"])
    assert (entry.actor, entry.role, entry.detail) == (
        "clerk",
        "clerk",
        {"fields": ["name"]},
    )
    assert record(None, "scan", "city").actor is None
