"""From the output of a failed program to one sentence that says what to do."""

from __future__ import annotations

import errno
from collections.abc import Sequence

NO_NETWORK = (
    "The packages could not be downloaded: is this machine online, and does it "
    "reach its package sources (apt, PyPI, npm)?"
)
NO_ROOM = "The disk is full: free some space (see `df -h`) and start again."
ELSEWHERE = "name another folder with --data DIR or MEYDAN_DATA"
READ_ONLY = f"The disk is mounted read-only: {ELSEWHERE}."
NO_RIGHT = f"This user may not write there: {ELSEWHERE}."
CHANGED = (
    "A downloaded package differs from the one in the lock file: the package source "
    "is not to be trusted, or a proxy changes downloads."
)
LOCKED = (
    "Another program is installing system packages: wait for it to finish and start "
    "again."
)
NO_TABLES = (
    "The database user may not create tables: ask the DBA for GRANT CREATE ON SCHEMA "
    "public (or to make that user the owner)."
)
SMALL_MEMORY = "The machine's shared memory (/dev/shm) is too small for PostgreSQL."

SIGNS: dict[str, tuple[str, ...]] = {
    NO_ROOM: (
        "No space left on device",
        "ENOSPC",
        "Disk quota exceeded",
        "EDQUOT",
        "Check free disk space",
    ),
    READ_ONLY: ("Read-only file system", "EROFS"),
    NO_NETWORK: (
        *("Temporary failure in name resolution", "Temporary failure resolving"),
        *("Could not resolve", "Name or service not known", "Max retries exceeded"),
        *("NewConnectionError", "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED"),
        *("ETIMEDOUT", "Network is unreachable", "Failed to fetch"),
        *("Could not connect to", "Unable to connect to"),
    ),
    CHANGED: ("DO NOT MATCH THE HASHES", "EINTEGRITY"),
    LOCKED: ("Could not get lock", "is another process using it"),
    NO_TABLES: ("permission denied for schema", "permission denied for database"),
    SMALL_MEMORY: ("could not resize shared memory segment",),
}


def explain(lines: Sequence[str]) -> str | None:
    """Return the sentence for the first known sign, or None."""
    text = "\n".join(lines)
    for sentence, signs in SIGNS.items():
        if any(sign in text for sign in signs):
            return sentence
    return None


def telling(lines: Sequence[str]) -> list[str]:
    """Return the line that explains the failure, or all when none is known to."""
    signs = [sign for known in SIGNS.values() for sign in known]
    return [line for line in lines if any(sign in line for sign in signs)][-1:] or list(
        lines
    )


def explain_os_error(error: OSError) -> str:
    """Return one sentence for an error of the operating system."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NO_ROOM
    if error.errno == errno.EROFS:
        return READ_ONLY
    if error.errno in (errno.EACCES, errno.EPERM):
        return NO_RIGHT[:-1] + where + "."
    return f"The operating system refused: {error.strerror or error}{where}."
