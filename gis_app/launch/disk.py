"""Room on the disk: what a new database needs, and a warning before it is gone."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from gis_app.launch.say import note

ROOM_FOR_A_CITY = 400 << 20
# PostgreSQL writes its log of changes in files of 16 MB, and needs some to stop by.
LITTLE = 100 << 20
EVERY_S = 10.0


class DiskWatch:
    """Says once that the disk is filling up, and once that there is room again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.next_look = 0.0
        self.low = False

    def look(self) -> None:
        """Look now and then; to be called as often as one likes."""
        now = time.monotonic()
        if now < self.next_look:
            return
        self.next_look = now + EVERY_S
        free = shutil.disk_usage(self.folder).free
        if (free < LITTLE) == self.low:
            return
        self.low = not self.low
        if self.low:
            note(
                f"The disk of {self.folder} has only {free >> 20} MB free: nothing can "
                "be saved once it is full. Free some space (see `df -h`)."
            )
        else:
            note(f"The disk of {self.folder} has room again.")
