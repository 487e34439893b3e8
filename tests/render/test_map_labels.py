# SPDX-License-Identifier: BSD-3-Clause
"""The labels of the map in a real Chromium: none hides another, a dot or a button, and none is cut off."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from exxtra_kit.geo import find_town
from exxtra_kit.language import Language
from exxtra_kit.render.map_layers import CATEGORY, shades
from exxtra_kit.render.map_page import map_page
from exxtra_kit.render.map_state import map_state
from exxtra_kit.render.partner_marks import partner_marks
from tests.render.offered import judged, unjudged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ENGLISH = Language.load()
# As the map stands on a desk, on a desk at 200 %, on a phone, on a phone at 200 %.
SIZES = [(732, 500), (640, 500), (332, 320), (180, 320)]
# Far and near, at the edge of the map, beside a host, and in a host's own town.
VISITORS = [
    ("IT", "Cerea"),
    ("BE", "Mons"),
    ("IS", "Reykjav\u00edk"),
    ("ES", "Barcelona"),
    ("PT", "Ponta Delgada"),
    ("", ""),
]
BOXES = """
() => {
  const box = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, right: x + width, bottom: y + height, width, said: element.textContent };
  };
  const seen = (selector) => [...document.querySelectorAll(selector)].map(box).filter((one) => one.width);
  return {
    labels: seen(".exx-label"), dots: seen(".exx-marker:not(.exx-other) > .exx-dot"),
    controls: seen(".leaflet-control"), marks: seen(".exx-spot"), width: innerWidth, height: innerHeight,
  };
}
"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Yield the map's page; no error in its console is forgiven."""
    opened = chromium.new_page(viewport={"width": SIZES[0][0], "height": SIZES[0][1]}, reduced_motion="reduce")
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.set_content(map_page("en"))
    yield opened
    opened.close()
    assert complaints == []


def state_of(country: str, town: str, *, selected: str = "", language: Language = ENGLISH) -> dict[str, Any]:
    """Return what the map shows a small company of this town; without a town, before anything was typed."""
    if not town:
        return map_state(unjudged(), language, selected=selected)
    me = find_town(town, country).place
    return map_state(judged(country=country, town=town), language, me=me, ring_km=200, selected=selected)


def show(page: Page, state: dict[str, Any]) -> None:
    """Let the page show a state, and wait until it does."""
    page.evaluate("(state) => window.postMessage({ tag: 'exxtra-partner-map', state }, '*')", state)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")


def overlapping(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two boxes share more than a hair."""
    width = min(one["right"], other["right"]) - max(one["x"], other["x"])
    height = min(one["bottom"], other["bottom"]) - max(one["y"], other["y"])
    return bool(width > 0.5 and height > 0.5)


def faults(page: Page) -> list[str]:
    """Return each label that hides something or is cut off."""
    found = page.evaluate(BOXES)
    labels, others = found["labels"], [*found["dots"], *found["controls"]]
    wrong = [f"{a['said']} over {b['said']}" for a, b in combinations(labels, 2) if overlapping(a, b)]
    wrong += [f"{a['said']} over a dot or button" for a in labels for b in others if overlapping(a, b)]
    wrong += [
        f"{a['said']} is cut off"
        for a in labels
        if a["x"] < 0 or a["y"] < 0 or a["right"] > found["width"] or a["bottom"] > found["height"]
    ]
    return wrong


@pytest.mark.parametrize(("country", "town"), VISITORS)
def test_no_label_hides_anything(page: Page, country: str, town: str) -> None:
    """For visitors near and far, at every width, with one host chosen or none, and closer by."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for selected in ("", "railgrup", "ditecfer"):
            for plus in ({}, {"others": partner_marks(ENGLISH)}):
                show(page, state_of(country, town, selected=selected) | plus)
                assert faults(page) == [], f"{width} px wide"
        for _ in range(3):
            page.get_by_role("button", name="Closer").click()
            assert faults(page) == [], f"{width} px wide, closer by"


def test_room_is_used(page: Page) -> None:
    """Most hosts carry their label; one without room says everything in its accessible name, and shows its sign."""
    for (width, height), least in zip(SIZES, (7, 7, 7, 4), strict=True):
        page.set_viewport_size({"width": width, "height": height})
        show(page, state_of("IT", "Cerea"))

        assert page.locator(".exx-host .exx-label:visible").count() >= least, f"{width} px wide"
        for host in page.locator(".exx-host").all():
            assert ". " in str(host.get_attribute("aria-label"))
        for bare in page.locator(".exx-host.exx-bare .exx-dot").all():
            assert bare.get_attribute("data-sign")


def test_the_chosen_one_keeps_its_label(page: Page) -> None:
    """However narrow it is, the host that was chosen has its sum beside its dot."""
    page.set_viewport_size({"width": 180, "height": 320})
    for host in ("ditecfer", "mafex", "railgrup", "rails"):
        show(page, state_of("IT", "Cerea", selected=host))
        expect(page.locator(".exx-chosen .exx-label")).to_be_visible()


def test_longer_words_find_their_place_too(page: Page) -> None:
    """In Italian no label hides anything either."""
    page.set_content(map_page("it"))
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        show(page, state_of("IT", "Cerea", language=Language.load("it")))
        assert faults(page) == []


def test_a_host_that_is_filtered_out_is_gone(page: Page) -> None:
    """It can't be seen, pressed or reached by the keyboard, and comes back."""
    offers = judged()
    show(page, map_state(offers, ENGLISH, shown={"arus", "censec"}))
    expect(page.locator(".exx-host .exx-dot:visible")).to_have_count(2)

    show(page, map_state(offers, ENGLISH))
    expect(page.locator(".exx-host .exx-dot:visible")).to_have_count(7)


def test_another_shade_colours_the_territories(page: Page) -> None:
    """A state with shades changes colour and words of the territories; one without changes them back."""
    page.set_viewport_size({"width": 732, "height": 500})
    show(page, state_of("", ""))
    saxony = page.locator("path.exx-territory.exx-strong").nth(0)
    before = page.locator("path.exx-strong").count()
    assert before == 3
    expect(saxony).to_be_visible()

    show(page, state_of("", "") | {"shades": shades(CATEGORY, ENGLISH)})

    expect(page.locator("path.exx-strong")).to_have_count(0)
    expect(page.locator("path.exx-cat-transition")).to_have_count(2)
    expect(page.locator("path.exx-unrated")).to_have_count(1)
    page.locator("path.exx-cat-transition").first.dispatch_event("mouseover")
    expect(page.locator(".leaflet-tooltip")).to_contain_text("transition region")
    show(page, state_of("", ""))
    expect(page.locator("path.exx-strong")).to_have_count(3)
    expect(page.locator("path.exx-national")).to_have_count(2)


def test_the_other_partnerships_are_reached_by_keyboard(page: Page) -> None:
    """Each mark has a name; Enter opens what is known of its clusters, Escape closes it and gives the focus back."""
    marks = partner_marks(ENGLISH)
    show(page, state_of("", ""))
    expect(page.locator(".exx-other")).to_have_count(0)

    show(page, state_of("", "") | {"others": marks})

    names = " ".join(str(mark.get_attribute("aria-label")) for mark in page.locator(".exx-other").all())
    assert all(str(mark["spoken"]) in names for mark in marks)
    mark = page.get_by_role("button", name="CLUTEX")
    mark.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("CLUTEX")
    expect(popup).to_contain_text("Hi-Tech-TEX")
    expect(popup.get_by_role("button", name="Close")).to_be_visible()
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(mark).to_be_focused()


def test_marks_stay_apart(page: Page) -> None:
    """No mark of another partnership lies on another one; together they count every known cluster."""
    marks = partner_marks(ENGLISH)
    everything = sum(len(json.loads(json.dumps(mark))["items"]) for mark in marks)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        show(page, state_of("IT", "Cerea") | {"others": marks})

        found = page.evaluate(BOXES)["marks"]

        assert not [1 for a, b in combinations(found, 2) if overlapping(a, b)], f"{width} px wide"
        assert sum(int(mark["said"] or 1) for mark in found) == everything


def test_hostile_words_stay_text(page: Page) -> None:
    """A name that is mark-up is shown as it is, in label, tooltip and popup, and runs nothing."""
    evil = "<img src=x onerror=\"document.title='ran'\"></script>`${1}`"
    state = state_of("IT", "Cerea")
    for host in state["hosts"]:
        host |= {"name": evil, "spoken": evil, "amount": evil}
    mark = {"point": [50, 20], "title": evil, "spoken": evil, "items": [{"name": evil, "facts": [[evil, evil]]}]}
    shade = {"classes": "exx-territory exx-leader", "facts": [[evil, evil]]}
    show(page, state | {"others": [mark], "shades": {"toscana": shade}})

    page.locator(".exx-other").press("Enter")

    expect(page.locator(".leaflet-popup")).to_contain_text(evil)
    assert page.locator("img, script:not([src])").count() <= page.locator("script:not([src])").count()
    assert page.title() != "ran"
