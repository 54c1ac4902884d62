"""The number that an officer goes by on paper: who it is, only the office can tell."""

from __future__ import annotations

from gis_app.land.sealing import fingerprint


def number(username: str) -> str:
    """Five digits, always the same for the same person: HMAC with ``MEYDAN_HMAC_KEY``.

    Two of several dozen officers rarely share one; the log names who acted.
    """
    return f"{int(fingerprint(f'officer {username}')[:12], 16) % 10**5:05d}"
