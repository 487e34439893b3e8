# SPDX-License-Identifier: BSD-3-Clause
"""What the site says of its health."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from exxtra_kit import __version__
from exxtra_kit.serving.health import health, http_status


@dataclass
class ASite:
    """A site that says what a test wants."""

    visitors: int = 3
    waiting: int = 0
    limit: int = 10
    stopping: bool = False
    uptime_seconds: float = 12.9


def test_it_counts_and_names_nobody() -> None:
    """The answer is numbers and the release, as JSON."""
    answer = json.loads(json.dumps(health(ASite())))

    assert answer == {
        "status": "ok",
        "visitors": 3,
        "waiting": 0,
        "limit": 10,
        "version": __version__,
        "uptime_s": 12,
    }


@pytest.mark.parametrize(
    ("site", "status", "http"),
    [
        (ASite(visitors=0), "ok", 200),
        (ASite(visitors=9), "ok", 200),
        (ASite(visitors=10), "full", 200),
        (ASite(visitors=9, waiting=1), "full", 200),
        (ASite(visitors=10, waiting=4, stopping=True), "stopping", 503),
    ],
)
def test_the_status_is_one_word(site: ASite, status: str, http: int) -> None:
    """A place is free, or none is, or the site is told to stop; only the last sends visitors elsewhere."""
    answer = health(site)

    assert answer["status"] == status
    assert http_status(answer) == http
