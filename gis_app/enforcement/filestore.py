"""Files of evidence, each under the name of its own SHA-256, written once."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def folder() -> Path:
    """Where evidence lies; its own folder, so that it can be backed up apart."""
    return Path(settings.DATA_DIR) / "evidence"


def keep(content: bytes, suffix: str) -> tuple[str, str]:
    """Store content; its SHA-256 and its path below ``folder()``.

    The file appears whole or not at all, is on the disk before this returns, and a file
    that is there already is never written again. ``suffix`` is like ``.jpg``; raises
    ValueError for another form.
    """
    if not _SUFFIX.fullmatch(suffix):
        raise ValueError(f"not a suffix: {suffix!r}")
    digest = sha256(content).hexdigest()
    path = f"{digest[:2]}/{digest}{suffix}"
    target = folder() / path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        _write_once(target, content)
    return digest, path


def read(path: str) -> bytes:
    """The content of a stored file; raises FileNotFoundError."""
    return (folder() / path).read_bytes()


def _write_once(target: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o440)
            os.fsync(file.fileno())
        # A link fails where a rename would overwrite; the same hash is the same file.
        with contextlib.suppress(FileExistsError):
            os.link(name, target)
        _sync(target.parent)
    finally:
        Path(name).unlink()


def _sync(directory: Path) -> None:
    """The name survives a power cut, too."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
