"""File locks: the kernel frees them however a process ends, even by kill -9."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gis_app.launch.explain import ELSEWHERE
from gis_app.launch.say import Trouble, note

LEAVING = b"leaving"
LEAVING_PATIENCE_S = 60.0


def open_lock(path: Path) -> int:
    """Open a lock file (created if need be) and return its descriptor."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except PermissionError:
        raise Trouble(
            f"{path} belongs to another user: run as that user, or {ELSEWHERE}."
        ) from None


def try_lock(descriptor: int) -> bool:
    """Take the lock for this process alone if nobody has it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def alone(path: Path, waiting: str = "") -> Iterator[None]:
    """Hold the lock alone; say `waiting` when somebody else has it first."""
    descriptor = open_lock(path)
    try:
        if not try_lock(descriptor):
            if waiting:
                note(waiting)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def alone_or(path: Path, sentence: str) -> Iterator[Callable[[], None]]:
    """Hold the lock alone, or raise Trouble with the sentence.

    Yields a function by which the holder says that it is leaving: whoever comes then
    waits for it instead, since a restart must not depend on being slow.
    """
    descriptor = open_lock(path)
    deadline = time.monotonic() + LEAVING_PATIENCE_S
    try:
        while not try_lock(descriptor):
            if path.read_bytes() != LEAVING or time.monotonic() > deadline:
                raise Trouble(sentence)
            time.sleep(0.1)
        os.ftruncate(descriptor, 0)

        def leave() -> None:
            # On a full disk whoever comes next is told to wait, by hand.
            with suppress(OSError):
                os.pwrite(descriptor, LEAVING, 0)

        yield leave
    finally:
        os.close(descriptor)


@contextmanager
def alone_on(file: Path) -> Iterator[None]:
    """Hold a lock on an existing file that this user may only be able to read."""
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
