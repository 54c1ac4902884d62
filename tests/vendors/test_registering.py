"""Each person is registered once, however the number is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gis_app.accounts.models import AuditEntry, User
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput, Conflict
from gis_app.land.models import Party
from gis_app.land.sealing import fingerprint, seal, unseal
from gis_app.vendors import papers, services
from gis_app.vendors.models import PriorityKind
from gis_app.versioned import as_of
from tests import factories as make

ID, OTHER = "0010350829", "1234567891"
pytestmark = pytest.mark.django_db


def register(by: User, national_id: str = ID, **more: object) -> Vendor:
    person = {"national_id": national_id, "name": "رضا محمدی", "phone": "09123456789"}
    who = services.Person(**person | more)  # type: ignore[arg-type]
    return services.register(person=who, trade="tea", goods=["food"], by=by)[0]


def test_a_vendor_gets_a_code_and_the_identity_is_sealed(clerk: User) -> None:
    make.a_vendor(code="V-0420")
    vendor = register(clerk)
    party = vendor.party
    assert vendor.code == "V-0421"
    assert unseal(party.national_id_sealed or b"") == ID
    assert party.national_id_hmac == fingerprint(ID)
    assert unseal(party.phone_sealed or b"") == "+989123456789"
    assert vendor.changed_by == "clerk"
    entry = AuditEntry.objects.get(action="register-vendor")
    assert entry.detail == {"known": False}


@pytest.mark.parametrize(
    "typed", ["0010350829", "۰۰۱۰۳۵۰۸۲۹", "10350829", "001-0350829"]
)
def test_the_same_person_is_found_again(clerk: User, typed: str) -> None:
    first = register(clerk)
    with pytest.raises(Conflict) as refused:
        register(clerk, typed, name="رضا محمدي")
    assert refused.value.message == (
        f"This person is already registered as {first.code}."
    )
    assert refused.value.detail["vendor"] == first.pk
    assert Party.objects.count() == 1


def test_a_known_owner_becomes_a_vendor_without_a_second_record(clerk: User) -> None:
    owner = make.a_party(
        name="رضا محمدی", national_id_sealed=seal(ID), national_id_hmac=fingerprint(ID)
    )
    assert register(clerk).party == owner


def test_another_name_for_a_known_number_is_asked_about_first(clerk: User) -> None:
    owner = make.a_party(name="سارا احمدی", national_id_hmac=fingerprint(ID))
    with pytest.raises(Conflict) as refused:
        register(clerk)
    assert refused.value.detail == {"reason": "name", "name": "سارا احمدی"}
    assert not Vendor.objects.exists()
    assert register(clerk, same=True).party == owner
    owner.refresh_from_db()
    assert owner.name == "سارا احمدی"


def test_a_company_is_no_vendor(clerk: User) -> None:
    make.a_party(kind="legal", national_id_hmac=fingerprint(ID))
    with pytest.raises(Conflict, match="company"):
        register(clerk)


@pytest.mark.parametrize(
    ("field", "value", "needs"),
    [
        ("national_id", "0010350820", "national_id"),
        ("national_id", "1111111111", "national_id"),
        ("name", "  ", "name"),
        ("phone", "12", "phone"),
    ],
)
def test_what_makes_no_sense_is_refused(
    clerk: User, field: str, value: str, needs: str
) -> None:
    with pytest.raises(BadInput) as refused:
        register(clerk, **{field: value})
    assert refused.value.detail == {"needs": needs}
    assert not Party.objects.exists()


def test_goods_must_be_known(clerk: User) -> None:
    who = services.Person(ID, "رضا محمدی")
    for goods in ([], ["gold"]):
        with pytest.raises(BadInput):
            services.register(person=who, trade="", goods=goods, by=clerk)


def test_the_database_keeps_one_person_one_file(clerk: User) -> None:
    vendor = register(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vendor.objects.create(code="V-2", party=vendor.party)
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(kind="natural", name="x", national_id_hmac=fingerprint(ID))


def test_a_suspension_has_a_reason_and_a_history(clerk: User) -> None:
    vendor = register(clerk)
    with pytest.raises(BadInput):
        services.suspend(vendor=vendor, reason=" ", by=clerk)
    services.suspend(vendor=vendor, reason="sold the spot on", by=clerk)
    vendor.refresh_from_db()
    assert (vendor.status, vendor.suspended_because) == (
        "suspended",
        "sold the spot on",
    )
    suspended_at = vendor.begin_lifespan
    services.resume(vendor=vendor, by=clerk)
    vendor.refresh_from_db()
    assert (vendor.status, vendor.suspended_because) == ("active", "")
    assert [v.code for v in as_of(Vendor, suspended_at)] == [vendor.code]
    for status, reason in (("suspended", ""), ("active", "why")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vendor.objects.update(status=status, suspended_because=reason)


def test_a_paper_is_one_persons(clerk: User) -> None:
    kind = PriorityKind.objects.get(code="disability")
    first, second = register(clerk), register(clerk, OTHER)
    papers.add(
        vendor=first, kind=kind, number="بهزیستی ۱۲۳", valid_until=None, by=clerk
    )
    with pytest.raises(Conflict) as refused:
        papers.add(
            vendor=second, kind=kind, number="بهزیستی 123", valid_until=None, by=clerk
        )
    assert refused.value.detail["code"] == first.code
    with pytest.raises(Conflict, match="withdraw the old one"):
        papers.add(vendor=first, kind=kind, number="124", valid_until=None, by=clerk)


def test_a_withdrawn_paper_stays_in_the_file_and_counts_no_more(clerk: User) -> None:
    from gis_app.vendors.queries import papers_in_force

    kind = PriorityKind.objects.get(code="veteran")
    vendor = register(clerk)
    paper = papers.add(
        vendor=vendor, kind=kind, number="77", valid_until=None, by=clerk
    )
    assert list(papers_in_force(vendor)) == [paper]
    papers.withdraw(paper=paper, reason="issued in error", by=clerk)
    assert list(papers_in_force(vendor)) == []
    assert vendor.papers.get().withdrawn_because == "issued in error"
    papers.add(vendor=vendor, kind=kind, number="77", valid_until=None, by=clerk)


@pytest.mark.parametrize("missing", ["SEALING_KEY", "HMAC_KEY"])
def test_without_keys_to_seal_with_nobody_is_registered(
    clerk: User, settings: Any, missing: str
) -> None:
    setattr(settings, missing, "")
    with pytest.raises(Conflict, match="no keys"):
        register(clerk)
    assert not Party.objects.exists()
