# SPDX-License-Identifier: BSD-3-Clause
"""Closes the outside network in a Python process: only this machine can be reached, and no name is looked up.

`tests/conftest.py` closes the process of the tests with it, and puts this folder on PYTHONPATH, where Python itself
imports a module of this name at start: so every process that a test starts (the site, its kernels, the command
line, the kernels of nbval) is closed as well.
"""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any


class OutsideNetworkError(RuntimeError):
    """Something asked for another host. No `OSError`, so that code which copes with a bad network can't hide it."""


def is_this_machine(host: object) -> bool:
    """Say whether a host as the socket functions take it is this machine."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes | bytearray) else str(host)
    if name.lower() in {"", "localhost", socket.gethostname().lower()}:
        return True
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse_outside(host: object) -> None:
    if not is_this_machine(host):
        raise OutsideNetworkError(f"{host!r} was asked for. Tests and the kit itself never leave this machine.")


def close_network() -> None:
    """Make the socket functions refuse every other host; doing it twice changes nothing."""
    if getattr(socket, "exxtra_closed", False):
        return

    def guard_method(name: str) -> None:
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, *args: Any) -> Any:
            # The address stands last in each of the three; a socket file of this machine has no host.
            if isinstance(args[-1], tuple):
                _refuse_outside(args[-1][0])
            return original(self, *args)

        setattr(socket.socket, name, guarded)

    def guard_function(name: str) -> None:
        original = getattr(socket, name)

        def guarded(host: Any, *args: Any, **options: Any) -> Any:
            _refuse_outside(host)
            return original(host, *args, **options)

        setattr(socket, name, guarded)

    for method in ("connect", "connect_ex", "sendto"):
        guard_method(method)
    for function in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        guard_function(function)
    socket.exxtra_closed = True  # type: ignore[attr-defined]  # the mark that it is done


if __name__ == "sitecustomize":
    close_network()
