"""A cluster's processes: finding them, telling live from stale, stopping them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from gis_app.launch.cluster import Cluster
from gis_app.launch.postgres import server_for

STATUS_LINE = 7


def pid_file_lines(cluster: Cluster) -> list[str]:
    """Return the lines of postmaster.pid: pid first, status eighth."""
    try:
        text = (cluster.pgdata / "postmaster.pid").read_text(encoding="utf-8")
    except (FileNotFoundError, PermissionError):
        return []
    return text.splitlines()


def command_line(pid: int) -> str:
    """Return a process's command line, empty when it is gone or a zombie."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return ""
    return raw.replace(b"\0", b" ").decode(errors="replace").strip()


def all_processes() -> Iterator[int]:
    """Yield the numbers of all processes."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            yield int(entry.name)


def living(cluster: Cluster) -> int | None:
    """Return the pid of the cluster's postmaster, or None if the pid file is stale.

    After a crash or a reboot the number in the file may be any other process.
    """
    lines = pid_file_lines(cluster)
    if not lines or not lines[0].strip().isdigit():
        return None
    pid = int(lines[0])
    return pid if is_server(cluster, command_line(pid)) else None


def is_ready(cluster: Cluster) -> bool:
    """Tell whether the postmaster accepts connections.

    The pid file says so cheaply, but goes on to while a crash is being recovered from.
    """
    lines = pid_file_lines(cluster)
    if len(lines) <= STATUS_LINE or lines[STATUS_LINE].strip() != "ready":
        return False
    program = server_for(cluster.pgdata).programs / "pg_isready"
    where = ("-q", "-h", str(cluster.socket_folder), "-p", str(cluster.port))
    return subprocess.run([program, *where], check=False).returncode == 0


def leftovers(cluster: Cluster) -> list[int]:
    """Return the cluster's server processes, with or without a postmaster."""
    return [pid for pid in all_processes() if is_server(cluster, command_line(pid))]


def is_server(cluster: Cluster, words: str) -> bool:
    """Tell whether a command line is one of this cluster's server processes."""
    program = words.partition(" ")[0].rpartition("/")[2].rstrip(":")
    return program == "postgres" and cluster.title in words


def clear_stale(cluster: Cluster, patience_s: float = 10.0) -> None:
    """Make way for a new postmaster when the old one is gone.

    Its backends end by themselves when they notice; those that don't are killed, as a
    crash would. Only when none is left are the pid files removed: their number may now
    belong to another process, or to a zombie that nobody reaps (as in a container
    without an init), and either would keep PostgreSQL from starting.
    """
    deadline = time.monotonic() + patience_s
    while remaining := leftovers(cluster):
        if time.monotonic() > deadline:
            for pid in remaining:
                send(pid, signal.SIGKILL)
        time.sleep(0.1)
    socket = cluster.socket_folder / f".s.PGSQL.{cluster.port}"
    for stale in (cluster.pgdata / "postmaster.pid", socket, Path(f"{socket}.lock")):
        stale.unlink(missing_ok=True)


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may be gone."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def stop(cluster: Cluster, patience_s: float = 60.0) -> None:
    """Stop the postmaster: fast shutdown first, an immediate one after a minute."""
    pid = living(cluster)
    if pid is None:
        return
    send(pid, signal.SIGINT)
    deadline = time.monotonic() + patience_s
    while living(cluster) is not None:
        if time.monotonic() > deadline:
            send(pid, signal.SIGQUIT)
            deadline = time.monotonic() + patience_s
        time.sleep(0.05)
