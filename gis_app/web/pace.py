"""A brake for pages that anybody may ask for: so many times from one address."""

from __future__ import annotations

from collections import OrderedDict, deque
from threading import Lock
from time import monotonic

MOST_ADDRESSES = 10_000


class Pace:
    """At most ``most`` requests of an address within ``within_s`` seconds.

    Each worker process counts for itself, in memory that has an end.
    """

    def __init__(self, most: int, within_s: float) -> None:
        self.most, self.within_s = most, within_s
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str, now: float | None = None) -> bool:
        """Count this request, and whether it may go on."""
        now = monotonic() if now is None else now
        with self._lock:
            asked = self._asked.setdefault(address, deque(maxlen=self.most + 1))
            self._asked.move_to_end(address)
            while asked and asked[0] <= now - self.within_s:
                asked.popleft()
            asked.append(now)
            while len(self._asked) > MOST_ADDRESSES:
                self._asked.popitem(last=False)
            return len(asked) <= self.most

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._asked.clear()
