"""The port is claimed before any set-up, or another one is suggested."""

from __future__ import annotations

import errno
import socket

import pytest

from gis_app.launch import ports
from gis_app.launch.say import Trouble


def test_a_taken_port_is_named_and_a_free_one_suggested() -> None:
    with ports.claim("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(Trouble) as caught:
            ports.claim("127.0.0.1", port)
    sentence = caught.value.sentence
    assert f"Port {port} on 127.0.0.1 is taken" in sentence
    suggested = int(sentence.split("`--port ")[1].split("`")[0])
    assert suggested > port


def test_a_claimed_port_is_free_for_the_next_start() -> None:
    with ports.claim("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    with ports.claim("127.0.0.1", port) as second:
        assert second.getsockname()[1] == port


def test_a_claimed_port_accepts_before_the_web_server_is_up() -> None:
    with (
        ports.claim("127.0.0.1", 0) as claimed,
        socket.create_connection(claimed.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == claimed.getsockname()


def test_a_low_port_is_for_root() -> None:
    sentence = ports.explain(PermissionError(errno.EACCES, "no"), "127.0.0.1", 80)
    assert "for root only" in sentence


def test_a_foreign_address_is_refused() -> None:
    with pytest.raises(Trouble, match=r"no address 192\.0\.2\.1: check --host"):
        ports.claim("192.0.2.1", 0)
