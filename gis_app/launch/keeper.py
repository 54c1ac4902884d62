"""Keeps a cluster running while somebody uses it, and stops it after the last one.

Every user of a cluster (serve, test, manage …) shares a lock on one file; the kernel
takes the lock away however a user ends, even by kill -9. The keeper is the postmaster's
parent: it stops the cluster once it gets that lock alone. If the keeper itself is
killed, the kernel tells the postmaster to shut down.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from gis_app.launch import postmaster
from gis_app.launch.cluster import Cluster
from gis_app.launch.locks import open_lock, try_lock
from gis_app.launch.logs import trim
from gis_app.launch.places import CHECKOUT, Places
from gis_app.launch.postgres import server_for
from gis_app.launch.shell import dies_with_parent

POLL_S = 0.2


def start_postmaster(cluster: Cluster) -> subprocess.Popen[bytes]:
    """Start PostgreSQL as the cluster's user."""
    account = cluster.account
    program = server_for(cluster.pgdata).programs / "postgres"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    with (
        account.way_to(cluster.pgdata) as (way, descriptors),
        cluster.log.open("ab") as log,
    ):
        return subprocess.Popen(
            [str(program), "-D", way, "-c", f"cluster_name={cluster.title}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            pass_fds=descriptors,
            env=environment | {"LC_ALL": "C.UTF-8"},
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGINT),
            **account.identity,
        )


def keep(cluster: Cluster) -> int:
    """Run until the postmaster ends or nobody uses the cluster any more."""
    users = open_lock(cluster.users_lock)
    with start_postmaster(cluster) as process:
        while process.poll() is None:
            trim(cluster.log)
            if try_lock(users):
                postmaster.stop(cluster)
                process.wait()
                return 0
            time.sleep(POLL_S)
    return 1


def start_keeper(cluster: Cluster) -> int:
    """Start a keeper that outlives this process; return its pid."""
    kind = "test" if cluster.for_tests else "city"
    log = (str(cluster.log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    return os.posix_spawn(
        sys.executable,
        [sys.executable, "-P", "-m", __name__, str(cluster.places.data), kind],
        {**os.environ, "PYTHONPATH": str(CHECKOUT)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, *log),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )


def has_ended(keeper: int) -> bool:
    """Tell whether a keeper that this process started has ended."""
    try:
        return os.waitpid(keeper, os.WNOHANG)[0] == keeper
    except ChildProcessError:
        return True


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.chdir("/")
    _, data, kind = sys.argv
    sys.exit(keep(Cluster(Places(CHECKOUT, Path(data)), for_tests=kind == "test")))
