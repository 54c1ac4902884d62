"""The command ./meydan as its user meets it, and the lock files it relies on."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gis_app.launch import logs, shell
from gis_app.launch.places import CHECKOUT
from gis_app.launch.say import Trouble
from gis_app.launch.supervise import MOST_RESTARTS, Restarts

COMMAND = CHECKOUT / "meydan"


def meydan(command: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [command, *words], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_it_works_through_a_link_from_another_folder(tmp_path: Path) -> None:
    link = tmp_path / "my meydan"
    link.symlink_to(COMMAND)
    done = meydan(link, "--help", cwd=tmp_path)
    assert done.returncode == 0
    for name in ("serve", "test", "check", "bench", "manage"):
        assert f"./meydan {name}" in done.stdout


def test_an_unknown_command_shows_the_known_ones(tmp_path: Path) -> None:
    done = meydan(COMMAND, "sevre", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "./meydan serve" in done.stderr
    assert done.stderr.endswith(
        "There is no command 'sevre': choose one of the above.\n"
    )


def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    done = meydan(COMMAND, "serve", "--port", "70000", cwd=tmp_path)
    assert done.returncode == 2
    assert "is not a port" in done.stderr


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = meydan(COMMAND, "serve", "--data", "file/data", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "a file is in its way" in done.stderr


def test_a_failed_program_is_logged_whole_and_shown_at_its_end(tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = "for i in $(seq 100); do echo line $i; done; exit 3"
    with pytest.raises(Trouble, match="It failed") as caught:
        shell.run_logged(["sh", "-c", script], log=log, failure="It failed.")
    assert caught.value.details[-1] == "line 100"
    assert len(caught.value.details) == logs.TAIL_LINES
    assert "line 1\n" in log.read_text(encoding="utf-8")


def test_exit_codes_are_those_of_a_shell() -> None:
    environment = dict(os.environ)
    assert shell.run_foreground(["sh", "-c", "exit 5"], env=environment) == 5
    assert shell.run_foreground(["sh", "-c", "kill -9 $$"], env=environment) == 137


def test_a_child_dies_with_its_killed_parent(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = (
        "import subprocess, signal, time\n"
        "from gis_app.launch.shell import dies_with_parent\n"
        "child = subprocess.Popen(['sleep', '60'], "
        "preexec_fn=dies_with_parent(signal.SIGTERM))\n"
        f"open({str(note)!r}, 'w').write(str(child.pid) + chr(10))\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=CHECKOUT)
    while not note.exists() or "\n" not in note.read_text(encoding="utf-8"):
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    child = Path("/proc") / note.read_text(encoding="utf-8").strip() / "cmdline"
    deadline = time.monotonic() + 10
    while child.exists() and b"sleep" in child.read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_something_that_keeps_dying_is_given_up() -> None:
    restarts = Restarts("web server")
    for _ in range(MOST_RESTARTS):
        restarts.count()
    with pytest.raises(Trouble, match="web server ended 5 times within a minute"):
        restarts.count()


def pins(name: str) -> dict[str, str]:
    """Read the versions of a lock file."""
    text = (CHECKOUT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", ["dev", "bench"])
def test_the_lock_files_agree_on_what_they_share(name: str) -> None:
    """What passed the tests is what serves."""
    run, other = pins("run"), pins(name)
    assert {key: other.get(key) for key in run} == run


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_every_python_package_has_a_hash_and_no_address(name: str) -> None:
    text = (CHECKOUT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_npm_lock_has_checksums_and_no_addresses() -> None:
    text = (CHECKOUT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert '"resolved"' not in text
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_stopping_signals_are_handed_on_to_the_program_in_front() -> None:
    script = (
        "import os; from gis_app.launch.shell import run_foreground\n"
        "wait = 'trap \"exit 7\" TERM; echo up; sleep 60 & wait'\n"
        "raise SystemExit(run_foreground(['sh', '-c', wait], env=dict(os.environ)))"
    )
    front = subprocess.Popen(
        [sys.executable, "-c", script], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    with front:
        assert front.stdout is not None
        assert front.stdout.readline() == "up\n"
        front.send_signal(signal.SIGTERM)
        assert front.wait(timeout=10) == 7
