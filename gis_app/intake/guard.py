"""Runs the reader as a process of its own and answers for it when it dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

from gis_app.intake.child import OUTCOME, REFUSED
from gis_app.intake.plan import DRIVERS, FileRefused, Outcome, Plan

HOUSE = Path(__file__).resolve().parent.parent.parent
_NEEDED = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PROJ_DATA", "GDAL_DATA")
_NOWHERE = "http://127.0.0.1:9"


@cache
def _other_drivers() -> str:
    """Every driver of this GDAL that isn't on the list of safe ones."""
    import pyogrio

    return ",".join(sorted(set(pyogrio.list_drivers()) - DRIVERS))


def _environment(scratch: str) -> Mapping[str, str]:
    """No secrets, no network, no other drivers; one thread."""
    kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    return kept | {
        "PYTHONPATH": str(HOUSE),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": scratch,
        "CPL_TMPDIR": scratch,
        "GDAL_SKIP": _other_drivers(),
        "OGR_SKIP": _other_drivers(),
        "GDAL_HTTP_PROXY": _NOWHERE,
        "GDAL_HTTP_TIMEOUT": "1",
        "GML_DOWNLOAD_SCHEMA": "NO",
        "PROJ_NETWORK": "OFF",
        "OGR_GEOJSON_MAX_OBJ_SIZE": "200",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "GDAL_NUM_THREADS": "1",
        "OGR_ARROW_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


def read(plan: Plan, take: Callable[[IO[bytes]], object]) -> Outcome:
    """Let the reader read; ``take`` gets its stream of COPY lines.

    Raises FileRefused, also when the reader crashed or was stopped.
    """
    with (Path(plan.scratch) / "stderr.txt").open("w+b") as complaints:
        reader = subprocess.Popen(
            [sys.executable, "-P", "-m", "gis_app.intake.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=_environment(plan.scratch),
            cwd=plan.scratch,
            start_new_session=True,
        )
        assert reader.stdin is not None  # noqa: S101 — both are pipes
        assert reader.stdout is not None  # noqa: S101
        late = threading.Event()

        def stop() -> None:
            late.set()
            reader.kill()

        clock = threading.Timer(plan.limits.seconds, stop)
        clock.start()
        try:
            with suppress(BrokenPipeError), reader.stdin as told:
                told.write(json.dumps(plan.as_json()).encode())
            take(reader.stdout)
            status = reader.wait()
        finally:
            clock.cancel()
            reader.kill()
            reader.wait()
            reader.stdout.close()
    if late.is_set():
        raise FileRefused("too_slow", seconds=plan.limits.seconds)
    return _outcome(plan, status)


def _outcome(plan: Plan, status: int) -> Outcome:
    told = Path(plan.scratch) / OUTCOME
    if status in (0, REFUSED) and told.is_file():
        outcome = Outcome.of_json(json.loads(told.read_text(encoding="utf-8")))
        if outcome.failure is not None:
            code, facts = outcome.failure
            raise FileRefused(code, **facts)
        return outcome
    raise _death(plan, status)


def _death(plan: Plan, status: int) -> FileRefused:
    """What to say when the reader ended without a word."""
    if -status in (signal.SIGXCPU, signal.SIGKILL):
        return FileRefused("too_slow", seconds=plan.limits.seconds)
    if -status == signal.SIGXFSZ:
        return FileRefused("zip_bomb", mb=plan.limits.unpacked_mb)
    complaints = Path(plan.scratch, "stderr.txt").read_text("utf-8", errors="replace")
    if any(sign in complaints for sign in ("MemoryError", "bad_alloc", "realloc")):
        return FileRefused("too_much_memory", mb=plan.limits.memory_mb)
    last = complaints.strip().splitlines()[-1:] or [""]
    return FileRefused("reader_died", status=status, reason=last[0][:300])
