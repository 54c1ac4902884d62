"""What a row of the table of addresses is, and the rows of the register of vendors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.web_api.conftest import Scene


@dataclass(frozen=True)
class Row:
    """What to ask of an address, and who gets which status."""

    address: str
    statuses: tuple[int, ...]
    path: str = ""
    method: str = "get"

    def url(self, scene: Scene) -> str:
        """The path with the scene's ids; the address itself when there are none."""
        path = self.path or f"/{self.address}"
        return re.sub(r"<(\w+)>", lambda m: str(scene.key(m[1])), path)


UNREAD = (401, 400, 400, 400, 400, 400)
"""A body that can't be read is told to everybody who is signed in."""


def of_vendor(verb: str, statuses: tuple[int, ...], method: str = "post") -> Row:
    address = f"api/register/vendors/<int:vendor_id>{verb}"
    return Row(address, statuses, f"/api/register/vendors/<vendor>{verb}", method)


REGISTER_READERS = (401, 200, 403, 200, 200, 403)
VENDORS = [
    Row("api/field/cards", (401, 200, 200, 200, 200, 403)),
    Row("api/field/card", (401, 400, 400, 400, 400, 403), method="post"),
    Row("api/register/vendors", REGISTER_READERS),
    Row("api/register/vendors", UNREAD, method="post"),
    of_vendor("", REGISTER_READERS, "get"),
    of_vendor("", UNREAD),
    of_vendor("/suspension", UNREAD),
    of_vendor("/portrait", UNREAD),
    # The vendor of the scene has no photo.
    of_vendor("/portrait", (401, 403, 403, 404, 404, 403), "get"),
    of_vendor("/papers", UNREAD),
    of_vendor("/cards", UNREAD),
    Row(
        "api/register/papers/<int:paper_id>/withdraw",
        UNREAD,
        "/api/register/papers/0/withdraw",
        "post",
    ),
    Row(
        "api/register/cards/<int:serial>/revoke",
        UNREAD,
        "/api/register/cards/0/revoke",
        "post",
    ),
    Row(
        "api/register/cards/<int:serial>/pdf",
        (401, 403, 403, 404, 403, 403),
        "/api/register/cards/0/pdf",
    ),
]
