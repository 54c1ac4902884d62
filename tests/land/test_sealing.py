"""Personal identifiers are sealed."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from gis_app.land.sealing import SealBroken, fingerprint, seal, unseal

ID = "0010350829"


def test_what_is_sealed_can_be_read_with_the_key_only(
    settings: LazySettings,
) -> None:
    sealed = seal(ID)
    assert ID.encode() not in sealed
    assert unseal(memoryview(sealed)) == ID
    settings.SEALING_KEY = Fernet.generate_key().decode()
    with pytest.raises(SealBroken):
        unseal(sealed)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert seal(ID) != seal(ID)


def test_fingerprints_compare_and_depend_on_the_key(settings: LazySettings) -> None:
    before = fingerprint(ID)
    assert before == fingerprint(ID)
    assert len(before) == 64
    assert before != fingerprint("0010350837")
    settings.HMAC_KEY = "another"
    assert fingerprint(ID) != before


@pytest.mark.parametrize("key", ["", "too short"])
def test_without_a_good_key_nothing_is_sealed(key: str, settings: LazySettings) -> None:
    settings.SEALING_KEY = key
    with pytest.raises(ImproperlyConfigured, match="MEYDAN_SEALING_KEY"):
        seal(ID)


def test_without_a_key_there_are_no_fingerprints(settings: LazySettings) -> None:
    settings.HMAC_KEY = ""
    with pytest.raises(ImproperlyConfigured, match="MEYDAN_HMAC_KEY"):
        fingerprint(ID)
