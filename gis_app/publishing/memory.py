"""Keeps recent tiles in the process, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock


class Memory:
    """The least recently used entry goes first. Safe between threads."""

    OVERHEAD = 200
    """Bytes that an entry costs beside its value, so that empty tiles count too."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._entries: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        """The value, or None."""
        with self._lock:
            value = self._entries.get(key)
            if value is not None:
                self._entries.move_to_end(key)
            return value

    def put(self, key: Hashable, value: bytes) -> None:
        """Keep a value; an old one under the same key is replaced."""
        with self._lock:
            old = self._entries.pop(key, None)
            if old is not None:
                self._size -= len(old) + self.OVERHEAD
            self._entries[key] = value
            self._size += len(value) + self.OVERHEAD
            while self._size > self._limit:
                _, gone = self._entries.popitem(last=False)
                self._size -= len(gone) + self.OVERHEAD

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._size = 0
