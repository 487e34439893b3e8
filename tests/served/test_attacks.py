# SPDX-License-Identifier: BSD-3-Clause
"""What a stranger may try: the list of our own study, and the published advisories of Voila, Jupyter and tornado.

Where stock Voila 0.5 is open to the same, the test says so.
"""

from __future__ import annotations

import json
import re
import secrets
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.served.light import RefusedError, Visitor, as_v1, message_of_jupyter
from tests.served.strangers import PATIENCE_SECONDS, REFUSED, TOO_LARGE, alive, head, opened, raw

if TYPE_CHECKING:
    from pathlib import Path

    from tests.served.running import RunningSite

# Every message of Jupyter's protocol that a client may send, with the channel on which it is expected.
JUPYTER = {
    "execute_request": "shell",
    "inspect_request": "shell",
    "complete_request": "shell",
    "history_request": "shell",
    "is_complete_request": "shell",
    "kernel_info_request": "shell",
    "comm_info_request": "shell",
    "comm_open": "shell",
    "comm_msg": "shell",
    "comm_close": "shell",
    "connect_request": "shell",
    "create_subshell_request": "control",
    "delete_subshell_request": "control",
    "list_subshell_request": "control",
    "debug_request": "control",
    "interrupt_request": "control",
    "shutdown_request": "control",
    "input_reply": "stdin",
    "input_request": "stdin",
    "apply_request": "shell",
    "usage_request": "control",
    "status": "iopub",
    "execute_input": "iopub",
    "display_data": "iopub",
}


# ---- Code


@pytest.mark.parametrize("form", ["json", "v1"])
def test_no_message_of_jupyter_is_understood(small_site: RunningSite, tmp_path: Path, form: str) -> None:
    """Every message type, on its own and on every other channel for code, ends the connection and runs nothing.

    Stock Voila drops most of them, but answers kernel_info, comm_info and shutdown, and opens any comm.
    """
    marker = tmp_path / "marker"
    code = f"open({str(marker)!r}, 'w').close()"
    content = {"code": code, "silent": False, "allow_stdin": True, "value": code, "command": "evaluate"}
    content |= {"arguments": {"expression": code}, "target_name": "jupyter.widget", "comm_id": "w1", "data": {}}
    content |= {"user_expressions": {"x": code}, "cursor_pos": 3, "restart": True, "session": "s"}
    sent = [*JUPYTER.items(), *(("execute_request", channel) for channel in ("control", "stdin", "iopub"))]
    for kind, channel in sent:
        message = message_of_jupyter(kind, channel, content)
        visitor = Visitor(small_site, "calculator")
        visitor.until("visit")
        visitor.send(message if form == "json" else as_v1(message))
        assert visitor.until_closed() == REFUSED, kind

    assert not marker.exists()
    assert alive(small_site)


@pytest.mark.parametrize(
    "said",
    [
        {"t": "errand", "notebook": "/etc/passwd", "environment": {}, "have": ""},
        {"t": "rehearse", "notebook": "/etc/passwd", "environment": {}},
        {"t": "fork"},
        {"t": "state"},
        {"t": "exec", "code": "1"},
        {"t": "open", "comm": "w1", "data": {}},
        {"t": "close", "comm": "w1", "data": {}},
        {"t": "bye", "n": 1},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "request_state"}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "request_states"}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "echo_update", "state": {}}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "update", "state": {}, "code": "1"}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "custom", "content": "text"}},
        {"t": "msg", "n": 0, "comm": "w1", "data": {"method": "update", "state": {}}},
        {"t": "msg", "n": True, "comm": "w1", "data": {"method": "update", "state": {}}},
        {"t": "msg", "n": 1, "comm": "w" * 65, "data": {"method": "update", "state": {}}},
        {"t": "msg", "n": 1, "comm": ["w1"], "data": {"method": "update", "state": {}}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "update", "state": {}}, "environment": {}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "update", "state": {"value": float("nan")}}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "update", "state": {"value": float("inf")}}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "update", "state": {"value": 10**22}}},
        {"t": "msg", "n": 1, "comm": "w1", "data": {"method": "update", "state": {}, "buffer_paths": [["value"]]}},
    ],
    ids=lambda said: json.dumps(said)[:60],
)
def test_a_page_can_say_two_things_only(small_site: RunningSite, said: dict[str, Any]) -> None:
    """A change of a widget and a farewell are understood; whatever else is said ends the connection."""
    visitor = Visitor(small_site, "calculator")
    visitor.until("visit")
    visitor.send(said)
    assert visitor.until_closed() == REFUSED
    assert not {"page", "ended", "fault"} & set(visitor.kinds_heard()[2:])


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"t":' * 5000 + "1" + "}" * 5000,
        '{"t":"msg","n":1,"comm":"w1","data":{"method":"custom","content":{"a":' + "[" * 40 + "]" * 40 + "}}}",
        '{"t":"msg","n":1,"comm":"w1","data":{"method":"update","state":{"value":1e999}}}',
        '{"t":"msg","n":1,"comm":"w1","data":{"method":"update","state":{"value":' + "9" * 5000 + "}}}",
        "null",
        "",
        "\x00",
        b"",
        b"\xff\xff\xff\xff{}",
        b"\x00\x00\x00\x02{}" + b"left over",
        b'\x00\x00\x00\x0e{"buffers":-1}',
    ],
    ids=[
        "lists",
        "objects",
        "deep",
        "infinite",
        "digits",
        "null",
        "empty",
        "nul",
        "nothing",
        "long",
        "over",
        "buffers",
    ],
)
def test_json_that_breaks_readers_breaks_nothing(small_site: RunningSite, text: str | bytes) -> None:
    """Nesting, numbers and lengths that a reader may stumble over are refused like anything else."""
    visitor = Visitor(small_site, "calculator")
    visitor.until("visit")
    visitor.send(text)
    assert visitor.until_closed() == REFUSED
    assert "Traceback" not in small_site.log().partition(visitor.id)[2]


def test_half_an_emoji_is_a_sign_like_others(small_site: RunningSite) -> None:
    """Half of a pair of surrogates, which a browser sends of a cut-off emoji, becomes the sign for "unreadable"."""
    with opened(small_site) as visitor:
        town = visitor.widget("TextModel")
        text = '{"t":"msg","n":1,"comm":"%s","data":{"method":"update","state":{"value":"a\\ud83d"},"buffer_paths":[]}}'
        visitor.send(text % town)
        visitor.until_done(1)
        visitor.press(visitor.widget("ButtonModel", description="Press"))
        assert "Pressed in a\N{REPLACEMENT CHARACTER}" in json.dumps(visitor.states, ensure_ascii=False)


def test_only_answers_can_be_changed(small_site: RunningSite) -> None:
    """Scripts, kinds, children and looks of a widget are the notebook's: a visitor's change is not heard.

    In stock Voila each of them can be changed over the websocket.
    """
    private = {"_esm": "export default {}", "_model_name": "ButtonModel", "_view_module": "evil", "_dom_classes": ["x"]}
    built: dict[str, Any] = {
        "children": [],
        "layout": "IPY_MODEL_w0",
        "style": "IPY_MODEL_w0",
        "comm": None,
        "keys": [],
    }
    shown = {"description": "evil", "tooltip": "evil", "disabled": True, "placeholder": "evil", "icon": "evil"}
    with opened(small_site) as visitor:
        before = json.loads(json.dumps(visitor.states))
        for number in before:
            state = {**private, **built, **shown}
            visitor.until_done(visitor.put(number, {"method": "update", "state": state, "buffer_paths": []}))
        visitor.change(visitor.widget("HTMLModel", value="<h1>A small app</h1>"), value="evil")
        visitor.lose()
        with opened(small_site, visit=visitor.id) as again:
            assert again.heard[0]["resumed"] is True
            assert again.states == before


def test_a_widget_that_is_none_is_not_heard(small_site: RunningSite) -> None:
    """Names that no widget has, of other comms or of Python's own, do nothing."""
    with opened(small_site) as visitor:
        for name in ("w99999", "__class__", "jupyter.widget", "../w1", "\x00"):
            visitor.change(name, value="x")
        assert visitor.kinds_heard() == ["visit", "page", *["done"] * 5]


# ---- Who asks


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "127.0.0.1@evil.example"]
)
def test_a_forged_host_is_refused_everywhere(small_site: RunningSite, host: str) -> None:
    """A name of somebody else that points to this machine opens nothing. Stock Voila answers to any name."""
    for path in ("/", "/calculator", "/health", "/static/x.js", "/map/x", "/nothing"):
        assert small_site.ask(path, headers={"Host": host}).status in {400, 403}
    assert small_site.ask("/visit/x/end", "POST", {"Host": host, "Origin": f"http://{host}"}).status in {400, 403}
    with pytest.raises(RefusedError) as refused:
        Visitor(small_site, headers={"Host": host, "Origin": f"http://{host}"})
    assert refused.value.status in {400, 403}


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "",
        "http://{host}.evil.example",
        "http://evil.example/{host}",
        "http://{host}@evil.example",
        "http://evil.example#{host}",
        "http://127.0.0.1:1",
        "https://{host}:443",
        "file://{host}",
        "{host}",
    ],
)
def test_a_forged_origin_is_refused(small_site: RunningSite, origin: str) -> None:
    """A websocket is for pages of this site only, and so is the beacon that ends a visit."""
    forged = origin.format(host=small_site.host)
    with pytest.raises(RefusedError) as refused:
        Visitor(small_site, headers={"Origin": forged})
    assert refused.value.status == 403
    with opened(small_site) as victim:
        assert small_site.ask(f"/visit/{victim.id}/end", "POST", {"Origin": forged}).status == 403
        victim.press(victim.widget("ButtonModel", description="Press"))


def test_a_connection_without_an_origin_is_refused(small_site: RunningSite) -> None:
    """A browser always says where a page comes from. Stock Voila opens a kernel's websocket to any program."""
    with pytest.raises(RefusedError) as refused:
        Visitor(small_site, headers={})
    assert refused.value.status == 403


def test_a_visit_can_not_be_guessed(small_site: RunningSite) -> None:
    """Neither a name near another's nor an empty or odd one finds somebody else's visit, to see or to end it."""
    own = {"Origin": small_site.address.rstrip("/")}
    with opened(small_site) as victim:
        near = [
            victim.id[:-1],
            victim.id + "A",
            victim.id.swapcase(),
            victim.id[::-1],
            "",
            "*",
            "%",
            "..",
            victim.id + "\x00",
        ]
        near += [secrets.token_urlsafe(18) for _ in range(10)]
        assert len(victim.id) >= 24
        for guess in near:
            thief = Visitor(small_site, "index", visit=guess)
            first = thief.hear()
            assert first is None or first["resumed"] is False
            assert first is None or first["id"] != victim.id
            thief.leave()
            if re.fullmatch(r"[\w.-]+", guess):
                assert small_site.ask(f"/visit/{guess}/end", "POST", own).status == 404
        victim.press(victim.widget("ButtonModel", description="Press"))


@pytest.mark.parametrize(
    "said", [{"query": "a\nb"}, {"query": "x" * 9000}, {"have": "x" * 200}, {"visit": "x" * 200}, {"lang": "e\nn"}]
)
def test_odd_addresses_of_a_visit_are_refused(small_site: RunningSite, said: dict[str, Any]) -> None:
    """What no page of ours says of itself gets no process: a zero byte, say, would take it down."""
    assert Visitor(small_site, "calculator", **said).until_closed() == REFUSED


@pytest.mark.parametrize("app", ["other", "staff", "nothing"])
def test_only_apps_can_be_visited(small_site: RunningSite, app: str) -> None:
    """Other notebooks of the folder have no process for anybody. Stock Voila runs every one of them."""
    assert Visitor(small_site, app).until_closed() == REFUSED


def test_another_protocol_is_refused(small_site: RunningSite) -> None:
    """A client of Jupyter's, which offers Jupyter's protocol, is not taken for one of ours."""
    visitor = Visitor(small_site, subprotocols=["v1.kernel.websocket.jupyter.org"])
    assert visitor.until_closed() == REFUSED


# ---- Too much


def test_too_large_is_cut_off(small_site: RunningSite) -> None:
    """A message, a head and a body beyond any use of ours are not even read to their end."""
    with opened(small_site) as visitor:
        visitor.send("x" * 1_600_000)
        assert visitor.until_closed() in {TOO_LARGE, None, 1006}
    assert b" 200 " not in raw(small_site, head(small_site, more=b"X: " + b"x" * 200_000 + b"\r\n"))[:40]
    large = head(small_site, b"/calculator", b"Content-Length: 99999999\r\n", b"POST")
    assert b" 400 " in raw(small_site, large + b"x" * 1000)[:40] or raw(small_site, large) == b""
    assert alive(small_site)


def test_a_flood_of_messages_is_slowed_down(small_site: RunningSite) -> None:
    """Who sends more than people can waits; others are served as before."""
    with opened(small_site) as flood:
        town = flood.widget("TextModel")
        for number in range(320):
            flood.put(town, {"method": "update", "state": {"value": str(number)}, "buffer_paths": []})
        assert alive(small_site)
        flood.until_done(320)


def test_many_half_open_connections_lock_nobody_out(small_site: RunningSite) -> None:
    """Three hundred connections that send their request letter by letter (slow loris) leave the site as it was."""
    host, port = small_site.host.split(":")
    lines = [socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS) for _ in range(300)]
    try:
        for line in lines:
            line.sendall(b"GET /calculator HTTP/1.1\r\nHost: ")
        assert alive(small_site)
        for line in lines:
            line.sendall(b"x")
        assert small_site.ask("/calculator").status == 200
    finally:
        for line in lines:
            line.close()


def test_a_cookie_costs_nothing(small_site: RunningSite) -> None:
    """A cookie full of escapes is not worth a second (tornado, CVE-2024-52804)."""
    begun = time.monotonic()
    for _ in range(5):
        small_site.ask("/calculator", headers={"Cookie": 'a="' + '\\"' * 15_000})
    assert time.monotonic() - begun < 5


def test_a_form_does_not_fill_the_log(small_site: RunningSite) -> None:
    """A form with thousands of broken parts leaves no line for each of them (tornado, CVE-2025-47287)."""
    before = len(small_site.log())
    body = "--b\r\nbroken\r\n\r\nx\r\n" * 3000 + "--b--\r\n"
    answer = small_site.ask("/calculator", "POST", {"Content-Type": "multipart/form-data; boundary=b"}, body)
    assert answer.status in {400, 403, 405}
    assert len(small_site.log()) - before < 5000
