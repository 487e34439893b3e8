# SPDX-License-Identifier: BSD-3-Clause
"""What `/health` answers: whether the site can take a visitor, for whoever watches it. It starts no process."""

from __future__ import annotations

from typing import Literal, Protocol, TypedDict

from exxtra_kit import __version__


class Watched(Protocol):
    """What a site can say of itself at once, without asking a visitor's process."""

    @property
    def visitors(self) -> int:
        """How many places are taken."""

    @property
    def waiting(self) -> int:
        """How many visitors wait for a place."""

    @property
    def limit(self) -> int:
        """How many places there are."""

    @property
    def stopping(self) -> bool:
        """Whether the site has been told to stop."""

    @property
    def uptime_seconds(self) -> float:
        """How long the site has been answering."""


class Health(TypedDict):
    """The answer; it counts visitors and says nothing about any of them."""

    status: Literal["ok", "full", "stopping"]
    visitors: int
    waiting: int
    limit: int
    version: str
    uptime_s: int


def health(site: Watched) -> Health:
    """Say how a site is.

    Args:
        site: The site.

    Returns:
        The answer; "full" means that the next visitor will have to wait.
    """
    status: Literal["ok", "full", "stopping"] = "ok"
    if site.stopping:
        status = "stopping"
    elif site.waiting or site.visitors >= site.limit:
        status = "full"
    return {
        "status": status,
        "visitors": site.visitors,
        "waiting": site.waiting,
        "limit": site.limit,
        "version": __version__,
        "uptime_s": int(site.uptime_seconds),
    }


def http_status(answer: Health) -> int:
    """Return the status that goes with the answer: a site that stops should get no new visitors from a proxy."""
    return 503 if answer["status"] == "stopping" else 200
