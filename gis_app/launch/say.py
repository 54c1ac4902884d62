"""What the launcher says: numbered steps, and one clear sentence on failure."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Trouble(Exception):
    """A failure told in one sentence; the process then ends with code 1.

    `details` are the last lines of whatever failed, shown above the sentence.
    """

    def __init__(self, sentence: str, details: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = tuple(details)


class Progress:
    """One numbered line per step, with elapsed seconds and a heartbeat on a tty."""

    def __init__(self, stream: TextIO, total: int, *, show_fresh: bool) -> None:
        self.stream = stream
        self.total = total
        self.show_fresh = show_fresh
        self.lively = stream.isatty()

    def fresh(self, number: int, title: str) -> None:
        """Say that a step had nothing to do."""
        if self.show_fresh:
            self._print(f"{self._head(number, title)} ready\n")

    @contextmanager
    def step(self, number: int, title: str) -> Iterator[None]:
        """Show a step while its work runs."""
        head = self._head(number, title)
        started = time.monotonic()
        over = threading.Event()
        beat = threading.Thread(target=self._beat, args=(head, started, over))
        self._print(head)
        if self.lively:
            beat.start()
        outcome = "failed after "
        try:
            yield
            outcome = ""
        finally:
            over.set()
            if self.lively:
                beat.join()
                self._print(f"\r\x1b[K{head}")
            self._print(f" {outcome}{time.monotonic() - started:.1f} s\n")

    def _head(self, number: int, title: str) -> str:
        return f"[{number}/{self.total}] {title + ' ':.<44}"

    def _beat(self, head: str, started: float, over: threading.Event) -> None:
        turn = 0
        while not over.wait(0.12):
            elapsed = time.monotonic() - started
            mark = SPINNER[turn % len(SPINNER)]
            self._print(f"\r\x1b[K{head} {mark} {elapsed:.0f} s")
            turn += 1

    def _print(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def note(text: str, stream: TextIO | None = None) -> None:
    """Say one line, by default on stderr so that stdout stays clean."""
    out = stream or sys.stderr
    out.write(text + "\n")
    out.flush()


def complain(trouble: Trouble) -> None:
    """Show the last lines of what failed, then the sentence."""
    for line in trouble.details:
        note(f"    {line}")
    note(f"meydan: {trouble.sentence}")
