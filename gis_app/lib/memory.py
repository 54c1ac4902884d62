"""How much memory this process has held at most, as Linux counts it."""

from __future__ import annotations

import re
from pathlib import Path

_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
_FORGET_PEAK = "5"
"""proc(5), /proc/[pid]/clear_refs: set the peak back to what is held now."""


def peak_mb() -> float:
    """Megabytes resident at most; 0 where the system doesn't say.

    Not ``getrusage``: its peak of a child counts the parent it was forked from.
    """
    try:
        found = _PEAK.search(Path("/proc/self/status").read_text("ascii"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def forget_peak() -> None:
    """From here on the peak is that of what comes."""
    try:
        Path("/proc/self/clear_refs").write_text(_FORGET_PEAK, "ascii")
    except OSError:
        return
