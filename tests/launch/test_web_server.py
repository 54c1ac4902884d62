"""The web server: whose it is, and that it comes back when it is killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gis_app.launch import account, ports
from gis_app.launch.account import Account, web_account
from gis_app.launch.places import CHECKOUT
from gis_app.launch.supervise import Supervisor

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change the user")


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    """One on a free port, without a database; what it serves needs none."""
    told = dict(os.environ) | {
        "PYTHONPATH": str(CHECKOUT),
        "DJANGO_SETTINGS_MODULE": "gis_app.settings",
    }
    me = Account(os.geteuid(), os.getegid())
    with ports.claim("127.0.0.1", 0) as bound:
        yield Supervisor(sys.executable, bound, told, None, me)


def test_a_killed_web_server_comes_back_on_its_port(supervisor: Supervisor) -> None:
    first = supervisor.start_web()
    try:
        wait_for(supervisor)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        second = supervisor.watch(first)
        assert second.pid != first.pid
        wait_for_workers(second.pid)
        wait_for(supervisor)
    finally:
        supervisor.stop_web(first)
    supervisor.stop_web(second)
    assert second.returncode == 0


def wait_for_workers(pid: int) -> None:
    """Wait until it has its own: those of a killed server answer for a while."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    until = time.monotonic() + 30
    while not children.read_text("ascii"):
        assert time.monotonic() < until, "no worker was started"
        time.sleep(0.05)


def wait_for(supervisor: Supervisor) -> None:
    """Wait until it answers; each try waits for some seconds itself."""
    assert any(supervisor.answers() for _ in range(30))


def test_a_plain_users_web_server_is_his_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert web_account(Account(5, 5), []).uid == 1000


@AS_ROOT
def test_as_root_it_runs_as_the_databases_user() -> None:
    assert web_account(account.service_account(), [Path("/etc/passwd")]).uid != 0
    assert web_account(None, [Path("/etc/passwd")]) == account.nobody()


@AS_ROOT
def test_what_only_root_can_read_is_served_by_root(tmp_path: Path) -> None:
    (tmp_path / "wsgi.py").touch(mode=0o600)
    assert web_account(account.service_account(), [tmp_path / "wsgi.py"]).uid == 0


@AS_ROOT
def test_what_root_filed_as_evidence_becomes_the_web_servers(tmp_path: Path) -> None:
    kept = tmp_path / "evidence" / "95"
    kept.mkdir(parents=True)
    (kept / "95ab.jpg").touch(mode=0o440)
    web = account.service_account()
    web.own_all(tmp_path / "evidence")
    assert {path.stat().st_uid for path in (kept, kept / "95ab.jpg")} == {web.uid}


@AS_ROOT
def test_a_data_folder_that_is_closed_to_others_keeps_the_web_server_roots(
    tmp_path: Path,
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    web = account.service_account()
    assert web_account(web, [Path("/etc/passwd")], closed).uid == 0
    assert web_account(web, [Path("/etc/passwd")], Path("/tmp")).uid == web.uid
