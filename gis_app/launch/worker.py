"""The worker beside the web server: it keeps the findings true, and comes back."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence

from gis_app.launch.account import Account
from gis_app.launch.say import note
from gis_app.launch.shell import dies_with_parent

SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
STOP_PATIENCE_S = 5.0


class Worker:
    """``manage keep_judged``; without it the city is served all the same.

    It is started again however often it ends, after longer and longer pauses: whatever
    ails it (a database that restarts, say), the web server has nothing to do with it.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], account: Account
    ) -> None:
        self.command = command
        self.environment = environment
        self.account = account
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.pause_s = 0.0

    def look(self) -> None:
        """Start it, or start it again when its time has come."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            self._has_ended(now)
        if self.process is None and now >= self.started_at + self.pause_s:
            self._start(now)

    def stop(self) -> None:
        """End it: what it had not committed, it does when it runs again."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _has_ended(self, now: float) -> None:
        lived_s = now - self.started_at
        long = lived_s > LONGEST_PAUSE_S
        longer = min(max(2 * self.pause_s, SHORTEST_PAUSE_S), LONGEST_PAUSE_S)
        self.pause_s = SHORTEST_PAUSE_S if long else longer
        self.process = None
        self.started_at = now
        note(f"The worker has ended; starting it again in {self.pause_s:.0f} s.")

    def _start(self, now: float) -> None:
        self.started_at = now
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=self.environment,
            cwd=self.environment["PYTHONPATH"],
            # Ctrl-C is for the supervisor; it ends this one.
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGTERM),
            **self.account.identity,
        )
