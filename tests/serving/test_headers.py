# SPDX-License-Identifier: BSD-3-Clause
"""What each answer tells the browser to refuse."""

from __future__ import annotations

import pytest

from exxtra_kit.serving.headers import data_headers, map_headers, page_headers, static_headers


def policy_of(headers: dict[str, str]) -> dict[str, list[str]]:
    """Return a content security policy as directive -> what it permits."""
    parts = [part.split() for part in headers["Content-Security-Policy"].split(";")]
    assert len({part[0] for part in parts}) == len(parts), "a directive that is there twice counts once"
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize(
    "headers", [page_headers("localhost"), page_headers("localhost", front_end="full"), map_headers(), static_headers()]
)
def test_every_answer_is_plain_and_closed(headers: dict[str, str]) -> None:
    """Types are not guessed, other sites learn nothing and embed nothing, and the server does not say its release."""
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Server"] == "exxtra_kit"
    policy = policy_of(headers)
    assert policy["frame-ancestors"] in (["'self'"], ["'none'"])
    assert policy["default-src"][0] in {"'none'", "'self'"}
    assert not any(word.startswith("http") or word == "*" for words in policy.values() for word in words)


def test_a_page_runs_no_code_of_its_own() -> None:
    """A page of the slim front end may run our files only: no script in the page, no text as code."""
    policy = policy_of(page_headers("localhost:8866"))

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'", "blob:"]
    assert policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == policy["frame-src"] == ["'self'"]
    assert policy["connect-src"] == ["'self'", "ws://localhost:8866", "wss://localhost:8866"]


@pytest.mark.parametrize("host", [None, "", "a; script-src *", "a b", "a,b", "a'", "x\r\nSet-Cookie: a"])
def test_a_forged_host_does_not_reach_the_policy(host: str | None) -> None:
    """A Host header that is no host adds nothing to the policy."""
    headers = page_headers(host)

    assert policy_of(headers)["connect-src"] == ["'self'"]
    assert policy_of(headers)["script-src"] == ["'self'", "blob:"]
    assert not any("\n" in value for value in headers.values())


def test_a_page_is_in_nobodys_frame_and_has_no_sensors() -> None:
    """Old browsers are told as well that others may not embed a page; camera, place and money are off."""
    headers = page_headers("localhost")

    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    for sensor in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{sensor}=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("host", "scheme", "expected"),
    [
        ("localhost:8866", "http", True),
        ("127.0.0.1", "http", True),
        ("[::1]:8866", "http", True),
        ("exxtra.example", "https", True),
        ("exxtra.example", "http", False),
        ("192.168.1.17:8866", "http", False),
        (None, "http", False),
    ],
)
def test_own_windows_where_the_browser_can(host: str | None, scheme: str, expected: bool) -> None:  # noqa: FBT001
    """A page has its windows to itself where browsers support it; elsewhere they would complain in the console."""
    assert (page_headers(host, scheme=scheme).get("Cross-Origin-Opener-Policy") == "same-origin") is expected


def test_the_full_front_end_is_closed_to_other_hosts() -> None:
    """Voila's page may run code, but connects to this site only."""
    policy = policy_of(page_headers("localhost", front_end="full"))

    assert "'unsafe-eval'" in policy["default-src"]
    assert policy["connect-src"] == ["'self'", "ws://localhost", "wss://localhost", "data:", "blob:"]
    assert policy["object-src"] == ["'none'"]


def test_the_map_has_no_place_of_its_own() -> None:
    """The map's document runs its own scripts, in a sandbox: it can connect to nobody and read no page."""
    policy = policy_of(map_headers())

    assert policy["sandbox"] == ["allow-scripts"]
    assert policy["default-src"] == ["'none'"]
    assert "connect-src" not in policy
    assert "'unsafe-eval'" not in policy["script-src"]
    assert policy["frame-ancestors"] == ["'self'"]


def test_files_are_kept_and_data_is_not() -> None:
    """A file with a hash in its name is asked for once; what changes is asked for each time."""
    assert static_headers()["Cache-Control"] == "public, max-age=31536000, immutable"
    assert data_headers()["Cache-Control"] == "no-store"
    assert "sandbox" in policy_of(data_headers())
