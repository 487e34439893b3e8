# SPDX-License-Identifier: BSD-3-Clause
"""The site on a local network: at which address guests find it, and what whoever opens it must know."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from exxtra_kit.language import Language
from exxtra_kit.messages import Message, msg
from exxtra_kit.serving.hosts import host_of, own_addresses
from exxtra_kit.serving.qr import qr_terminal

if TYPE_CHECKING:
    from exxtra_kit.serving.settings import Settings


def announcement(settings: Settings, port: int, encoding: str = "utf-8") -> str:
    """Return what the terminal says when the site is open to the local network.

    Args:
        settings: The settings of the site.
        port: The port that it listens on.
        encoding: Of the terminal; one that can't show blocks gets no code.
    """
    language = Language.load(settings.language)
    addresses = guest_addresses(settings, port)
    before: list[Message] = [
        msg("Listens on {ip}, port {port}: everybody on this network can open it.", ip=settings.ip, port=str(port))
    ]
    if not addresses:
        before.append(msg("This machine has no address in a network: connect it, then start the site again."))
        return "\n".join(language.text(line) for line in before)
    before.append(msg("For guests: {address}", address=addresses[0]))
    before += [
        msg("If that does not open, this machine has another address: {address}", address=other)
        for other in addresses[1:]
    ]
    after = [
        msg("For a slide, with this code: {address}", address=f"{addresses[0]}qr"),
        msg(
            "Guests can use the apps, at most {limit} at once. They can't run code, open files or other notebooks, "
            "or see what others type.",
            limit=settings.visitor_limit,
        ),
        msg("The way to this machine is not encrypted: whoever runs the network could read along."),
        msg("After a change of network start the site again: the address and the code change."),
    ]
    lines = [language.text(line) for line in before]
    code = qr_terminal(addresses[0])
    if _can_show(code, encoding):
        lines += ["", code]
    return "\n".join([*lines, *(language.text(line) for line in after)])


def guest_addresses(settings: Settings, port: int) -> list[str]:
    """Return the addresses of the first page as guests of this network may write them, the likeliest first."""
    listens = ip_address(settings.ip)
    hosts = [*settings.host_names, *(own_addresses() if listens.is_unspecified else [settings.ip])]
    names = [f"[{host}]" if ":" in host else host for host in hosts]
    return [f"http://{name}:{port}{settings.base_url}" for name in names]


def guest_address(settings: Settings, port: int, host: str | None, scheme: str = "http") -> str:
    """Return the address that the code on the page for a slide leads to.

    It is the one under which that page was opened; who opened it on the machine of the site itself
    gets the first address for guests, because "localhost" leads a phone to itself.

    Args:
        settings: The settings of the site.
        port: The port that it listens on.
        host: The Host header of the request, which has been accepted.
        scheme: How the visitor came, "http" or "https".
    """
    name = host_of(host)
    if name is None or name == "localhost" or _is_loopback(name):
        guests = guest_addresses(settings, port)
        if guests and not settings.only_this_machine:
            return guests[0]
        return f"http://{host if name else 'localhost'}{settings.base_url}"
    return f"{scheme}://{host}{settings.base_url}"


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _can_show(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
