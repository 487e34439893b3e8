# SPDX-License-Identifier: BSD-3-Clause
"""The site on a local network: what the terminal says, and where the code on the slide leads."""

from __future__ import annotations

import pytest

from exxtra_kit.serving import Settings
from exxtra_kit.serving import lan as module
from exxtra_kit.serving.lan import announcement, guest_address

TWO = ("192.168.1.17", "10.1.2.3")


@pytest.fixture(autouse=True)
def two_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this machine two addresses."""
    monkeypatch.setattr(module, "own_addresses", lambda: TWO)


def test_lan_listens_everywhere() -> None:
    """`--lan` turns the address of the loopback into that of every network; one chosen on purpose stays."""
    assert Settings(lan=True).ip == "0.0.0.0"  # noqa: S104  (nothing is bound)
    assert Settings(lan=True, ip="10.1.2.3").ip == "10.1.2.3"
    assert Settings().ip == "127.0.0.1"


def test_it_says_where_and_what() -> None:
    """The terminal names the address, the other candidates, shows a code, and says what guests can and can't do."""
    said = announcement(Settings(lan=True, visitor_limit=30), 8866)

    assert "Listens on 0.0.0.0, port 8866" in said
    assert "For guests: http://192.168.1.17:8866/\n" in said
    assert "another address: http://10.1.2.3:8866/\n" in said
    assert "http://192.168.1.17:8866/qr" in said
    assert "\N{FULL BLOCK}" in said
    assert "at most 30 at once" in said
    assert "can't run code" in said
    assert "not encrypted" in said


def test_it_speaks_the_language_of_the_pages() -> None:
    """Whoever opens the site in Italian reads Italian."""
    said = announcement(Settings(lan=True, language="it"), 8866)

    assert "For guests" not in said
    assert "192.168.1.17" in said


def test_a_plain_terminal_gets_no_code() -> None:
    """A terminal that can't show blocks gets the words without them."""
    said = announcement(Settings(lan=True), 8866, "ascii")

    assert "\N{FULL BLOCK}" not in said
    assert "For guests: http://192.168.1.17:8866/" in said


def test_without_a_network_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is in no network shows no code that leads nowhere."""
    monkeypatch.setattr(module, "own_addresses", lambda: ())

    said = announcement(Settings(lan=True), 8866)

    assert "no address in a network" in said
    assert "\N{FULL BLOCK}" not in said


@pytest.mark.parametrize(
    ("settings", "host", "scheme", "address"),
    [
        (Settings(lan=True), "localhost:8866", "http", "http://192.168.1.17:8866/"),
        (Settings(lan=True), "127.0.0.1:8866", "http", "http://192.168.1.17:8866/"),
        (Settings(lan=True), "10.1.2.3:8866", "http", "http://10.1.2.3:8866/"),
        (Settings(lan=True, host_names=("laptop.example",)), "localhost:8866", "http", "http://laptop.example:8866/"),
        (Settings(lan=True, ip="10.1.2.3"), "localhost:8866", "http", "http://10.1.2.3:8866/"),
        (Settings(), "localhost:8866", "http", "http://localhost:8866/"),
        (Settings(), None, "http", "http://localhost/"),
        (Settings(base_url="/exxtra/"), "exxtra.example", "https", "https://exxtra.example/exxtra/"),
    ],
)
def test_the_slide_leads_where_guests_come(settings: Settings, host: str | None, scheme: str, address: str) -> None:
    """The code leads to the name under which the slide was opened, but never to the guest's own machine."""
    assert guest_address(settings, 8866, host, scheme) == address
