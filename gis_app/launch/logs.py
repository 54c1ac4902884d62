"""Log files: adding to them, reading their ends, and keeping them from growing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

TAIL_LINES = 15
MOST_BYTES = 10 << 20


def append_to(log: Path, text: str) -> None:
    """Add to a log; a full disk must not hide the failure that is being logged."""
    try:
        with log.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        pass


def last_lines(log: Path, since: int = 0, count: int = TAIL_LINES) -> list[str]:
    """Return the end of a log from an offset on, or nothing when it can't be read."""
    try:
        size = log.stat().st_size
        with log.open("rb") as file:
            # A log that was trimmed meanwhile is shorter than the offset.
            file.seek(max(since if since <= size else 0, size - 16_384))
            text = file.read().decode(errors="replace")
    except OSError:
        return []
    return [line for line in text.splitlines() if line.strip()][-count:]


def trim(log: Path, most: int = MOST_BYTES) -> None:
    """Begin a log anew when it is too long; what was in it becomes LOG.1.

    It is copied and emptied, not renamed: a program that has it open goes on writing
    into it. On a full disk the copy is what is done without.
    """
    try:
        if log.stat().st_size <= most:
            return
        kept = log.with_name(f"{log.name}.1")
        try:
            shutil.copyfile(log, kept)
        except OSError:
            kept.unlink(missing_ok=True)
        os.truncate(log, 0)
    except OSError:
        # Logging must never be what stops the work.
        pass
