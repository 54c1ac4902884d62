"""The foreground supervisor: keeps web server and database running until a signal."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping
from types import FrameType

from gis_app.launch import postmaster
from gis_app.launch.account import Account
from gis_app.launch.cluster import Cluster
from gis_app.launch.disk import DiskWatch
from gis_app.launch.ports import EVERYWHERE
from gis_app.launch.say import Trouble, note
from gis_app.launch.shell import dies_with_parent, stopping_signals
from gis_app.launch.use import ensure_running
from gis_app.launch.worker import Worker

POLL_S = 0.2
STOP_PATIENCE_S = 12.0
MOST_RESTARTS = 4
RESTART_WINDOW_S = 60.0
WORKERS, THREADS = 2, 8
# Exit codes of gunicorn: a worker could not boot, the application is not there.
CANNOT_BOOT = (3, 4)


def web_command(python: str, descriptor: int) -> list[str]:
    """Return gunicorn's command line for a bound socket."""
    scratch = ["--worker-tmp-dir", "/dev/shm"] if os.path.isdir("/dev/shm") else []  # noqa: PTH112, S108
    return [
        *(python, "-P", "-m", "gunicorn", "gis_app.wsgi:application"),
        *("--bind", f"fd://{descriptor}", "--worker-class", "gthread"),
        *("--workers", str(WORKERS), "--threads", str(THREADS)),
        *("--timeout", "120", "--graceful-timeout", "10"),
        *("--log-level", "warning", "--name", "meydan", *scratch),
        # It would lie in the home of a user who may have none.
        "--no-control-socket",
    ]


class Restarts:
    """Counts restarts, so that something that keeps dying ends the supervisor."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.times: deque[float] = deque(maxlen=MOST_RESTARTS)

    def count(self) -> None:
        """Note one more; raises Trouble when there were too many in a minute."""
        now = time.monotonic()
        crowded = len(self.times) == MOST_RESTARTS
        if crowded and now - self.times[0] < RESTART_WINDOW_S:
            raise Trouble(
                f"The {self.what} ended {MOST_RESTARTS + 1} times within a minute: its "
                "last words are above or in the data folder's log/."
            )
        self.times.append(now)
        note(f"The {self.what} has ended; starting it again.")


class Supervisor:
    """Runs gunicorn on a bound socket, and watches the cluster if there is one."""

    def __init__(
        self,
        python: str,
        bound: socket.socket,
        environment: Mapping[str, str],
        cluster: Cluster | None,
        account: Account,
        worker: Worker | None = None,
    ) -> None:
        self.python = python
        self.bound = bound
        self.environment = environment
        self.cluster = cluster
        self.disk = DiskWatch(cluster.places.data) if cluster else None
        self.account = account
        self.worker = worker
        self.web_restarts = Restarts("web server")
        self.database_restarts = Restarts("database")
        self.signals = 0

    def run(
        self, when_up: Callable[[], None], when_leaving: Callable[[], None]
    ) -> None:
        """Serve until SIGINT, SIGTERM or SIGHUP; call `when_up` once it answers."""
        for number in stopping_signals():
            signal.signal(number, self._on_signal)
        web = self.start_web()
        announced = False
        try:
            while not self.signals:
                web = self.watch(web)
                if not announced and self.answers():
                    announced = True
                    when_up()
                if announced and self.worker:
                    self.worker.look()
                time.sleep(POLL_S)
            note("Stopping …")
        finally:
            when_leaving()
            if self.worker:
                self.worker.stop()
            self.stop_web(web)

    def watch(self, web: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
        """Start again what has ended; return the present web server."""
        if self.disk:
            self.disk.look()
        if self.cluster and postmaster.living(self.cluster) is None:
            self.database_restarts.count()
            ensure_running(self.cluster)
        code = web.poll()
        if code is None or self.signals:
            return web
        if code in CANNOT_BOOT:
            raise Trouble("The web server could not load Meydan: the reason is above.")
        self.web_restarts.count()
        return self.start_web()

    def start_web(self) -> subprocess.Popen[bytes]:
        """Start gunicorn on the socket, which stays bound across its restarts."""
        descriptor = self.bound.fileno()
        return subprocess.Popen(
            web_command(self.python, descriptor),
            stdin=subprocess.DEVNULL,
            env=self.environment,
            cwd=self.environment["PYTHONPATH"],
            pass_fds=(descriptor,),
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGQUIT),
            **self.account.identity,
        )

    def answers(self) -> bool:
        """Tell whether the web server answers anything at all."""
        host, port = self.bound.getsockname()[:2]
        here = EVERYWHERE.get(host, host)
        connection = http.client.HTTPConnection(here, port, timeout=POLL_S * 10)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    def stop_web(self, web: subprocess.Popen[bytes]) -> None:
        """Let running requests finish; a second signal or patience's end is final."""
        send_to_group(web, signal.SIGTERM, only_leader=True)
        deadline = time.monotonic() + STOP_PATIENCE_S
        while web.poll() is None:
            if time.monotonic() > deadline or self.signals > 1:
                send_to_group(web, signal.SIGKILL)
            time.sleep(0.05)
        # A worker may survive a master that was killed.
        send_to_group(web, signal.SIGKILL)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.signals += 1


def send_to_group(
    process: subprocess.Popen[bytes],
    number: signal.Signals,
    *,
    only_leader: bool = False,
) -> None:
    """Send a signal to a process, or to it and all that it started."""
    try:
        if only_leader:
            process.send_signal(number)
        else:
            os.killpg(process.pid, number)
    except ProcessLookupError:
        pass
