"""Claiming the port before set-up, and freeing it of servers that a crash left."""

from __future__ import annotations

import errno
import os
import signal
import socket
import time
from pathlib import Path

from gis_app.launch import postmaster
from gis_app.launch.places import Places
from gis_app.launch.say import Trouble

PORTS_TO_TRY = 50
SERVING = ("gunicorn", "keep_judged")
# Every address of the machine, and how to reach it from here.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


def claim(host: str, port: int) -> socket.socket:
    """Bind a socket that the web server will inherit; nothing listens on it yet.

    Raises Trouble that names another port when this one is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        # Another process may have bound without listening: only this tells.
        bound.listen(1024)
    except OSError as error:
        bound.close()
        raise Trouble(explain(error, host, port)) from None
    return bound


def explain(error: OSError, host: str, port: int) -> str:
    """Return one sentence for a port that could not be had."""
    if error.errno == errno.EADDRINUSE:
        other = free_port(host, port + 1)
        advice = (
            f"`--port {other}` is free" if other else "choose another with --port N"
        )
        return f"Port {port} on {host} is taken by another program: {advice}."
    if error.errno == errno.EACCES:
        return f"Port {port} is for root only: choose one above 1023 with --port N."
    return f"This machine has no address {host}: check --host."


def free_port(host: str, first: int) -> int | None:
    """Return the first free port from `first` on."""
    for port in range(first, min(first + PORTS_TO_TRY, 65_536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return None


def stop_orphans(places: Places, patience_s: float = 5.0) -> None:
    """End what an earlier, killed supervisor of this folder left running.

    The caller holds the folder's serve lock, so none of them has a supervisor.
    """
    deadline = time.monotonic() + patience_s
    number = signal.SIGQUIT
    while orphans := web_servers(places):
        if time.monotonic() > deadline:
            number = signal.SIGKILL
        for pid in orphans:
            postmaster.send(pid, number)
        time.sleep(0.2)


def web_servers(places: Places) -> list[int]:
    """Return the gunicorns and workers whose environment names this data folder."""
    mark = b"MEYDAN_DATA_DIR=" + os.fsencode(places.data)
    return [
        pid
        for pid in postmaster.all_processes()
        if any(name in postmaster.command_line(pid) for name in SERVING)
        and mark in process_environment(pid).split(b"\0")
    ]


def process_environment(pid: int) -> bytes:
    """Return a process's environment, empty if it is gone or another user's."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""
