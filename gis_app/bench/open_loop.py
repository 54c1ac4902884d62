"""Sends HTTP requests at their appointed times, whether or not answers keep up.

A client that waits for one answer before it asks again hides every stall of the
server behind its own waiting. Here each request is due at a fixed moment, and its time
counts from that moment, queueing included.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter

MOST_CONNECTIONS = 64
AHEAD_S = 0.2
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
CLOSING = re.compile(rb"(?i)\r\nconnection: *close")
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Answered:
    """One request's answer and its time, from when it was due."""

    seconds: float
    status: int
    body: bytes


def send(
    host: str, port: int, requests: Sequence[bytes], a_second: float
) -> list[Answered]:
    """All of them, evenly spaced; the answers in the order of the requests.

    On a thread of its own: the caller's may have a loop that runs already.
    """

    def run() -> list[Answered]:
        return asyncio.run(_Loop(host, port).run(requests, a_second))

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(run).result()


class _Loop:
    """Keeps connections open as a browser does, and opens more when all are busy."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.idle: list[Stream] = []
        self.room = asyncio.Semaphore(MOST_CONNECTIONS)

    async def run(self, requests: Sequence[bytes], a_second: float) -> list[Answered]:
        start = perf_counter() + AHEAD_S
        tasks = []
        for number, request in enumerate(requests):
            due = start + number / a_second
            ahead = due - perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)
            tasks.append(asyncio.create_task(self._one(request, due)))
        answers = await asyncio.gather(*tasks)
        for _reader, writer in self.idle:
            writer.close()
        return answers

    async def _one(self, request: bytes, due: float) -> Answered:
        async with self.room:
            while self.idle:
                # The server closes connections that were idle for two seconds.
                try:
                    return await self._exchange(self.idle.pop(), request, due)
                except (ConnectionError, asyncio.IncompleteReadError):
                    continue
            stream = await asyncio.open_connection(self.host, self.port)
            return await self._exchange(stream, request, due)

    async def _exchange(self, stream: Stream, request: bytes, due: float) -> Answered:
        reader, writer = stream
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        body = await reader.readexactly(int(length[1])) if length else b""
        seconds = perf_counter() - due
        if CLOSING.search(head):
            writer.close()
        else:
            self.idle.append(stream)
        return Answered(seconds, int(head.split(b" ", 2)[1]), body)
