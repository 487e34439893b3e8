# SPDX-License-Identifier: BSD-3-Clause
"""Three real copies behind nginx: one is killed under load, one is upgraded, and only those concerned notice."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.aside import run_aside
from tests.deploy.copies import Copy
from tests.deploy.fake_copies import ask
from tests.deploy.light import LostError, Visitor
from tests.deploy.proxy import DEPLOY, free_port, nginx_before
from tests.served.running import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from tests.deploy.proxy import Proxy

VISITORS = 30
# As many changes are worked on at once: a load that two processors bear, all the time.
AT_ONCE = 4


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Copy]]:
    """Yield three running copies of the site by their names."""
    folder = tmp_path_factory.mktemp("copies")
    started = {name: Copy(name, folder) for name in "abc"}
    try:
        for copy in started.values():
            copy.wait_until_ready()
        yield started
    finally:
        for copy in started.values():
            copy.stop()


@pytest.fixture(scope="module")
def proxy(copies: dict[str, Copy]) -> Iterator[Proxy]:
    """Yield an nginx before them."""
    with nginx_before({name: copy.port for name, copy in copies.items()}) as running:
        yield running


class Crowd:
    """Visitors who change something all the time, and come back if their connection is lost."""

    def __init__(self, host: str) -> None:
        """Make the crowd; nobody has come yet."""
        self.visitors = [Visitor(host) for _ in range(VISITORS)]
        self.restored: dict[Visitor, tuple[str, str]] = {}
        self.told: dict[Visitor, str] = {}
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._something_happened = asyncio.Event()
        self._is_over = False
        self._at_work: list[asyncio.Task[None]] = []

    async def arrive(self) -> None:
        """Let all of them open the page at once, and begin."""
        await asyncio.gather(*(one.connect() for one in self.visitors))
        self._at_work = [asyncio.create_task(self._work(one)) for one in self.visitors]

    def on(self, name: str) -> list[Visitor]:
        """Return those whose visit is on a copy."""
        return [one for one in self.visitors if one.copy == name]

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        """Let them go on until something has happened."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not happened():
                broken = [task for task in self._at_work if task.done()]
                assert not broken, f"a visitor gave up while we waited for {what}: {broken[0]}"
                self._something_happened.clear()
                await self._something_happened.wait()

    async def until_each_has_made(self, more: int, visitors: list[Visitor]) -> None:
        """Let them go on until each of these visitors has had so many more changes answered."""
        before = {one: one.changes for one in visitors}
        await self.until(lambda: all(one.changes >= before[one] + more for one in visitors), f"{more} more changes")

    async def go_home(self) -> None:
        """End it."""
        self._is_over = True
        await asyncio.gather(*self._at_work)
        await asyncio.gather(*(one.leave() for one in self.visitors))

    async def _work(self, visitor: Visitor) -> None:
        while not self._is_over:
            async with self._gate:
                try:
                    await visitor.change()
                except LostError:
                    await self._come_back(visitor)
                finally:
                    self._something_happened.set()

    async def _come_back(self, visitor: Visitor) -> None:
        """Do what the page does: ask for one's visit, and hand the draft back to a fresh process."""
        before, self.told[visitor] = visitor.draft, visitor.why
        await visitor.connect("" if visitor.why else visitor.visit)
        if not visitor.resumed:
            await visitor.hand_back()
        self.restored[visitor] = (before, visitor.draft)


def behind_nginx(proxy: Proxy, act: Callable[[Crowd], Coroutine[None, None, None]]) -> None:
    """Run a test with a crowd that has arrived."""

    async def run() -> None:
        crowd = Crowd(proxy.host)
        await crowd.arrive()
        await act(crowd)
        await crowd.go_home()

    run_aside(run())


async def until_somebody_arrives_at(proxy: Proxy, name: str) -> None:
    """Let people come and go until one of them is sent to this copy."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            visitor = Visitor(proxy.host)
            await visitor.connect()
            await visitor.leave()
            if visitor.copy == name:
                return


def check_the_concerned(crowd: Crowd, concerned: list[Visitor], gone: str) -> None:
    """Check that those on the copy that went away are elsewhere, with all that they had answered."""
    for one in concerned:
        assert one.copy != gone
        assert not one.resumed
        assert one.connections == 2
        before, after = crowd.restored[one]
        assert before
        assert after == before


def check_the_others(crowd: Crowd, others: list[Visitor]) -> None:
    """Check that nobody else has noticed anything."""
    assert [one.connections for one in others] == [1] * len(others)
    assert not set(others) & set(crowd.told)


def test_one_copy_is_killed_under_load(proxy: Proxy, copies: dict[str, Copy]) -> None:
    """Thirty visitors, one of three copies killed: its visitors have a page again with their answers, others go on."""

    async def act(crowd: Crowd) -> None:
        assert all(len(crowd.on(name)) >= 5 for name in copies), {name: len(crowd.on(name)) for name in copies}
        await crowd.until_each_has_made(2, crowd.visitors)
        concerned = crowd.on("b")
        others = [one for one in crowd.visitors if one not in concerned]

        await asyncio.to_thread(copies["b"].kill)

        await crowd.until(lambda: set(concerned) <= set(crowd.restored), "the concerned to come back")
        await crowd.until_each_has_made(3, crowd.visitors)
        check_the_concerned(crowd, concerned, "b")
        check_the_others(crowd, others)
        assert (await ask(proxy.host, "/calculator")).code == 200

    behind_nginx(proxy, act)
    copies["b"].start()
    copies["b"].wait_until_ready()
    run_aside(until_somebody_arrives_at(proxy, "b"))


def test_one_copy_is_upgraded_under_load(proxy: Proxy, copies: dict[str, Copy]) -> None:
    """A copy that is told to stop says so to its visitors, who go on elsewhere; started again, it gets new ones."""

    async def act(crowd: Crowd) -> None:
        await crowd.until_each_has_made(2, crowd.visitors)
        concerned = crowd.on("a")
        others = [one for one in crowd.visitors if one not in concerned]
        assert len(concerned) >= 5

        assert await asyncio.to_thread(copies["a"].stop) == 0

        await crowd.until(lambda: set(concerned) <= set(crowd.restored), "the concerned to come back")
        await crowd.until_each_has_made(3, crowd.visitors)
        check_the_concerned(crowd, concerned, "a")
        assert {crowd.told[one] for one in concerned} == {"restart"}
        check_the_others(crowd, others)

        copies["a"].start()
        await asyncio.to_thread(copies["a"].wait_until_ready)
        await until_somebody_arrives_at(proxy, "a")
        check_the_others(crowd, others)

    behind_nginx(proxy, act)


def test_a_lost_connection_finds_its_own_process(proxy: Proxy) -> None:
    """Of twelve pages that lose their connection, each comes back to its own copy and process, not to the emptiest."""

    async def run() -> None:
        visitors = [Visitor(proxy.host) for _ in range(12)]
        await asyncio.gather(*(one.connect() for one in visitors))
        visits = [one.visit for one in visitors]
        await asyncio.gather(*(one.change() for one in visitors))
        await asyncio.gather(*(one.drop() for one in visitors))

        for one in visitors:
            await one.connect(one.visit)

        assert [one.visit for one in visitors] == visits
        assert all(one.resumed for one in visitors)
        assert {one.copy for one in visitors} == {"a", "b", "c"}
        await asyncio.gather(*(one.leave() for one in visitors))

    run_aside(run())


def test_a_page_s_last_word_reaches_its_copy(proxy: Proxy) -> None:
    """The beacon of a page that is left for good ends its own process, through nginx: nobody can come back to it."""

    async def run() -> None:
        visitors = [Visitor(proxy.host) for _ in range(6)]
        await asyncio.gather(*(one.connect() for one in visitors))
        for one in visitors:
            await one.drop()
            ended = one.visit
            assert await last_word(proxy, ended) == 204
            async with asyncio.timeout(PATIENCE_SECONDS):
                while await last_word(proxy, ended) != 404:
                    pass  # its process is ending
            await one.connect(ended)
            assert not one.resumed
            assert one.visit != ended
            await one.leave()

    run_aside(run())


async def last_word(proxy: Proxy, visit: str) -> int:
    """Send a page's last word; return the status of the answer."""
    own = {"Origin": f"http://{proxy.host}"}
    return (await ask(proxy.host, f"/visit/{visit}/end", "POST", own, b"")).code


def test_a_stranger_s_page_can_say_no_last_word(proxy: Proxy) -> None:
    """A request that comes from a page of somebody else ends nobody's visit, even with its name."""

    async def run() -> None:
        visitor = Visitor(proxy.host)
        await visitor.connect()
        await visitor.drop()
        strange = {"Origin": "http://evil.example"}
        assert (await ask(proxy.host, f"/visit/{visitor.visit}/end", "POST", strange, b"")).code == 403
        await visitor.connect(visitor.visit)
        assert visitor.resumed
        await visitor.leave()

    run_aside(run())


def test_pages_and_files_come_through(proxy: Proxy) -> None:
    """Each page arrives compressed and is recognised when asked for again; files may be kept; health starts nothing."""

    async def run() -> None:
        for path in ("/", "/calculator?lang=it", "/planner", "/partner_map"):
            first = await ask(proxy.host, path, headers={"Accept-Encoding": "gzip"})
            assert first.code == 200
            assert first.headers["Content-Encoding"] == "gzip"
            assert "Content-Security-Policy" in first.headers
            again = await ask(proxy.host, path, headers={"If-None-Match": first.headers["Etag"]})
            assert again.code == 304, path
        assert (await ask(proxy.host, "/health")).code == 200

    run_aside(run())


def test_the_image_s_health_check_knows_a_copy_that_is_well(proxy: Proxy, copies: dict[str, Copy]) -> None:
    """The very command of the Containerfile ends well for a running site, and badly where there is none."""
    said = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    found = re.search(r"HEALTHCHECK .*\\\n\s+CMD (\[.*\])", said)
    assert found
    program, *arguments = json.loads(found.group(1))
    assert program == "python"

    def asked(port: int) -> int:
        surroundings = {**os.environ, "EXXTRA_PORT": str(port), "http_proxy": "http://127.0.0.1:9"}
        return subprocess.run(
            [sys.executable, *arguments], env=surroundings, capture_output=True, check=False
        ).returncode

    assert [asked(copy.port) for copy in copies.values()] == [0, 0, 0]
    assert asked(free_port()) != 0
    assert proxy.process.poll() is None
