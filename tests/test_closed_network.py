# SPDX-License-Identifier: BSD-3-Clause
"""The outside network is closed, here and in every Python process that a test starts."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.closed_network.sitecustomize import OutsideNetworkError, is_this_machine

# A documentation address (RFC 5737) and a name that can't exist (RFC 6761).
ADDRESS = "192.0.2.1"
NAME = "example.invalid"


@pytest.mark.parametrize("host", [ADDRESS, NAME, "2001:db8::1", b"example.invalid", "127.0.0.1.example.invalid"])
def test_other_hosts_are_outside(host: str | bytes) -> None:
    """Another address and any name but our own are outside."""
    assert not is_this_machine(host)


@pytest.mark.parametrize("host", [None, "", "localhost", "127.0.0.1", "127.8.8.8", "::1", "::", socket.gethostname()])
def test_this_machine_is_inside(host: str | None) -> None:
    """Every way to name this machine is inside."""
    assert is_this_machine(host)


def test_no_connection_leaves() -> None:
    """A connection to another host is refused before anything is sent."""
    with socket.socket() as line:
        with pytest.raises(OutsideNetworkError, match=ADDRESS):
            line.connect((ADDRESS, 443))
        with pytest.raises(OutsideNetworkError, match=ADDRESS):
            line.connect_ex((ADDRESS, 443))


def test_no_datagram_leaves() -> None:
    """Nothing is sent without a connection either."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line, pytest.raises(OutsideNetworkError, match=ADDRESS):
        line.sendto(b"", (ADDRESS, 53))


@pytest.mark.parametrize("look_up", [lambda: socket.getaddrinfo(NAME, 443), lambda: socket.gethostbyname(NAME)])
def test_no_name_is_looked_up(look_up: object) -> None:
    """A name is not even looked up."""
    assert callable(look_up)
    with pytest.raises(OutsideNetworkError, match=NAME):
        look_up()


def test_this_machine_can_be_reached() -> None:
    """A server of our own is reached as ever."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as line:
        assert line.getpeername() == server.getsockname()


def test_a_process_of_a_test_is_closed_too() -> None:
    """A Python that a test starts can't reach another host either."""
    code = f"import socket; socket.create_connection(({ADDRESS!r}, 443))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "OutsideNetworkError" in ended.stderr
