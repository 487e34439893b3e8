# SPDX-License-Identifier: BSD-3-Clause
"""What each answer tells the browser to refuse: other hosts, other people's frames, guessing of types, sensors."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from exxtra_kit.serving.hosts import host_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FOREVER = "public, max-age=31536000, immutable"
"""Cache-Control of files whose name changes with their content."""

# On every answer. The name of the server is plain: its release would tell which faults to try.
_EVERYWHERE: Mapping[str, str] = {
    "Server": "exxtra_kit",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# The apps use none of these. Only names that every browser knows: an unknown one is a warning in its console.
_SENSORS = (
    "accelerometer",
    "camera",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
_NO_SENSORS = ", ".join(f"{sensor}=()" for sensor in _SENSORS)
# Frames of our own only. Nobody needs to show the site inside another one, and a page that could be laid
# invisibly over another would collect clicks.
_NO_STRANGERS_FRAME: Mapping[str, str] = {"X-Frame-Options": "SAMEORIGIN", "Permissions-Policy": _NO_SENSORS}

# No script in the page itself, and no text that is run as code; blob: is how a widget that brings its own
# module is loaded. Style attributes are how widgets are laid out. The two addresses after 'self' in
# connect-src are for Safari before 15.4, whose 'self' leaves websockets out.
_SLIM_POLICY = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src {connect}; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'; object-src 'none'"
)
# Voila's front end compiles code, and anywidget and folium carry theirs as blob: and data: addresses.
_FULL_POLICY = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; connect-src {connect} data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# The map is a document of its own, made by a library with its scripts inside. It gets no place of its
# own ("sandbox"): whatever runs in it can neither read our pages nor speak to the site.
_MAP_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; img-src data: blob:; "
    "sandbox allow-scripts; frame-ancestors 'self'"
)
# Anything that is no document: if somebody opens it as one, nothing in it runs.
_NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def page_headers(host: str | None, *, scheme: str = "http", front_end: str = "slim") -> dict[str, str]:
    """Return the headers of a page of ours, sentences and errors included.

    Args:
        host: The Host header of the request; one that is none is left out of the policy.
        scheme: How the visitor came: "https" through a proxy, else "http".
        front_end: "slim" or "full": the second needs a wider policy.
    """
    name = host_of(host)
    sockets = f" ws://{host} wss://{host}" if name else ""
    policy = _FULL_POLICY if front_end == "full" else _SLIM_POLICY
    headers = {
        **_EVERYWHERE,
        **_NO_STRANGERS_FRAME,
        "Content-Security-Policy": policy.format(connect=f"'self'{sockets}"),
    }
    # Elsewhere a browser ignores it and complains in its console.
    if scheme == "https" or (name is not None and _is_this_machine(name)):
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return headers


def map_headers() -> dict[str, str]:
    """Return the headers of the document of the map, which stands in a frame of our page."""
    return {**_EVERYWHERE, **_NO_STRANGERS_FRAME, "Content-Security-Policy": _MAP_POLICY}


def static_headers() -> dict[str, str]:
    """Return the headers of a script, style or font whose name changes with its content."""
    return {**_EVERYWHERE, "Content-Security-Policy": _NOTHING_POLICY, "Cache-Control": FOREVER}


def data_headers() -> dict[str, str]:
    """Return the headers of an answer for programs and of pictures made on demand: health, QR code."""
    return {**_EVERYWHERE, "Content-Security-Policy": _NOTHING_POLICY, "Cache-Control": "no-store"}


def _is_this_machine(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
