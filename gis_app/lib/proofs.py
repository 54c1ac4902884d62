"""Shows that one entry is in the frozen list of a draw, without showing the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gis_app.lib.draw import canonical, leaves_of, levels, sha256


def proof_of(entries: list[dict[str, Any]], place: int) -> list[tuple[str, str]]:
    """Shows that one entry is in the list: (side, hash) from its leaf to the root."""
    proof = []
    for level in levels(leaves_of(entries)):
        beside = place ^ 1
        if beside < len(level):
            side = "left" if beside < place else "right"
            proof.append((side, level[beside].hex()))
        place //= 2
    return proof


def is_in(entry: dict[str, Any], proof: Sequence[tuple[str, str]], root: str) -> bool:
    """Whether a proof leads from the entry to the root."""
    seen = sha256(b"\x00", canonical(entry))
    for side, other in proof:
        beside = bytes.fromhex(other)
        pair = (beside, seen) if side == "left" else (seen, beside)
        seen = sha256(b"\x01", *pair)
    return seen.hex() == root
