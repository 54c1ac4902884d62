"""Running other programs: logged to the end, or in the foreground."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from gis_app.launch.account import Account
from gis_app.launch.explain import explain, telling
from gis_app.launch.logs import TAIL_LINES, append_to
from gis_app.launch.say import Trouble

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def dies_with_parent(how: signal.Signals) -> Callable[[], None]:
    """Return a preexec function: the child gets this signal when its parent ends.

    Python runs it after the child has changed its user, which is as it must be:
    the kernel forgets the wish on every change of user.
    """
    parent = os.getpid()

    def ask_kernel() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), how)

    return ask_kernel


def run_logged(
    command: Sequence[str],
    *,
    log: Path,
    failure: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: Account | None = None,
    pass_fds: Sequence[int] = (),
) -> list[str]:
    """Run a program with all output in the log; return its last lines.

    Raises Trouble with a known sentence for that output, else with `failure`.
    """
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            text=True,
            errors="replace",
            pass_fds=pass_fds,
            preexec_fn=dies_with_parent(signal.SIGTERM),
            **(account.identity if account else {}),
        )
    except FileNotFoundError:
        raise Trouble(f"{failure} ({command[0]} is missing.)") from None
    append_to(log, f"$ {' '.join(command)}\n")
    with process:
        for line in process.stdout or ():
            append_to(log, line)
            if line.strip():
                tail.append(line.rstrip())
    if process.returncode:
        sentence = explain(tail) or f"{failure} (full output: {log})"
        raise Trouble(sentence, telling(tail))
    return list(tail)


def stopping_signals() -> list[signal.Signals]:
    """Return the signals that mean "stop"; under nohup a hang-up means nothing."""
    hang_up = signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
    return [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hang_up else [])]


def run_foreground(
    command: Sequence[str], *, env: Mapping[str, str], cwd: Path | None = None
) -> int:
    """Run a program that owns the terminal; return its exit code as a shell would.

    Ctrl-C reaches it from the terminal; SIGTERM and SIGHUP are handed on.
    """
    started: list[subprocess.Popen[bytes]] = []
    early: list[int] = []

    def hand_on(number: int, _frame: FrameType | None) -> None:
        early.append(number)
        for process in started:
            process.send_signal(number)

    before = {number: signal.signal(number, hand_on) for number in stopping_signals()}
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        process = subprocess.Popen(
            command, env=env, cwd=cwd, preexec_fn=dies_with_parent(signal.SIGTERM)
        )
        started.append(process)
        for number in early:
            process.send_signal(number)
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 128 - code if code < 0 else code
