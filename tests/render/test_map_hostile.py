# SPDX-License-Identifier: BSD-3-Clause
"""Whatever a name or a text holds, the map, its list, its cards and its table show it as text."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings

from exxtra_kit.catalogue import Fact, Member, Partnership
from exxtra_kit.language import Language
from exxtra_kit.models import Place
from exxtra_kit.render import partner_marks as marks
from exxtra_kit.render.clusters import hosts_html
from exxtra_kit.render.hosts_table import table_html
from exxtra_kit.render.html import Markup, button_link, escape
from exxtra_kit.render.map_document import POLICY
from exxtra_kit.render.map_state import map_state
from exxtra_kit.render.maps import PartnerMap
from exxtra_kit.render.offers import Offer
from exxtra_kit.render.outlines import Outline, Pin
from tests.render.attacks import ALL, LONG, RUNNING, TEXTS, Read
from tests.render.offered import hostile, judged, offer_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ENGLISH = Language.load()
SITE = "http://site.test/"
SQUARE = {"type": "Polygon", "coordinates": [[[5, 40], [25, 40], [25, 55], [5, 55], [5, 40]]]}
INSIDE = {"type": "Polygon", "coordinates": [[[8, 42], [14, 42], [14, 48], [8, 48], [8, 42]]]}
PLACES = ((44.0, 9.0), (47.0, 13.0), (52.0, 20.0))
CEREA = Place(lat=45.19, lon=11.22, town="Cerea", country="IT")


def offer(text: str) -> Offer:
    """Return a host whose every word is this text, judged as ARUS is; numbers stay numbers."""
    arus = offer_of("arus", judged())
    numbers = {name: arus.cluster.facts[name] for name in ("members", "members_year", "founded")}
    return Offer(replace(hostile(text), facts={**hostile(text).facts, **numbers}), arus.verdict)


def others(text: str, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Return the marks of a partnership whose every word is this text: one cluster in a town, one in a country."""
    fact = Fact(text, "", "P", date(2026, 1, 1), text)
    town = Place(lat=50.0, lon=15.0, town=text, country="CZ")
    members = (
        Member(text, "CZ", text, "", fact, text, town, fact),
        Member(f"{text} ", "PL", text, "", fact),
    )
    partnership = Partnership(text, text, 1, text, "", "", text, text, None, members, fact)
    monkeypatch.setattr(marks, "load_partnerships", lambda: (partnership,))
    return marks.partner_marks(ENGLISH)


def state_of(text: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return a state of the map in which every word from outside is this text."""
    me = Place(lat=CEREA.lat, lon=CEREA.lon, town=text, country="IT")
    state: dict[str, Any] = map_state([offer(text)], ENGLISH, me=me, ring_km=200, selected=text)
    # The first marker is the judged host; the others have only a name and what is heard of it.
    state["hosts"] += [{"id": f"{n}{text}", "name": text, "spoken": text, "sign": text} for n in (1, 2)]
    facts = [[text, text], [text, text, "en"]]
    state["shades"] = {"inside": {"classes": "exx-territory exx-strong", "facts": facts}}
    state["others"] = others(text, monkeypatch)
    return state


def page_of(text: str, state: dict[str, Any]) -> str:
    """Return a page of the map in which every word is this text."""
    said = ((text, text),)
    return PartnerMap(
        countries=[Outline(text, SQUARE, "exx-country exx-in", said, id="PL", spot=(52.0, 19.0))],
        territories=[Outline(text, INSIDE, "exx-territory exx-leader", said, id="inside")],
        pins=[Pin(name, text, *place) for name, place in zip((text, f"1{text}", f"2{text}"), PLACES, strict=True)],
        title=text, credit=text, zoom_words=(text, text), close_words=text, state=state, language="en",
    ).page()  # fmt: skip


def first_state(page: str) -> Any:
    """Return the state that a page starts with: what follows the markers in the call that starts it."""
    call = page[page.rindex("exxMap.start(") :]
    return json.JSONDecoder().raw_decode(call[call.index('{"hosts"') :])[0]


@settings(max_examples=40)
@given(TEXTS)
@example(ALL)
@example(LONG)
def test_the_page_holds_every_text_as_data(text: str) -> None:
    """The elements of the page are those of a harmless one, and its state, read back, is the very same."""
    with pytest.MonkeyPatch.context() as patch:
        state = state_of(text, patch)
        harmless = page_of("harmless", state_of("harmless", patch))
        page = page_of(text, state)

    assert first_state(page) == json.loads(json.dumps(state))
    assert Read(page).elements == Read(harmless).elements
    assert all(address.startswith("data:") for address in Read(page).addresses)


def everything(text: str) -> tuple[str, ...]:
    """Return the mark-up beside the map: the list with a card unfolded, and the table."""
    link = button_link(escape("on"), "planner")
    return (
        hosts_html([offer(text)], ENGLISH, selected=text, actions=lambda _: link),
        table_html([offer(text)], ENGLISH),
        table_html([offer(text)], ENGLISH, unfolded=True),
    )


@settings(max_examples=60)
@given(TEXTS)
@example(ALL)
@example(LONG)
def test_list_card_and_table_show_every_text_as_text(text: str) -> None:
    """Elements and attributes are those of a harmless text, and the text that is read is the text that was given."""
    for markup, harmless in zip(everything(text), everything("harmless"), strict=True):
        read, usual = Read(markup), Read(harmless)
        assert read.elements == usual.elements
        assert read.text.count(text) >= usual.text.count("harmless") > 0
        assert all(not address or address.startswith(("http", "planner")) for address in read.addresses)


def opened(browser: Browser, markup: str) -> Page:
    """Return a page of a site that is answered from here, under the policy that the map has there."""

    def answer(route: Route) -> None:
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
        route.fulfill(status=200, headers=headers, body=markup)

    page = browser.new_page(viewport={"width": 900, "height": 700})
    page.route("**/*", answer)
    page.goto(SITE)
    return page


# Where a label finds no room it has no place, and so no style; that is no element of anybody's.
COUNT = """() => [...document.querySelectorAll("*")].map(
  (one) => [one.tagName, ...one.getAttributeNames().filter((name) => name !== "style").sort()].join(" "))"""


def used(browser: Browser, text: str) -> tuple[Page, Counter[str], list[str]]:
    """Use a map all of whose words are this text: press every mark, point at every outline, open what opens.

    Returns:
        The page, its elements with their attributes, counted, and what its popups and tooltips said.
    """
    with pytest.MonkeyPatch.context() as patch:
        state = state_of(text, patch)
    page = opened(browser, page_of(text, state))
    said = []
    for shape in ("exx-country", "exx-territory"):
        page.locator(f"path.{shape}").first.dispatch_event("mouseover", {"clientX": 400, "clientY": 300})
        said.append(page.locator(".leaflet-tooltip").first.text_content() or "")
        page.locator(f"path.{shape}").first.dispatch_event("mouseout")
    for marker in page.locator(".exx-host").all():
        marker.locator(".exx-dot").dispatch_event("click")
    for mark in page.locator(".exx-other").all():
        mark.press("Enter")
        said.append(page.locator(".leaflet-popup-content").text_content() or "")
        page.keyboard.press("Escape")
        page.wait_for_function("() => !document.querySelector('.leaflet-popup')")  # it fades
    return page, Counter(page.evaluate(COUNT)), said


@pytest.fixture(scope="module")
def harmless(chromium: Browser) -> Counter[str]:
    """Return the elements of a map with harmless words, used in the same way."""
    page, elements, said = used(chromium, "harmless")
    page.close()
    assert all("harmless" in one for one in said)
    return elements


@pytest.mark.browser
@pytest.mark.parametrize("text", [ALL, LONG, *RUNNING[:6]], ids=lambda text: str(len(text)))
def test_in_a_browser_nothing_runs_and_nothing_is_added(chromium: Browser, harmless: Counter[str], text: str) -> None:
    """With hostile words everywhere, the page has the elements of a harmless one, and no script of theirs ran."""
    page, found, said = used(chromium, text)

    assert found == harmless
    assert page.evaluate("() => window.hit") is None
    assert page.locator(".exx-name").first.text_content() == text
    assert page.locator(".exx-host").first.get_attribute("aria-label").startswith(text)  # type: ignore[union-attr]
    assert len(said) == 4
    assert all(text.replace("\r", "\n") in one for one in said), "a tooltip or a popup does not say the text"
    page.close()


@pytest.mark.browser
def test_the_test_would_notice(chromium: Browser) -> None:
    """A text that is put into a page as mark-up does leave its mark, so the test above looks in the right place."""
    page = opened(chromium, f"<!doctype html><p>{RUNNING[0]}</p>")

    page.wait_for_function("() => window.hit === 1")

    page.close()


def test_a_link_of_a_card_is_a_web_address() -> None:
    """A site's address that is a script is shown, and leads nowhere."""
    markup = hosts_html([offer("javascript:alert(1)")], ENGLISH, selected="javascript:alert(1)")

    assert "javascript:alert(1)" in Read(markup).text
    assert not [address for address in Read(markup).addresses if not address.startswith("http")]


def test_the_harmless_mark_up_is_mark_up() -> None:
    """The comparison above is with something: list, card and table have elements, buttons and links."""
    tags = {tag for markup in everything("harmless") for tag, _ in Read(Markup(markup)).elements}

    assert {"button", "table", "th", "a", "dl", "li"} <= tags
