# SPDX-License-Identifier: BSD-3-Clause
"""Under which names the site may be called, which pages may speak to it, and whose address a visitor has."""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from exxtra_kit.serving.extra import packages_missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.serving.settings import Settings

# Interfaces that guests in the room are not behind: containers, virtual machines, tunnels.
_NO_GUESTS = re.compile(
    r"^(br-|cni|docker|flannel|lxc|podman|tailscale|tap|tun|utun|veth|virbr|wg|zt)|vbox|virtual|vmnet|vmware|vpn|hyper-v"
)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::(?P<port>[0-9]*))?")
_STANDARD_PORTS = {"http": "80", "https": "443"}


def accepted_hosts(settings: Settings) -> frozenset[str] | None:
    """Return the hosts that a request may name; None if it may name any.

    A page of a stranger can give its own name the address of this machine and so pass for a page of
    ours in the visitor's browser (DNS rebinding). What it can't do is make the browser send our name.

    Args:
        settings: The settings of the site. With addresses of this machine among the answer, it is
            as old as the call: who changes the network starts the site again.

    Returns:
        Host names and addresses as `host_of` writes them. None for a site that listens to the network,
        not by `lan`, and has been given no name: it can't know under which name it is called.
    """
    if settings.only_this_machine:
        return frozenset({*_LOOPBACK, settings.ip, *settings.host_names})
    if settings.lan or settings.host_names:
        return frozenset({*_LOOPBACK, *_listened(settings.ip), *settings.host_names})
    return None


def is_accepted(header: str | None, accepted: frozenset[str] | None) -> bool:
    """Say whether a request with this Host header may be answered.

    Args:
        header: What stood in the header; None if there was none.
        accepted: What `accepted_hosts` returned.
    """
    return accepted is None or host_of(header) in accepted


def host_of(header: str | None) -> str | None:
    """Return the host of a Host header, written one way: lower case, without port, brackets and final dot.

    Examples:
        >>> host_of("Exxtra.Example.:8866"), host_of("[::1]:80"), host_of("a@b"), host_of(None)
        ('exxtra.example', '::1', None, None)
    """
    found = _HOST.fullmatch(header or "")
    if not found:
        return None
    if found["v6"]:
        try:
            return str(ip_address(found["v6"]))
        except ValueError:
            return None
    return found["name"].lower().removesuffix(".") or None


def is_own_origin(origin: str | None, header: str | None) -> bool:
    """Say whether a request comes from a page of this site, for websockets and for requests that change something.

    Args:
        origin: The Origin header. Without one it is no browser's request from another page: those always
            have one; a page without a place of its own, such as a sandboxed frame, says "null".
        header: The Host header.
    """
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    standard = _STANDARD_PORTS.get(parts.scheme)
    if not standard or not parts.netloc or host_of(header) is None:
        return False
    return (host_of(parts.netloc), _port(parts.netloc, standard)) == (host_of(header), _port(header or "", standard))


def own_addresses() -> tuple[str, ...]:
    """Return the IPv4 addresses of this machine in its networks, the likeliest for guests first.

    Nobody is asked and nothing is sent: the list is the operating system's. Tunnels and networks that
    exist inside this machine only come last; loopback and self-given (169.254) addresses are left out.

    Raises:
        ServingError: The extra `apps` is not installed.
    """
    try:
        import psutil  # noqa: PLC0415  (the settings are read without the extra as well)
    except ModuleNotFoundError as missing:
        raise packages_missing(missing) from missing
    states = psutil.net_if_stats()
    found: list[tuple[bool, str, str]] = []
    for name, addresses in psutil.net_if_addrs().items():
        for one in addresses:
            if one.family != socket.AF_INET or (name in states and not states[name].isup):
                continue
            known = ip_address(one.address)
            if not (known.is_loopback or known.is_link_local):
                inside = bool(one.ptp) or bool(_NO_GUESTS.search(name.lower()))
                found.append((inside, name, one.address))
    return tuple(dict.fromkeys(address for _, _, address in sorted(found)))


def visitor_address(settings: Settings, peer: str, forwarded_for: str | None) -> str:
    """Return the address that a visitor has: that of the connection, or what a trusted proxy says.

    Args:
        settings: For `trusted_proxies`.
        peer: Address at the other end of the connection.
        forwarded_for: The `X-Forwarded-For` header: each proxy adds at the right whom it heard.
    """
    address = peer
    for said in reversed((forwarded_for or "").split(",")):
        if not is_trusted(settings.trusted_proxies, address) or not _is_address(said.strip()):
            break
        address = said.strip()
    return address


def visitor_scheme(settings: Settings, peer: str, forwarded_proto: str | None) -> str:
    """Return "https" if a trusted proxy says that the visitor came so, else "http", which is what the site speaks."""
    said = (forwarded_proto or "").split(",")[-1].strip().lower()
    return said if said in _STANDARD_PORTS and is_trusted(settings.trusted_proxies, peer) else "http"


def is_trusted(proxies: Iterable[str], address: str) -> bool:
    """Say whether an address is that of a trusted proxy."""
    return _is_address(address) and any(ip_address(address) in ip_network(proxy) for proxy in proxies)


def _listened(ip: str) -> tuple[str, ...]:
    """Return the addresses under which a site that listens there is reached."""
    return own_addresses() if ip_address(ip).is_unspecified else (ip,)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _port(netloc: str, standard: str) -> str:
    found = _HOST.fullmatch(netloc)
    return (found["port"] if found else None) or standard
