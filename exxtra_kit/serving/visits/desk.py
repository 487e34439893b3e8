# SPDX-License-Identifier: BSD-3-Clause
"""The front desk: receives visits, finds them again, looks after them, and sees them out."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from exxtra_kit.language import available_languages
from exxtra_kit.serving.faults import note_fault
from exxtra_kit.serving.hosts import visitor_address
from exxtra_kit.serving.limits import PerAddress
from exxtra_kit.serving.visits import wire
from exxtra_kit.serving.visits.maps import draw_map
from exxtra_kit.serving.visits.nursery import CAN_FORK, Nursery
from exxtra_kit.serving.visits.pages import Page, Pages
from exxtra_kit.serving.visits.places import Places, QueueFullError
from exxtra_kit.serving.visits.process import Errand
from exxtra_kit.serving.visits.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tornado.httputil import HTTPServerRequest

    from exxtra_kit.serving.apps import App
    from exxtra_kit.serving.settings import Settings
    from exxtra_kit.serving.visits.visit import Page as Listener

_LOOK_SECONDS = 0.5
_ABSENT_WHILE_OTHERS_WAIT_SECONDS = 10
"""When people queue, the place of a page that has been away for so long is given to them."""
INDEX = "index"
_REFRESH_SECONDS = 60
_MOST_ATTEMPTS = 3
_WARM_LOOK_SECONDS = 1
_UNSENT_MESSAGES = 4
_MOST_FILES = 65536
_FAULT = "site-fault"
"""Stands in a page whose notebook has failed: the next visitor may be luckier."""


class StoppingError(Exception):
    """The site stops."""


class Desk:
    """Everything about visits, for one site.

    Attributes:
        settings: The choices of the deployment.
        places: Who is here, and who waits.
        pages: The pages in memory.
        maps: The map's pages by the name that stands in their address.
    """

    def __init__(self, settings: Settings, apps: tuple[App, ...], folder: Path) -> None:
        """Make the desk; `open` starts it.

        Args:
            settings: The choices of the deployment.
            apps: The apps that are served.
            folder: Where their notebooks are.
        """
        self.settings = settings
        self.places = Places(settings.visitor_limit, settings.queue_limit)
        self.pages = Pages(settings, apps)
        self._notebooks = {app.address or INDEX: folder / app.notebook for app in apps}
        self._nursery = Nursery(list(self._notebooks.values()), may_fork=CAN_FORK, log_format=settings.log_format)
        self.maps: dict[str, Page] = {}
        self._map_addresses: dict[str, str] = {}
        self._addresses = PerAddress(settings.visitors_per_address)
        self._tasks: list[asyncio.Task[None]] = []
        self._arriving: set[Listener] = set()
        self._rehearsed: dict[tuple[str, str], None] = {}
        self.stopping = False

    async def open(self) -> None:
        """Warm up, and begin to look after the visits."""
        _allow_many_files()
        await asyncio.gather(self._nursery.keep_warm(), *(self._draw_map(lang) for lang in available_languages()))
        loops = (self._look_after(), self._keep_pages_fresh(), self._keep_warm())
        self._tasks = [asyncio.create_task(loop) for loop in loops]

    async def close(self) -> None:
        """Tell every page that the site stops, and end every process."""
        self.stopping = True
        for task in self._tasks:
            task.cancel()
        visits = list(self.places.visits.values())
        for visit in visits:
            visit.end("restart")
        await asyncio.gather(
            *self._tasks,
            *(page.hang_up("restart") for page in list(self._arriving)),
            *(visit.wait_until_over() for visit in visits),
            return_exceptions=True,
        )
        self._nursery.close()

    @property
    def warm_number(self) -> int | None:
        """Number of the warm process."""
        return self._nursery.warm_number

    def notebook(self, address: str) -> Path | None:
        """Return the notebook of an app; None where there is none."""
        return self._notebooks.get(address)

    def find(self, secret: str) -> Visit | None:
        """Return the visit of that secret name."""
        return self.places.visits.get(secret)

    def visitor(self, request: HTTPServerRequest) -> str:
        """Return the address of whoever asks, behind our proxy as well."""
        return visitor_address(self.settings, request.remote_ip or "", request.headers.get("X-Forwarded-For"))

    async def receive(
        self, errand: Errand, visitor: str, page: Listener, tell: Callable[[int], Awaitable[None]]
    ) -> Visit:
        """Give a page a place and a process.

        Args:
            errand: What the process will do; `errand` makes it.
            visitor: Address of the visitor.
            page: The page.
            tell: Is told its place in the queue.

        Raises:
            QueueFullError: Even the queue is full, or the address has as many places as one may have.
            StoppingError: The site stops.
            OSError: The machine can't start one more process.
        """
        self._check_open()
        if not self._addresses.enter(visitor):
            raise QueueFullError
        self._arriving.add(page)
        try:
            await self.places.take(tell)
            try:
                visit = await self._begun(errand, visitor, page)
            except BaseException:
                self.places.leave()
                raise
        except BaseException:
            self._addresses.leave(visitor)
            raise
        finally:
            self._arriving.discard(page)
        self.places.visits[visit.id] = visit
        if self.stopping:
            visit.end("restart")
        return visit

    def _check_open(self) -> None:
        if self.stopping:
            raise StoppingError

    async def _begun(self, errand: Errand, visitor: str, page: Listener) -> Visit:
        visit = Visit(self._over, self.settings.copy_name, visitor, _UNSENT_MESSAGES * self.settings.message_bytes)
        visit.page = page
        await page.tell({"t": "visit", "id": visit.id, "resumed": False})
        await visit.begin(self._nursery, errand)
        return visit

    def page_left(self, visit: Visit, *, for_good: bool) -> None:
        """Note that a page is away: for good, or because its connection was lost."""
        if for_good:
            visit.end("")
        else:
            visit.page = None
            visit.since = time.monotonic()

    async def _over(self, visit: Visit) -> None:
        """Give the place of a visit that has ended to the next."""
        if self.places.visits.pop(visit.id, None) is not None:
            self._addresses.leave(visit.visitor)
            self.places.leave()

    def errand(self, address: str, lang: str, query: str, have: str) -> Errand:
        """Return what a process is to do for a page.

        Args:
            address: Of the app.
            lang: Language of the page.
            query: Query string of the page's address.
            have: Hash of what the page shows already.
        """
        return Errand(str(self._notebooks[address]), self._environment(address, lang, query), have)

    def _environment(self, address: str, lang: str, query: str) -> dict[str, str]:
        """Return the variables of a visit, named as Voila names them where it has a name."""
        app = "" if address == INDEX else address
        return {
            "QUERY_STRING": query,
            "SCRIPT_NAME": self.settings.base_url + app,
            "EXXTRA_SITE": "1",
            "EXXTRA_SITE_LANGUAGE": lang,
            "EXXTRA_MAP_ADDRESS": json.dumps(self._map_addresses),
        }

    async def _look_after(self) -> None:
        """End what takes too long, and what nobody looks at any more."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            now = time.monotonic()
            away_seconds = self.settings.idle_seconds
            if self.places.waiting:
                away_seconds = min(away_seconds, _ABSENT_WHILE_OTHERS_WAIT_SECONDS)
            for visit in list(self.places.visits.values()):
                visit.check(self.settings.callback_seconds, self.settings.start_seconds)
                if now - visit.since > (away_seconds if visit.page is None else self.settings.quiet_seconds):
                    visit.end("idle")

    async def _keep_warm(self) -> None:
        """Have a warm process again soon after one has died, and let it remember what the other did."""
        generation = self._nursery.generation
        while True:
            await asyncio.sleep(_WARM_LOOK_SECONDS)
            await self._nursery.keep_warm()
            if generation != self._nursery.generation:
                generation = self._nursery.generation
                for address, lang in list(self._rehearsed):
                    await self._nursery.rehearse(self._notebooks[address], self._environment(address, lang, ""))

    async def _keep_pages_fresh(self) -> None:
        """Draw every page once, and again on each new day: an app may show the date."""
        attempts: dict[tuple[str, str, dt.date], int] = {}
        while True:
            today = dt.datetime.now(dt.UTC).astimezone().date()
            for lang in dict.fromkeys((self.settings.language, *available_languages())):
                for address in self._notebooks:
                    tried = attempts.get((address, lang, today), 0)
                    if tried < _MOST_ATTEMPTS and not self.pages.is_of(address, lang, today):
                        attempts[address, lang, today] = tried + 1
                        await self._draw(address, lang, today)
            await asyncio.sleep(_REFRESH_SECONDS)

    async def _draw_map(self, lang: str) -> None:
        """Draw the map once; without it visitors' processes draw it into their pages."""
        try:
            name, page = await draw_map(lang)
        except Exception as fault:  # noqa: BLE001  (whatever it is, the rest of the site works)
            note_fault("the page of the map could not be drawn", fault)
            return
        self.maps[name] = page
        self._map_addresses[lang] = f"{self.settings.base_url}map/{name}"

    async def _draw(self, address: str, lang: str, today: dt.date) -> None:
        """Run an app once, keep what it shows for its page, and let the warm process remember what it looked up."""
        drawing = _Drawing()
        visit = Visit(drawing.over)
        visit.page = drawing
        shown: wire.Said | None = None
        try:
            await visit.begin(self._nursery, self.errand(address, lang, "", ""))
            async with asyncio.timeout(self.settings.start_seconds):
                shown = await drawing.shown
        except OSError as fault:  # a visitor gets the page without the app, and then the app
            note_fault("the page of an app could not be drawn beforehand", fault)
        finally:
            visit.end("")
            await visit.wait_until_over()
        if shown is not None:
            self.pages.keep(address, lang, today, shown)
            self._rehearsed[address, lang] = None
            await self._nursery.rehearse(self._notebooks[address], self._environment(address, lang, ""))


def _allow_many_files() -> None:
    """Let this process have as many connections as the machine allows: each visitor takes three descriptors."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  (not everywhere)

        least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _MOST_FILES if most == resource.RLIM_INFINITY else min(most, _MOST_FILES)
        if least != resource.RLIM_INFINITY and least < wanted:
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class _Drawing:
    """A page that only looks."""

    def __init__(self) -> None:
        self.shown: asyncio.Future[wire.Said | None] = asyncio.get_running_loop().create_future()

    async def tell(self, said: wire.Said) -> None:
        """Hear nothing: what a visit is called, or that its process has failed."""

    async def pass_on(self, frame: bytes) -> None:
        """Take the page; one with binary parts is left to the websocket."""
        said, buffers = wire.unpack(frame)
        if said["t"] == "page" and not self.shown.done():
            whole = not buffers and not any(_FAULT in output.get("text/html", "") for output in said["outputs"])
            self.shown.set_result(said if whole else None)

    async def hang_up(self, why: str) -> None:  # noqa: ARG002  (a page says it to its visitor)
        """Give up."""
        if not self.shown.done():
            self.shown.set_result(None)

    async def over(self, _visit: Visit) -> None:
        """Give up."""
        await self.hang_up("")
