# SPDX-License-Identifier: BSD-3-Clause
"""The scripts of our own widgets in a real Chromium: the keeper, and the map by its address under its own policy.

The pages are answered from here: nothing listens, and no name is looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from exxtra_kit.catalogue import load_clusters
from exxtra_kit.language import Language
from exxtra_kit.render.map_document import POLICY, map_document, map_file_name
from exxtra_kit.render.map_state import map_state
from exxtra_kit.render.offers import Offer
from exxtra_kit.widgets.kit import Keeper
from exxtra_kit.widgets.partner_map.bridge import MapFrame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SITE = "http://site.test/"
MAP_PATH = "/map/" + map_file_name("en")
PAGE_POLICY = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none'; object-src 'none'"
)
# A model as a widget's script knows it, which notes what it is told.
SHOW = """
async ([script, state]) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const heard = new Map();
  const model = {
    sent: [],
    changed: {},
    get: (name) => state[name],
    set(name, value) { if (state[name] !== value) { state[name] = value; this.changed[name] = value; } },
    save_changes() { if (Object.keys(this.changed).length) this.sent.push(this.changed); this.changed = {}; },
    on(names, call) { names.split(" ").forEach((name) => heard.set(name, [...(heard.get(name) || []), call])); },
    off() {},
    take(values) {
      const news = Object.keys(values).filter((name) => state[name] !== values[name]);
      Object.assign(state, values);
      news.forEach((name) => (heard.get("change:" + name) || []).forEach((call) => call()));
    },
  };
  window.model = model;
  const el = document.createElement("div");
  document.body.append(el);
  widget.render({ model, el });
}
"""
FRESH = {"app": "calculator", "draft": "", "turn": 0, "handed": "", "back": "", "note": "", "words": {}}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Yield an empty page of a site that is answered from here; no error in its console is forgiven."""
    context = chromium.new_context()
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    context.route("**/*", answer)
    opened.goto(SITE)
    yield opened
    context.close()
    assert complaints == []


def answer(route: Route) -> None:
    """Answer like the site: an empty page, and the map under its own policy; anything else is not there."""
    path = route.request.url.removeprefix(SITE.rstrip("/"))
    if path == MAP_PATH:
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
        route.fulfill(status=200, headers=headers, body=map_document("en"))
    elif path in {"/", "/calculator"}:
        headers = {"Content-Type": "text/html", "Content-Security-Policy": PAGE_POLICY}
        route.fulfill(status=200, headers=headers, body="<!doctype html><title>x</title><link rel=icon href=data:,>")
    else:
        route.fulfill(status=404, body="")


def show(page: Page, widget: Any, **state: Any) -> None:
    """Show a widget in the page."""
    page.evaluate(SHOW, [str(widget._esm), {**FRESH, **state}])


def sent(page: Page) -> Any:
    """Return what the widget has sent since it was shown."""
    return page.evaluate("window.model.sent")


def take(page: Page, **values: Any) -> None:
    """Let the widget's model change, as a message of the process does."""
    page.evaluate("(values) => window.model.take(values)", values)


def test_a_draft_comes_back_after_a_reload(page: Page) -> None:
    """What was kept is handed back once, when the page is loaded again; an untouched app hands back nothing."""
    show(page, Keeper())
    assert sent(page) == []
    take(page, draft='{"type":"sme"}', turn=1)
    assert sent(page) == []

    page.reload()
    show(page, Keeper())

    assert sent(page) == [{"back": '{"type":"sme"}'}]


def test_a_new_process_gets_the_draft(page: Page) -> None:
    """The page stays, its process is another one that knows nothing: it is handed the draft."""
    show(page, Keeper())
    take(page, draft='{"type":"sme"}', turn=1)

    take(page, draft="", turn=0)

    assert sent(page) == [{"back": '{"type":"sme"}'}]
    take(page, back="", draft='{"type":"sme"}', turn=1, note="Back.")
    assert page.get_by_role("status").inner_text() == "Back."
    take(page, draft="", turn=0)
    assert len(sent(page)) == 2


def test_starting_again_is_forgetting(page: Page) -> None:
    """An empty draft that is a turn of its own is taken out of the browser."""
    show(page, Keeper())
    take(page, draft='{"type":"sme"}', turn=1)
    take(page, draft="", turn=2)

    page.reload()
    show(page, Keeper())

    assert sent(page) == []
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize(("handed", "comes_back"), [("", True), ("one", True), ("two", False)])
def test_a_newer_hand_over_counts_more(page: Page, handed: str, comes_back: bool) -> None:  # noqa: FBT001 (a table)
    """A draft comes back to a plain page, and to the one it was begun on; a link that hands over else is newer."""
    show(page, Keeper(), handed="one")
    take(page, draft='{"type":"sme"}', turn=1)

    page.reload()
    show(page, Keeper(), handed=handed)

    assert bool(sent(page)) is comes_back


def test_apps_keep_their_drafts_apart(page: Page) -> None:
    """The draft of one app is not handed to another."""
    show(page, Keeper())
    take(page, draft='{"type":"sme"}', turn=1)

    page.reload()
    show(page, Keeper(), app="planner")

    assert sent(page) == []


@pytest.mark.parametrize(
    "storage",
    [
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } })",
        "void (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); })",
        "sessionStorage.setItem('exxtra-draft:calculator', 'no JSON')",
        "sessionStorage.setItem('exxtra-draft:calculator', '{\"draft\": 7}')",
    ],
    ids=["none", "full", "not ours", "not text"],
)
def test_without_storage_nothing_is_kept_and_nothing_said(page: Page, storage: str) -> None:
    """A browser that keeps nothing for us, or something strange, is no reason for an error."""
    page.evaluate(storage)

    show(page, Keeper())
    take(page, draft='{"type":"sme"}', turn=1)

    assert sent(page) == []
    assert page.get_by_role("status").inner_text() == ""


def test_the_map_works_by_its_address_under_its_policy(page: Page) -> None:
    """In its frame without rights the map draws, takes a state, and tells which marker was pressed."""
    english = Language.load()
    offers = [Offer(cluster) for cluster in load_clusters()]
    state = map_state(offers, english, selected="arus")
    show(page, MapFrame(), src=MAP_PATH, html="", title="Map", waiting="Drawing", state=state, selected="")
    inside = page.frame_locator("iframe.exx-map-frame")

    expect(inside.locator(".exx-chosen .exx-name")).to_have_text("ARUS")
    expect(inside.locator(".exx-host")).to_have_count(7)
    expect(page.get_by_role("status")).to_be_hidden()
    assert page.locator("iframe").get_attribute("sandbox") == "allow-scripts"
    assert inside.locator("path.exx-country").count() > 40
    inside.get_by_role("button", name="MAFEX").locator(".exx-label").click()
    expect(page.locator("body")).to_be_visible()
    page.wait_for_function("window.model.sent.length > 0")
    assert sent(page) == [{"selected": "mafex"}]


def test_the_map_has_no_rights(page: Page) -> None:
    """Under its policy the map's page may ask nobody for anything and belongs to no origin."""
    state = map_state([], Language.load())
    show(page, MapFrame(), src=MAP_PATH, html="", title="Map", waiting="Drawing", state=state, selected="")
    expect(page.get_by_role("status")).to_be_hidden()

    frame = next(one for one in page.frames if one.url.endswith(MAP_PATH))

    assert frame.evaluate("window.origin") == "null"
    tried = "() => { try { return localStorage.length; } catch (error) { return error.name; } }"
    assert frame.evaluate(tried) == "SecurityError"
    assert POLICY.startswith("default-src 'none'; ")
    assert "connect-src" not in POLICY
