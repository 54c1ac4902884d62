"""The back office: signed, logged, without maps from elsewhere."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from psycopg2.extras import DateTimeTZRange

from gis_app.accounts.models import AuditEntry
from gis_app.land.models import Party
from gis_app.land.sealing import unseal
from gis_app.lib.week import CITY_TIME
from tests.factories import a_parcel, a_party, a_right, a_user, a_zone

pytestmark = pytest.mark.django_db
ID, PHONE = "0010350829", "09123456789"
PERSON = {"kind": "natural", "name": "رضا", "pseudonym": "P-1"}


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(a_user("clerk"))
    return client


def test_personal_ids_are_sealed_and_never_shown_again(clerk: Client) -> None:
    clerk.post("/admin/land/party/add/", PERSON | {"national_id": ID, "phone": PHONE})
    party = Party.objects.get()
    assert unseal(party.national_id_sealed or b"") == ID
    assert unseal(party.phone_sealed or b"") == "+989123456789"
    assert party.changed_by == "clerk"
    page = clerk.get(f"/admin/land/party/{party.pk}/change/").content.decode()
    assert ID not in page
    assert PHONE[1:] not in page
    assert ID not in str(list(AuditEntry.objects.values()))


def test_an_empty_field_leaves_the_sealed_id_as_it_is(clerk: Client) -> None:
    clerk.post("/admin/land/party/add/", PERSON | {"national_id": ID})
    party = Party.objects.get()
    clerk.post(f"/admin/land/party/{party.pk}/change/", PERSON | {"name": "علی"})
    party.refresh_from_db()
    assert party.name == "علی"
    assert unseal(party.national_id_sealed or b"") == ID


def test_a_national_id_is_registered_once(clerk: Client) -> None:
    for pseudonym in ("P-1", "P-2"):
        clerk.post(
            "/admin/land/party/add/",
            PERSON | {"pseudonym": pseudonym, "national_id": ID},
        )
    assert Party.objects.get().pseudonym == "P-1"


@pytest.mark.parametrize("field", ["national_id", "phone"])
def test_a_wrong_id_is_refused(clerk: Client, field: str) -> None:
    answer = clerk.post("/admin/land/party/add/", PERSON | {field: "12345"})
    assert answer.status_code == 200
    assert not Party.objects.exists()


def test_an_edit_names_its_fields_in_the_log(clerk: Client) -> None:
    party = a_party(name="رضا", pseudonym="P-1")
    typed = PERSON | {"name": "علی", "initial-pseudonym": "P-1"}
    clerk.post(f"/admin/land/party/{party.pk}/change/", typed)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject) == ("edit", f"party:{party.pk}")
    assert entry.detail == {"fields": ["name"]}


def test_shapes_are_text_and_no_script_comes_from_elsewhere(client: Client) -> None:
    client.force_login(a_user("planner", is_superuser=True))
    for address in (
        f"/admin/land/parcel/{a_parcel().pk}/change/",
        f"/admin/zones/vendingzone/{a_zone().pk}/change/",
    ):
        page = client.get(address).content.decode()
        assert "SRID=32639" in page
        assert "://" not in page.replace("http://www.w3.org", "")


def test_lists_do_not_read_shapes(
    clerk: Client, django_assert_max_num_queries: object
) -> None:
    for n in range(5):
        a_parcel(plate=f"1/{n}")
    with django_assert_max_num_queries(6) as seen:  # type: ignore[operator]
        assert clerk.get("/admin/land/parcel/").status_code == 200
    assert not [q for q in seen.captured_queries if '"geom"' in q["sql"]]


def test_nobody_edits_the_log(client: Client) -> None:
    client.force_login(a_user("auditor", is_superuser=True))
    entry = AuditEntry.objects.create(action="test", subject="x")
    page = f"/admin/accounts/auditentry/{entry.pk}"
    assert client.get(f"{page}/change/").status_code == 200
    assert client.post(f"{page}/change/", {"action": "x"}).status_code == 403
    assert client.get(f"{page}/delete/").status_code == 403


def test_lists_write_dates_in_the_calendar_of_the_language(clerk: Client) -> None:
    midnights = (datetime(year, 3, 21, tzinfo=CITY_TIME) for year in (2026, 2027))
    a_right(valid=DateTimeTZRange(*midnights, "[)"))
    clerk.cookies["django_language"] = "fa"
    page = clerk.get("/admin/land/right/").content.decode()
    assert "۱۴۰۵/۰۱/۰۱ – ۱۴۰۵/۱۲/۲۹" in page
    clerk.cookies["django_language"] = "en"
    page = clerk.get("/admin/land/right/").content.decode()
    assert "2026-03-21 – 2027-03-20" in page
