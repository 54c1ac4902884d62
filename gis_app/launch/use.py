"""Using a cluster: it runs from the first user to the last."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from gis_app.launch import keeper, locks, postmaster
from gis_app.launch.cluster import Cluster, prepare_socket_folder, write_settings
from gis_app.launch.explain import explain, telling
from gis_app.launch.logs import last_lines
from gis_app.launch.say import Trouble

# Recovery after a crash may take long; only silence and death are failures.
START_PATIENCE_S = 600.0


@contextmanager
def using(cluster: Cluster) -> Iterator[None]:
    """Run the cluster for the time of the block, beside others who use it."""
    users = locks.open_lock(cluster.users_lock)
    try:
        # Waits while a keeper is stopping the cluster.
        fcntl.flock(users, fcntl.LOCK_SH)
        ensure_running(cluster)
        try:
            yield
        finally:
            leave(cluster, users)
    finally:
        os.close(users)


def leave(cluster: Cluster, users: int) -> None:
    """Stop the cluster if nobody else uses it; else only let go.

    When the lock can't be had alone, either others use the cluster, or its keeper is
    stopping it already: then the shared lock comes when it has stopped.
    """
    if locks.try_lock(users):
        postmaster.stop(cluster)
    else:
        fcntl.flock(users, fcntl.LOCK_SH)


def ensure_running(cluster: Cluster) -> None:
    """Start the cluster unless it runs; return when it accepts connections.

    Raises Trouble with the end of the server's log when it does not start.
    """
    since = cluster.log.stat().st_size if cluster.log.exists() else 0
    with locks.alone(cluster.start_lock):
        deadline = time.monotonic() + START_PATIENCE_S
        kept = None
        while time.monotonic() < deadline:
            if postmaster.living(cluster) is not None:
                if postmaster.is_ready(cluster):
                    return
            elif kept is None:
                postmaster.clear_stale(cluster)
                prepare_socket_folder(cluster)
                write_settings(cluster)
                kept = keeper.start_keeper(cluster)
            elif keeper.has_ended(kept):
                break
            time.sleep(0.05)
    lines = last_lines(cluster.log, since)
    raise Trouble(
        explain(lines) or f"The database did not start (its log: {cluster.log})",
        telling(lines),
    )
