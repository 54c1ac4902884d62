"""The keys and passwords that a data folder generates once and keeps."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from gis_app.launch.explain import ELSEWHERE
from gis_app.launch.say import Trouble


def random_token() -> str:
    """Return 256 random bits that need no quoting in a URL, in SQL or in a shell."""
    return secrets.token_urlsafe(32)


def random_fernet_key() -> str:
    """Return a Fernet key: urlsafe base64 of 32 random bytes."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def random_password() -> str:
    """Return a password of 60 random bits that is easy to type."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in "abc")


DEMO = "MEYDAN_DEMO_PASSWORD"
BEFORE = "MEYDAN_DEMO_PASSWORD_BEFORE"
EXPORTED: dict[str, Callable[[], str]] = {
    "MEYDAN_SECRET_KEY": random_token,
    "MEYDAN_SEALING_KEY": random_fernet_key,
    "MEYDAN_HMAC_KEY": random_token,
    DEMO: random_password,
}
KEPT: dict[str, Callable[[], str]] = {
    "CLUSTER_PASSWORD": random_token,
    "CLUSTER_ADMIN_PASSWORD": random_token,
}


def read(path: Path) -> dict[str, str]:
    """Read NAME=value lines; a missing file has none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except PermissionError:
        raise Trouble(
            f"{path} belongs to another user: run as that user, or {ELSEWHERE}."
        ) from None
    pairs = (line.split("=", 1) for line in lines if "=" in line)
    return {name.strip(): value.strip() for name, value in pairs if name[:1] != "#"}


def write(path: Path, values: Mapping[str, str]) -> None:
    """Write the file with mode 0600, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    lines = ["# Made once by ./meydan. Lose it and sealed fields can't be read."]
    lines += [f"{name}={value}" for name, value in values.items()]
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def load(path: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Return all values, generating the missing ones; the environment wins.

    The first demo password is kept, since later starts must print the one that the
    users were given; another one only once they have it, see `keep_demo_password`.
    """
    stored = read(path)
    wanted = dict(stored)
    for name, make in {**EXPORTED, **KEPT}.items():
        if name not in wanted and not environ.get(name):
            wanted[name] = make()
    wanted.setdefault(DEMO, environ.get(DEMO) or random_password())
    if wanted != stored:
        write(path, wanted)
    given = {name: environ[name] for name in EXPORTED if environ.get(name)}
    return wanted | given | {BEFORE: wanted[DEMO]}


def keep_demo_password(path: Path, password: str) -> None:
    """Note the password that the demo users have now."""
    stored = read(path)
    if stored.get(DEMO) != password:
        write(path, stored | {DEMO: password})
