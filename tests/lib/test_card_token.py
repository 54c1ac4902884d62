"""Cards are signed as RFC 9052 says; whatever is changed about one is noticed."""

from __future__ import annotations

from datetime import UTC, datetime

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib import base45, card_token, cose

# The first key of RFC 8032, section 7.1; COSE's own examples use it, too.
PRIVATE = bytes.fromhex(
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
)
PUBLIC = bytes.fromhex(
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
)
KID = bytes.fromhex("0123456789abcdef")
CLAIMS = card_token.Claims(
    serial=1042,
    vendor="V-0077",
    issued_at=datetime(2026, 11, 26, 8, tzinfo=UTC),
    expires_at=datetime(2027, 11, 26, 20, 30, tzinfo=UTC),
    goods=("produce", "fish"),
)
TOKEN = card_token.write(CLAIMS, PRIVATE, KID)
MESSAGE = base45.decode(TOKEN.removeprefix("MC1:"))


def key_of(kid: bytes) -> bytes | None:
    return PUBLIC if kid == KID else None


EXAMPLE = bytes.fromhex(
    "d28445a201270300a10442313154546869732069732074686520636f6e74656e742e"
    "58407142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d3607c5781932b7afb8711497dfa"
    "751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d"
)
"""eddsa-examples/eddsa-sig-01 of github.com/cose-wg/Examples."""


def test_a_signature_is_that_of_the_working_groups_example() -> None:
    protected, unprotected, payload, signature = cbor2.loads(EXAMPLE).value
    assert unprotected == {4: b"11"}
    signed = cose.to_be_signed(protected, payload)
    assert Ed25519PrivateKey.from_private_bytes(PRIVATE).sign(signed) == signature
    with pytest.raises(cose.NotSigned):  # its kid is not protected
        cose.verify(EXAMPLE, key_of)


def test_rfc_8032_signs_nothing_and_one_letter_so() -> None:
    key = Ed25519PrivateKey.from_private_bytes(PRIVATE)
    assert key.public_key().public_bytes_raw() == PUBLIC
    assert key.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb88215"
        "90a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


@pytest.mark.parametrize(
    ("plain", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"", "")]
)
def test_base45_is_that_of_rfc_9285(plain: bytes, text: str) -> None:
    assert base45.encode(plain) == text
    assert base45.decode(text) == plain


@pytest.mark.parametrize("text", ["A", "BB", "GGW", ":::", "bb8", "ä00", "0"])
def test_what_is_no_base45_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Base45"):
        base45.decode(text)


def test_a_card_says_what_was_signed_and_nothing_personal() -> None:
    assert card_token.read(TOKEN, key_of) == CLAIMS
    tagged = cbor2.loads(MESSAGE)
    assert cbor2.loads(tagged.value[0]) == {1: -8, 4: KID}
    assert set(cbor2.loads(tagged.value[2])) == {2, 4, 6, 7, -65537}


def test_the_code_fits_on_a_card() -> None:
    """Version 8 of a QR code at level M holds 221 such signs: 49 modules."""
    assert len(TOKEN) <= 221


@given(
    st.builds(
        card_token.Claims,
        serial=st.integers(1, 2**48),
        vendor=st.text(max_size=20),
        issued_at=st.just(CLAIMS.issued_at),
        expires_at=st.integers(0, 2**32).map(
            lambda at: datetime.fromtimestamp(at, UTC)
        ),
        goods=st.lists(st.text(max_size=20), max_size=8).map(tuple),
    )
)
def test_every_card_is_read_as_it_was_written(claims: card_token.Claims) -> None:
    token = card_token.write(claims, PRIVATE, KID)
    assert card_token.read(token, key_of) == claims


@given(st.integers(0, len(MESSAGE) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused(place: int, change: int) -> None:
    changed = bytearray(MESSAGE)
    changed[place] ^= change
    with pytest.raises(cose.NotSigned):
        cose.verify(bytes(changed), key_of)


@given(st.integers(4, len(TOKEN) - 1), st.sampled_from(base45.ALPHABET))
def test_any_changed_sign_is_refused(place: int, sign: str) -> None:
    if TOKEN[place] != sign:
        with pytest.raises(cose.NotSigned):
            card_token.read(TOKEN[:place] + sign + TOKEN[place + 1 :], key_of)


@given(st.integers(0, len(MESSAGE) - 1))
def test_what_is_cut_short_is_refused(length: int) -> None:
    with pytest.raises(cose.NotSigned):
        cose.verify(MESSAGE[:length], key_of)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_bring_the_reader_down(content: bytes) -> None:
    with pytest.raises(cose.NotSigned):
        cose.verify(content, key_of)


def other_forms() -> list[bytes]:
    """The same card, said in another way: one must not pass for another."""
    protected, _none, body, signature = cbor2.loads(MESSAGE).value
    with_more = [protected, {4: KID}, body, signature]
    return [
        MESSAGE + b"\x00",
        MESSAGE[1:],  # without its tag
        cbor2.dumps(cbor2.CBORTag(18, with_more)),
        MESSAGE.replace(b"\x84", b"\x9f", 1) + b"\xff",  # of indefinite length
        b"\xd8\x12" + MESSAGE[1:],  # the tag in two bytes
        cbor2.dumps(cbor2.CBORTag(17, [protected, {}, body, signature])),
    ]


@pytest.mark.parametrize("message", other_forms(), ids=range(6))
def test_a_card_has_one_form_only(message: bytes) -> None:
    with pytest.raises(cose.NotSigned):
        cose.verify(message, key_of)


def test_another_algorithm_is_not_taken() -> None:
    protected = cbor2.dumps({1: -7, 4: KID})
    body = cbor2.loads(MESSAGE).value[2]
    key = Ed25519PrivateKey.from_private_bytes(PRIVATE)
    signature = key.sign(cose.to_be_signed(protected, body))
    forged = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, body, signature]))
    with pytest.raises(cose.NotSigned, match="Ed25519"):
        cose.verify(forged, key_of)


def test_an_unknown_key_is_told_apart_from_a_forgery() -> None:
    strange = card_token.write(CLAIMS, PRIVATE, bytes(8))
    with pytest.raises(cose.UnknownKey):
        card_token.read(strange, key_of)
    forged = card_token.write(CLAIMS, bytes(32), KID)
    with pytest.raises(cose.NotSigned, match="does not hold"):
        card_token.read(forged, key_of)


@pytest.mark.parametrize("text", ["", "https://example.org/", "mc1:ABC", "MC1:"])
def test_other_codes_are_no_cards(text: str) -> None:
    with pytest.raises(cose.NotSigned):
        card_token.read(text, key_of)


@pytest.mark.parametrize(
    "payload", [{}, {2: "V-1"}, {2: 7, 4: 1, 6: 1, 7: b"a", -65537: []}]
)
def test_a_signed_message_that_is_no_card_is_refused(
    payload: dict[int, object],
) -> None:
    text = "MC1:" + base45.encode(cose.sign(payload, PRIVATE, KID))
    with pytest.raises(cose.NotSigned, match="claims"):
        card_token.read(text, key_of)
