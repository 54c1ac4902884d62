"""File locks: the kernel frees them however a process ends, even by kill -9."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis_app.launch.explain import ELSEWHERE
from gis_app.launch.say import Trouble, note


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
def alone_or(path: Path, sentence: str) -> Iterator[None]:
    """Hold the lock alone, or raise Trouble with the sentence."""
    descriptor = open_lock(path)
    try:
        if not try_lock(descriptor):
            raise Trouble(sentence)
        yield
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
