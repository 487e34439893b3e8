# SPDX-License-Identifier: BSD-3-Clause
"""What a stranger may try with Voila's front end: code over the websocket, forged hosts and origins, others' processes.

`test_attacks.py` has the same and more for our own front end.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from tests.served.running import PATIENCE_SECONDS, RunningSite

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

Result = TypeVar("Result")

UNKNOWN = "00000000-0000-0000-0000-000000000000"


def message(kind: str, channel: str, **content: Any) -> str:
    """Return a kernel message as a browser would send it."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "test", "username": "", "version": "5.3"}
    return json.dumps(
        {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel, "buffers": []}
    )


def to_its_end(talk: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a thread of its own: in this one a browser of the session may keep a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, talk).result()


def converse(site: RunningSite, kernel_id: str, *messages: str, until: str) -> list[dict[str, Any]]:
    """Send messages to a process and return what it answers, up to the first answer of type `until`."""

    async def talk() -> list[dict[str, Any]]:
        address = f"ws://{site.host}/api/kernels/{kernel_id}/channels?session_id=test"
        socket = await websocket_connect(address, connect_timeout=PATIENCE_SECONDS)
        for one in messages:
            await socket.write_message(one)
        heard: list[dict[str, Any]] = []
        while not heard or heard[-1]["header"]["msg_type"] != until:
            said = await asyncio.wait_for(socket.read_message(), PATIENCE_SECONDS)
            assert said is not None, "the site closed the connection"
            heard.append(json.loads(said))
        socket.close()
        return heard

    return to_its_end(talk())


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_no_code_can_be_run(full_site: RunningSite, tmp_path: Path, channel: str) -> None:
    """Code sent to one's own process is dropped: a later question is answered, and the code has not run."""
    kernel_id = full_site.ask("/calculator").kernel_id
    marker = tmp_path / "marker"
    code = f"open({str(marker)!r}, 'w').close()"

    heard = converse(
        full_site,
        kernel_id,
        message("execute_request", channel, code=code, silent=False, store_history=False),
        message("kernel_info_request", channel),
        until="kernel_info_reply",
    )

    assert not marker.exists()
    assert "execute_reply" not in {one["header"]["msg_type"] for one in heard}


@pytest.mark.parametrize(
    "kind",
    [
        "complete_request",
        "debug_request",
        "history_request",
        "inspect_request",
        "interrupt_request",
        "is_complete_request",
        "create_subshell_request",
    ],
)
def test_other_questions_to_the_process_are_dropped(full_site: RunningSite, kind: str) -> None:
    """Nothing but the widgets' own messages reaches the process: no looking into it, no stopping it."""
    kernel_id = full_site.ask("/calculator").kernel_id
    channel = "control" if kind in {"debug_request", "interrupt_request", "create_subshell_request"} else "shell"

    heard = converse(
        full_site,
        kernel_id,
        message(kind, channel, code="import os", cursor_pos=9, command="initialize", hist_access_type="tail"),
        message("kernel_info_request", channel),
        until="kernel_info_reply",
    )

    answers = {one["header"]["msg_type"] for one in heard if one["channel"] in {"shell", "control"}}
    assert answers == {"kernel_info_reply"}


def refused(site: RunningSite, kernel_id: str, **headers: str) -> int:
    """Return the status with which a websocket to a process is refused; 101 if it is not."""

    async def knock() -> int:
        address = f"ws://{site.host}/api/kernels/{kernel_id}/channels"
        try:
            socket = await websocket_connect(HTTPRequest(address, headers=headers))
        except HTTPClientError as error:
            return error.code
        socket.close()
        return 101

    return to_its_end(knock())


def test_a_page_of_another_site_gets_no_connection(full_site: RunningSite) -> None:
    """A websocket is for pages of this site only, and for processes that exist."""
    kernel_id = full_site.ask("/calculator").kernel_id

    assert refused(full_site, kernel_id, Origin="http://evil.example") == 403
    assert refused(full_site, UNKNOWN) == 404
    assert refused(full_site, kernel_id) == 101


@pytest.mark.parametrize("address", ["/", "/calculator", f"/api/kernels/{UNKNOWN}"])
def test_a_forged_host_name_is_refused(full_site: RunningSite, address: str) -> None:
    """A name of somebody else that points to this machine opens nothing."""
    assert full_site.ask(address, headers={"Host": "evil.example"}).status == 403


def test_only_our_own_page_can_say_farewell(full_site: RunningSite) -> None:
    """A process ends at the word of its page, which needs no token; a page of another site can't end it."""
    kernel_id = full_site.ask("/calculator").kernel_id
    farewell = f"/voila/api/shutdown/{kernel_id}"

    assert full_site.ask(farewell, "POST", {"Origin": "http://evil.example"}).status == 403
    assert full_site.ask(f"/api/kernels/{kernel_id}").status == 200
    assert full_site.ask(farewell, "POST", {"Origin": full_site.address.rstrip("/")}).status == 204
    assert full_site.ask(f"/api/kernels/{kernel_id}").status == 404
    assert full_site.ask(farewell, "POST").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed_from_outside(full_site: RunningSite, method: str) -> None:
    """Processes are not started, ended or renamed over the interface of Jupyter, and pages only read."""
    kernel_id = full_site.ask("/calculator").kernel_id

    for address in ("/api/kernels", f"/api/kernels/{kernel_id}", f"/api/kernels/{kernel_id}/interrupt", "/calculator"):
        assert full_site.ask(address, method).status in {403, 404, 405}
    assert full_site.ask(f"/api/kernels/{kernel_id}").status == 200
