"""Where things are: the checkout, the data folder and what lies in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gis_app.launch.explain import ELSEWHERE
from gis_app.launch.say import Trouble

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """One checkout with one data folder; a checkout may have several of these."""

    checkout: Path
    data: Path

    @property
    def log(self) -> Path:
        """Folder of setup.log, postgres.log and test-postgres.log."""
        return self.data / "log"

    @property
    def locks(self) -> Path:
        """Folder of the lock files; they stay, only the locks on them matter."""
        return self.data / "locks"

    @property
    def stamps(self) -> Path:
        """Folder of the stamps that say which set-up step is still fresh."""
        return self.data / "stamps"

    @property
    def static(self) -> Path:
        """Where collectstatic puts what the browser loads."""
        return self.data / "static"

    @property
    def evidence(self) -> Path:
        """Photos and other evidence: written by the web server, never again."""
        return self.data / "evidence"

    @property
    def secrets(self) -> Path:
        """The generated keys and passwords, readable by the owner only."""
        return self.data / "secrets.env"

    @property
    def city(self) -> Path:
        """What the city in this folder was made with; see city.py."""
        return self.data / "city.json"

    @property
    def test_data(self) -> Path:
        """What tests and benchmarks use instead of the data folder."""
        return self.data / "test-data"


def data_folder(option: str | None, environ: Mapping[str, str]) -> Path:
    """Choose the data folder: --data, then MEYDAN_DATA, MEYDAN_DATA_DIR, .meydan/."""
    named = option or environ.get("MEYDAN_DATA") or environ.get("MEYDAN_DATA_DIR")
    return Path(named or CHECKOUT / ".meydan").expanduser().resolve()


def open_places(data: Path) -> Places:
    """Create the data folder if needed and prove that it can be written.

    Raises Trouble when it can't be.
    """
    places = Places(CHECKOUT, data)
    folders = (data, places.log, places.locks, places.stamps, places.test_data)
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Trouble(
            f"{data} can't be the data folder: a file is in its way."
        ) from None
    for folder in folders:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise Trouble(
                f"The data folder {folder} can't be written by this user: {ELSEWHERE}."
            )
    return places


def short_hash(*parts: bytes | str) -> str:
    """Return 12 hex digits that change when any of the parts does."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()[:12]


def is_stamped(stamp: Path, key: str) -> bool:
    """Tell whether the stamp file holds this key."""
    try:
        return stamp.read_text(encoding="utf-8").strip() == key
    except OSError:
        return False


def put_stamp(stamp: Path, key: str) -> None:
    """Write the key to the stamp file, whole or not at all."""
    fresh = stamp.with_name(f"{stamp.name}.{os.getpid()}")
    fresh.write_text(key + "\n", encoding="utf-8")
    fresh.replace(stamp)
