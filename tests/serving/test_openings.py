# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra serve --check` finds what must not be open: each test opens something, and reads of it."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from tornado.web import RequestHandler
from tornado.websocket import WebSocketHandler
from voila.tornado.contentshandler import VoilaContentsHandler

from exxtra_kit.cli import main
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.serving import Settings, handlers, hosts, openings, site, slim
from exxtra_kit.serving.headers import page_headers
from exxtra_kit.serving.site import Site
from exxtra_kit.serving.visits import handler

if TYPE_CHECKING:
    from collections.abc import Callable

Handlers = list[tuple[Any, ...]]


@pytest.fixture(autouse=True)
def _any_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Voila be built in a thread: it takes a signal for itself, which only the main thread may."""
    monkeypatch.setattr("voila.app.signal.signal", lambda *_: signal.SIG_DFL)


def openings_of(settings: Settings) -> str:
    """Return what the check finds, a line each. In a thread, as a browser of another test may keep this one's loop."""
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(openings.find_openings, settings).result()
    return "\n".join(Language.load().text(opening) for opening in found)


def with_more(monkeypatch: pytest.MonkeyPatch, *more: tuple[Any, ...]) -> None:
    """Give the site further addresses."""
    known: Callable[[Site], Handlers] = Site.init_handlers
    monkeypatch.setattr(Site, "init_handlers", lambda self: [*more, *known(self)])


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(front_end="full"),
        Settings(base_url="/exxtra/", host_names=("exxtra.example",)),
        Settings(lan=True, visitors_per_address=1),
        Settings(lan=True, front_end="full"),
    ],
)
def test_our_site_is_closed(settings: Settings) -> None:
    """The site as it is has no opening, with either front end, below a path, and on a local network."""
    assert openings_of(settings) == ""


class Open(RequestHandler):
    """Answers whoever asks."""

    def get(self, *_: str) -> None:
        """Give everything."""
        self.finish("everything")


@pytest.mark.parametrize("front_end", ["slim", "full"])
def test_one_more_address_is_found(monkeypatch: pytest.MonkeyPatch, front_end: str) -> None:
    """An address that nobody has listed is named, with what answers there."""
    with_more(monkeypatch, (r"/quite/new", Open))

    found = openings_of(Settings(front_end=front_end))

    assert "The address /quite/new$ is answered by" in found
    assert "Open" in found


def test_an_interface_of_jupyter_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler of Jupyter's that lists files is named, and its answer is noticed as well."""
    with_more(monkeypatch, (r"/api/contents", Open), (r"/voila/api/contents(.*)", VoilaContentsHandler))

    found = openings_of(Settings())

    assert "VoilaContentsHandler" in found
    assert "api/contents answers with 200, and must not exist." in found
    assert "voila/api/contents/ breaks the connection off" in found


def test_a_wider_address_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A listed handler at a wider address is an opening: it may serve what it should not."""
    with_more(monkeypatch, (r"/static/(.*)", slim.StaticHandler, {"site": None}))

    assert "The address /static/(.*)$ is answered by exxtra_kit.serving.slim.StaticHandler" in openings_of(Settings())


def test_another_handler_at_a_listed_address_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A listed address that something else answers is an opening."""
    with_more(monkeypatch, (r"/health", Open))

    found = openings_of(Settings())

    assert "The address /health$ is answered by" in found
    assert "/health comes without a safe header Content-Security-Policy." in found


def test_a_choice_of_voila_that_opens_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates to choose, files to fetch and traces to read are found in the settings of Voila."""
    known = site._configuration

    def opened(settings: Settings) -> Any:
        configuration = known(settings)
        configuration.VoilaConfiguration.allow_template_override = "YES"
        configuration.VoilaConfiguration.file_allowlist = [r".*\.png"]
        configuration.VoilaConfiguration.show_tracebacks = True
        return configuration

    monkeypatch.setattr(site, "_configuration", opened)

    found = openings_of(Settings())

    assert "allow_template_override is 'YES', and must be 'NO'" in found
    assert "file_allowlist is" in found
    assert "show_tracebacks is True" in found


def test_a_kernel_that_runs_code_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the full front end a page must not be able to send code to its kernel."""
    known = Site.init_settings

    def opened(self: Site) -> dict[str, Any]:
        chosen: dict[str, Any] = known(self)
        self.kernel_manager.allowed_message_types = ["comm_msg", "execute_request"]
        return chosen

    monkeypatch.setattr(Site, "init_settings", opened)

    assert "run or read something: execute_request" in openings_of(Settings(front_end="full"))


def test_any_host_name_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that has names of its own and answers to others as well is open to pages of strangers."""
    monkeypatch.setattr(hosts, "is_accepted", lambda *_: True)
    monkeypatch.setattr(slim, "is_accepted", lambda *_: True)
    monkeypatch.setattr(handlers, "is_accepted", lambda *_: True)
    monkeypatch.setattr(site, "is_accepted", lambda *_: True)

    found = openings_of(Settings(lan=True))

    assert "/ answers under a stranger's host name, with 200." in found
    assert "/health answers under a stranger's host name, with 200." in found


def test_any_origin_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A websocket that pages of others may open is an opening."""
    monkeypatch.setattr(handler.VisitHandler, "check_origin", lambda *_: True)

    found = openings_of(Settings())

    assert "A page from http://stranger.invalid gets a connection" in found
    assert "A page from null gets a connection" in found


def test_a_websocket_that_takes_code_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A websocket that keeps the connection after a message with code is an opening."""

    class Listening(slim.GuardedVisitHandler):
        """Listens to anything."""

        async def on_message(self, message: str | bytes) -> None:
            """Answer as if it had run."""
            await self.tell({"t": "done", "n": len(message)})
            self.close(1000)

    monkeypatch.setattr(slim, "GuardedVisitHandler", Listening)

    assert openings_of(Settings()).count("does not refuse a message with code") == len(openings._CODE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", "default-src 'self'; script-src 'unsafe-inline'; frame-ancestors 'self'"),
        ("Content-Security-Policy", "default-src 'none'; connect-src https://cdn.example; frame-ancestors 'self'"),
        ("Content-Security-Policy", "default-src *; frame-ancestors 'self'"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("X-Content-Type-Options", "sniff"),
        ("Referrer-Policy", "unsafe-url"),
        ("Server", "TornadoServer/6.5"),
        ("Set-Cookie", "visitor=1"),
    ],
)
def test_an_unsafe_header_is_found(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A page that permits more than it must is named, with the header."""
    monkeypatch.setattr(handlers, "page_headers", lambda *given, **more: page_headers(*given, **more) | {name: value})

    assert f"/ comes without a safe header {name}." in openings_of(Settings())


def test_trusting_everybody_is_found() -> None:
    """A network that holds every address is no proxy."""
    assert "trusted_proxies names everybody" in openings_of(Settings(trusted_proxies=("0.0.0.0/0",)))


def test_the_check_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check asks the whole site without any process of a visitor."""
    started: list[object] = []
    monkeypatch.setattr("subprocess.Popen", lambda *given, **_: started.append(given))

    openings_of(Settings())

    assert started == []


@pytest.mark.parametrize(("opening", "status"), [([], 0), ([msg("Something is open.")], 1)])
def test_the_command_fails_if_something_is_open(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], opening: list[Any], status: int
) -> None:
    """`--check` says what is exposed, and ends with 1 and a sentence for each opening, else with 0."""
    monkeypatch.setattr(openings, "find_openings", lambda _: opening)

    assert main(["serve", "--check"]) == status

    said = capsys.readouterr()
    assert "Address /calculator runs calculator.ipynb." in said.out
    assert said.err == ("Something is open.\n" if status else "")


def test_nothing_is_left_behind() -> None:
    """A websocket of the check is closed at its end, and the port is free again."""
    assert openings_of(Settings()) == openings_of(Settings())
    assert issubclass(handler.VisitHandler, WebSocketHandler)
