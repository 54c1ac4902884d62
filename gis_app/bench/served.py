"""The web server as `serve` runs it, over the scratch database, for a benchmark."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from gis_app.launch.shell import dies_with_parent
from gis_app.launch.supervise import web_command

PATIENCE_S = 60.0
TICKS_A_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A web server that answers, and what it has cost so far."""

    host: str
    port: int
    pid: int

    def web_cpu_s(self) -> float:
        """Of its workers, seconds."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return sum(_cpu_s(int(pid)) for pid in workers.split())

    def database_cpu_s(self) -> float:
        """Of the database's processes that serve it, seconds; 0.0 when it is away."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            return sum(_cpu_s(pid) for (pid,) in cursor.fetchall())


@contextmanager
def served() -> Iterator[Served]:
    """Serve the database that Django points at; stopped afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        descriptor = bound.fileno()
        web = subprocess.Popen(  # noqa: S603 — our own command
            web_command(sys.executable, descriptor),
            stdin=subprocess.DEVNULL,
            env=_environment(),
            cwd=settings.ROOT,
            pass_fds=(descriptor,),
            preexec_fn=dies_with_parent(signal.SIGQUIT),
        )
        host, port = bound.getsockname()[:2]
        try:
            _wait(web, host, port)
            yield Served(host, port, web.pid)
        finally:
            web.terminate()
            web.wait()


def _environment() -> dict[str, str]:
    url = os.environ.get(
        "MEYDAN_DATABASE_URL", "postgis://meydan@127.0.0.1:5432/meydan"
    )
    server = url.rpartition("/")[0]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "gis_app.settings",
        "MEYDAN_DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "MEYDAN_SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": str(settings.ROOT),
    }


def _wait(web: subprocess.Popen[bytes], host: str, port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and web.poll() is None:
        asked = http.client.HTTPConnection(host, port, timeout=2)
        try:
            asked.request("GET", "/readyz")
            if asked.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            asked.close()
    raise RuntimeError("The web server did not begin to answer.")


def _cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS_A_S
