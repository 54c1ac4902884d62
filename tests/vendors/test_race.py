"""Two clerks, one person, one moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import translation

from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.errors import Conflict
from gis_app.land.models import Party
from gis_app.vendors import keys, services
from gis_app.vendors.models import CardKey
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
CLERKS = 8


def attempt(by: User, gate: threading.Barrier) -> Vendor | Conflict:
    person = services.Person("0010350829", "رضا محمدی")
    try:
        with translation.override("en"):
            keys.signing()
            gate.wait(timeout=60)
            return services.register(person=person, trade="", goods=["fish"], by=by)[0]
    except Conflict as conflict:
        return conflict
    finally:
        connection.close()


def test_one_person_is_registered_once_and_one_first_key_is_made() -> None:
    clerk, gate = make.a_user("clerk"), threading.Barrier(CLERKS)
    with ThreadPoolExecutor(CLERKS) as pool:
        attempts = [pool.submit(attempt, clerk, gate) for _ in range(CLERKS)]
        results = [future.result() for future in attempts]
    refused = [result for result in results if isinstance(result, Conflict)]
    assert len(refused) == CLERKS - 1
    assert {one.detail["reason"] for one in refused} == {"registered"}
    assert (Party.objects.count(), Vendor.objects.count()) == (1, 1)
    assert CardKey.objects.filter(state="signing").count() == 1
