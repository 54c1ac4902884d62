"""Vendors' cards on the officers' phone page, with and without signal."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import segno
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.enforcement import filestore
from gis_app.lib import base45, card_token
from gis_app.lib.week import Week
from gis_app.vendors import cards, keys, services
from gis_app.vendors.models import Card
from tests import factories as make
from tests.vendors.conftest import a_photo
from tests.web.conftest import Street
from tests.web.phone import Open, phone, square
from tests.web.test_browser import graves

__all__ = ["phone", "square"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FACE = a_photo((600, 800))


@dataclass
class Wallet:
    """Codes of cards, one of each kind."""

    valid: Card
    revoked: Card
    expired: str
    forged: str
    strange: str


@pytest.fixture(scope="module")
def wallet(street: Street) -> Wallet:
    """The vendor of V-7 holds spot S-1 at all hours; the rival lost a card."""
    make.a_right(
        spot=street.spots[1],
        party=street.vendor.party,
        kind="vending_permit",
        week=Week.whole(),
    )
    clerk = User.objects.get(username="clerk")
    valid, revoked = issued(street.vendor, clerk), issued(street.rival, clerk)
    cards.revoke(card=revoked, reason="lost", by=clerk)
    claims = card_token.read(valid.token, keys.public_half)
    kid, private = bytes.fromhex(valid.key.kid), keys.private_half(valid.key)
    over = timezone.now() - timedelta(days=2)
    old = card_token.Claims(
        claims.serial, "V-7", over - timedelta(days=9), over, claims.goods
    )
    return Wallet(
        valid=valid,
        revoked=revoked,
        expired=card_token.write(old, private, kid),
        forged=card_token.write(claims, bytes(32), kid),
        strange=card_token.write(claims, bytes(32), bytes(8)),
    )


def issued(vendor: Vendor, by: User) -> Card:
    digest = sha256(FACE).hexdigest()
    path = f"{digest[:2]}/{digest}.jpg"
    services.put_portrait(vendor=vendor, sha256=digest, path=path, by=by)
    until = timezone.now() + timedelta(days=300)
    return cards.issue(vendor=vendor, expires_at=until, by=by)


@pytest.fixture(autouse=True)
def faces(tmp_path: Path, settings: Any, wallet: Wallet) -> None:
    settings.DATA_DIR = tmp_path
    filestore.keep(FACE, ".jpg")


def code(text: str) -> bytes:
    """A QR code as a picture, as a card has it."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    return out.getvalue()


def camera(text: str) -> str:
    """A camera that sees a code."""
    data = base64.b64encode(code(text)).decode()
    return (
        "navigator.mediaDevices.getUserMedia = async () => {"
        "  const canvas = Object.assign(document.createElement('canvas'),"
        "    { width: 640, height: 480 });"
        "  const picture = new Image();"
        f"  picture.src = 'data:image/png;base64,{data}';"
        "  await picture.decode();"
        "  const pen = canvas.getContext('2d');"
        "  setInterval(() => { pen.fillStyle = '#998';"
        "    pen.fillRect(0, 0, 640, 480); pen.drawImage(picture, 140, 60); }, 50);"
        "  return canvas.captureStream(20);"
        "};"
    )


NO_CAMERA = "delete Navigator.prototype.mediaDevices;"
HAS_CARDS = """() => new Promise((done) => {
  const asked = indexedDB.open("meydan-field");
  asked.onsuccess = () => {
    const kept = asked.result.transaction("kept").objectStore("kept").get("cards");
    kept.onsuccess = () => (asked.result.close(), done(Boolean(kept.result)));
  };
})"""


def opened(page: Page) -> Page:
    page.wait_for_function(HAS_CARDS)
    page.locator(".big-button.brand").click()
    return page


def show(page: Page, text: str, state: str) -> None:
    """A photo of a code instead of the camera; the answer is awaited."""
    picture: FilePayload = {
        "name": "card.png",
        "mimeType": "image/png",
        "buffer": code(text),
    }
    page.set_input_files("#scan-photo", picture)
    expect(page.locator(f"#scan [data-card={state}]")).to_be_visible()


def test_without_signal_a_card_is_judged_by_the_phone_alone(
    phone: Open, wallet: Wallet
) -> None:
    found = phone(x=13, y=-3, script=camera(wallet.valid.token)).ready()
    page = found.page
    page.wait_for_function(HAS_CARDS)
    found.offline()
    page.reload()
    opened(page)
    answer = page.locator("#scan .verdict")
    expect(answer).to_have_attribute("data-card", "here")
    expect(answer).to_contain_text("Valid card: spot S-1, here and now")
    expect(answer).to_contain_text("Signature checked on this phone")
    expect(page.locator(".compare")).to_contain_text("compare the photo")
    show(page, wallet.revoked.token, "revoked")
    expect(answer).to_contain_text("Lost · since")
    show(page, wallet.expired, "expired")
    show(page, wallet.forged, "forged")
    expect(answer).to_contain_text("the signature does not hold")
    show(page, wallet.strange, "unknown_key")
    show(page, "https://example.org/", "no_card")
    assert graves(page) == []
    found.goes_to(40, 130)
    page.locator("#scan .close").click()
    expect(page.locator("#answer h2")).to_contain_text("Square zone")
    page.get_by_role("button", name="Scan a card").click()
    expect(answer).to_have_attribute("data-card", "elsewhere")
    expect(answer).to_contain_text(" m from here")


def test_with_signal_the_photo_is_shown_to_compare(phone: Open, wallet: Wallet) -> None:
    page = opened(phone(language="fa", script=NO_CAMERA).ready().page)
    show(page, wallet.valid.token, "elsewhere")
    bearer = page.locator("#scan .bearer")
    expect(bearer.locator("img")).to_be_visible()
    expect(bearer).to_contain_text("رضا محمدی")
    expect(bearer).to_contain_text("این عکس را با خود شخص و با کارت بسنجید")
    page.get_by_role("button", name="کارت بعدی").click()
    page.locator("#scan-typed").fill(f"k {wallet.revoked.pk}")
    page.locator("#scan-typed").press("Enter")
    expect(
        page.locator("#scan [data-card=revoked][data-from=register]")
    ).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert graves(page) == []


def test_an_old_list_says_so_instead_of_valid(phone: Open, wallet: Wallet) -> None:
    found = phone(x=13, y=-3, script=NO_CAMERA).ready()
    found.page.wait_for_function(HAS_CARDS)
    found.page.evaluate(AGED)
    found.offline()
    found.page.reload()
    page = opened(found.page)
    show(page, wallet.valid.token, "old_list")
    expect(page.locator("#scan .verdict")).to_contain_text("3 days old")
    show(page, wallet.revoked.token, "revoked")


AGED = """() => new Promise((done) => {
  const asked = indexedDB.open("meydan-field");
  asked.onsuccess = () => {
    const writing = asked.result.transaction("kept", "readwrite");
    const kept = writing.objectStore("kept");
    kept.get("cards").onsuccess = ({ target }) => {
      const at = new Date(Date.now() - 3.5 * 86_400_000).toISOString();
      kept.put({ ...target.result, at }, "cards");
    };
    writing.oncomplete = () => (asked.result.close(), done());
  };
})"""
READ = """async ([texts, keys, plain]) => {
  const own = document.querySelector('script[type=module]').src;
  const { read } = await import(own.replace('main.js', 'card_token.js'));
  if (plain) crypto.subtle.importKey = () => Promise.reject(new Error('no Ed25519'));
  return Promise.all(texts.map(async (text) => {
    const found = await read(text, keys);
    return found.wrong ?? [found.claims.serial, found.claims.vendor,
      found.claims.goods, found.claims.expires.getTime() / 1000];
  }));
}"""


@pytest.mark.parametrize("by_package", [False, True])
def test_the_phone_reads_cards_as_the_server_does(
    phone: Open, wallet: Wallet, by_package: bool
) -> None:
    """By the browser's own Ed25519, and by the package where that is missing."""
    page = phone(script=NO_CAMERA).page
    key = wallet.valid.key
    message = base45.decode(wallet.valid.token.removeprefix("MC1:"))
    changed = []
    for place in range(0, len(message), 5):
        bytes_ = bytearray(message)
        bytes_[place] ^= 1 + place % 255
        changed.append("MC1:" + base45.encode(bytes(bytes_)))
    texts = [wallet.valid.token, wallet.forged, wallet.strange, *changed]
    known = [{"kid": key.kid, "public": key.public, "withdrawn": None}]
    first, forged, strange, *rest = page.evaluate(READ, [texts, known, by_package])
    assert first == [
        wallet.valid.pk,
        "V-7",
        ["produce"],
        int(wallet.valid.expires_at.timestamp()),
    ]
    assert (forged, strange) == ("forged", "unknown_key")
    assert set(rest) <= {"forged", "unknown_key"}


JUDGED = """async ([facts, fixes]) => {
  const own = document.querySelector('script[type=module]').src;
  const { verdict } = await import(own.replace('main.js', 'card_verdict.js'));
  const whole = { serial: 1, vendor: 'V-1', goods: [], state: 'valid', reason: '',
    issued: new Date(), expires: new Date(), since: null, known: null, typed: false };
  return facts.map((some, n) => verdict({ ...whole, ...some }, fixes[n], null).state);
}"""


def test_a_valid_card_is_judged_by_place_and_hour(phone: Open) -> None:
    """What the register says of a spot counts where the phone doesn't have it."""
    page = phone(script=NO_CAMERA).page
    always, never = "{[0,10080)}", "{}"
    lon, lat = 49.58, 37.28
    at = {"lon": lon, "lat": lat, "accuracy_m": 4, "at": 0, "mock": False}
    spot = {"spot": 9, "number": "X-9", "since": None, "until": None, "rmse": 0.1}
    near, far = spot | {"point": [lon, lat]}, spot | {"point": [lon + 0.01, lat]}
    cases: list[tuple[dict[str, Any], Any, str]] = [
        ({"permits": []}, at, "no_spot"),
        ({"permits": [near | {"week": always}]}, at, "here"),
        ({"permits": [near | {"week": never}]}, at, "not_now"),
        ({"permits": [far | {"week": always}]}, at, "elsewhere"),
        ({"permits": [far | {"week": always}, near | {"week": always}]}, at, "here"),
        ({"permits": [spot | {"week": always}]}, at, "valid"),
        ({"permits": [near | {"week": always}]}, None, "valid"),
        ({"permits": [near | {"week": never}]}, None, "not_now"),
        ({"permits": [near | {"week": always}], "typed": True}, at, "typed"),
        ({"permits": [], "state": "suspended"}, at, "suspended"),
        ({"permits": [], "state": "key_withdrawn"}, at, "key_withdrawn"),
    ]
    facts, fixes, expected = zip(*cases, strict=True)
    assert page.evaluate(JUDGED, [facts, fixes]) == list(expected)
