# SPDX-License-Identifier: BSD-3-Clause
"""Files, pages, redirects, and requests within requests: what a stranger may ask over plain HTTP.

Where stock Voila 0.5 is open to the same, the test says so.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.served.light import data_of_page
from tests.served.running import is_running
from tests.served.strangers import head, head_of_answer, opened, raw

if TYPE_CHECKING:
    from tests.served.running import RunningSite


# ---- Files, pages, redirects

PATHS = [
    # CVE-2024-30265 (Voila): any file that the server can read, by the address of its static files.
    "/voila/static/../../../../../../etc/passwd",
    "/voila/static//etc/passwd",
    "/voila/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/voila/static/etc/passwd",
    "/voila/templates/lab/static/../../../../../etc/passwd",
    "/voila/templates//etc/passwd",
    "/voila/files/etc/passwd",
    "/voila/files/calculator.ipynb",
    "/static/../calculator.ipynb",
    "/static/..%2f..%2f..%2fpyproject.toml",
    "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/static//etc/passwd",
    "/static/manifest.json",
    "/static/.stamp",
    "/static/",
    "/map/../health",
    "/map/..%2fhealth",
    "/map/en.html",
    # Paths of Windows and of its shared folders (Jupyter Server, CVE-2023-49080 and CVE-2024-35178).
    "/static/..\\..\\pyproject.toml",
    "/static/C:%5CWindows%5Cwin.ini",
    "/%5C%5Cevil.example%5Cshare",
    "/static/%5C%5Cevil.example%5Cshare%5Ca.js",
    "/nbconvert/html/calculator.ipynb",
    "/files/calculator.ipynb",
    # Open redirects (tornado CVE-2023-28370, Jupyter Server CVE-2023-39968).
    "//evil.example/%2e%2e",
    "//evil.example/..",
    "/login?next=//evil.example",
    "/logout?next=//evil.example",
    "/static//evil.example/..",
    "/calculator/",
    "/.%00",
    "/static/%00",
    "/calculator%00",
    "/visit/calculator/end",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_file_and_no_redirect(small_site: RunningSite, path: str) -> None:
    """No address leads to a file of the machine, and none leads to another host.

    Stock Voila serves pictures below its folder, and lists every notebook.
    """
    answer = small_site.ask(path)

    assert answer.status in {400, 403, 404, 405}
    assert "location" not in answer.headers
    for word in ("root:", "Traceback", "site-packages", "[project]", "nbformat", '="//', "http://evil", "/passwd"):
        assert word not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_nothing_can_be_changed_from_outside(small_site: RunningSite, method: str) -> None:
    """Pages only read, whatever else a request wants to do (Jupyter's XSRF advisories)."""
    for path in ("/", "/calculator", "/health", "/static/x.js", "/api/contents", "/api/kernels", "/visit/calculator"):
        answer = small_site.ask(path, method, {"Content-Type": "text/plain"}, "{}")
        assert answer.status in {400, 403, 404, 405}
        assert "Traceback" not in answer.text


def test_no_template_and_no_theme_can_be_chosen(small_site: RunningSite) -> None:
    """`template`, `theme` and the like change nothing but what the page knows of its own address.

    In stock Voila they choose any template that is installed.
    """
    plain = re.sub(r"template|theme|dark|reveal", "", small_site.ask("/calculator?x=1").text)
    chosen = small_site.ask("/calculator?template=reveal&theme=dark&voila-template=../../etc&voila-theme=x")
    assert chosen.status == 200
    assert abs(len(re.sub(r"template|theme|dark|reveal", "", chosen.text)) - len(plain)) < 1000
    assert "Traceback" not in chosen.text


def test_what_an_address_says_does_not_become_mark_up(small_site: RunningSite) -> None:
    """Query and path can neither end the page's data nor add an element or a header."""
    evil = "</script><script>alert(1)</script><!--"
    answer = small_site.ask(f"/calculator?lang=en&town={evil.replace(' ', '+')}")
    assert evil not in answer.text
    assert evil in data_of_page(answer.text)["query"]
    split = small_site.ask("/calculator?town=%0d%0aSet-Cookie:+evil=1&lang=%0d%0aX-Evil:1")
    assert "set-cookie" not in split.headers
    assert "x-evil" not in split.headers


def test_there_is_no_token_and_no_cookie(small_site: RunningSite) -> None:
    """Nothing that could be stolen or leaked is given to anybody (Jupyter's advisories on tokens)."""
    for path in ("/", "/calculator", "/health", "/nothing", "/api/status"):
        answer = small_site.ask(path)
        assert "set-cookie" not in answer.headers
        assert "token" not in answer.text.lower()
    assert small_site.ask("/calculator").headers["server"] == "exxtra_kit", "its release would tell what to try"


# ---- Requests within requests


@pytest.mark.parametrize(
    "more",
    [
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: x-chunked\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: 5_0\r\n",
        b"Content-Length: -1\r\n",
        b"X: a\nEvil: 1\x00\r\n",
        b"X: a\rEvil: 1\r\n",
        b" Folded: 1\r\n",
        b"No colon\r\n",
        b"Na me: 1\r\n",
    ],
)
def test_no_request_hides_in_another(small_site: RunningSite, more: bytes) -> None:
    """Two lengths, odd codings, bare line ends: what a proxy might read differently gets a refusal only."""
    hidden = head(small_site, b"/calculator?smuggled")
    answer = raw(small_site, head(small_site, b"/health", more, b"POST") + b"0\r\n\r\n" + hidden)
    assert answer.count(b"HTTP/1.1 200") == 0
    assert b"<html" not in answer or b"This is not possible" in answer


def test_no_compression_can_be_made_to_burst(small_site: RunningSite) -> None:
    """Websockets are not compressed, so that a small message can't become a large one, nor leak what is near it."""
    key = (
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    )
    more = key + b"Origin: http://%s\r\nSec-WebSocket-Protocol: exxtra.1\r\n" % small_site.host.encode()
    answer = head_of_answer(
        small_site, head(small_site, b"/visit/calculator", more + b"Sec-WebSocket-Extensions: permessage-deflate\r\n")
    )
    assert answer.startswith(b"HTTP/1.1 101")
    assert b"Sec-WebSocket-Extensions" not in answer


def test_errors_say_nothing_of_the_machine(small_site: RunningSite) -> None:
    """A fault is a sentence or a number, on every way in."""
    with opened(small_site) as visitor:
        visitor.press(visitor.widget("ButtonModel", description="Break"))
        told = json.dumps(visitor.heard)
        assert re.search(r'"t": "fault", "ref": "[0-9A-F]{4}-[0-9A-F]{4}"', told)
        for word in ("Traceback", "secret-of-the-callback", "site-packages", "ValueError", "/work", "/home"):
            assert word not in told
        process = int(re.findall(r"process=(\d+)", told)[0])
        assert is_running(process)
