# SPDX-License-Identifier: BSD-3-Clause
"""Under which names the site may be called, which pages are its own, and whose address a visitor has."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, NamedTuple

import psutil
import pytest

from exxtra_kit.serving import Settings
from exxtra_kit.serving.hosts import (
    accepted_hosts,
    host_of,
    is_accepted,
    is_own_origin,
    own_addresses,
    visitor_address,
    visitor_scheme,
)

if TYPE_CHECKING:
    from collections.abc import Callable

EVERYWHERE = "0.0.0.0"  # noqa: S104  (nothing is bound)


class Address(NamedTuple):
    """An address of an interface, as psutil gives it."""

    family: int
    address: str
    ptp: str | None = None


class State(NamedTuple):
    """The state of an interface, as psutil gives it."""

    isup: bool


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that gives this machine other interfaces, some of them down or with somebody at their end."""

    def have(down: str = "", tunnel: str = "", **interfaces: str) -> None:
        addresses = {
            name: [Address(socket.AF_INET, one, "10.99.0.1" if name == tunnel else None)]
            for name, one in interfaces.items()
        }
        addresses["lo"] = [Address(socket.AF_INET, "127.0.0.1"), Address(socket.AF_INET6, "::1")]
        monkeypatch.setattr(psutil, "net_if_addrs", lambda: addresses)
        monkeypatch.setattr(psutil, "net_if_stats", lambda: {name: State(name != down) for name in addresses})

    return have


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("exxtra.example", "exxtra.example"),
        ("Exxtra.Example:8866", "exxtra.example"),
        ("exxtra.example.", "exxtra.example"),
        ("exxtra.example.:80", "exxtra.example"),
        ("127.0.0.1:", "127.0.0.1"),
        ("[::1]", "::1"),
        ("[::1]:8866", "::1"),
        ("[0:0:0:0:0:0:0:1]", "::1"),
        ("[FD00::2]", "fd00::2"),
        ("::1", None),
        ("[::1", None),
        ("[nonsense]", None),
        ("[:::]", None),
        ("localhost:80:80", None),
        ("localhost@stranger.example", None),
        ("localhost, stranger.example", None),
        ("localhost stranger.example", None),
        ("localhost\n", None),
        (" localhost", None),
        ("localhost/", None),
        (".", None),
        ("", None),
        (None, None),
    ],
)
def test_a_host_header_is_read(header: str | None, host: str | None) -> None:
    """The host is found whatever its case, port, brackets and final dot; what is no host is none."""
    assert host_of(header) == host


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("localhost:8866", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("[::1]:8866", True),
        ("exxtra.example.", True),
        ("stranger.example", False),
        ("localhost.stranger.example", False),
        ("exxtra.example.stranger.example", False),
        ("192.168.1.17", False),
        ("", False),
        (None, False),
    ],
)
def test_on_this_machine_only_its_names_are_accepted(header: str | None, expected: bool) -> None:  # noqa: FBT001
    """A site on the loopback answers to it and to the names of the settings; a missing name is no name."""
    accepted = accepted_hosts(Settings(host_names=("exxtra.example",)))

    assert is_accepted(header, accepted) is expected


def test_on_the_local_network_the_own_addresses_are_accepted(machine: Callable[..., None]) -> None:
    """With `--lan` the addresses of this machine count as its names, and nothing else does."""
    machine(eth0="10.1.2.3", wlan0="192.168.1.17")

    accepted = accepted_hosts(Settings(lan=True, host_names=("laptop.example",)))

    assert accepted == frozenset({"localhost", "127.0.0.1", "::1", "192.168.1.17", "10.1.2.3", "laptop.example"})
    assert not is_accepted("192.168.1.18", accepted)
    assert not is_accepted(None, accepted)


def test_a_public_site_without_a_name_accepts_any() -> None:
    """A site that listens everywhere and knows no name of its own can't refuse one."""
    assert accepted_hosts(Settings(ip=EVERYWHERE)) is None
    assert is_accepted("anything.example", None)
    assert is_accepted(None, None)


def test_a_public_site_with_a_name_refuses_others(machine: Callable[..., None]) -> None:
    """Once a name is given, that name and the own addresses are all that is accepted."""
    machine(eth0="10.1.2.3")

    accepted = accepted_hosts(Settings(ip=EVERYWHERE, host_names=("exxtra.example",)))

    assert is_accepted("exxtra.example", accepted)
    assert is_accepted("10.1.2.3:8866", accepted)
    assert not is_accepted("stranger.example", accepted)


def test_one_address_is_accepted_where_the_site_listens_on_one(machine: Callable[..., None]) -> None:
    """With `--lan` on one address of the machine its other addresses are no names of the site."""
    machine(eth0="10.1.2.3", wlan0="192.168.1.17")

    accepted = accepted_hosts(Settings(lan=True, ip="10.1.2.3"))

    assert accepted == frozenset({"localhost", "127.0.0.1", "::1", "10.1.2.3"})


def test_the_address_for_guests_comes_first(machine: Callable[..., None]) -> None:
    """Tunnels and networks inside the machine come after those with people in them; dead and own ones are left out."""
    machine(
        down="wlan1",
        tunnel="corp0",
        corp0="10.9.0.7",
        docker0="172.17.0.1",
        eth0="169.254.3.4",
        wlan0="192.168.1.17",
        wlan1="192.168.1.18",
    )

    assert own_addresses() == ("192.168.1.17", "10.9.0.7", "172.17.0.1")


def test_nothing_is_sent_to_find_the_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of the real machine are found without any socket."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", refuse)

    assert all(host_of(address) == address for address in own_addresses())


@pytest.mark.parametrize(
    ("origin", "host", "expected"),
    [
        (None, "localhost:8866", True),
        ("http://localhost:8866", "localhost:8866", True),
        ("http://LOCALHOST:8866", "localhost.:8866", True),
        ("http://exxtra.example", "exxtra.example", True),
        ("http://exxtra.example", "exxtra.example:80", True),
        ("https://exxtra.example", "exxtra.example:443", True),
        ("https://exxtra.example", "exxtra.example", True),
        ("http://[::1]:8866", "[::1]:8866", True),
        ("http://localhost:8867", "localhost:8866", False),
        ("http://localhost", "localhost:8866", False),
        ("http://127.0.0.1:8866", "localhost:8866", False),
        ("http://stranger.example", "localhost:8866", False),
        ("http://localhost:8866@stranger.example", "localhost:8866", False),
        ("null", "localhost:8866", False),
        ("", "localhost:8866", False),
        ("file://", "localhost:8866", False),
        ("chrome-extension://abc", "abc", False),
        ("http://[", "localhost:8866", False),
        ("http://localhost:8866", None, False),
        ("http://", "", False),
    ],
)
def test_only_pages_of_this_site_are_its_own(origin: str | None, host: str | None, expected: bool) -> None:  # noqa: FBT001
    """The origin of a request is the site's own if host and port are; a page without a place is a stranger."""
    assert is_own_origin(origin, host) is expected


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        ((), "203.0.113.9", None, "203.0.113.9"),
        ((), "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (("10.0.0.1",), "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (("10.0.0.1",), "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (("10.0.0.1",), "10.0.0.1", "198.51.100.66, 198.51.100.1", "198.51.100.1"),
        (("10.0.0.0/8",), "10.0.0.1", "198.51.100.66, 198.51.100.1, 10.7.7.7", "198.51.100.1"),
        (("10.0.0.1",), "10.0.0.1", None, "10.0.0.1"),
        (("10.0.0.1",), "10.0.0.1", "nonsense", "10.0.0.1"),
        (("10.0.0.1",), "10.0.0.1", "198.51.100.1, nonsense", "10.0.0.1"),
        (("fd00::/8",), "fd00::1", "2001:db8::5", "2001:db8::5"),
        (("10.0.0.1",), "", "198.51.100.1", ""),
    ],
)
def test_only_trusted_proxies_are_believed(
    proxies: tuple[str, ...], peer: str, forwarded: str | None, address: str
) -> None:
    """What a visitor writes into X-Forwarded-For changes nothing; what a trusted proxy adds does."""
    assert visitor_address(Settings(trusted_proxies=proxies), peer, forwarded) == address


@pytest.mark.parametrize(
    ("peer", "said", "scheme"),
    [
        ("10.0.0.1", "https", "https"),
        ("10.0.0.1", "HTTPS", "https"),
        ("10.0.0.1", "http, https", "https"),
        ("10.0.0.1", "gopher", "http"),
        ("10.0.0.1", None, "http"),
        ("203.0.113.9", "https", "http"),
    ],
)
def test_the_scheme_is_believed_of_trusted_proxies(peer: str, said: str | None, scheme: str) -> None:
    """Only a trusted proxy can say that a visitor came over https."""
    assert visitor_scheme(Settings(trusted_proxies=("10.0.0.1",)), peer, said) == scheme
