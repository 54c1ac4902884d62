"""A second thread with a connection of its own, for the other half of the work."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection


@contextmanager
def helper() -> Iterator[Executor | None]:
    """None inside a transaction: another connection doesn't see what it has written."""
    if connection.in_atomic_block:
        yield None
        return
    with ThreadPoolExecutor(1) as thread:
        try:
            yield thread
        finally:
            thread.submit(_close).result()


def _close() -> None:
    connection.close()  # that of the thread that runs this
